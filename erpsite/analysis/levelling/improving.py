"""Improve a plan by changing who comes first, a little and often, before a solver sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from erpsite.analysis.levelling.placing import Placed, place_in_order
from erpsite.analysis.levelling.problem import LevelProblem

__all__ = ["improved"]

_SEED = 20260115
_MOST = 600
"""Changes after which it is enough, however few the tasks."""


def improved(
    problem: LevelProblem, best: Placed, ranked: Callable[[Placed], tuple[int, ...]], placings: int
) -> Placed:
    """Return the plan after many small changes of who comes first, each kept where it does no harm.

    `placings` is how many tasks are placed for it. The changes are drawn with a fixed seed.
    """
    random = Random(_SEED)  # noqa: S311 - a repeatable search, not a secret
    groups = [promise.tasks for promise in problem.promises] or [(task,) for task in problem.movable]
    rank, length = ranked(best), max(best.end - min(best.starts, default=0), 1)
    keys: list[float] = [float(start) for start in best.starts]
    for _ in range(min(placings // max(len(problem.durations), 1), _MOST)):
        shifted = _shifted(random, keys, groups, length)
        placed = place_in_order(problem, shifted)
        if placed is not None and (new := ranked(placed)) <= rank:
            keys, rank, best = shifted, new, placed
    return best


def _shifted(
    random: Random, keys: Sequence[float], groups: Sequence[Sequence[int]], length: int
) -> list[float]:
    shifted = list(keys)
    for tasks in random.sample(groups, min(random.randint(1, 3), len(groups))):
        shift = random.uniform(-0.5, 0.5) * length
        for task in tasks:
            shifted[task] += shift
    return shifted
