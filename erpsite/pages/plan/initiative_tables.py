"""Make the tables of initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import Initiative, InitiativeType
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import expected_progress, progress_cell, slip_cell
from erpsite.pages.kit.states import budget_cell
from erpsite.pages.kit.words import computed_chip, status_chip, type_name

__all__ = ["finish_cell", "initiatives_by_type", "initiatives_table"]


def initiatives_table(book: Book, initiatives: Sequence[Initiative], name: str = "initiatives") -> b.Table:
    """Return some initiatives with owner, status by both views, progress, finish, slip and cost."""
    return _table(book, name, ((one, "") for one in initiatives))


def initiatives_by_type(book: Book) -> b.Table:
    """Return every initiative under its type; what was deferred or rejected stands last."""
    order = list(InitiativeType)
    states = book.state.initiatives
    known = list(book.handbook.initiatives.values())
    inside = [one for one in known if states[one.id].stage not in ("deferred", "rejected")]
    inside.sort(key=lambda one: (order.index(one.type), one.priority))
    outside = [one for one in known if states[one.id].stage in ("deferred", "rejected")]
    rows = [(one, type_name(book, one.type)) for one in inside]
    return _table(
        book, "initiatives", [*rows, *((one, book.tr("Not in this year's plan")) for one in outside)]
    )


def _table(book: Book, name: str, initiatives: Iterable[tuple[Initiative, str]]) -> b.Table:
    tr = book.tr
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("declared", tr("Declared"), "status"),
        b.Column("computed", tr("By the numbers"), "status"),
        b.Column("progress", tr("Progress"), "bar"),
        b.Column("finish", tr("Finish"), "date"),
        b.Column("slip", tr("Slip, working days"), "number"),
        b.Column("cost", tr("Expected cost"), "number"),
    )
    rows = tuple(_row(book, one, group) for one, group in initiatives)
    return b.Table(name, columns, rows, empty=tr("No initiative is proposed yet."))


def _row(book: Book, one: Initiative, group: str) -> b.Row:
    now = book.state.initiatives[one.id]
    return b.Row(
        (
            book.link("initiatives", one.id),
            book.person(now.owner),
            status_chip(book, now),
            computed_chip(book, now),
            progress_cell(book, now, expected_progress(book, now)),
            finish_cell(book, now),
            slip_cell(book, now.slip(book.state.days)),
            _cost(book, now),
        ),
        source=one.where,
        group=group,
    )


def finish_cell(book: Book, now: InitiativeState) -> b.Inline:
    """Return the expected or actual finish."""
    return book.day(now.finish, book.tr("no dates"))


def _cost(book: Book, now: InitiativeState) -> b.Content:
    """Return the expected cost, with the change against the budget where there is one."""
    cost = now.initiative.stated_cost if now.forecast_cost is None else now.forecast_cost
    if not now.overrun:
        return budget_cell(book, now.initiative, cost)
    return (book.money(cost), " ", book.tr("({change} on the budget)",
                                           change=book.locale.percent(now.overrun, sign=True)))  # fmt: skip
