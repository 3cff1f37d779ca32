"""Hold the computed schedule of the plan."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping

from erpsite.analysis.schedule.tasks import Task, TaskLink
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass

__all__ = ["Schedule", "ScheduledTask", "UnscheduledReason", "UnscheduledTask"]


class UnscheduledReason(enum.StrEnum):
    """Name why a task has no place in the schedule."""

    NO_DURATION = "no-duration"
    """Nothing says how long the phase takes."""
    NO_DATE = "no-date"
    """It has neither a date nor a scheduled task that it waits for."""
    CIRCLE = "circle"
    """It waits for itself through others."""


@dataclass(frozen=True, slots=True)
class UnscheduledTask:
    """Hold a task that could not be scheduled, and why."""

    task: Task
    reason: UnscheduledReason


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Hold a task with its computed times.

    Early dates keep the dates that people gave as "not earlier than", so they are the expected dates.
    Late dates and floats count back from the plan's expected finish. A finished task has no float left
    and is not critical: nothing can be done about it.
    """

    task: Task
    start: dt.date | None
    finish: dt.date | None
    """As people gave them, or later where links, or the month shown, require it."""
    early_start: dt.date
    early_finish: dt.date
    late_start: dt.date
    late_finish: dt.date
    total_float: int
    """Working days it can be late without moving the plan's finish."""
    free_float: int
    """Working days it can be late without moving any other task."""
    critical: bool
    """Whether it is unfinished and its total float is 0 or less."""
    pushed: int
    """Working days that it finishes later than people said; 0 where it does not."""
    pushed_by: TaskLink | None
    """The link that pushes it; None with `pushed` > 0: its day has passed and it is not done."""


@dataclass(frozen=True)
class Schedule:
    """Hold the schedule of all approved and finished initiatives at the month shown."""

    tasks: Mapping[str, ScheduledTask]
    """By task id, initiative by initiative, in plan order."""
    links: tuple[TaskLink, ...]
    """The links people wrote; those to a whole initiative are expanded to its tasks."""
    critical_path: tuple[str, ...]
    """Ids of the critical tasks by start; empty where all is finished."""
    finish: dt.date | None
    """When the last task finishes."""
    baseline_finish: dt.date | None
    cpli: float | NotAvailable
    """Critical path length index; below 0.95 is a warning."""
    bei: float | NotAvailable
    """Baseline execution index; below 0.95 is a warning."""
    missing_logic: float | NotAvailable
    """Share (0 to 1) of unfinished tasks without predecessor or successor; above 0.05 is a warning."""
    missing_logic_tasks: tuple[str, ...]
    """Ids of those tasks."""
    unscheduled: tuple[UnscheduledTask, ...]

    def of(self, initiative: str) -> tuple[ScheduledTask, ...]:
        """Return the scheduled tasks of one initiative, in plan order."""
        return self._by_initiative.get(initiative, ())

    def later(self, initiative: str, task: TaskState) -> ScheduledTask | None:
        """Return an open task as scheduled where it finishes later than people said; else None."""
        if task.done or task.withheld is not None or task.finish is None:
            return None
        one = self.tasks.get(f"{initiative}/{task.id}")
        if one is None or one.pushed <= 0 or one.finish is None or one.finish <= task.finish:
            return None
        return one

    def finish_of(self, initiative: str) -> dt.date | None:
        """Return when an initiative's last task finishes."""
        return max((one.finish for one in self.of(initiative) if one.finish), default=None)

    def float_of(self, initiative: str) -> int | None:
        """Return the least total float of its unfinished tasks; None where all are finished."""
        return min((one.total_float for one in self.of(initiative) if not one.task.done), default=None)

    @property
    def _by_initiative(self) -> Mapping[str, tuple[ScheduledTask, ...]]:
        known: dict[str, tuple[ScheduledTask, ...]] | None = self.__dict__.get("_index")
        if known is None:
            known = {}
            for one in self.tasks.values():
                known[one.task.initiative] = (*known.get(one.task.initiative, ()), one)
            self.__dict__["_index"] = known
        return known
