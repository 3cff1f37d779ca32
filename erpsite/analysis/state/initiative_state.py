"""Compute where one initiative stands: its baseline, then each report about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

from erpsite.analysis.state.rag import computed_rag, worse
from erpsite.analysis.state.task_state import TaskCourse, TaskState, first_withheld
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model.base import keep
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Rag, Thresholds
from erpsite.model.quantity import last_day_of
from erpsite.model.review import Progress
from erpsite.model.text import Text

__all__ = ["InitiativeState", "Stage", "initiative_state"]

R = TypeVar("R")
G = TypeVar("G")

Stage = Literal["proposed", "approved", "deferred", "rejected", "finished"]


@dataclass(frozen=True)
class InitiativeState:
    """Hold where an initiative stands."""

    initiative: Initiative
    stage: Stage
    owner: str | None
    """The one who answers for it; None where nobody is named."""
    complete: float | None
    """Percent of the work; None before the first report."""
    declared: Rag
    computed: Rag
    """What cost and slip say; grey before the first report, and on time without a stated budget."""
    path_to_green: Text | None
    spent: Decimal | None
    committed: Decimal | None
    forecast_cost: Decimal | None
    """Cost at completion: the owner's forecast, and no less than what is spent; None where none was given and
    the spend is within the budget (then the budget stands)."""
    tasks: Mapping[str, TaskState]
    note: Text | None
    reported: str | None
    """Month of the last review that reported on it."""
    where: Source
    """Where its last report stands in the data."""
    rebaselined: tuple[str, ...] = ()
    """Ids of the decisions that allowed a new baseline."""
    withheld: Mapping[str, object] = field(default_factory=dict)
    """Reason by field of what the initiative or its last report withholds, such as `spent` or `budget`."""
    source_status: Text | None = None
    """What the system it comes from calls its status."""

    @cached_property
    def milestones(self) -> tuple[TaskState, ...]:
        """Return its milestones in plan order."""
        return tuple(task for task in self.tasks.values() if task.milestone)

    @cached_property
    def phases(self) -> tuple[TaskState, ...]:
        """Return its phases in plan order."""
        return tuple(task for task in self.tasks.values() if not task.milestone)

    @property
    def start(self) -> dt.date | None:
        """Return the earliest start, actual or forecast."""
        return min((task.start for task in self.phases if task.start), default=None)

    @cached_property
    def finish(self) -> dt.date | None:
        """Return the latest finish, actual or forecast; None where that of one task may not be said."""
        if self.finish_withheld is not None:
            return None
        return max((task.finish for task in self.tasks.values() if task.finish), default=None)

    @cached_property
    def finish_withheld(self) -> object:
        """Return why its end may not be said: the finish of one of its tasks is withheld."""
        return next((task.withheld for task in self.tasks.values() if task.withheld is not None), None)

    @cached_property
    def baseline_finish(self) -> dt.date | None:
        """Return the latest baseline finish; None where that of one task may not be said."""
        if any(task.planned_withheld is not None for task in self.tasks.values()):
            return None
        return max(
            (task.baseline_finish for task in self.tasks.values() if task.baseline_finish), default=None
        )

    @property
    def running(self) -> bool:
        """Say whether the plan still works on it."""
        return self.stage == "approved"

    @property
    def worst(self) -> Rag:
        """Return the worse of what its owner declares and what its numbers say; grey where none is known."""
        return worse(self.declared, self.computed)

    @property
    def watermelon(self) -> bool:
        """Say whether it is declared better than its numbers: green outside, red inside."""
        return self.declared is Rag.GREEN and self.computed is Rag.RED

    @property
    def overrun(self) -> float | None:
        """Return (forecast cost − budget) / budget; None where there is no forecast or no budget."""
        budget = None if self.forecast_cost is None else self.initiative.cost
        if self.forecast_cost is None or not budget:
            return None
        return float((self.forecast_cost - budget) / budget)

    @property
    def beyond_nothing(self) -> bool:
        """Say whether it will cost something and its budget is 0: an overrun that no share tells."""
        return self.initiative.stated_cost == 0 and bool(self.forecast_cost)

    def once(self, compute: Callable[[Any, G], R], given: G) -> R:
        """Return what a function computes of this state and of what it is given; kept until that changes."""
        return keep(self._kept, compute, self, given, None)

    @cached_property
    def _kept(self) -> dict[Any, Any]:
        return {}

    def waits(self, today: dt.date) -> bool:
        """Say whether by its plan no work has begun yet, so that nothing is done and nothing is spent."""
        begins = min((task.baseline_start for task in self.phases if task.baseline_start), default=None)
        return begins is not None and begins > today and not any(task.started for task in self.phases)

    def slip(self, days: WorkingDays) -> int | None:
        """Return finish − baseline finish in working days."""
        if self.finish is None or self.baseline_finish is None:
            return None
        return days.slip(self.baseline_finish, self.finish)


def initiative_state(
    initiative: Initiative, reports: Sequence[tuple[str, Progress]], days: WorkingDays, thresholds: Thresholds
) -> InitiativeState:
    """Return where an initiative stands after its reports, given as (month, report), earliest first.

    It is kept with the initiative until a report, the calendar or the thresholds are others.
    """
    return initiative.once(_state_after, (tuple(reports), days, thresholds))


_Given = tuple[tuple[tuple[str, Progress], ...], WorkingDays, Thresholds]


def _state_after(initiative: Initiative, given: _Given) -> InitiativeState:
    reports, days, thresholds = given
    course = _Course(initiative, days)
    for month, report in reports:
        course.apply(month, report)
    course.close()
    tasks = {task.id: task.settled(days) for task in course.tasks.values()}
    last = reports[-1] if reports else None
    current = InitiativeState(
        initiative, course.stage, course.owner, course.complete, course.declared, Rag.GREY,
        course.path_to_green, course.spent, course.committed, course.expected_cost, tasks,
        last[1].note if last else None, last[0] if last else None,
        last[1].where if last else initiative.where, tuple(course.rebaselined),
        {**initiative.withheld, **course.withheld}, course.source_status or initiative.source_status,
    )  # fmt: skip
    return replace(current, computed=_computed(current, days, thresholds)) if last else current


class _Course:
    """Hold where an initiative stands while its reports are gone through; what one leaves out stays."""

    def __init__(self, initiative: Initiative, days: WorkingDays) -> None:
        self.initiative = initiative
        self.stage: Stage = initiative.stage
        self.owner = initiative.owner
        self.declared = Rag.GREY
        self.complete: float | None = None
        self.path_to_green: Text | None = None
        self.spent: Decimal | None = None
        self.committed: Decimal | None = None
        self.forecast_cost: Decimal | None = None
        self.rebaselined: list[str] = []
        self.withheld: dict[str, object] = {}
        self.source_status: Text | None = None
        self.closed = ""
        self.tasks: dict[str, TaskCourse] = {}
        for phase in initiative.phases:
            finish = phase.finish
            if finish is None and phase.start and phase.duration:
                finish = days.finish_of(phase.start, phase.duration)
            held = None if finish else first_withheld(phase.withheld, ("finish", "duration", "start"))
            self.tasks[phase.id] = TaskCourse(phase.id, False, phase.start, finish, held)
        for stone in initiative.milestones:
            held = stone.withheld.get("date")
            self.tasks[stone.id] = TaskCourse(stone.id, True, stone.date, stone.date, held)

    def apply(self, month: str, report: Progress) -> None:
        for phase in report.phases:
            self.tasks[phase.phase].apply_phase(phase)
        for stone in report.milestones:
            self.tasks[stone.milestone].apply_milestone(stone)
        if report.rebaseline:
            self.rebaselined.append(report.rebaseline)
            for task in self.tasks.values():
                task.baseline_start, task.baseline_finish = task.start, task.finish
                task.planned_withheld = task.withheld
        green = report.status in (None, Rag.GREEN)
        self.path_to_green = report.path_to_green or (None if green else self.path_to_green)
        self.stage = report.stage or self.stage
        self.closed = month if report.stage == "finished" else self.closed
        self.owner = report.owner or self.owner
        self.declared = Rag.GREY if "status" in report.withheld else report.status or self.declared
        self.source_status = report.source_status or self.source_status
        self._apply_amounts(report)
        if report.stage == "finished" and report.complete is None and "complete" not in report.withheld:
            self.complete = 100.0

    def close(self) -> None:
        """Take every task of a finished initiative as done: who reports the whole need not report each."""
        if self.stage == "finished":
            for task in self.tasks.values():
                task.close(last_day_of(self.closed))

    @property
    def expected_cost(self) -> Decimal | None:
        """Return the forecast cost, raised to what is spent: what is gone is the least that it will cost.

        Without a forecast, what is spent where it is more than the budget.
        """
        if self.spent is None or "forecast_cost" in self.withheld:
            return self.forecast_cost
        if self.forecast_cost is not None:
            return max(self.forecast_cost, self.spent)
        budget = self.initiative.stated_cost
        return self.spent if budget is not None and self.spent > budget else None

    def _apply_amounts(self, report: Progress) -> None:
        told = {"complete", "status", "spent", "committed", "forecast_cost"}
        given = {name for name in told if getattr(report, name) is not None}
        self.withheld = {name: why for name, why in self.withheld.items() if name not in given}
        self.withheld |= dict(report.withheld)
        for name in ("complete", "spent", "committed", "forecast_cost"):
            if name in report.withheld:
                setattr(self, name, None)
        if report.complete is not None:
            self.complete = report.complete
        if report.spent is not None:
            self.spent = report.spent
        if report.committed is not None:
            self.committed = report.committed
        if report.forecast_cost is not None:
            self.forecast_cost = report.forecast_cost


def _computed(current: InitiativeState, days: WorkingDays, thresholds: Thresholds) -> Rag:
    """Return the worst of cost and slip; on time alone is not on track.

    So it is where no budget is stated, or what it will cost may not be said. Any cost beyond a budget of 0 is
    off track.
    """
    if current.beyond_nothing:
        return Rag.RED
    slip = current.slip(days)
    start = min((task.baseline_start for task in current.phases if task.baseline_start), default=None)
    finish = current.baseline_finish
    share = None
    if slip is not None and start and finish:
        share = slip / max(days.between(start, finish), 1)
    found = computed_rag(current.overrun, share, thresholds)
    untold = current.initiative.stated_cost is None or "forecast_cost" in current.withheld
    return Rag.GREY if found is Rag.GREEN and untold else found
