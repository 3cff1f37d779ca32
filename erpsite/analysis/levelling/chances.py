"""Say by when a levelled plan is finished where durations vary: draw them, and level each run by a rule."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from erpsite.analysis.levelling.making import PlanProblem
from erpsite.analysis.levelling.placing import Placed, place_in_order
from erpsite.analysis.levelling.problem import LevelProblem, Stretch
from erpsite.analysis.schedule.optimism import drawn_lengths, drawn_pins
from erpsite.frozen import dataclass

__all__ = ["LevelChances", "level_chances"]


@dataclass(frozen=True)
class LevelChances:
    """Hold the borders by which everything, or one initiative, is finished: one a run, ascending."""

    runs: int
    seed: int
    plan: tuple[int, ...]
    initiatives: Mapping[str, tuple[int, ...]]


def level_chances(
    made: PlanProblem, placed: Placed, runs: int, seed: int, ends: float = float("inf")
) -> LevelChances | None:
    """Return when the levelled plan ends over so many runs; None where nothing varies.

    Durations are drawn as for the schedule's P50 and P80. Each run places the tasks in the order of the
    levelled plan, each at the first days that links and capacity leave it; people stay for as long as a task
    takes. A fixed date may be missed in a run. None begins after `ends`, a time of the monotonic clock.
    """
    lengths = drawn_lengths(made.state, made.network, runs, seed)
    if lengths is None or not runs:
        return None
    problem = replace(made.problem, fixed={}, pins=drawn_pins(made.network))
    owners: dict[str, list[int]] = {}
    for task, name in enumerate(problem.names):
        owners.setdefault(name.partition("/")[0], []).append(task)
    plan: list[int] = []
    initiatives: dict[str, list[int]] = {name: [] for name in owners}
    for run in range(runs):
        if time.monotonic() >= ends:
            break
        drawn = _with_lengths(problem, [int(one[run]) for one in lengths])
        found = place_in_order(drawn, placed.starts)
        if found is None:
            continue
        plan.append(found.end)
        for name, tasks in owners.items():
            initiatives[name].append(max(found.finishes[task] for task in tasks))
    if not plan:
        return None
    return LevelChances(
        len(plan), seed, tuple(sorted(plan)), {name: tuple(sorted(one)) for name, one in initiatives.items()}
    )


def _with_lengths(problem: LevelProblem, lengths: Sequence[int]) -> LevelProblem:
    """Return the problem with other durations; the last stretch of a task grows or shrinks with it."""
    stretches = tuple(
        _fitted(own, length) if length != before else own
        for own, before, length in zip(problem.stretches, problem.durations, lengths, strict=True)
    )
    return replace(problem, durations=tuple(lengths), stretches=stretches)


def _fitted(own: tuple[Stretch, ...], length: int) -> tuple[Stretch, ...]:
    last = max((one.last for one in own), default=0)
    return tuple(
        replace(one, first=min(one.first, length), last=length if one.last == last else min(one.last, length))
        for one in own
        if one.first < length
    )
