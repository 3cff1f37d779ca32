"""Say how likely the promised dates are: Monte Carlo over the schedule's network (FORMULAS.md, Schedule).

Durations are drawn phase by phase and independently, from the phase's three-point estimate (beta-PERT) or
else from how long the plan's finished phases took against their plan; links and calendar do the rest.
"""

from __future__ import annotations

import datetime as dt
import enum
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from erpsite.analysis.schedule.network import Pins, order_tasks
from erpsite.analysis.schedule.plan import PlanNetwork, network_of
from erpsite.analysis.schedule.result import Schedule
from erpsite.analysis.schedule.tasks import Task, scheduled_states
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.initiative import Estimate, LinkType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Runs = NDArray[np.int32]

__all__ = [
    "MIN_FINISHED", "Basis", "FinishChance", "Optimism", "drawn_lengths", "drawn_pins", "optimism",
    "past_factors",
]  # fmt: skip

MIN_FINISHED = 5
"""Finished phases below which the plan's past says nothing."""


class Basis(enum.StrEnum):
    """Name where the durations of an initiative's unfinished phases come from."""

    ESTIMATES = "estimates"
    SLIPS = "slips"
    """The plan's own finished phases."""
    BOTH = "both"
    LINKS = "links"
    """It has no unfinished phase of its own; only what it waits for varies."""


@dataclass(frozen=True, slots=True)
class FinishChance:
    """Hold when something will be finished, over all runs."""

    promised: dt.date | None
    """The baseline finish."""
    expected: dt.date
    """The finish of the schedule."""
    p50: dt.date
    """The day by which half of the runs are finished."""
    p80: dt.date
    """The day by which eight of ten runs are finished."""
    chance: float | NotAvailable
    """Share (0 to 1) of the runs that are finished on the promised day."""
    chance_expected: float
    """Share (0 to 1) of the runs that are finished on the expected day."""
    basis: Basis

    @property
    def doubtful(self) -> bool:
        """Say whether the eighty-percent day lies after the promised one."""
        return self.promised is not None and self.p80 > self.promised


@dataclass(frozen=True)
class Optimism:
    """Hold how likely the promised dates of the plan and of its unfinished initiatives are."""

    plan: FinishChance | NotAvailable
    initiatives: Mapping[str, FinishChance | NotAvailable]
    """Approved and finished ones, in plan order."""
    runs: int
    seed: int
    finished: int
    """Finished phases that the factors come from (n)."""
    factors: tuple[float, ...]
    """Their actual ÷ planned working days, ascending."""
    estimated: int
    """Unfinished phases with a three-point estimate."""
    open_phases: int

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Return the initiatives whose eighty-percent day lies after the promised one."""
        return tuple(
            name for name, one in self.initiatives.items() if isinstance(one, FinishChance) and one.doubtful
        )


def past_factors(state: PlanState) -> tuple[float, ...]:
    """Return actual ÷ first planned working days of every finished phase, ascending."""
    factors = []
    for now in scheduled_states(state):
        for task in now.phases:
            if task.done and task.start and task.finish and task.first_start and task.first_finish:
                planned = state.days.between(task.first_start, task.first_finish)
                if planned:
                    factors.append(max(state.days.between(task.start, task.finish), 1) / planned)
    return tuple(sorted(factors))


def optimism(
    state: PlanState, schedule: Schedule, runs: int = 2000, seed: int = 20260115,
    network: PlanNetwork | None = None,
) -> Optimism:  # fmt: skip
    """Return the P50 and P80 finish and the chance of the promised date; the same seed, the same figures.

    Finished work is a fact; of a running phase what is done is kept and only the rest varies. Without an
    estimate in it and with fewer than `MIN_FINISHED` finished phases, an initiative has no figure. Who has
    the plan's network gives it.
    """
    network = network or network_of(state)
    estimates = _estimates(state)
    factors = past_factors(state)
    learnt = factors if len(factors) >= MIN_FINISHED else ()
    varies = bool(learnt) or any(task.id in estimates for task in network.tasks if not task.done)
    finishes = _simulate(network, estimates, learnt, state, runs, seed) if varies else []
    numbers = _by_initiative(network.tasks)
    results: dict[str, FinishChance | NotAvailable] = {}
    for now in scheduled_states(state):
        own = numbers.get(now.initiative.id, [])
        expected = schedule.finish_of(now.initiative.id)
        results[now.initiative.id] = _chance(
            network, own, finishes, now.baseline_finish, expected, estimates, learnt, state.days
        )
    everything = list(range(len(network.tasks)))
    plan = _chance(
        network,
        everything,
        finishes,
        schedule.baseline_finish,
        schedule.finish,
        estimates,
        learnt,
        state.days,
    )
    phases = [task for task in network.tasks if not task.milestone and not task.done]
    estimated = sum(task.id in estimates for task in phases)
    return Optimism(plan, results, runs, seed, len(factors), factors, estimated, len(phases))


def _estimates(state: PlanState) -> dict[str, Estimate]:
    return {
        f"{now.initiative.id}/{phase.id}": phase.estimate
        for now in scheduled_states(state)
        for phase in now.initiative.phases
        if phase.estimate
    }


def _by_initiative(tasks: Sequence[Task]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for number, task in enumerate(tasks):
        numbers.setdefault(task.initiative, []).append(number)
    return numbers


def _chance(
    network: PlanNetwork, own: Sequence[int], finishes: Sequence[Runs], promised: dt.date | None,
    expected: dt.date | None, estimates: Mapping[str, Estimate], factors: Sequence[float], days: WorkingDays,
) -> FinishChance | NotAvailable:  # fmt: skip
    if not own or expected is None:
        return NotAvailable(Reason.NO_TASKS)
    left = [network.tasks[number] for number in own if not network.tasks[number].done]
    if not left:
        return NotAvailable(Reason.NOTHING_LEFT)
    phases = [task for task in left if not task.milestone]
    estimated = sum(task.id in estimates for task in phases)
    if not estimated and not factors:
        return NotAvailable(Reason.TOO_FEW_SLIPS)
    import numpy as np  # noqa: PLC0415 - only plans with something to simulate pay for it

    ends = np.sort(np.max(np.stack([finishes[number] for number in own]), axis=0))

    def share(day: dt.date) -> float:
        return float(np.searchsorted(ends, days.border(day), side="right") / len(ends))

    return FinishChance(
        promised, expected, _quantile(ends, 50, days), _quantile(ends, 80, days),
        share(promised) if promised else NotAvailable(Reason.NO_BASELINE), share(expected),
        _basis(len(phases), estimated, bool(factors)),
    )  # fmt: skip


def _basis(phases: int, estimated: int, learnt: bool) -> Basis:
    if not phases:
        return Basis.LINKS
    if estimated == phases or not learnt:
        return Basis.ESTIMATES
    return Basis.BOTH if estimated else Basis.SLIPS


def _quantile(ends: Runs, percent: int, days: WorkingDays) -> dt.date:
    """Return the first day by which that share of the sorted runs is finished."""
    return days.day(int(ends[-(-len(ends) * percent // 100) - 1]) - 1)


def _simulate(
    network: PlanNetwork, estimates: Mapping[str, Estimate], factors: Sequence[float], state: PlanState,
    runs: int, seed: int,
) -> list[Runs]:  # fmt: skip
    """Return the finish of every task in every run, by task number: a forward pass over whole columns."""
    import numpy as np  # noqa: PLC0415 - only plans with something to simulate pay for it

    now = state.days.border(state.today)
    pins, arcs = network.pins, network.arcs
    into: list[list[int]] = [[] for _ in network.tasks]
    for number, arc in enumerate(arcs):
        into[arc.after].append(number)
    nothing = np.zeros(runs, np.int32)
    starts, finishes, following = [nothing] * len(into), [nothing] * len(into), _followers(network)
    for number in order_tasks(len(into), arcs):
        task = network.tasks[number]
        if number in pins.done:
            starts[number], finishes[number] = (
                np.broadcast_to(np.int32(edge), runs) for edge in pins.done[number]
            )
            continue
        begun = pins.started.get(number)
        length = _lengths(task, begun, estimates.get(task.id), factors, now, runs, seed)
        floor = begun or (0 if number in following else _floor(number, network))
        finish = floor + length
        for arc in (arcs[index] for index in into[number]):
            edge = (finishes if arc.type in (LinkType.FS, LinkType.FF) else starts)[arc.before] + arc.lag
            if arc.type in (LinkType.FS, LinkType.SS):
                if begun is not None:
                    continue
                edge = edge + length
            finish = np.maximum(finish, edge)
        finishes[number] = finish
        starts[number] = finish - length if begun is None else np.broadcast_to(np.int32(begun), runs)
    return finishes


def _floor(number: int, network: PlanNetwork) -> int:
    """Return the earliest start; of a phase that waits before it is worked on, the end of the wait."""
    pins = network.pins
    start = pins.not_before.get(number, 0)
    return max(start, pins.not_finished_before.get(number, 0) - network.durations[number])


def drawn_lengths(state: PlanState, network: PlanNetwork, runs: int, seed: int) -> list[Runs] | None:
    """Return the working days of every task in every run, by task number; None where nothing says them.

    They are those of `optimism`: of finished work, and of milestones, nothing varies.
    """
    factors = past_factors(state)
    learnt = factors if len(factors) >= MIN_FINISHED else ()
    estimates = _estimates(state)
    open_phases = [task for task in network.tasks if not task.milestone and not task.done]
    if not open_phases or not (learnt or any(task.id in estimates for task in open_phases)):
        return None
    now = state.days.border(state.today)
    return [
        _lengths(task, network.pins.started.get(number), estimates.get(task.id), learnt, now, runs, seed)
        for number, task in enumerate(network.tasks)
    ]


def drawn_pins(network: PlanNetwork) -> Pins:
    """Return what stays given where durations are drawn: facts, and the earliest starts of what waits."""
    pins, following = network.pins, _followers(network)
    floors = {
        number: 0 if number in following else _floor(number, network)
        for number in range(len(network.tasks))
        if number not in pins.done and number not in pins.started
    }
    return Pins(not_before=floors, started=pins.started, done=pins.done)


def _followers(network: PlanNetwork) -> set[int]:
    """Return the milestones that stand at the end of an open phase: they come when it ends, early or late."""
    pairs = zip(network.links, network.arcs, strict=True)
    return {
        arc.after
        for link, arc in pairs
        if link.implied and link.type is LinkType.FS and arc.before not in network.pins.done
    }


def _lengths(
    task: Task, begun: int | None, estimate: Estimate | None, factors: Sequence[float], now: int, runs: int,
    seed: int,
) -> Runs:  # fmt: skip
    """Return the working days the task takes in every run, from a stream that no other task disturbs."""
    import numpy as np  # noqa: PLC0415 - only plans with something to simulate pay for it

    if task.milestone:
        return np.broadcast_to(np.int32(task.duration or 0), runs)
    random = np.random.default_rng([seed, zlib.crc32(task.id.encode())])
    whole = np.full(runs, float(task.duration or 0))
    if estimate:
        low, spread = estimate.optimistic, estimate.pessimistic - estimate.optimistic
        whole = np.full(runs, low)
        if spread > 0:
            rise = 4 * (estimate.likely - low) / spread
            whole = low + spread * random.beta(1 + rise, 5 - rise, runs)
    elif factors:
        whole = whole * random.choice(np.array(factors), runs)
    elapsed = 0 if begun is None else max(now - begun, 0)
    if elapsed:
        whole = whole - elapsed if task.complete is None else whole * (1 - task.complete / 100)
    left = np.maximum(np.ceil(whole) if elapsed else np.rint(whole), 1)
    drawn: Runs = left.astype(np.int32) + np.int32(elapsed)
    return drawn
