"""Draw the tables of the home page: what needs help, and which milestones come next."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.standing import Due
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.states import coverage_words

__all__ = ["due_table", "trouble_table"]


def trouble_table(book: Book, troubled: Sequence[InitiativeState], judged: int, running: int) -> b.Table:
    """Return the initiatives that need help, with both statuses, slip, overrun and path to green.

    Where there are none, it says of how many of those that run a status is known.
    """
    tr = book.tr
    return Rows(troubled, source=lambda now: now.where).table(
        "needs-help",
        Col(
            "initiative", tr("Initiative"), lambda now: book.link("initiatives", now.initiative.id), wide=True
        ),
        Col("owner", tr("Owner"), lambda now: _owner(book, now.owner)),
        Col("declared", tr("Declared"), lambda now: book.rag(now.declared), "status"),
        Col("computed", tr("By the numbers"), lambda now: book.rag(now.computed), "status"),
        Col("slip", tr("Slip"), lambda now: _slip(book, now.slip(book.state.days)), "number"),
        Col("overrun", tr("Cost against budget"), lambda now: _overrun(book, now), "number", topic="money"),
        Col(
            "path",
            tr("The way back on track"),
            lambda now: book.text(now.path_to_green) or b.Missing(),
            wide=True,
        ),
        empty=_none_in_trouble(book, judged, running),
    )


def _none_in_trouble(book: Book, judged: int, running: int) -> str:
    if judged == running:
        return book.tr("No running initiative is at risk or off track.")
    if not judged:
        return book.tr("Of no running initiative is a status known.")
    return book.tr(
        "No running initiative whose status is known is at risk or off track ({cover}).",
        cover=coverage_words(book, judged, running),
    )


def _owner(book: Book, name: str | None) -> b.Content:
    if name is None:
        return b.Missing(book.tr("nobody named"))
    left = book.handbook.people[name].left_on
    if left is None or left > book.state.today:
        return book.person(name)
    return (book.person(name), " ", b.Chip("red", book.tr("has left")))


def _slip(book: Book, days: int | None) -> b.Inline:
    if days is None:
        return b.Missing()
    return b.Number(days, book.locale.quantity(days, book.tr("working days"), 0, sign=True))


def _overrun(book: Book, now: InitiativeState) -> b.Inline:
    if now.overrun is None:
        return b.Missing()
    return b.Number(now.overrun, book.locale.percent(now.overrun, sign=True), "%")


def due_table(book: Book, dues: Sequence[Due]) -> b.Table:
    """Return milestones with their day, initiative, owner, slip and status."""
    tr = book.tr
    rows = [
        (
            due,
            due.initiative,
            next(one for one in due.initiative.initiative.milestones if one.id == due.milestone.id),
        )
        for due in dues
    ]
    return Rows(rows, source=lambda row: row[2].where).table(
        "next-milestones",
        spread("day", tr("Day"), lambda due, _now, _record: _day(book, due), "date"),
        spread("milestone", tr("Milestone"), lambda _due, _now, record: book.text(record.name), wide=True),
        spread(
            "initiative",
            tr("Initiative"),
            lambda _due, now, _record: book.link("initiatives", now.initiative.id),
            wide=True,
        ),
        spread("owner", tr("Owner"), lambda _due, now, record: _owner(book, record.owner or now.owner)),
        spread("slip", tr("Slip"), lambda due, _now, _record: _slip(book, due.milestone.slip), "number"),
        spread(
            "status", tr("Initiative’s status"), lambda _due, now, _record: book.rag(now.declared), "status"
        ),
        empty=_no_due(book),
    )


def _day(book: Book, due: Due) -> b.Content:
    day = book.day(due.milestone.finish)
    return (day, " ", b.Chip("red", book.tr("overdue"))) if due.overdue else day


def _no_due(book: Book) -> str:
    """Return that no milestone is open, or that of those that are nobody says the day."""
    open_ones = any(not stone.done for now in book.figures.running for stone in now.milestones)
    return (
        book.tr("No open milestone has a day that is told.")
        if open_ones
        else book.tr("No milestone is open.")
    )
