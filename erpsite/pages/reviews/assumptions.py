"""Draw the register of assumptions: what the plan takes for true, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from erpsite.analysis.reviews.assumptions import AssumptionStage, AssumptionState, assumption_states
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import last_review, page

__all__ = ["assumptions_table", "draw_assumptions"]


@page(
    "reviews/assumptions",
    section="reviews",
    needs=("initiatives", "reviews"),
    place=40,
    title="Assumptions",
    file=last_review,
)
def draw_assumptions(book: Book) -> tuple[b.Block, ...]:
    """Return every assumption, what has expired on top."""
    tr, known = book.tr, assumption_states(book.state)
    if not known:
        return (
            b.Lead(tr("No initiative names an assumption.")),
            b.Callout(
                "grey", tr("Write them into the initiatives, under assumptions: id, text, expires_on.")
            ),
        )
    count = Counter(one.stage for one in known)
    live = len(known) - count[AssumptionStage.PAST]
    lead = book.locale.tr.plural(
        "The plan rests on {n} assumption; expired: {expired}, expiring within a month: {soon}, without a "
        "date: {endless}.",
        "The plan rests on {n} assumptions; expired: {expired}, expiring within a month: {soon}, without a "
        "date: {endless}.",
        book.count("assumptions.live", live),
        expired=book.count("assumptions.expired", count[AssumptionStage.EXPIRED]),
        soon=book.count("assumptions.expiring", count[AssumptionStage.SOON]),
        endless=book.count("assumptions.open-ended", count[AssumptionStage.OPEN_ENDED]),
    )
    note = tr("An expired assumption is tested, renewed with a new day, or turned into a risk.")
    pressing = [one for one in known if one.stage in (AssumptionStage.EXPIRED, AssumptionStage.SOON)]
    others = [one for one in known if one not in pressing]
    return (
        b.Lead(lead),
        b.Heading(tr("Expired or about to"), "expired"),
        assumptions_table(book, pressing, "assumptions-expired"),
        b.Heading(tr("All others"), "others"),
        assumptions_table(book, others, "assumptions"),
        b.Paragraph(note, small=True),
    )


def assumptions_table(book: Book, known: Sequence[AssumptionState], name: str = "assumptions") -> b.Table:
    """Return assumptions with their owner, their last day, and where they stand."""
    tr = book.tr
    return Rows(known, anchor=lambda one: one.assumption.id, source=lambda one: one.assumption.where).table(
        name,
        Col("assumption", tr("Assumption"), lambda one: book.text(one.assumption.text), wide=True),
        Col("status", tr("Status"), lambda one: _chip(book, one.stage), "status"),
        Col(
            "expires",
            tr("Holds until"),
            lambda one: book.day(one.assumption.expires_on, tr("no date")),
            "date",
        ),
        Col("left", tr("Days left"), lambda one: _left(book, one), "number"),
        Col("owner", tr("Owner"), lambda one: book.person(one.owner)),
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative)),
        empty=tr("None."),
    )


def _left(book: Book, one: AssumptionState) -> b.Inline:
    if one.days_left is None or one.stage is AssumptionStage.PAST:
        return b.Missing()
    return count_cell(book, one.days_left)


def _chip(book: Book, stage: AssumptionStage) -> b.Chip:
    tr = book.tr
    return {
        AssumptionStage.EXPIRED: b.Chip("red", tr("Expired")),
        AssumptionStage.SOON: b.Chip("amber", tr("Expires soon")),
        AssumptionStage.HOLDS: b.Chip("green", tr("Holds")),
        AssumptionStage.OPEN_ENDED: b.Chip("amber", tr("No date")),
        AssumptionStage.PAST: b.Chip("grey", tr("No longer needed")),
    }[stage]
