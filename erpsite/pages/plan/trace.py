"""Draw what of the plan traces from evidence to a business goal, as a matrix, and where the rest breaks."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.trace import BreakGroup, Trace
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.plan.trace_tables import breaks_by_owner, kinds_table, threads_blocks
from erpsite.pages.plan.trace_words import break_name

__all__ = ["draw_trace", "trace_sentence"]


@page(
    "plan/trace",
    section="plan",
    needs=("initiatives", "pain_points", "objectives"),
    place=100,
    title="Traceability",
    description="From evidence to a business goal, step by step, and where the thread breaks.",
    file="initiatives",
)
def draw_trace(book: Book) -> tuple[b.Block, ...]:
    """Return coverage, the matrix initiative × step, and the breaks by who can mend them."""
    tr, found = book.tr, book.figures.trace
    if not found.threads:
        lead = tr("No initiative is approved yet, so there is no thread to follow.")
        return missing_page(book, lead, "initiatives/")
    return (
        b.Lead(trace_sentence(book)),
        _tiles(book, found),
        *((b.Heading(tr("What breaks most"), "kinds"), kinds_table(book, found)) if found.broken else ()),
        b.Heading(tr("The thread of each initiative, step by step"), "threads"),
        *threads_blocks(book, found),
        b.Heading(tr("Who can mend what"), "breaks"),
        *breaks_by_owner(book, found),
        *method_notes(
            book, _method(book),
            ((tr("Alignment"), "alignment"), (tr("Benefit"), "benefit")),
            ("initiatives", "pain_points.yml", "opportunities.yml", "kpis.yml", "objectives.yml"),
        ),
    )  # fmt: skip


def trace_sentence(book: Book) -> str:
    """Return how much traces from evidence to a business goal, and the largest break, in one sentence."""
    found, tr = book.figures.trace, book.locale.tr
    groups = found.by_kind()
    worst = groups[0] if groups else None
    if found.share is None:
        return _counted_sentence(book, found, worst)
    words: dict[str, object] = {
        "share": book.share(Figure("money.traced.of-approved", float(found.share))),
        "part": book.amount(Figure("money.traced", found.traced)),
        "all": book.amount(Figure("money.approved", found.total)),
        "worst": break_name(book, worst.kind) if worst else "",
        "money": book.amount(Figure("break.money", worst.money, worst.kind)) if worst else "",
    }
    if worst is None:
        return tr("All of the approved budget, {all}, traces from evidence to a business goal.", **words)
    if not found.broken:
        return tr.plural(
            "All of the approved budget, {all}, traces from evidence to a business goal; {n} record beside "
            "it is linked to nothing: {worst}.",
            "All of the approved budget, {all}, traces from evidence to a business goal; {n} records beside "
            "it are linked to nothing, first of all: {worst}.",
            book.count("trace.breaks", len(found.breaks)),
            **words,
        )
    return tr.plural(
        "{share} of the approved budget ({part} of {all}) traces from evidence to a business goal; the "
        "largest break: {worst} ({n} initiative, {money}).",
        "{share} of the approved budget ({part} of {all}) traces from evidence to a business goal; the "
        "largest break: {worst} ({n} initiatives, {money}).",
        book.count("break.initiatives", len(worst.initiatives), worst.kind),
        **words,
    )


def _counts(book: Book, found: Trace) -> dict[str, object]:
    return {
        "whole": book.count("trace.initiatives", len(found.whole)),
        "all": book.count("initiatives.in-plan", len(found.threads)),
    }


def _counted_sentence(book: Book, found: Trace, worst: BreakGroup | None) -> str:
    """Return the sentence by number of initiatives, where no budget is known or shown."""
    tr, words = book.tr, _counts(book, found)
    if worst is None:
        return tr("All {all} approved initiatives trace from evidence to a business goal.", **words)
    return tr(
        "{whole} of {all} approved initiatives trace from evidence to a business goal; the most frequent "
        "break: {worst}.",
        worst=break_name(book, worst.kind),
        **words,
    )


_WHOLE = {"initiatives": "initiatives.in-plan", "pain-points": "pain-points.all", "kpis": "kpis.all"}


def _tiles(book: Book, found: Trace) -> b.Tiles:
    tr = book.tr
    tiles = [
        _tile(book, tr("Initiatives"), "initiatives", len(found.whole), len(found.threads),
              "plan/initiatives"),
        _tile(book, tr("Pain points"), "pain-points", len(found.traced_pain_points), len(found.pain_points),
              "preread/pain-points"),
        _tile(book, tr("KPIs"), "kpis", len(found.traced_kpis), len(found.kpis), "plan/kpis"),
    ]  # fmt: skip
    if found.share is not None:
        note = tr(
            "{part} of {all}",
            part=book.amount(Figure("money.traced", found.traced)),
            all=book.amount(Figure("money.approved", found.total)),
        )
        share = book.share(Figure("money.traced.of-approved", float(found.share)))
        tiles.insert(0, b.Tile(tr("Budget that traces through"), share, note, tone=_tone(found.share)))
    people = len(found.by_owner().keys() - {""})
    mend = book.locale.tr.plural(
        "{n} person can mend them", "{n} people can mend them", book.count("trace.menders", people)
    )
    count = book.count("trace.breaks", len(found.breaks))
    tiles.append(
        b.Tile(tr("Breaks"), count, mend if people else "", tone="amber" if found.breaks else "green")
    )
    return b.Tiles(tuple(tiles))


def _tile(book: Book, title: str, of: str, part: int, whole: int, path: str) -> b.Tile:
    tr = book.tr
    if not whole:
        return b.Tile(title, b.Missing(tr("none recorded")), path=path, tone="grey")
    note = tr("trace through, {share}", share=book.share(Figure(f"trace.{of}.share", part / whole)))
    words = tr("{k} of {n}", k=book.count(f"trace.{of}", part), n=book.count(f"{_WHOLE[of]}", whole))
    return b.Tile(title, words, note, path, _tone(part / whole))


def _tone(share: float) -> b.Tone:
    return "green" if share == 1 else "amber" if share >= 0.5 else "red"


def _method(book: Book) -> str:
    tr = book.tr
    if book.locale.instead_of_money:
        return tr(
            "A thread runs from evidence over pain point, cause, solution, initiative, milestone and KPI to "
            "the objective; it holds where every step is linked. What law or a contract demands needs no "
            "pain point, and an opportunity may stand in the place of one. The objective must be a business "
            "goal or serve one, and be judged by a KPI that the initiative moves."
        )
    return tr(
        "A thread runs from evidence over pain point, cause, solution, initiative, milestone, KPI and "
        "benefit to the objective; it holds where every step is linked. Counted are initiatives that are "
        "approved or finished, with their budget. What law or a contract demands needs neither pain point "
        "nor benefit, and an opportunity may stand in the place of a pain point. The benefit must be "
        "measured by a KPI that the initiative moves; the objective must be a business goal or serve one, "
        "and be judged by a KPI that the initiative moves."
    )
