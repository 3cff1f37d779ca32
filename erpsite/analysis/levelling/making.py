"""Make the problem of a levelled plan from the plan's state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from erpsite.analysis.levelling.capacity import fixed_load, role_periods
from erpsite.analysis.levelling.demand import Homeless, Span, demand_of
from erpsite.analysis.levelling.problem import LevelProblem, Promise, Stretch
from erpsite.analysis.portfolio.candidates import initiative_value
from erpsite.analysis.portfolio.priority import priorities
from erpsite.analysis.schedule.network import NetworkTimes
from erpsite.analysis.schedule.plan import PlanNetwork, network_of
from erpsite.analysis.schedule.tasks import parts_of, scheduled_states
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.levelling import FreezePeriod, SharedRole

__all__ = ["PlanProblem", "plan_problem", "with_draft"]

_WEIGHT = 100
"""Whole parts of one point of value."""


@dataclass(frozen=True)
class PlanProblem:
    """Hold the problem of a plan with what its numbers stand for."""

    state: PlanState
    """With the proposed initiatives above the cut line taken for approved."""
    includes: tuple[str, ...]
    """Those initiatives."""
    network: PlanNetwork
    times: NetworkTimes
    """The schedule without regard to capacity."""
    problem: LevelProblem
    quarters: Mapping[str, tuple[str, ...]]
    """Of each role's periods the quarter that they are part of."""
    homeless: tuple[Homeless, ...]
    unlimited: tuple[tuple[str, str], ...]
    """Role and quarter in which somebody is asked for and nobody said how much there is."""
    rivals: tuple[tuple[str, ...], ...]
    """Initiatives of one exclusive group that are all in the plan."""
    shared: tuple[SharedRole, ...] = ()
    """What a group's other companies add to shared roles, and take of them."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Return the number of each task by its id."""
        return {task.id: number for number, task in enumerate(self.network.tasks)}


def with_draft(state: PlanState) -> tuple[PlanState, tuple[str, ...]]:
    """Return the state with the proposed initiatives above the cut line approved, and which they are."""
    funded = {one.initiative.id for one in priorities(state.handbook).funded}
    taken = tuple(
        name for name, now in state.initiatives.items() if now.stage == "proposed" and name in funded
    )
    if not taken:
        return state, ()
    states = {
        name: replace(now, stage="approved") if name in taken else now
        for name, now in state.initiatives.items()
    }
    return replace(state, initiatives=states), taken


def plan_problem(state: PlanState, shared: Iterable[SharedRole] = ()) -> PlanProblem:
    """Return the problem of the approved initiatives, finished ones, and proposed ones above the cut line.

    Dates that people gave are kept as "not earlier than", actual ones are facts, as in the schedule. A date
    marked `fixed` cannot move beyond its baseline. In a freeze no milestone is reached, and no phase ends
    that has no milestone at its end. `shared` is what other companies leave of roles that a group shares.
    """
    shared = tuple(shared)
    state, includes = with_draft(state)
    network = network_of(state)
    bare = LevelProblem(
        tuple(task.id for task in network.tasks), network.durations, network.arcs, network.pins
    )
    times = bare.early()
    states = scheduled_states(state)
    stretches, homeless = _demand(states, network, times, state)
    periods, quarters = role_periods(state, times, stretches, states, shared)
    problem = replace(
        bare,
        stretches=stretches,
        periods=fixed_load(periods, stretches, network, homeless),
        fixed=_fixed(states, network, state),
        closed=_closed(states, network, state),
        promises=_promises(states, network, state),
        order=tuple(dict.fromkeys(state.handbook.plan.levelling.order)) or bare.order,
    )
    unlimited = _unlimited(problem, quarters, times)
    return PlanProblem(
        state, includes, network, times, problem, quarters, homeless, unlimited, _rivals(states), shared
    )


def _demand(
    states: Iterable[InitiativeState], network: PlanNetwork, times: NetworkTimes, state: PlanState
) -> tuple[tuple[tuple[Stretch, ...], ...], tuple[Homeless, ...]]:
    numbers = {task.id: number for number, task in enumerate(network.tasks)}
    found: dict[int, tuple[Stretch, ...]] = {}
    homeless: list[Homeless] = []
    for now in states:
        spans = [
            _span(numbers[f"{now.initiative.id}/{task.id}"], task, network, times, state)
            for task in now.phases
            if f"{now.initiative.id}/{task.id}" in numbers
        ]
        own, loose = demand_of(now.initiative, spans, state.handbook.plan, state.days)
        homeless += loose
        found |= {numbers[f"{now.initiative.id}/{phase}"]: asked for phase, asked in own.items()}
    return tuple(found.get(number, ()) for number in range(len(network.tasks))), tuple(homeless)


def _span(number: int, task: TaskState, network: PlanNetwork, times: NetworkTimes, state: PlanState) -> Span:
    """Return the days for which a phase's effort was stated: the first approved ones, else the schedule's."""
    length = network.durations[number]
    start, finish = task.first_start, task.first_finish
    if start is None or finish is None:
        first = times.early_start[number]
        return Span(task.id, first, first + length, length)
    first, last = state.days.number(start), state.days.border(finish)
    return Span(task.id, first, max(last, first), length)


def _fixed(states: Iterable[InitiativeState], network: PlanNetwork, state: PlanState) -> dict[int, int]:
    """Return the latest finish of the tasks whose date cannot move."""
    numbers = {task.id: number for number, task in enumerate(network.tasks)}
    found = {}
    for now in states:
        for part in parts_of(now):
            number = numbers.get(f"{now.initiative.id}/{part.id}")
            day = now.tasks[part.id].baseline_finish
            if part.fixed and number is not None and day is not None:
                found[number] = state.days.border(day)
    return found


def _closed(
    states: Iterable[InitiativeState], network: PlanNetwork, state: PlanState
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return the finishes that freezes rule out, by task."""
    freezes = state.handbook.plan.calendar.freezes
    if not freezes:
        return {}
    numbers = {task.id: number for number, task in enumerate(network.tasks)}
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for now in states:
        spans = _frozen([one for one in freezes if _holds(one, now)], state)
        ended = {stone.phase for stone in now.initiative.milestones}
        tasks = [*(p.id for p in now.initiative.phases if p.id not in ended), *(s.id for s in now.milestones)]
        numbered = [numbers.get(f"{now.initiative.id}/{name}") for name in tasks]
        if spans:
            found |= {number: spans for number in numbered if number is not None}
    return found


def _holds(freeze: FreezePeriod, now: InitiativeState) -> bool:
    return not freeze.modules or bool(set(freeze.modules) & set(now.initiative.modules))


def _frozen(freezes: Iterable[FreezePeriod], state: PlanState) -> tuple[tuple[int, int], ...]:
    """Return the finishes in freezes, first and last one, joined where they touch."""
    days = state.days
    spans = sorted(
        (days.number(one.first) + 1, days.border(one.last))
        for one in freezes
        if days.between(one.first, one.last)
    )
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def _promises(
    states: Iterable[InitiativeState], network: PlanNetwork, state: PlanState
) -> tuple[Promise, ...]:
    """Return the promised finish of each unfinished initiative, weighted by its value.

    One without scores weighs as much as the least valued.
    """
    setting = state.handbook.plan.prioritisation
    running = [now for now in states if now.stage == "approved" and now.baseline_finish]
    values = {now.initiative.id: initiative_value(now.initiative, setting) for now in running}
    weights = {name: round(value * _WEIGHT) for name, value in values.items() if value}
    least = max(min(weights.values(), default=_WEIGHT), 1)
    tasks: dict[str, list[int]] = {}
    for number, task in enumerate(network.tasks):
        tasks.setdefault(task.initiative, []).append(number)
    return tuple(
        Promise(
            name, tuple(tasks[name]), state.days.border(now.baseline_finish or dt.date.max),
            weights.get(name, least),
        )
        for now in running
        if (name := now.initiative.id) in tasks
    )  # fmt: skip


def _unlimited(
    problem: LevelProblem, quarters: Mapping[str, tuple[str, ...]], times: NetworkTimes
) -> tuple[tuple[str, str], ...]:
    from erpsite.analysis.levelling.placing import asks  # noqa: PLC0415 - placing stands on the problem alone

    found: dict[tuple[str, str], None] = {}
    for task in range(len(problem.names)):
        for role, number, _ in asks(problem, task, times.early_start[task]):
            if problem.periods[role][number].amount is None:
                found.setdefault((role, quarters[role][number]))
    return tuple(found)


def _rivals(states: Iterable[InitiativeState]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for now in states:
        if now.initiative.exclusive_group:
            groups.setdefault(now.initiative.exclusive_group, []).append(now.initiative.id)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)
