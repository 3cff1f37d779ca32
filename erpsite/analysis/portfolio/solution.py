"""Solve the portfolio: the frontier over the budget, and the best choice at the plan's budget."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from erpsite.analysis.portfolio.problem import Problem
from erpsite.analysis.portfolio.step import Breakpoint, Optimum, TooManyStatesError, UnsolvedError
from erpsite.frozen import dataclass

if TYPE_CHECKING:
    from erpsite.analysis.portfolio.optimum import Optimiser

__all__ = ["DisagreementError", "Frontier", "Solution", "solve"]

_GRID = 8
"""Budgets that are solved one by one where the capacities bind too widely for the whole frontier."""

_WORK = 25_000
"""Simplex iterations after which no further budget of the grid is begun."""


class DisagreementError(Exception):
    """Say that two exact methods found different values: a bug, never a fault of the data."""


@dataclass(frozen=True)
class Frontier:
    """Hold the best value as a step function of the budget."""

    points: tuple[Breakpoint, ...]
    """Cheapest first, each worth more than the one before."""
    complete: bool
    """Whether every breakpoint is there; if not, the value between two points is at least the lower one's."""
    exact_below: int = 0
    """Cost below which every breakpoint is there all the same, in steps of money."""

    def at(self, budget: int) -> Breakpoint | None:
        """Return the best known choice within a budget, in steps of money; None below the cheapest."""
        place = bisect_right([point.cost for point in self.points], budget)
        return self.points[place - 1] if place else None


@dataclass(frozen=True)
class Solution:
    """Hold the frontier and the best choice at the plan's budget."""

    frontier: Frontier
    best: Optimum | None
    """None where the rules clash."""


def solve(problem: Problem, most_states: int = 250_000) -> Solution:
    """Return the solution; HiGHS finds the best choice, dynamic programming the frontier.

    Where both give the plan's budget they must agree, else DisagreementError is raised. Where so much
    capacity is scarce that the frontier outgrows memory, it is exact below the budget at which capacity
    begins to bind, and solved by HiGHS at a grid of budgets above; `complete` is then False.
    """
    if problem.too_large:
        return Solution(Frontier((), complete=False), None)
    # NumPy and HiGHS are loaded only where something is solved.
    from erpsite.analysis.portfolio.frontier import frontier_points  # noqa: PLC0415
    from erpsite.analysis.portfolio.optimum import Optimiser  # noqa: PLC0415

    optimiser = Optimiser(problem)
    budget = problem.budget_steps(problem.budget)
    best = _best(optimiser, budget)
    try:
        frontier = Frontier(frontier_points(problem, most_states), complete=True)
    except TooManyStatesError:
        frontier = _solved_in_part(problem, optimiser, best, most_states)
    return Solution(frontier, _agreed(best, frontier, budget))


def _best(optimiser: Optimiser, budget: int) -> Optimum | None:
    """Return HiGHS's answer; None also where its rounding spoils it, so that the frontier answers alone."""
    try:
        return optimiser.best(budget)
    except UnsolvedError:
        return None


def _agreed(best: Optimum | None, frontier: Frontier, budget: int) -> Optimum | None:
    """Return the best choice with the frontier's set, which is the same among equals at every budget."""
    point = frontier.at(budget)
    if not frontier.complete:
        return best
    if best and best.proved and (point is None or point.value != best.point.value):
        raise DisagreementError(f"HiGHS found {best.point}, the frontier {point}")
    return Optimum(point, point.value) if point else None


def _solved_in_part(
    problem: Problem, optimiser: Optimiser, best: Optimum | None, most_states: int
) -> Frontier:
    points = [best.point] if best else []
    relaxed = _without_capacity(problem, most_states)
    kept = list(takewhile(lambda point: problem.fits(point.chosen), relaxed))
    top = sum(problem.costs)
    bound_from = relaxed[len(kept)].cost if len(kept) < len(relaxed) else kept[-1].cost if kept else 0
    points += kept
    for step in range(1, _GRID + 1):
        if optimiser.work > _WORK:
            break
        solved = _best(optimiser, bound_from + (top - bound_from) * step // _GRID)
        points += [solved.point] if solved else []
    return Frontier(_rising(points), complete=False, exact_below=bound_from)


def _without_capacity(problem: Problem, most_states: int) -> tuple[Breakpoint, ...]:
    """Return the frontier that ignores the capacities; where its choices keep them, they are the best."""
    from erpsite.analysis.portfolio.frontier import frontier_points  # noqa: PLC0415 - as above

    try:
        return frontier_points(replace(problem, capacity={}), most_states)
    except TooManyStatesError:
        return ()


def _rising(points: Iterable[Breakpoint]) -> tuple[Breakpoint, ...]:
    """Return the points that are worth more than every cheaper one."""
    found = list[Breakpoint]()
    for point in sorted(points, key=lambda one: (one.cost, -one.value, sorted(one.chosen))):
        if not found or point.value > found[-1].value:
            found.append(point)
    return tuple(found)
