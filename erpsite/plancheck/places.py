"""Find the line that must change, where it stands apart from the record a rule looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.analysis.schedule.tasks import Task, parts_of
from erpsite.analysis.state.freshness import SeriesFreshness
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import ActionState
from erpsite.analysis.state.task_state import TaskState
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.initiative import Phase
from erpsite.model.review import Progress

__all__ = [
    "SeriesRows", "due_place", "finish_place", "forecast_place", "last_row", "newest_month", "owner_place",
    "report_place", "row_before_gap", "series_rows",
]  # fmt: skip

SeriesRows = Mapping[tuple[str, str], Mapping[str, list[tuple[str, Source]]]]
"""Month and place of each row of a table, by kind and id of the series, then by module, earliest first."""


def report_place(state: PlanState, now: InitiativeState, name: str) -> Source:
    """Return where the last review that gave a field of an initiative's progress gave it.

    Where none did: where its last report stands, or the initiative itself.
    """
    for review in reversed(state.reviews):
        for report in review.progress:
            if report.initiative == now.initiative.id and getattr(report, name) is not None:
                return report.where_of(name)
    return now.where


def owner_place(state: PlanState, now: InitiativeState) -> Source:
    """Return where the owner of an initiative is named: in a review, or in its own file."""
    if now.owner == now.initiative.owner:
        return now.initiative.where_of("owner")
    return report_place(state, now, "owner")


def finish_place(now: InitiativeState, task: TaskState) -> Source:
    """Return where the planned finish of a phase, or the date of a milestone, stands."""
    part = next(one for one in parts_of(now) if one.id == task.id)
    if not isinstance(part, Phase):
        return part.where_of("date")
    return part.where_of("duration" if part.finish is None else "finish")


def forecast_place(now: InitiativeState, task: Task, reports: Mapping[str, Sequence[Progress]]) -> Source:
    """Return where a review last forecast when a task finishes; else where its initiative was last reported.

    `reports` holds the reports by initiative, earliest first.
    """
    for report in reversed(reports.get(task.initiative, ())):
        for phase in report.phases:
            if phase.phase == task.part and phase.forecast_finish:
                return phase.where_of("forecast_finish")
        for stone in report.milestones:
            if stone.milestone == task.part and stone.forecast:
                return stone.where_of("forecast")
    return now.where


def due_place(state: PlanState, action: ActionState) -> Source:
    """Return where the day holds by which an action is due: in the last review that moved it, or at first."""
    for review in reversed(state.reviews):
        for update in review.action_updates:
            if update.action == action.action.id and update.due is not None:
                return update.where_of("due")
    return action.action.where_of("due")


def series_rows(book: Handbook, as_of: str) -> SeriesRows:
    """Return the rows of every series up to a month; those of the whole system have the module ""."""
    rows: dict[tuple[str, str], dict[str, list[tuple[str, Source]]]] = {}
    for actual in book.kpi_actuals:
        if actual.month <= as_of:
            modules = rows.setdefault(("kpis", actual.kpi), {})
            modules.setdefault("", []).append((actual.month, actual.where))
    for value in book.health_values:
        if value.month <= as_of:
            modules = rows.setdefault(("health_metrics", value.metric), {})
            modules.setdefault(value.module or "", []).append((value.month, value.where))
    for modules in rows.values():
        for found in modules.values():
            found.sort()
    return rows


def last_row(rows: SeriesRows, series: SeriesFreshness) -> Source | None:
    """Return the last row of a series, of the module that lags most: the newer values belong beneath it."""
    ends = [found[-1] for found in rows.get((series.kind, series.id), {}).values()]
    return next((place for month, place in ends if month == series.last), None)


def newest_month(rows: SeriesRows, series: SeriesFreshness) -> str | None:
    """Return the last month for which any module has a value; None where there is no value."""
    return max((found[-1][0] for found in rows.get((series.kind, series.id), {}).values()), default=None)


def row_before_gap(rows: SeriesRows, series: SeriesFreshness, month: str) -> Source | None:
    """Return the row of a series that a missing month belongs beneath, of the module that lacks it."""
    for found in rows.get((series.kind, series.id), {}).values():
        before = [place for known, place in found if known < month]
        if before and found[-1][0] > month and all(known != month for known, _ in found):
            return before[-1]
    return None
