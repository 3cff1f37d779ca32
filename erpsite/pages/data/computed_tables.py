"""Lay out what is computed, and amounts by quarter, as tables that readers download."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.periods import Forecast
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import BudgetLine, Initiative
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.csv_cells import plain_value
from erpsite.pages.kit.states import budget_words, withheld_words
from erpsite.pages.kit.words import grey_reason

__all__ = ["ComputedTable", "computed_tables"]

ComputedTable = tuple[str, tuple[str, ...], tuple[tuple[object, ...], ...]]
"""Name, header and rows."""

_MONEY = ("budget", "spent", "committed", "forecast_cost")


def computed_tables(book: Book) -> Iterator[ComputedTable]:
    """Yield budget, effort, initiatives and KPIs as they stand, and the commitments.

    A value that is withheld says so with its reason; one that nobody knows is an empty cell.
    """
    yield _budget(book)
    yield _effort(book)
    yield _states(book)
    yield _kpi_states(book)
    yield _commitments(book)


def _budget(book: Book) -> ComputedTable:
    shown = () if book.handbook.hides("money") else book.handbook.initiatives.values()
    rows = tuple(row for one in shown for row in _budget_rows(book, one))
    return "budget", ("initiative", "kind", "third_party", "quarter", "amount"), rows


def _budget_rows(book: Book, one: Initiative) -> Iterator[tuple[object, ...]]:
    """Yield each amount by quarter, and without a quarter what is told for the year alone."""
    for line in one.budget:
        head = (one.id, line.kind, line.third_party or "")
        yield from ((*head, quarter, amount) for quarter, amount in line.by_quarter.items())
        if rest := _of_year(book, line):
            yield (*head, "", rest)
    if not one.budget:
        held = withheld_words(book, one.withheld, "budget_total") or withheld_words(
            book, one.withheld, "budget"
        )
        total = held if one.budget_total is None else one.budget_total
        if total != "":
            yield (one.id, "", "", "", total)


def _of_year(book: Book, line: BudgetLine) -> Decimal | str:
    held = next((words for name in line.withheld if (words := withheld_words(book, line.withheld, name))), "")
    return held or (line.unplaced if line.amount is not None else "")


def _effort(book: Book) -> ComputedTable:
    rows = tuple(
        (name, line.role, period, days)
        for name, initiative in book.handbook.initiatives.items()
        for line in initiative.effort
        for period, days in [*line.by_quarter.items(), *line.by_month.items()]
    )
    return "effort", ("initiative", "role", "period", "days"), rows


def _states(book: Book) -> ComputedTable:
    header = (
        "initiative", "as_of", "stage", "owner", "complete", "declared", "computed", *_MONEY, "start",
        "finish", "baseline_finish", "slip",
    )  # fmt: skip
    rows = tuple(_state(book, now) for now in book.state.initiatives.values())
    hidden = set(_MONEY) if book.handbook.hides("money") else set()
    shown = [place for place, name in enumerate(header) if name not in hidden]
    return (
        "initiative_states", tuple(header[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in rows),
    )  # fmt: skip


def _state(book: Book, now: InitiativeState) -> tuple[object, ...]:
    language, one = book.locale.language, now.initiative

    def told(field: str, value: object) -> object:
        return withheld_words(book, now.withheld, field) if value is None else plain_value(value, language)

    cost = one.stated_cost
    budget = cost if cost is not None else "" if not _budget_held(one) else budget_words(book, one)
    declared = None if now.declared is Rag.GREY and "status" in now.withheld else now.declared
    return (
        one.id, book.state.as_of, now.stage, now.owner or "", told("complete", now.complete),
        told("status", declared), plain_value(now.computed, language), budget, told("spent", now.spent),
        told("committed", now.committed), told("forecast_cost", now.forecast_cost),
        *(plain_value(value, language) for value in (
            now.start, now.finish, now.baseline_finish, now.slip(book.state.days),
        )),
    )  # fmt: skip


def _budget_held(one: Initiative) -> bool:
    fields = {"budget", "budget_total"} & set(one.withheld)
    return bool(fields) or any(line.withheld for line in one.budget)


def _kpi_states(book: Book) -> ComputedTable:
    header = (
        "kpi", "as_of", "month", "value", "baseline", "target", "low", "high", "attainment", "expected",
        "pace", "status", "reason", "forecast",
    )  # fmt: skip
    return "kpi_states", header, tuple(_kpi_state(book, one) for one in book.figures.kpis)


def _kpi_state(book: Book, one: KpiStatus) -> tuple[object, ...]:
    """Return what the pages say of a KPI: the value is what is compared with the target."""
    language, kpi = book.locale.language, one.kpi
    marks = (
        withheld_words(book, kpi.withheld, name) if getattr(kpi, name) is None else getattr(kpi, name)
        for name in ("baseline", "target", "low", "high")
    )
    forecast = one.forecast.value if isinstance(one.forecast, Forecast) else None
    judged = grey_reason(book, one) if one.withheld is not None else plain_value(one.judged, language)
    return (
        kpi.id, book.state.as_of, one.month or "", judged, *marks,
        *(plain_value(value, language) for value in (one.attainment, one.expected, one.pace, one.rag)),
        grey_reason(book, one) if one.reason else "", plain_value(forecast, language),
    )  # fmt: skip


def _commitments(book: Book) -> ComputedTable:
    language = book.locale.language
    header = (
        "owner", "initiative", "phase", "milestone", "date", "baseline", "slip", "done", "overdue",
        "acceptance",
    )  # fmt: skip
    rows = tuple(
        tuple(plain_value(value, language) for value in (
            one.owner, one.initiative.initiative.id, one.phase.id if one.phase else "",
            one.milestone.id if one.milestone else "", one.day, one.task.baseline_finish, one.task.slip,
            one.task.done, one.overdue, one.milestone.acceptance if one.milestone else None,
        ))
        for found in book.figures.commitments_by_owner.values()
        for one in found
    )  # fmt: skip
    return "commitments", header, rows
