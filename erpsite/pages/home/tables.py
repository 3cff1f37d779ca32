"""Draw the tables of the home page: what needs help, and which milestones come next."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.home.standing import Due
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["due_table", "trouble_table"]


def trouble_table(book: Book, troubled: Sequence[InitiativeState]) -> b.Table:
    """Return the initiatives that need help, with both statuses, slip, overrun and path to green."""
    tr = book.tr
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("declared", tr("Declared"), "status"),
        b.Column("computed", tr("By the numbers"), "status"),
        b.Column("slip", tr("Slip"), "number"),
        b.Column("overrun", tr("Cost against budget"), "number", topic="money"),
        b.Column("path", tr("Path to green"), wide=True),
    )
    rows = tuple(
        b.Row(
            (
                book.link("initiatives", now.initiative.id),
                _owner(book, now.owner),
                book.rag(now.declared),
                book.rag(now.computed),
                _slip(book, now.slip(book.state.days)),
                _overrun(book, now),
                book.text(now.path_to_green) or b.Missing(),
            ),
            source=now.where,
        )
        for now in troubled
    )
    return b.Table("needs-help", columns, rows, empty=tr("No running initiative is at risk or off track."))


def _owner(book: Book, name: str) -> b.Content:
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
    columns = (
        b.Column("day", tr("Day"), "date"),
        b.Column("milestone", tr("Milestone"), wide=True),
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("slip", tr("Slip"), "number"),
        b.Column("status", tr("Initiative’s status"), "status"),
    )
    rows = tuple(_due_row(book, due) for due in dues)
    return b.Table("next-milestones", columns, rows, empty=tr("No milestone is open."))


def _due_row(book: Book, due: Due) -> b.Row:
    now = due.initiative
    record = next(stone for stone in now.initiative.milestones if stone.id == due.milestone.id)
    day: b.Content = book.day(due.milestone.finish)
    if due.overdue:
        day = (book.day(due.milestone.finish), " ", b.Chip("red", book.tr("overdue")))
    return b.Row(
        (
            day,
            book.text(record.name),
            book.link("initiatives", now.initiative.id),
            _owner(book, record.owner or now.owner),
            _slip(book, due.milestone.slip),
            book.rag(now.declared),
        ),
        source=record.where,
    )
