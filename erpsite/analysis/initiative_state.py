"""Compute where one initiative stands: its baseline, then each report about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from erpsite.analysis.rag import computed_rag
from erpsite.analysis.working_days import WorkingDays
from erpsite.issues import Source
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Rag, Thresholds
from erpsite.model.review import MilestoneProgress, PhaseProgress, Progress
from erpsite.model.text import Text

__all__ = ["InitiativeState", "Stage", "TaskState", "initiative_state"]

Stage = Literal["proposed", "approved", "deferred", "rejected", "finished"]


@dataclass(frozen=True)
class TaskState:
    """Hold where a phase or a milestone stands; a milestone starts and finishes on one day."""

    id: str
    milestone: bool
    first_start: dt.date | None
    first_finish: dt.date | None
    """The dates the meeting approved; they never change."""
    baseline_start: dt.date | None
    baseline_finish: dt.date | None
    """The approved dates, or those of the last re-baseline."""
    start: dt.date | None
    finish: dt.date | None
    """Actual dates where they are known, else the forecast, else the baseline."""
    started: bool = False
    done: bool = False
    complete: float | None = None
    """Percent."""
    slip: int | None = None
    """Finish − baseline finish in working days; positive is late."""

    @property
    def moved(self) -> bool:
        """Say whether the finish is no longer the baseline's."""
        return self.finish != self.baseline_finish


@dataclass(frozen=True)
class InitiativeState:
    """Hold where an initiative stands."""

    initiative: Initiative
    stage: Stage
    owner: str
    complete: float | None
    """Percent of the work; None before the first report."""
    declared: Rag
    computed: Rag
    path_to_green: Text | None
    spent: Decimal | None
    committed: Decimal | None
    forecast_cost: Decimal | None
    """Cost at completion: the owner's forecast; None where none was given (then the budget stands)."""
    tasks: Mapping[str, TaskState]
    note: Text | None
    reported: str | None
    """Month of the last review that reported on it."""
    where: Source
    """Where its last report stands in the data."""
    rebaselined: tuple[str, ...] = ()
    """Ids of the decisions that allowed a new baseline."""

    @property
    def milestones(self) -> tuple[TaskState, ...]:
        """Return its milestones in plan order."""
        return tuple(task for task in self.tasks.values() if task.milestone)

    @property
    def phases(self) -> tuple[TaskState, ...]:
        """Return its phases in plan order."""
        return tuple(task for task in self.tasks.values() if not task.milestone)

    @property
    def start(self) -> dt.date | None:
        """Return the earliest start, actual or forecast."""
        return min((task.start for task in self.phases if task.start), default=None)

    @property
    def finish(self) -> dt.date | None:
        """Return the latest finish, actual or forecast."""
        return max((task.finish for task in self.tasks.values() if task.finish), default=None)

    @property
    def baseline_finish(self) -> dt.date | None:
        """Return the latest baseline finish."""
        return max(
            (task.baseline_finish for task in self.tasks.values() if task.baseline_finish), default=None
        )

    @property
    def running(self) -> bool:
        """Say whether the plan still works on it."""
        return self.stage == "approved"

    @property
    def watermelon(self) -> bool:
        """Say whether it is declared better than its numbers: green outside, red inside."""
        return self.declared is Rag.GREEN and self.computed is Rag.RED

    @property
    def overrun(self) -> float | None:
        """Return (forecast cost − budget) / budget; None where there is no forecast or no budget."""
        if self.forecast_cost is None or not self.initiative.cost:
            return None
        return float((self.forecast_cost - self.initiative.cost) / self.initiative.cost)

    def slip(self, days: WorkingDays) -> int | None:
        """Return finish − baseline finish in working days."""
        if self.finish is None or self.baseline_finish is None:
            return None
        return days.slip(self.baseline_finish, self.finish)


def initiative_state(
    initiative: Initiative, reports: list[tuple[str, Progress]], days: WorkingDays, thresholds: Thresholds
) -> InitiativeState:
    """Return where an initiative stands after its reports, given as (month, report), earliest first."""
    current = InitiativeState(
        initiative, initiative.stage, initiative.owner, None, Rag.GREY, Rag.GREY, None, None, None, None,
        _baseline_tasks(initiative, days), None, None, initiative.where,
    )  # fmt: skip
    for month, report in reports:
        current = _apply(current, month, report)
    tasks = {name: replace(task, slip=_task_slip(task, days)) for name, task in current.tasks.items()}
    current = replace(current, tasks=tasks)
    if not reports:
        return current
    return replace(current, computed=_computed(current, days, thresholds))


def _baseline_tasks(initiative: Initiative, days: WorkingDays) -> dict[str, TaskState]:
    tasks = {}
    for phase in initiative.phases:
        finish = phase.finish
        if finish is None and phase.start and phase.duration:
            finish = days.add(phase.start, phase.duration - 1)
        start = phase.start
        tasks[phase.id] = TaskState(phase.id, False, start, finish, start, finish, start, finish)
    for stone in initiative.milestones:
        day = stone.date
        tasks[stone.id] = TaskState(stone.id, True, day, day, day, day, day, day)
    return tasks


def _apply(current: InitiativeState, month: str, report: Progress) -> InitiativeState:
    tasks = dict(current.tasks)
    for phase in report.phases:
        tasks[phase.phase] = _apply_phase(tasks[phase.phase], phase)
    for stone in report.milestones:
        tasks[stone.milestone] = _apply_milestone(tasks[stone.milestone], stone)
    rebaselined = current.rebaselined
    if report.rebaseline:
        rebaselined = (*rebaselined, report.rebaseline)
        tasks = {
            name: replace(task, baseline_start=task.start, baseline_finish=task.finish)
            for name, task in tasks.items()
        }
    green = report.status in (None, Rag.GREEN)
    return replace(
        current,
        tasks=tasks,
        rebaselined=rebaselined,
        stage=report.stage or current.stage,
        owner=report.owner or current.owner,
        complete=current.complete if report.complete is None else report.complete,
        declared=report.status or current.declared,
        path_to_green=report.path_to_green or (None if green else current.path_to_green),
        spent=current.spent if report.spent is None else report.spent,
        committed=current.committed if report.committed is None else report.committed,
        forecast_cost=current.forecast_cost if report.forecast_cost is None else report.forecast_cost,
        note=report.note,
        reported=month,
        where=report.where,
    )


def _apply_phase(task: TaskState, report: PhaseProgress) -> TaskState:
    return replace(
        task,
        start=report.actual_start or report.forecast_start or task.start,
        finish=report.actual_finish or report.forecast_finish or task.finish,
        started=task.started or report.actual_start is not None,
        done=task.done or report.actual_finish is not None,
        complete=100.0
        if report.actual_finish
        else (task.complete if report.complete is None else report.complete),
    )


def _apply_milestone(task: TaskState, report: MilestoneProgress) -> TaskState:
    day = report.done_on or report.forecast or task.finish
    done = task.done or report.done_on is not None
    return replace(task, start=day, finish=day, started=done, done=done, complete=100.0 if done else None)


def _task_slip(task: TaskState, days: WorkingDays) -> int | None:
    if task.finish is None or task.baseline_finish is None:
        return None
    return days.slip(task.baseline_finish, task.finish)


def _computed(current: InitiativeState, days: WorkingDays, thresholds: Thresholds) -> Rag:
    slip = current.slip(days)
    start = min((task.baseline_start for task in current.phases if task.baseline_start), default=None)
    finish = current.baseline_finish
    share = None
    if slip is not None and start and finish:
        share = slip / max(days.between(start, finish), 1)
    return computed_rag(current.overrun, share, thresholds)
