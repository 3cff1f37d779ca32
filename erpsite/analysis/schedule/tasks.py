"""Take the tasks and links of the plan out of its state: what people said, before anything is computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model.initiative import LagUnit, Link, LinkType, Milestone, Phase

__all__ = [
    "Task", "TaskLink", "baseline_tasks", "current_tasks",
    "implied_links", "parts_of", "plan_links", "planned_states", "scheduled_states",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """Hold a phase or a milestone as people gave it."""

    id: str
    """`initiative/part`."""
    initiative: str
    part: str
    milestone: bool
    duration: int | None
    """Working days; 0 for a milestone, None where nothing says how long a phase takes.

    Of a phase that was not started, whose finish alone was forecast later, the days it was planned to take:
    most often it waits longer, and does not take longer.
    """
    start: dt.date | None
    finish: dt.date | None
    """Actual dates where they are known, else the forecast, else the baseline; None where nobody gave one."""
    done: bool
    started: bool
    source: Source
    complete: float | None = None
    """Percent."""
    in_phase: bool = False
    """Whether it is a milestone that belongs to a phase."""
    reported: bool = False
    """Whether a review has reported on its initiative."""


@dataclass(frozen=True, slots=True)
class TaskLink:
    """Tie a task to one that it waits for; both by id."""

    before: str
    after: str
    type: LinkType
    lag: int
    """In its unit; negative means a lead."""
    source: Source
    implied: bool = False
    """Whether nobody wrote it: a milestone hangs on the phase that it belongs to."""
    unit: LagUnit = LagUnit.WORKING
    """What the lag counts; in a network it is working days."""


def scheduled_states(state: PlanState) -> list[InitiativeState]:
    """Return the initiatives that are part of the schedule: approved or finished."""
    return [now for now in state.initiatives.values() if now.stage in ("approved", "finished")]


def planned_states(state: PlanState) -> list[InitiativeState]:
    """Return the initiatives whose dates must fit: the schedule's, and those still to be decided."""
    return [now for now in state.initiatives.values() if now.stage in ("approved", "finished", "proposed")]


def current_tasks(state: PlanState) -> dict[str, Task]:
    """Return every task of the schedule by id, with the dates that hold at the month shown."""
    return {task.id: task for now in scheduled_states(state) for task in now.once(_tasks, state.days)}


def _tasks(now: InitiativeState, days: WorkingDays) -> tuple[Task, ...]:
    return tuple(_task(now, part, days) for part in parts_of(now))


def baseline_tasks(state: PlanState) -> dict[str, Task]:
    """Return every planned task by id, with the dates the meeting approved, or is asked to approve."""
    return {task.id: task for now in planned_states(state) for task in now.once(_approved_tasks, state.days)}


def _approved_tasks(now: InitiativeState, days: WorkingDays) -> tuple[Task, ...]:
    approved = {name: _approved(known) for name, known in now.tasks.items()}
    return _tasks(replace(now, tasks=approved, stage="approved", reported=None), days)


def _approved(now: TaskState) -> TaskState:
    start, finish = now.first_start, now.first_finish
    return TaskState(now.id, now.milestone, start, finish, start, finish, start, finish)


def parts_of(now: InitiativeState) -> tuple[Phase | Milestone, ...]:
    """Return the phases and milestones of an initiative."""
    return (*now.initiative.phases, *now.initiative.milestones)


def _task(now: InitiativeState, part: Phase | Milestone, days: WorkingDays) -> Task:
    known = now.tasks[part.id]
    start, finish = known.start, known.finish
    duration: int | None = 0
    if isinstance(part, Phase):
        finish = _expected_finish(now, part) if not known.done else finish
        start, finish, duration = _complete(part, known, start, finish, days)
    return Task(
        f"{now.initiative.id}/{part.id}", now.initiative.id, part.id, known.milestone, duration, start,
        finish, known.done and finish is not None, known.started, part.where, known.complete,
        isinstance(part, Milestone) and part.phase is not None, now.reported is not None,
    )  # fmt: skip


def _expected_finish(now: InitiativeState, phase: Phase) -> dt.date | None:
    """Return a phase's finish; where only the milestone at its end was forecast later, that day."""
    known = now.tasks[phase.id]
    if known.moved or known.finish is None:
        return known.finish
    ends = [now.tasks[stone.id] for stone in now.initiative.milestones if stone.phase == phase.id]
    at_end = [end.finish for end in ends if end.finish and end.baseline_finish == known.baseline_finish]
    return max([known.finish, *at_end])


def _complete(
    phase: Phase, known: TaskState, start: dt.date | None, finish: dt.date | None, days: WorkingDays
) -> tuple[dt.date | None, dt.date | None, int | None]:
    """Return start, finish and length, each worked out from the others where it can be."""
    length = _length(phase, known, days)
    if start and finish and start <= finish:
        span = days.between(start, finish)
        waits = not known.started and start == known.baseline_start and length is not None
        return start, finish, min(span, length or span) if waits else span
    if start and finish:
        finish = None
    if length == 0:
        return start or finish, finish or start, 0
    if length is not None and start and not finish:
        finish = days.finish_of(start, length)
    elif length is not None and finish and not start:
        start = days.start_of(finish, length)
    return start, finish, length


def _length(phase: Phase, known: TaskState, days: WorkingDays) -> int | None:
    if known.baseline_start and known.baseline_finish:
        return days.between(known.baseline_start, known.baseline_finish)
    if phase.duration is not None:
        return phase.duration
    return max(round(phase.estimate.likely), 1) if phase.estimate else None


def plan_links(state: PlanState, proposed: bool = False) -> tuple[TaskLink, ...]:
    """Return every link between tasks of the schedule; a link to an initiative stands for its tasks.

    A link that waits for a finish waits for every task of the initiative; one that waits for a start
    waits for the task that starts first. Links to what is not in the schedule are left out; `proposed`
    takes in the initiatives that the meeting has yet to decide.
    """
    chosen = planned_states(state) if proposed else scheduled_states(state)
    states = {now.initiative.id: now for now in chosen}
    return tuple(
        made
        for now in states.values()
        for part, link, inner in now.once(_links_of, None)
        for made in (inner or _expand(link, now, part, states))
    )


def _links_of(
    now: InitiativeState, _: None
) -> tuple[tuple[Phase | Milestone, Link, tuple[TaskLink, ...]], ...]:
    """Return every link of an initiative, and what it stands for where it leads to a task of its own."""
    states = {now.initiative.id: now}
    return tuple(
        (part, link, tuple(_expand(link, now, part, states))) for part in parts_of(now) for link in part.after
    )


def _expand(
    link: Link, now: InitiativeState, part: Phase | Milestone, states: Mapping[str, InitiativeState]
) -> Iterator[TaskLink]:
    target, slash, name = link.to.partition("/")
    if not slash and target in now.tasks:
        target, name = now.initiative.id, target
    other = states.get(target)
    if other is None or (name and name not in other.tasks):
        return
    after = f"{now.initiative.id}/{part.id}"
    for before in [name] if name else _ends(other, link.type):
        yield TaskLink(
            f"{target}/{before}", after, link.type, link.lag, link.where_of("to"), unit=link.lag_unit
        )


def _ends(other: InitiativeState, kind: LinkType) -> list[str]:
    if kind in (LinkType.FS, LinkType.FF):
        return list(other.tasks)
    dated = [(task.start, task.id) for task in other.tasks.values() if task.start]
    return [min(dated)[1]] if dated else list(other.tasks)[:1]


def implied_links(state: PlanState) -> tuple[TaskLink, ...]:
    """Return the links nobody wrote: a milestone at the end of its phase waits for the phase's finish.

    A milestone planned within its phase waits for the phase's start; one whose date nobody knows, or may
    say, lies at the phase's end.
    """
    return tuple(made for now in scheduled_states(state) for made in now.once(_implied, None))


def _implied(now: InitiativeState, _: None) -> tuple[TaskLink, ...]:
    made = []
    for stone in now.initiative.milestones:
        phase = now.tasks.get(stone.phase or "")
        if phase is None or phase.milestone:
            continue
        end = now.tasks[stone.id].baseline_finish
        late = phase.baseline_finish is None or end is None or end >= phase.baseline_finish
        kind = LinkType.FS if late else LinkType.SS
        before, after = f"{now.initiative.id}/{phase.id}", f"{now.initiative.id}/{stone.id}"
        lag = 0 if late else 1  # at the earliest when the phase's first day ends
        made.append(TaskLink(before, after, kind, lag, stone.where_of("phase"), implied=True))
    return tuple(made)
