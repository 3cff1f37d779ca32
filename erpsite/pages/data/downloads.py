"""Draw the list of files to download."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence

from erpsite.model.kinds import KINDS
from erpsite.pages.data.exports import DICTIONARY, Export, book_exports
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.page import page

__all__ = ["downloads_table", "draw_downloads", "table_names"]


@page(
    "data/downloads",
    section="data",
    place=40,
    title="Downloads",
    description="The plan’s tables as CSV files, with a dictionary of their columns.",
    file="handbook.yml",
)
def draw_downloads(book: Book) -> tuple[b.Block, ...]:
    """Return the tables of the plan as files, and what to know before opening them."""
    tr, files = book.tr, book_exports(book)
    tables = [export for export in files if export.name != DICTIONARY]
    lead = tr(
        "{tables} tables with {rows} rows can be downloaded as CSV, as of {month}.",
        tables=book.count("handbook.tables", len(tables)),
        rows=book.count("handbook.rows", sum(len(export.rows) for export in tables)),
        month=book.locale.month(book.state.as_of),
    )
    return (
        b.Lead(lead),
        *_pack(book),
        downloads_table(book, files),
        b.Heading(tr("Before you open them"), "format"),
        b.Items(
            (
                tr("UTF-8 with a byte order mark, commas, one header line: spreadsheets open them directly."),
                *_units(book),
                tr("Several values in one cell stand after semicolons; an empty cell means that nothing is "
                   "on record."),
                tr("A text that begins like a formula has an apostrophe in front, so that no spreadsheet "
                   "runs it."),
                tr("The answers to the survey are not among them, because small groups could be recognised."),
            )
        ),
    )  # fmt: skip


def _units(book: Book) -> tuple[b.Content, ...]:
    """Return how days, months and money are written; nothing where the files hold no money."""
    if book.handbook.hides("money"):
        return ()
    currency = book.handbook.plan.currency
    return (
        book.tr(
            "Days are YYYY-MM-DD, months YYYY-MM, money in {currency} without separators.", currency=currency
        ),
    )


def _pack(book: Book) -> tuple[b.Block, ...]:
    """Return the files of the pack, where the site carries them."""
    if not book.packed:
        return ()
    tr = book.tr
    kinds = {
        "deck-preread": tr("The pre-read as slides"),
        "deck-review": tr("The last review as slides"),
        "preread": tr("The pre-read as PDF, with contents and bookmarks"),
        "brief": tr("The brief on one page"),
        "tables": tr("Every table as a workbook"),
        "calendar": tr("Sessions, reviews, milestones and due dates as a calendar"),
        "data": tr("The tables as CSV and JSON with their dictionary"),
        "site": tr("The whole site, to open without a server"),
    }
    return (
        b.Heading(tr("To take along"), "pack"),
        Rows(book.packed).table(
            "pack",
            spread(
                "what",
                tr("What it is"),
                lambda name, _size: next((text for kind, text in kinds.items() if f"-{kind}" in name), name),
                wide=True,
            ),
            spread("file", tr("File"), lambda name, _size: b.Link(name, f"downloads/{name}")),
            spread(
                "size",
                tr("Size, KB"),
                lambda _name, size: b.Number(size / 1024, book.locale.number(size / 1024, 0)),
                "number",
            ),
        ),
        b.Heading(tr("Tables"), "tables"),
    )


def downloads_table(book: Book, files: Sequence[Export]) -> b.Table:
    """Return the files with what they hold and how large they are."""
    tr, names = book.tr, table_names(book)
    return Rows(files, anchor=lambda export: f"file-{export.name.replace('_', '-')}").table(
        "downloads",
        Col("table", tr("Table"), lambda export: names[export.name], wide=True),
        Col("file", tr("File"), lambda export: b.Link(export.file, f"downloads/{export.file}")),
        Col(
            "rows",
            tr("Rows"),
            lambda export: b.Number(len(export.rows), book.locale.number(len(export.rows), 0)),
            "number",
        ),
        Col(
            "columns",
            tr("Columns"),
            lambda export: b.Number(len(export.header), str(len(export.header))),
            "number",
        ),
    )


def table_names(book: Book) -> Mapping[str, str]:
    """Return the title of each exported table by its name; a kind without one is called by its own name."""
    kinds = {one: one.replace("_", " ").capitalize() for one in KINDS}
    named = (_meeting_names, _situation_names, _plan_names, _review_names)
    return ChainMap(*(names(book) for names in named), kinds)


def _meeting_names(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "people": tr("People"),
        "modules": tr("Modules"),
        "plants": tr("Plants"),
        "attendees": tr("Attendees of the meeting"),
        "seats": tr("Seats in the group"),
        "preparation": tr("Steps of the preparation"),
        "agenda": tr("Sessions of the meeting"),
        "reader_questions": tr("Questions from readers"),
        "sources": tr("Data sources"),
        DICTIONARY: tr("Data dictionary: what each column means"),
    }


def _situation_names(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "health_metrics": tr("Health metrics"),
        "health_values": tr("Monthly values of the health metrics"),
        "incidents": tr("Incidents"),
        "completed": tr("Completed items of last year"),
        "pain_points": tr("Pain points"),
        "evidence": tr("Evidence of the pain points"),
        "maturity": tr("Maturity criteria"),
        "opportunities": tr("Technology opportunities"),
    }


def _plan_names(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "objectives": tr("Objectives"),
        "kpis": tr("KPIs"),
        "kpi_actuals": tr("Monthly actuals of the KPIs"),
        "initiatives": tr("Initiatives as approved"),
        "initiative_states": tr("Initiatives as they stand"),
        "kpi_states": tr("KPIs as they stand"),
        "commitments": tr("Commitments"),
        "phases": tr("Phases"),
        "milestones": tr("Milestones"),
        "kpi_effects": tr("Effects on KPIs"),
        "third_parties": tr("Third parties"),
        "risks": tr("Risks of the approved plan"),
        "assumptions": tr("Assumptions"),
        "budget": tr("Budget by kind and quarter"),
        "effort": tr("Effort by role and period"),
        "levelling": tr("The plan that capacity allows"),
    }


def _review_names(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "decisions": tr("Decisions"),
        "progress": tr("Reported progress by month"),
        "new_risks": tr("Risks first seen in a review"),
        "kpi_comments": tr("Comments on KPIs"),
        "measures": tr("Corrective measures"),
        "actions": tr("Actions"),
    }
