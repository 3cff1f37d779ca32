"""Compute where one phase or milestone stands, report by report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.review import MilestoneProgress, PhaseProgress

__all__ = ["TaskCourse", "TaskState", "first_withheld"]


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
    withheld: object = None
    """Why its expected or actual finish may not be said; None where it is said, or nobody knows it."""
    planned_withheld: object = None
    """Why its approved finish may not be said."""

    @property
    def moved(self) -> bool:
        """Say whether the finish is no longer the baseline's."""
        return self.finish != self.baseline_finish

    def overdue(self, today: dt.date) -> bool:
        """Say whether it is not done though even the day expected now has passed."""
        return not self.done and self.finish is not None and self.finish < today

    def due(self, today: dt.date) -> bool:
        """Say whether the day that it was approved for is this one, or has passed; done or not."""
        return self.baseline_finish is not None and self.baseline_finish <= today

    def missed(self, today: dt.date) -> bool:
        """Say whether it is not done at the end of the day that it was approved for, or after it."""
        return not self.done and self.due(today)


_STARTS, _FINISHES = ("actual_start", "forecast_start"), ("actual_finish", "forecast_finish")
_REACHED = ("done_on", "forecast")


def first_withheld(withheld: Mapping[str, object], fields: Sequence[str]) -> object:
    """Return the reason of the first of these fields that is withheld; None where none is."""
    return next((withheld[name] for name in fields if name in withheld), None) if withheld else None


class TaskCourse:
    """Hold where a task stands while the reports are gone through; a frozen one for each would be slow."""

    __slots__ = (
        "baseline_finish", "baseline_start", "complete", "done", "finish", "first_finish", "first_start",
        "id", "milestone", "planned_withheld", "start", "started", "withheld",
    )  # fmt: skip

    def __init__(
        self, name: str, milestone: bool, start: dt.date | None, finish: dt.date | None, withheld: object
    ) -> None:
        self.id, self.milestone = name, milestone
        self.first_start = self.baseline_start = self.start = start
        self.first_finish = self.baseline_finish = self.finish = finish
        self.started = self.done = False
        self.complete: float | None = None
        self.withheld = self.planned_withheld = withheld

    def _finishes(self, given: dt.date | None, withheld: object) -> None:
        """Take the finish that a report gives, withholds, or leaves as it was."""
        if given is not None:
            self.finish, self.withheld = given, None
        elif withheld is not None:
            self.finish, self.withheld = None, withheld

    def apply_phase(self, report: PhaseProgress) -> None:
        held = report.withheld
        start = report.actual_start or report.forecast_start
        self.start = start or (None if held and first_withheld(held, _STARTS) is not None else self.start)
        self._finishes(report.actual_finish or report.forecast_finish, first_withheld(held, _FINISHES))
        self.started = self.started or report.actual_start is not None
        if report.actual_finish:
            self.done, self.complete = True, 100.0
        elif report.complete is not None or "complete" in held:
            self.complete = report.complete

    def apply_milestone(self, report: MilestoneProgress) -> None:
        self._finishes(report.done_on or report.forecast, first_withheld(report.withheld, _REACHED))
        self.start = self.finish
        self.started = self.done = self.done or report.done_on is not None
        self.complete = 100.0 if self.done else None

    def close(self, last: dt.date) -> None:
        """Be done by a day at the latest, as what it belongs to is; days expected after it were none."""
        if not self.done:
            self.started = self.done = True
            self.complete = 100.0
            self.start, self.finish = (day and min(day, last) for day in (self.start, self.finish))

    def settled(self, days: WorkingDays) -> TaskState:
        """Return the task as it stands, with its slip."""
        slip = None
        if self.finish is not None and self.baseline_finish is not None:
            slip = 0 if self.finish == self.baseline_finish else days.slip(self.baseline_finish, self.finish)
        return TaskState(
            self.id, self.milestone, self.first_start, self.first_finish, self.baseline_start,
            self.baseline_finish, self.start, self.finish, self.started, self.done, self.complete, slip,
            self.withheld, self.planned_withheld,
        )  # fmt: skip
