"""Name the rules that clash where no portfolio keeps them all: each with a smallest set of what causes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.portfolio.breaches import Breach, breaches
from erpsite.analysis.portfolio.problem import Problem

__all__ = ["conflicts"]


def conflicts(problem: Problem, budget: Decimal) -> tuple[Breach, ...]:
    """Return what the mandatory initiatives, with all that they need, break together; empty means solvable.

    They must be in and nothing else asks for less, so that the rules clash exactly where they break one.
    `members` are mandatory initiatives of which none can be left out of the clash (a deletion filter).
    """
    whole = problem.with_needs(problem.mandatory)
    return tuple(_smallest(problem, found, budget) for found in breaches(problem, whole, budget))


def _smallest(problem: Problem, breach: Breach, budget: Decimal) -> Breach:
    def still(places: frozenset[int]) -> Breach | None:
        around = breaches(problem, problem.with_needs(places), budget)
        same = (one for one in around if _rule(problem, one) == _rule(problem, breach))
        return next(same, None)

    kept = _filtered(problem.mandatory, lambda places: still(places) is not None)
    last = still(kept) or breach
    return replace(last, members=problem.ids_of(kept))


def _filtered(places: frozenset[int], holds: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """Leave out one after the other, the last first, whatever the clash does not need."""
    kept = places
    for place in sorted(places, reverse=True):
        if holds(kept - {place}):
            kept -= {place}
    return kept


def _rule(problem: Problem, breach: Breach) -> tuple[str, object]:
    if breach.kind == "group":
        return breach.kind, problem.candidates[problem.index[breach.members[0]]].group
    return breach.kind, breach.cell
