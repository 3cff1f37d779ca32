"""Make the tables of initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import Initiative, InitiativeType
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import expected_progress, initiative_slip, progress_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.computed_days import told_end
from erpsite.pages.kit.states import budget_cell, finish_silence
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
    return Rows(
        [(one, group, book.state.initiatives[one.id]) for (one, group) in initiatives],
        source=lambda row: row[0].where,
        group=lambda row: row[1],
        tone=lambda row: _tone(row[2]),
    ).table(
        name,
        spread(
            "initiative",
            tr("Initiative"),
            lambda one, _group, _now: book.link("initiatives", one.id),
            wide=True,
        ),
        spread("owner", tr("Owner"), lambda _one, _group, now: book.person(now.owner)),
        spread("declared", tr("Declared"), lambda _one, _group, now: status_chip(book, now), "status"),
        spread(
            "computed", tr("By the numbers"), lambda _one, _group, now: computed_chip(book, now), "status"
        ),
        spread(
            "progress",
            tr("Progress"),
            lambda _one, _group, now: progress_cell(book, now, expected_progress(book, now)),
            "bar",
        ),
        spread("finish", tr("Finish"), lambda _one, _group, now: finish_cell(book, now), "date"),
        spread(
            "slip",
            tr("Slip, working days"),
            lambda _one, _group, now: initiative_slip(book, now),
            "number",
        ),
        spread("cost", tr("Expected cost"), lambda _one, _group, now: _cost(book, now), "number"),
        empty=tr("No initiative is proposed yet."),
    )


def _tone(now: InitiativeState) -> b.Tone | None:
    """Return what is seen first where a table folds: red work that runs; what is over, or put off, last."""
    if now.stage in ("finished", "deferred", "rejected"):
        return "grey"
    return "red" if now.running and Rag.RED in (now.declared, now.computed) else None


def finish_cell(book: Book, now: InitiativeState) -> b.Content:
    """Return the expected or actual finish, and where the schedule puts it later."""
    return told_end(book, now, book.day(now.finish, finish_silence(book, now)))


def _cost(book: Book, now: InitiativeState) -> b.Content:
    """Return the expected cost, with the change against the budget where there is one."""
    cost = now.initiative.stated_cost if now.forecast_cost is None else now.forecast_cost
    if not now.overrun:
        return budget_cell(book, now.initiative, cost)
    return (book.money(cost), " ", book.tr("({change} on the budget)",
                                           change=book.locale.percent(now.overrun, sign=True)))  # fmt: skip
