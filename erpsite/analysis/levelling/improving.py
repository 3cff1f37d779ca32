"""Improve a plan by changing who comes first, a little and often, before a solver sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from erpsite.analysis.levelling.placing import Placed, place_in_order
from erpsite.analysis.levelling.problem import LevelProblem, Stretch
from erpsite.analysis.schedule.network import Arc, Pins
from erpsite.model.initiative import LinkType

__all__ = ["improved"]

_SEED = 20260115
_MOST = 600
"""Changes after which it is enough, however few the tasks."""
_BACKWARDS = {
    LinkType.FS: LinkType.FS,
    LinkType.SS: LinkType.FF,
    LinkType.FF: LinkType.SS,
    LinkType.SF: LinkType.SF,
}


def improved(
    problem: LevelProblem, best: Placed, ranked: Callable[[Placed], tuple[int, ...]], placings: int
) -> Placed:
    """Return the plan after many small changes of who comes first, each kept where it does no harm.

    `placings` is how many tasks are placed for it. The changes are drawn with a fixed seed. Where the end
    comes first among the goals, each plan is also laid out from its end backwards and forwards again.
    """
    random = Random(_SEED)  # noqa: S311 - a repeatable search, not a secret
    groups = [promise.tasks for promise in problem.promises] or [(task,) for task in problem.movable]
    behind = backwards(problem) if problem.order[0] == "end" and problem.daily else None
    rank, length = ranked(best), max(best.end - min(best.starts, default=0), 1)
    keys: list[float] = [float(start) for start in best.starts]
    each = len(problem.durations) * (1 if behind is None else 3)
    for _ in range(min(placings // max(each, 1), _MOST)):
        shifted = _shifted(random, keys, groups, length)
        placed = _tried(problem, behind, shifted)
        if placed is not None and (new := ranked(placed)) <= rank:
            keys = shifted if behind is None else [float(start) for start in placed.starts]
            rank, best = new, placed
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


def _tried(problem: LevelProblem, behind: LevelProblem | None, keys: Sequence[float]) -> Placed | None:
    placed = place_in_order(problem, keys)
    if placed is None or behind is None:
        return placed
    last = place_in_order(behind, [-float(finish) for finish in placed.finishes])
    again = last and place_in_order(problem, [-float(finish) for finish in last.finishes])
    return again if again is not None and again.end <= placed.end else placed


def backwards(problem: LevelProblem) -> LevelProblem:
    """Return the problem of days read from its end; given dates left out, since only the order is used."""
    return replace(
        problem,
        arcs=tuple(Arc(arc.after, arc.before, _BACKWARDS[arc.type], arc.lag) for arc in problem.arcs),
        pins=Pins(),
        stretches=tuple(
            tuple(Stretch(length - one.last, length - one.first, one.rates) for one in reversed(own))
            for own, length in zip(problem.stretches, problem.durations, strict=True)
        ),
        periods={},
        fixed={},
        closed={},
        promises=(),
    )
