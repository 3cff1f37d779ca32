"""Put changes into lines: a word with its tone, the record, a sentence, the line of data."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.reviews.changes import Change
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.initiatives import initiative_sentence
from erpsite.pages.kit.changes.registers import kpi_sentence, plan_sentence, register_sentence
from erpsite.pages.kit.changes.words import change_word
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["change_item", "change_record", "change_sentence", "changes_table", "folded_changes"]


def change_sentence(book: Book, change: Change) -> str:
    """Return one sentence that says what changed, without the record's name."""
    if change.record == "initiatives":
        return initiative_sentence(book, change)
    if change.record == "kpis":
        return kpi_sentence(book, change)
    if change.record == "plan":
        return plan_sentence(book, change)
    return register_sentence(book, change)


def change_record(book: Book, change: Change) -> b.Link | str:
    """Return a link to the record, or its name where the plan shown no longer holds it."""
    if change.record == "plan":
        return b.Link(book.tr("The plan as a whole"), "plan/resources")
    if change.id in getattr(book.handbook, change.record):
        return book.link(change.record, change.id)
    name = change.values.get("name")
    return book.text(name) if isinstance(name, Text) else change.id


def change_item(book: Book, change: Change) -> b.Content:
    """Return a change as one line of a list."""
    colon = book.locale.facts.colon
    return (change_word(book, change), " ", change_record(book, change), colon, change_sentence(book, change))


def folded_changes(book: Book, found: Sequence[Change], name: str, shown: int) -> tuple[b.Block, ...]:
    """Return a table of the `shown` weightiest changes, and one of the others folded away."""
    table, rest = changes_table(book, found[:shown], name), found[shown:]
    if not rest:
        return (table,)
    title = book.locale.tr.plural("{n} lighter change", "{n} lighter changes", len(rest))
    return (table, b.Details(title, (changes_table(book, rest, f"{name}-rest"),)))


def changes_table(book: Book, changes: Sequence[Change], name: str = "changes") -> b.Table:
    """Return the changes with their record, what happened, and the line of data that says it."""
    tr = book.tr
    return Rows(changes, source=lambda change: change.where if change.where.path else None).table(
        name,
        Col("record", tr("Record"), lambda change: change_record(book, change)),
        Col("kind", tr("Change"), lambda change: change_word(book, change), "status"),
        Col("sentence", tr("What happened"), lambda change: change_sentence(book, change), wide=True),
        Col(
            "where",
            tr("Source"),
            lambda change: b.Place(change.where) if change.where.path else b.Missing(),
            wide=True,
        ),
        empty=tr("Nothing changed."),
    )
