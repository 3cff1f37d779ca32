"""Draw how the forecasts of the milestones moved from review to review."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.reviews.forecast_history import MilestoneHistory
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, days_late, slip_cell
from erpsite.pages.kit.charts.reviews import draw_slip_chart, milestone_name
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import last_review, page

__all__ = ["draw_slips", "slips_table"]


@page(
    "reviews/slips",
    section="reviews",
    needs=("initiatives", "reviews"),
    place=50,
    title="Moved dates",
    file=last_review,
)
def draw_slips(book: Book) -> tuple[b.Block, ...]:
    """Return the milestones by how often they moved: picture, then all of them as a table."""
    tr, histories = book.tr, book.figures.forecast_histories
    if not histories or not book.state.reviews:
        return (
            b.Lead(tr("No forecast has been followed yet.")),
            b.Callout(
                "grey", tr("The first review says how the milestones stand; erpsite review begins it.")
            ),
        )
    moved = [one for one in histories if one.moves]
    if not moved:
        return (
            b.Lead(tr("No milestone has moved in {n} reviews.", n=book.count(book.figures.reviews_held))),
            slips_table(book, histories),
        )
    return (
        b.Lead(_lead(book, moved, len(histories))),
        draw_slip_chart(book, histories),
        *_restless(book, moved),
        b.Heading(tr("Milestones that moved"), "all"),
        slips_table(book, moved),
        *_steady(book, [one for one in histories if not one.moves]),
        b.Paragraph(_method(book), small=True),
    )


def _lead(book: Book, moved: Sequence[MilestoneHistory], every: int) -> str:
    worst = moved[0]
    name = f"{worst.initiative}/{worst.milestone}"
    return book.locale.tr.plural(
        "{moved} of {all} milestones have moved since they were approved; “{name}” moved {n} time: {late}.",
        "{moved} of {all} milestones have moved since they were approved; “{name}” moved {n} times: {late}.",
        book.count("milestone.moves", len(worst.moves), name),
        moved=book.count("milestones.moved", len(moved)),
        all=book.count("milestones.followed", every),
        name=milestone_name(book, worst.initiative, worst.milestone),
        late=days_late(book, Figure("slip.since-approval", worst.slip, name)),
    )


def _restless(book: Book, moved: Sequence[MilestoneHistory]) -> tuple[b.Block, ...]:
    """Return a warning for open milestones that moved in each of the last three reviews."""
    months = [review.month for review in book.state.reviews[-3:]]
    found = [
        one
        for one in moved
        if not one.now.done and len(months) == 3 and set(months) <= {point.month for point in one.moves}
    ]
    if not found:
        return ()
    names = tuple((_link(book, one), " – ", book.link("initiatives", one.initiative)) for one in found)
    words = book.tr("Moved in each of the last three reviews")
    why = book.tr("A date that moves every month is no forecast: ask for the reason, and plan it anew.")
    return (b.Callout("red", words, (b.Paragraph(why), b.Items(names))),)


def _steady(book: Book, kept: Sequence[MilestoneHistory]) -> tuple[b.Block, ...]:
    """Return the milestones that never moved, folded away."""
    if not kept:
        return ()
    title = book.locale.tr.plural(
        "{n} milestone has kept its date", "{n} milestones have kept their dates", len(kept)
    )
    return (b.Details(title, (slips_table(book, kept, "slips-kept"),)),)


def _link(book: Book, one: MilestoneHistory) -> b.Link:
    name = milestone_name(book, one.initiative, one.milestone)
    return b.Link(name, "plan/roadmap", f"{one.initiative}--{one.milestone}")


def slips_table(book: Book, histories: Sequence[MilestoneHistory], name: str = "slips") -> b.Table:
    """Return milestones with approved and present day, slip, and how often they moved."""
    tr = book.tr
    return Rows(histories, anchor=lambda one: f"{one.initiative}--{one.milestone}").table(
        name,
        Col("milestone", tr("Milestone"), lambda one: _link(book, one), wide=True),
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative)),
        Col("approved", tr("Approved for"), lambda one: book.day(one.approved), "date"),
        Col("now", tr("Expected or reached"), lambda one: book.day(one.now.day), "date"),
        Col("slip", tr("Slip, working days"), lambda one: slip_cell(book, one.slip), "number"),
        Col("moves", tr("Moved, times"), lambda one: count_cell(book, len(one.moves)), "number"),
        Col("last", tr("Last moved in"), lambda one: _last_move(book, one), "date"),
        Col("status", tr("Status"), lambda one: _chip(book, one), "status"),
        empty=tr("The plan has no milestone."),
    )


def _last_move(book: Book, one: MilestoneHistory) -> b.Content:
    if not one.moves:
        return b.Missing(book.tr("never moved"))
    month = one.moves[-1].month
    return book.link("reviews", month, book.locale.month(month))


def _chip(book: Book, one: MilestoneHistory) -> b.Chip:
    tr = book.tr
    if one.now.done:
        return b.Chip("green", tr("Reached"))
    if one.now.day <= book.state.today:
        return b.Chip("red", tr("Overdue"))
    return b.Chip("amber", tr("Later")) if one.slip > 0 else b.Chip("blue", tr("As approved"))


def _method(book: Book) -> tuple[b.Inline, ...]:
    tr = book.tr
    return (
        tr(
            "The picture shows the milestones that moved to a later day most often. A level line keeps its "
            "date; a line that rises moves away; on the dotted diagonal a milestone is due in the month of "
            "the review itself. Slip counts against the day first approved, in working days."
        ),
        " ",
        b.Link(tr("How slip is computed"), "data/formulas", "slip"),
    )
