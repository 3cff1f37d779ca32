"""State the choice of initiatives in whole numbers, so that sums and comparisons are exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from math import gcd

from erpsite.frozen import dataclass

__all__ = ["Candidate", "Cell", "Problem", "scale_of"]

Cell = tuple[str, str]
"""A role and a quarter."""

_DECIMALS = 6
"""Digits after the point that count; more are rounded away."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Describe one initiative as the choice sees it."""

    id: str
    value: Decimal
    """What it brings, 0 or more; 0 where it has no scores."""
    cost: Decimal
    """In the plan's currency, 0 or more."""
    effort: Mapping[Cell, Decimal]
    """Person-days by role and quarter."""
    needs: tuple[str, ...] = ()
    """Initiatives without which it may not be chosen."""
    group: str = ""
    """At most one of a group may be chosen."""
    mandatory: bool = False
    scored: bool = True


_LARGEST, _LARGEST_VALUE = 2**53, 2**40
"""Whole numbers up to here are exact in every part of the solver, and in a browser."""


def scale_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return the largest step of which every amount is a multiple; 1 where all are zero."""
    step = 0
    for amount in amounts:
        step = gcd(step, _millionths(amount))
    return Decimal(step).scaleb(-_DECIMALS) if step else Decimal(1)


def _steps(amount: Decimal, step: Decimal) -> int:
    return int((amount / step).to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True)
class Problem:
    """Hold what may be chosen and what the choice must respect (FORMULAS.md, Prioritisation and portfolio).

    Money, value and effort are decimals; the properties below give them as whole numbers of `money_step`,
    `value_step` and 10⁻⁶ person-days, in the order of `candidates`.
    """

    candidates: tuple[Candidate, ...]
    capacity: Mapping[Cell, Decimal]
    """Person-days by role and quarter; what is not listed is not limited."""
    budget: Decimal
    """What may be spent, in the plan's currency."""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Return each candidate's place by id."""
        return {one.id: place for place, one in enumerate(self.candidates)}

    @cached_property
    def money_step(self) -> Decimal:
        """Return the largest amount of which every cost is a multiple."""
        return scale_of(one.cost for one in self.candidates)

    @cached_property
    def value_step(self) -> Decimal:
        """Return the largest value of which every value is a multiple."""
        return scale_of(one.value for one in self.candidates)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Return the costs in steps of money."""
        return tuple(_steps(one.cost, self.money_step) for one in self.candidates)

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Return the values in steps of value."""
        return tuple(_steps(one.value, self.value_step) for one in self.candidates)

    @property
    def too_large(self) -> bool:
        """Say whether sums pass what a 64-bit number holds, so that nothing is solved."""
        days = sum(
            self.effort(place, cell) for place in range(len(self.candidates)) for cell in self.capacity
        )
        return max(sum(self.costs), days) >= _LARGEST or sum(self.values) >= _LARGEST_VALUE

    @cached_property
    def needs(self) -> tuple[frozenset[int], ...]:
        """Return the places of what each candidate needs."""
        return tuple(
            frozenset(self.index[name] for name in one.needs if name in self.index) - {place}
            for place, one in enumerate(self.candidates)
        )

    @cached_property
    def groups(self) -> Mapping[str, tuple[int, ...]]:
        """Return the places of each group's members, for groups of two and more."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.candidates):
            if one.group:
                found.setdefault(one.group, []).append(place)
        return {name: tuple(places) for name, places in sorted(found.items()) if len(places) > 1}

    @cached_property
    def mandatory(self) -> frozenset[int]:
        """Return the places of what must be chosen."""
        return frozenset(place for place, one in enumerate(self.candidates) if one.mandatory)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return the roles and quarters whose capacity some choice could exceed."""
        return tuple(cell for cell in sorted(self.capacity) if self._most(cell) > self.limit(cell))

    def _most(self, cell: Cell) -> int:
        """Return the most effort that a choice with at most one of each group can ask of a cell."""
        alone, best = 0, dict[str, int]()
        for place, one in enumerate(self.candidates):
            days = self.effort(place, cell)
            if one.group in self.groups:
                best[one.group] = max(best.get(one.group, 0), days)
            else:
                alone += days
        return alone + sum(best.values())

    def effort(self, place: int, cell: Cell) -> int:
        """Return what a candidate asks of a role in a quarter, in 10⁻⁶ person-days, 0 or more."""
        return self.asked.get(cell, {}).get(place, 0)

    @cached_property
    def asked(self) -> Mapping[Cell, Mapping[int, int]]:
        """Return what each candidate asks of each role and quarter, in 10⁻⁶ person-days, without zeros."""
        found: dict[Cell, dict[int, int]] = {}
        for place, one in enumerate(self.candidates):
            for cell, days in one.effort.items():
                if days > 0:
                    found.setdefault(cell, {})[place] = _millionths(days)
        return found

    def fits(self, chosen: frozenset[int]) -> bool:
        """Say whether a choice keeps every capacity."""
        return all(
            sum(days for place, days in self.asked[cell].items() if place in chosen) <= self.limit(cell)
            for cell in self.cells
        )

    def limit(self, cell: Cell) -> int:
        """Return the capacity of a role in a quarter, in 10⁻⁶ person-days, 0 or more."""
        return max(_millionths(self.capacity[cell]), 0)

    def with_needs(self, places: Iterable[int]) -> frozenset[int]:
        """Return some places with all that they need, however far."""
        found, waiting = set[int](), list(places)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self.needs[place]
        return frozenset(found)

    def budget_steps(self, budget: Decimal) -> int:
        """Return how many whole steps of money a budget holds."""
        return int((budget / self.money_step).to_integral_value(ROUND_DOWN))

    def cost_of(self, places: Iterable[int]) -> Decimal:
        """Return the cost of a choice, in the plan's currency."""
        return sum((self.candidates[place].cost for place in places), Decimal(0))

    def value_of(self, places: Iterable[int]) -> Decimal:
        """Return the value of a choice."""
        return sum((self.candidates[place].value for place in places), Decimal(0))

    def ids_of(self, places: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of a choice in the order of the candidates."""
        return tuple(self.candidates[place].id for place in sorted(places))

    def places_of(self, names: Sequence[str] | frozenset[str]) -> frozenset[int]:
        """Return the places of some ids."""
        return frozenset(self.index[name] for name in names)


def _millionths(amount: Decimal) -> int:
    return int(amount.scaleb(_DECIMALS).to_integral_value(ROUND_HALF_UP))
