"""Say which rules a choice breaks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from erpsite.analysis.portfolio.problem import Cell, Problem
from erpsite.frozen import dataclass

__all__ = ["Breach", "breaches"]


@dataclass(frozen=True, slots=True)
class Breach:
    """Hold one broken rule.

    `kind`: `budget`, `capacity` (of `cell`), `needs` (the first of `members` lacks the others), `group`
    (more than one of them is in) or `mandatory` (they are not in).
    """

    kind: Literal["budget", "capacity", "needs", "group", "mandatory"]
    members: tuple[str, ...]
    asked: Decimal = Decimal(0)
    """Money or person-days."""
    limit: Decimal = Decimal(0)
    cell: Cell | None = None

    @property
    def over(self) -> Decimal:
        """Return how much more is asked for than there is."""
        return self.asked - self.limit


def breaches(problem: Problem, chosen: frozenset[int], budget: Decimal | None) -> tuple[Breach, ...]:
    """Return every rule that a choice breaks; the budget is left out where it is None."""
    found = list(_structure(problem, chosen))
    if budget is not None and problem.cost_of(chosen) > budget:
        names = problem.ids_of(chosen)
        found.insert(0, Breach("budget", names, problem.cost_of(chosen), budget))
    return (*found, *_overloads(problem, chosen))


def _structure(problem: Problem, chosen: frozenset[int]) -> Iterator[Breach]:
    left_out = problem.mandatory - chosen
    if left_out:
        yield Breach("mandatory", problem.ids_of(left_out))
    for members in problem.groups.values():
        both = [place for place in members if place in chosen]
        if len(both) > 1:
            yield Breach("group", problem.ids_of(both))
    for place in sorted(chosen):
        lacking = problem.needs[place] - chosen
        if lacking:
            yield Breach("needs", (problem.candidates[place].id, *problem.ids_of(lacking)))


def _overloads(problem: Problem, chosen: frozenset[int]) -> Iterator[Breach]:
    million = Decimal(1_000_000)
    for cell in sorted(problem.capacity):
        asked_here = problem.asked.get(cell, {})
        days = {place: asked_here[place] for place in sorted(chosen & asked_here.keys())}
        if sum(days.values()) > problem.limit(cell):
            names = tuple(problem.candidates[place].id for place in days)
            asked = Decimal(sum(days.values())) / million
            yield Breach("capacity", names, asked, Decimal(problem.limit(cell)) / million, cell)
