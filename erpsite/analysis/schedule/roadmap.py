"""Arrange the plan's tasks as a roadmap shows them: lanes by initiative, streams by what they serve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import RiskState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.initiative import LagUnit, LinkType, Milestone, Phase
from erpsite.model.quantity import last_day_of, month_of
from erpsite.model.text import Text

__all__ = ["Grouping", "Lane", "LaneTask", "Roadmap", "Stream", "Timing", "Wait", "roadmap_of", "streams"]

Grouping = Literal["module", "objective", "owner", "type"]

_FARTHEST = dt.timedelta(days=365)
"""Beyond the plan year; a finish typed for another decade must not press this year into a corner."""
_FLAGGED = 9
"""Risk score (probability × impact) from which a risk is flagged: high and very high."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Hold what the schedule says of a task."""

    start: dt.date | None = None
    finish: dt.date | None = None
    """As people gave them, or later where links, or the month shown, require it."""
    pushed: int = 0
    """Working days that it finishes later than people said."""
    total_float: int | None = None
    """Working days by which it can be late before the plan's end moves; None where it is not scheduled."""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Hold one dependency of a task."""

    on: str
    """Key of the task, or id of the whole initiative, that it waits for."""
    type: LinkType
    lag: int
    """In its unit; negative is a lead."""
    unit: LagUnit = LagUnit.WORKING


@dataclass(frozen=True, slots=True)
class LaneTask:
    """Hold a phase or a milestone as the roadmap shows it."""

    key: str
    """`initiative/task`."""
    name: Text
    state: TaskState
    phase: str
    """Id of its phase; for a milestone without one, empty."""
    owner: str | None
    timing: Timing = Timing()
    waits: tuple[Wait, ...] = ()

    @property
    def initiative(self) -> str:
        """Return the id of its initiative."""
        return self.key.partition("/")[0]

    @property
    def start(self) -> dt.date | None:
        """Return the day people gave, or the scheduled one where nobody gave any."""
        return self.state.start or (None if self.state.finish else self.timing.start)

    @property
    def finish(self) -> dt.date | None:
        """Return the last day people gave, else the scheduled one; None where it may not be said."""
        known = self.state.finish or self.timing.finish
        return known if self.state.withheld is None else None

    @property
    def pushed_to(self) -> dt.date | None:
        """Return the day to which its links, or the day shown, push its finish; None where they do not."""
        return self.timing.finish if self.timing.pushed > 0 else None

    @property
    def dated(self) -> bool:
        """Say whether it has a place in time."""
        return self.start is not None and self.finish is not None

    @property
    def late(self) -> bool:
        """Say whether it comes after its baseline, or is pushed beyond what people said."""
        return (self.state.slip or 0) > 0 or self.timing.pushed > 0


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold one initiative as the roadmap shows it."""

    now: InitiativeState
    phases: tuple[LaneTask, ...]
    milestones: tuple[LaneTask, ...]
    risks: tuple[RiskState, ...]
    """Risks worth a flag that are not closed, the highest first."""

    @property
    def id(self) -> str:
        """Return the initiative's id."""
        return self.now.initiative.id

    @property
    def _any_order(self) -> tuple[LaneTask, ...]:
        return (*self.phases, *self.milestones)

    @property
    def tasks(self) -> tuple[LaneTask, ...]:
        """Return each phase followed by its milestones; those without a phase stand last."""
        known = {phase.state.id for phase in self.phases}
        inside = [
            task
            for phase in self.phases
            for task in (phase, *(stone for stone in self.milestones if stone.phase == phase.state.id))
        ]
        return (*inside, *(stone for stone in self.milestones if stone.phase not in known))

    @property
    def dated(self) -> bool:
        """Say whether anything in it has a place in time."""
        return any(task.dated for task in self._any_order)

    @property
    def start(self) -> dt.date | None:
        """Return the earliest day of its tasks."""
        return min((day for task in self._any_order if (day := task.start)), default=None)

    @property
    def finish(self) -> dt.date | None:
        """Return the latest day of its tasks."""
        return max((day for task in self._any_order if (day := task.finish)), default=None)

    @property
    def critical(self) -> bool:
        """Say whether one of its tasks lies on the critical path."""
        return any(task.timing.critical for task in self._any_order)

    @property
    def late(self) -> bool:
        """Say whether one of its tasks is late."""
        return any(task.late for task in self._any_order)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Hold the lanes and the time they are drawn over; everything outside it is clipped."""

    first: dt.date
    last: dt.date
    """Last day of the plan year, or of the month of the latest date expected, at most a year later."""
    today: dt.date
    lanes: tuple[Lane, ...]

    @property
    def days(self) -> int:
        """Return the days of the time shown."""
        return (self.last - self.first).days + 1

    def offset(self, day: dt.date) -> int:
        """Return the days from the first day to `day`, kept within the time shown (0 to `days`)."""
        return min(max((day - self.first).days, 0), self.days)


@dataclass(frozen=True, slots=True)
class Stream:
    """Hold the lanes that serve one module, objective, owner or type."""

    key: str
    """Id of what they serve; empty for those that serve nothing."""
    lanes: tuple[Lane, ...]


def roadmap_of(state: PlanState, timings: Mapping[str, Timing], levelled: Iterable[dt.date] = ()) -> Roadmap:
    """Return the funded initiatives as lanes, the earliest first; `timings` by task key.

    An initiative without a date is kept and stands last. `levelled` are finishes that capacity allows; with
    the expected ones they say how far beyond the plan year the roadmap reaches.
    """
    plan = state.handbook.plan
    flags: dict[str, list[RiskState]] = {}
    for risk in state.risks.values():
        if risk.status != "closed" and risk.score >= _FLAGGED:
            flags.setdefault(risk.initiative, []).append(risk)
    lanes = [
        _lane(now, timings, flags.get(name, ()))
        for name, now in state.initiatives.items()
        if now.stage in ("approved", "finished")
    ]
    lanes.sort(key=lambda lane: (lane.start or dt.date.max, lane.finish or dt.date.max, lane.id))
    first = dt.date.fromisoformat(f"{plan.first_month}-01")
    last = _last_shown(last_day_of(plan.last_month), lanes, levelled)
    return Roadmap(first, last, state.today, tuple(lanes))


def _last_shown(last: dt.date, lanes: Iterable[Lane], levelled: Iterable[dt.date]) -> dt.date:
    """Return the end of the year, or of the month of the latest finish within the year after it."""
    finishes = [
        day
        for lane in lanes
        for task in (*lane.phases, *lane.milestones)
        for day in (task.finish, task.pushed_to)
        if day is not None
    ]
    latest = min(max((*finishes, *levelled), default=last), last + _FARTHEST)
    return max(last, last_day_of(month_of(latest)))


def _lane(now: InitiativeState, timings: Mapping[str, Timing], risks: Iterable[RiskState]) -> Lane:
    one = now.initiative
    own = {phase.id for phase in one.phases} | {stone.id for stone in one.milestones}

    def task(part: Phase | Milestone, phase: str, owner: str | None) -> LaneTask:
        key = f"{one.id}/{part.id}"
        waits = tuple(
            Wait(f"{one.id}/{link.to}" if link.to in own else link.to, link.type, link.lag, link.lag_unit)
            for link in part.after
        )
        return LaneTask(key, part.name, now.tasks[part.id], phase, owner, timings.get(key, Timing()), waits)

    phases = tuple(task(part, part.id, now.owner) for part in one.phases)
    stones = tuple(task(part, part.phase or "", part.owner or now.owner) for part in one.milestones)
    return Lane(now, phases, stones, tuple(sorted(risks, key=lambda risk: (-risk.score, risk.risk.id))))


_KEYS: Mapping[Grouping, Callable[[Lane], Iterable[str]]] = {
    "module": lambda lane: lane.now.initiative.modules,
    "objective": lambda lane: lane.now.initiative.objectives,
    "owner": lambda lane: (lane.now.owner or "",),
    "type": lambda lane: (lane.now.initiative.type.value,),
}


def streams(lanes: Iterable[Lane], by: Grouping, order: Iterable[str]) -> tuple[Stream, ...]:
    """Return the lanes by the first module, objective, owner or type they name, in the given order.

    A lane stands in one stream only, so that no bar is counted twice; without any it stands last.
    """
    found: dict[str, list[Lane]] = {}
    for lane in lanes:
        found.setdefault(next(iter(_KEYS[by](lane)), ""), []).append(lane)
    known = [*(key for key in order if key in found)]
    rest = [key for key in found if key and key not in known]
    last = [""] if "" in found else []
    return tuple(Stream(key, tuple(found[key])) for key in (*known, *rest, *last))
