"""Hold the steps of the frontier, and what is known of the best choice at one budget."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.frozen import dataclass

__all__ = ["Breakpoint", "Optimum", "TooManyStatesError", "UnsolvedError"]


class TooManyStatesError(Exception):
    """Say that the capacities bind in so many places that the states outgrow memory."""


class UnsolvedError(Exception):
    """Say that HiGHS stopped without an answer, or with one that whole numbers do not confirm."""


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """Hold a cost from which the best value rises, in steps of the problem, and the choice that has it."""

    cost: int
    value: int
    bits: int
    """The choice: the bit of each candidate's place. A frontier has thousands of choices of thousands."""

    @classmethod
    def of(cls, cost: int, value: int, chosen: Iterable[int]) -> Breakpoint:
        """Return the breakpoint of a choice by its places."""
        return cls(cost, value, sum(1 << place for place in chosen))

    @property
    def chosen(self) -> frozenset[int]:
        """Return the places of the choice."""
        return frozenset(place for place, bit in enumerate(reversed(f"{self.bits:b}")) if bit == "1")


@dataclass(frozen=True, slots=True)
class Optimum:
    """Hold the best choice at a budget, and what no choice there can exceed."""

    point: Breakpoint
    bound: int
    """In steps of value; equal to the point's value where it is proved to be the best."""

    @property
    def proved(self) -> bool:
        """Say whether no other choice can be worth more."""
        return self.bound == self.point.value
