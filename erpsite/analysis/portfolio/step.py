"""Hold the steps of the frontier, and what is known of the best choice at one budget."""

from __future__ import annotations

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
    chosen: frozenset[int]


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
