"""Find the line that must change, where it stands apart from the record a rule looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.analysis.freshness import SeriesFreshness
from erpsite.analysis.initiative_state import InitiativeState, TaskState
from erpsite.analysis.registers import ActionState
from erpsite.analysis.schedule.tasks import Task, parts_of
from erpsite.analysis.state import PlanState
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.initiative import Phase
from erpsite.model.review import Progress

__all__ = [
    "SeriesRows", "due_place", "finish_place", "forecast_place", "owner_place", "report_place", "row_before",
    "series_rows",
]  # fmt: skip

SeriesRows = Mapping[tuple[str, str], list[tuple[str, Source]]]
"""Month and place of each row of a table, by kind and id of the series, in the order of the months."""


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
    """Return the rows of every series up to a month."""
    rows: dict[tuple[str, str], list[tuple[str, Source]]] = {}
    for actual in book.kpi_actuals:
        rows.setdefault(("kpis", actual.kpi), []).append((actual.month, actual.where))
    for value in book.health_values:
        rows.setdefault(("health_metrics", value.metric), []).append((value.month, value.where))
    return {key: sorted(row for row in found if row[0] <= as_of) for key, found in rows.items()}


def row_before(rows: SeriesRows, series: SeriesFreshness, month: str) -> Source | None:
    """Return the last row of a series up to a month: the next value belongs beneath it."""
    found = [place for known, place in rows.get((series.kind, series.id), []) if known <= month]
    return found[-1] if found else None
