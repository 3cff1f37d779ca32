"""Say what turns the people's choice into the best one: what goes out for what comes in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from erpsite.analysis.portfolio.problem import Problem
from erpsite.frozen import dataclass

__all__ = ["Swap", "swaps"]


@dataclass(frozen=True, slots=True)
class Swap:
    """Hold one exchange; one of the two ids is empty where something only leaves or only joins."""

    out: str
    into: str
    value: Decimal
    """Value gained; negative is lost."""
    cost: Decimal
    """Money needed besides; negative is saved."""


def swaps(problem: Problem, chosen: frozenset[int], best: frozenset[int]) -> tuple[Swap, ...]:
    """Return the exchanges, those that gain most value first; together they lead from one to the other.

    Members of one exclusive group are exchanged for each other; of the others, those of nearest cost.
    """
    leaving, joining = set(chosen - best), set(best - chosen)
    pairs = list[tuple[int | None, int | None]]()
    for members in problem.groups.values():
        for out, into in zip(
            _dearest(problem, leaving & set(members)), _dearest(problem, joining & set(members)), strict=False
        ):
            pairs.append((out, into))
            leaving.discard(out)
            joining.discard(into)
    for out in _dearest(problem, leaving):
        near = min(joining, key=lambda one: (abs(problem.costs[one] - problem.costs[out]), one), default=None)
        pairs.append((out, near))
        joining -= {near} if near is not None else set()
    pairs += [(None, into) for into in joining]
    found = [_swap(problem, out, into) for out, into in pairs]
    return tuple(sorted(found, key=lambda one: (-one.value, one.cost, one.out, one.into)))


def _dearest(problem: Problem, places: Iterable[int]) -> list[int]:
    return sorted(places, key=lambda place: (-problem.costs[place], place))


def _swap(problem: Problem, out: int | None, into: int | None) -> Swap:
    left = problem.candidates[out] if out is not None else None
    come = problem.candidates[into] if into is not None else None
    value = (come.value if come else Decimal(0)) - (left.value if left else Decimal(0))
    cost = (come.cost if come else Decimal(0)) - (left.cost if left else Decimal(0))
    return Swap(left.id if left else "", come.id if come else "", value, cost)
