"""Join what the portfolio page shows: the problem, its solution, and the people's choice beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from erpsite.analysis.portfolio.breaches import Breach, breaches
from erpsite.analysis.portfolio.candidates import portfolio_problem
from erpsite.analysis.portfolio.conflicts import conflicts
from erpsite.analysis.portfolio.problem import Cell, Problem
from erpsite.analysis.portfolio.solution import Solution, solve
from erpsite.analysis.portfolio.swaps import Swap, swaps
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass

__all__ = ["Portfolio", "chosen_ids", "portfolio"]


@dataclass(frozen=True)
class Portfolio:
    """Hold the best choice beside the people's."""

    problem: Problem
    solution: Solution
    clashes: tuple[Breach, ...]
    """Why no choice keeps every rule; empty where one does."""
    people: frozenset[int]
    """What is approved or finished; before the meeting, what is proposed."""
    broken: tuple[Breach, ...]
    """Rules that the people's choice breaks."""

    @property
    def best(self) -> frozenset[int] | None:
        """Return the best choice; None where there is none, or it is not known."""
        return self.solution.best.point.chosen if self.solution.best else None

    @property
    def missed(self) -> Decimal:
        """Return the best choice's value less the people's; negative where theirs breaks rules for more."""
        best = self.best
        return (
            Decimal(0) if best is None else self.problem.value_of(best) - self.problem.value_of(self.people)
        )

    @property
    def swaps(self) -> tuple[Swap, ...]:
        """Return what leads from the people's choice to the best."""
        return () if self.best is None else swaps(self.problem, self.people, self.best)

    @property
    def unscored(self) -> tuple[str, ...]:
        """Return the initiatives that count with value 0 for want of scores."""
        return tuple(one.id for one in self.problem.candidates if not one.scored)

    @property
    def unlimited(self) -> tuple[Cell, ...]:
        """Return the roles and quarters in which effort is asked for and no capacity is given."""
        asked = {cell for one in self.problem.candidates for cell, days in one.effort.items() if days > 0}
        return tuple(sorted(asked - set(self.problem.capacity)))


def chosen_ids(state: PlanState) -> frozenset[str]:
    """Return the people's choice: what is approved or finished, and if nothing is, what is proposed."""
    stages = {name: now.stage for name, now in state.initiatives.items()}
    resolved = {name for name, stage in stages.items() if stage in ("approved", "finished")}
    return frozenset(resolved or {name for name, stage in stages.items() if stage == "proposed"})


def portfolio(state: PlanState) -> Portfolio:
    """Return the portfolio of a plan at the end of a month."""
    problem = _problem(state)
    people = problem.places_of(chosen_ids(state))
    clashes = conflicts(problem, problem.budget)
    return Portfolio(
        problem, _solved(_Key(problem)), clashes, people, breaches(problem, people, problem.budget)
    )


def _problem(state: PlanState) -> Problem:
    """Return the problem of a month, in which finished work is in: nobody can choose it away any more.

    Where finished work breaks rules by itself it is left to choose, so that the page still has a best choice.
    """
    finished = frozenset(name for name, now in state.initiatives.items() if now.stage == "finished")
    free = portfolio_problem(state.handbook)
    bound = portfolio_problem(state.handbook, finished) if finished else free
    return free if conflicts(bound, bound.budget) and not conflicts(free, free.budget) else bound


class _Key:
    """Compare problems by what they say, so that the languages of one build share one solution."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.said = (
            tuple((c.id, c.value, c.cost, tuple(sorted(c.effort.items())), c.needs, c.group, c.mandatory)
                  for c in problem.candidates),
            tuple(sorted(problem.capacity.items())),
            problem.budget,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.said == other.said


@lru_cache(maxsize=4)
def _solved(key: _Key) -> Solution:
    return solve(key.problem)
