"""Compute the whole efficient frontier over the budget: the least cost of every value worth having.

Dynamic programming over lists of undominated states (Nemhauser and Ullmann, 1969), extended: two states
are compared only where they agree in what later decisions depend on. It is exact: nothing is sampled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from erpsite.analysis.portfolio.order import decision_steps
from erpsite.analysis.portfolio.problem import Problem
from erpsite.analysis.portfolio.step import Breakpoint, TooManyStatesError
from erpsite.frozen import dataclass

Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]

__all__ = ["frontier_points"]


_TOGETHER = 256
"""Decisions after which what was chosen is settled: until then only the words that they change are copied."""


@dataclass(frozen=True, slots=True)
class _Choices:
    """Hold what is chosen in each state, a bit for each candidate.

    Most words of these bits do not change from one decision to the next: states share them.
    """

    settled: Bits
    """What was chosen before, a row for each state of that time."""
    rows: Whole
    """Which row of that each state goes on from."""
    open: Whole
    """The words that change now, in order."""
    changed: Bits
    """These words of each state."""

    def of(self, rows: Any) -> _Choices:
        """Return the choices of some states."""
        return _Choices(self.settled, self.rows[rows], self.open, self.changed[rows])

    def words(self, words: Any, rows: Any = slice(None)) -> Bits:
        """Return some words of some states."""
        found: Bits = self.settled[np.ix_(self.rows[rows], words)]
        for place, word in enumerate(words):
            if len(at := np.flatnonzero(self.open == word)):
                found[:, place] = self.changed[rows, at[0]]
        return found

    def whole(self, rows: Any = slice(None)) -> Bits:
        """Return all words of some states."""
        found: Bits = self.settled[self.rows[rows]]
        found[:, self.open] = self.changed[rows]
        return found

    def opened(self, words: list[int]) -> _Choices:
        """Return the same with other words that change now."""
        settled = self.whole()
        return _Choices(settled, np.arange(len(settled)), np.array(words, dtype=np.int64), settled[:, words])

    def chosen(self, taken: Any, word: int, bit: Any) -> None:
        """Choose a candidate in some states; its word is one of those that change now."""
        self.changed[taken, np.searchsorted(self.open, word)] |= bit


@dataclass(frozen=True, slots=True)
class _States:
    """Hold partial choices, a row each: cost, value, what is chosen as bits, and effort at risk by cell.

    Effort at risk is what would exceed the capacity if everything still open were chosen; at 0 the cell
    can no longer bind, whatever follows, so that such states may be compared.
    """

    cost: Whole
    value: Whole
    choices: _Choices
    risk: Whole


@dataclass(frozen=True, slots=True)
class _Branches:
    """Hold what one decision makes of some states, before it is known which of them are kept.

    Bits are most of a state; only those of what is kept are copied.
    """

    cost: Whole
    value: Whole
    risk: Whole
    parents: _Choices
    """What was chosen in the states that were decided on."""
    rows: Whole
    """Which of those each branch comes from."""
    taken: Any
    """Whether the candidate was taken."""
    word: int
    bit: Any
    """Where the candidate's bit stands."""

    def ordered(self, rows: Any) -> _Branches:
        """Return some of the branches, in an order."""
        return _Branches(
            self.cost[rows], self.value[rows], self.risk[rows], self.parents, self.rows[rows],
            self.taken[rows], self.word, self.bit,
        )  # fmt: skip

    def words(self, words: Any) -> Bits:
        """Return some words of the bits of all branches."""
        found = self.parents.words(words, self.rows)
        for place in np.flatnonzero(np.asarray(words) == self.word):
            found[self.taken, place] |= self.bit
        return found

    def whole(self, rows: Any) -> Bits:
        """Return all bits of some branches."""
        found = self.parents.whole(self.rows[rows])
        found[self.taken[rows], self.word] |= self.bit
        return found

    def states(self, rows: Any) -> _States:
        """Return the states of some branches."""
        choices, taken = self.parents.of(self.rows[rows]), self.taken[rows]
        if taken.any():
            choices.chosen(taken, self.word, self.bit)
        return _States(self.cost[rows], self.value[rows], choices, self.risk[rows])


def frontier_points(problem: Problem, most_states: int = 250_000) -> tuple[Breakpoint, ...]:
    """Return every breakpoint, cheapest first; empty where no choice keeps every rule but the budget.

    Of choices with the same cost and value the one with the earliest candidates is kept. `most_states`
    bounds memory; TooManyStatesError is raised beyond it.
    """

    table = _Table(problem)
    states, steps = table.first(), decision_steps(problem)
    for begin in range(0, len(steps), _TOGETHER):
        together = steps[begin : begin + _TOGETHER]
        words = sorted({table.bit(place)[0] for place, _ in together})
        states = replace(states, choices=states.choices.opened(words))
        for place, remembered in together:
            states = _undominated(table.decide(states, place), table.mask(remembered))
            if len(states.cost) > most_states:
                raise TooManyStatesError
    everything = _undominated(table.as_they_are(states), table.mask(()))
    ordered, chosen = np.argsort(everything.cost, kind="stable"), everything.choices.whole()
    return tuple(
        Breakpoint(int(everything.cost[row]), int(everything.value[row]), _whole_number(chosen[row]))
        for row in ordered
    )


class _Table:
    """Hold the problem as arrays, and make the states after each decision."""

    def __init__(self, problem: Problem) -> None:

        self.problem = problem
        count = len(problem.candidates)
        self.words = max(-(-count // 64), 1)
        self.effort = np.array(
            [[problem.effort(place, cell) for cell in problem.cells] for place in range(count)],
            dtype=np.int64,
        ).reshape(count, len(problem.cells))
        self.excludes: dict[int, set[int]] = {place: set() for place in range(count)}
        for members in problem.groups.values():
            for place in members:
                self.excludes[place].update(other for other in members if other != place)
        self.needed_by: dict[int, set[int]] = {place: set() for place in range(count)}
        for place, needs in enumerate(problem.needs):
            for other in needs:
                self.needed_by[other].add(place)
        self.decided = set[int]()
        self.rest: Whole = self.effort.sum(axis=0)
        """The effort that is still open, by cell."""

    def bit(self, place: int) -> tuple[int, Any]:
        """Return where a candidate's bit stands; the first candidate has the highest."""
        return place // 64, np.uint64(1 << (63 - place % 64))

    def mask(self, places: tuple[int, ...]) -> Bits:
        """Return the bits of some places."""
        found = np.zeros(self.words, dtype=np.uint64)
        for place in places:
            word, bit = self.bit(place)
            found[word] |= bit
        return found

    def first(self) -> _States:
        """Return the one state in which nothing is decided."""
        limits = np.array([self.problem.limit(cell) for cell in self.problem.cells], dtype=np.int64)
        risk = self.effort.sum(axis=0) - limits
        zero = np.zeros(1, dtype=np.int64)
        none = np.zeros((1, self.words), dtype=np.uint64)
        return _States(zero, zero, _Choices(none, zero, zero[:0], none[:, :0]), risk.reshape(1, -1))

    def decide(self, states: _States, place: int) -> _Branches:
        """Return what comes of the states where one candidate is taken, and where it is left."""
        self.rest = self.rest - self.effort[place]
        problem, mandatory = self.problem, place in self.problem.mandatory
        left_risk = np.maximum(states.risk - self.effort[place], 0)
        taken = np.flatnonzero(self._may_take(states, place))
        left = np.flatnonzero(self._may_leave(states, place, left_risk) & (not mandatory))
        self.decided.add(place)
        word, bit = self.bit(place)
        return _Branches(
            np.concatenate((states.cost[taken] + problem.costs[place], states.cost[left])),
            np.concatenate((states.value[taken] + problem.values[place], states.value[left])),
            np.concatenate((states.risk[taken], left_risk[left])),
            states.choices,
            np.concatenate((taken, left)),
            np.repeat((True, False), (len(taken), len(left))),
            word,
            bit,
        )

    def as_they_are(self, states: _States) -> _Branches:
        """Return branches that are the states, with nothing decided."""
        rows = np.arange(len(states.cost))
        none = np.zeros(len(rows), dtype=bool)
        return _Branches(states.cost, states.value, states.risk, states.choices, rows, none, 0, np.uint64(0))

    def _may_take(self, states: _States, place: int) -> Any:
        allowed = (states.risk <= self.rest).all(axis=1)
        if needs := self.problem.needs[place] & self.decided:
            allowed &= self._all_chosen(states, needs)
        if excluded := self.excludes[place] & self.decided:
            allowed &= ~self._any_chosen(states, excluded)
        return allowed

    def _may_leave(self, states: _States, place: int, risk: Whole) -> Any:
        allowed = (risk <= self.rest).all(axis=1)
        if needing := self.needed_by[place] & self.decided:
            allowed &= ~self._any_chosen(states, needing)
        return allowed

    def _any_chosen(self, states: _States, places: set[int] | frozenset[int]) -> Any:
        mask = self.mask(tuple(places))
        words = np.flatnonzero(mask)
        return (states.choices.words(words) & mask[words]).any(axis=1)

    def _all_chosen(self, states: _States, places: set[int] | frozenset[int]) -> Any:
        mask = self.mask(tuple(places))
        words = np.flatnonzero(mask)
        return ((states.choices.words(words) & mask[words]) == mask[words]).all(axis=1)


def _whole_number(bits: Bits) -> int:
    """Return a row of bits as a number in which the bit of each place stands for its candidate."""
    highest_first = np.unpackbits(bits.astype(">u8").view(np.uint8))
    return int.from_bytes(np.packbits(highest_first, bitorder="little").tobytes(), "little")


def _undominated(found: _Branches, remembered: Bits) -> _States:
    """Keep, of states that agree in what is remembered and at risk, those not cheaper and better matched."""
    if not len(found.cost):
        return found.states(slice(None))
    words = np.flatnonzero(remembered)
    kept_bits = found.words(words) & remembered[words]
    # The last key counts most.
    keys: list[Any] = [-found.value, found.cost]
    keys += [found.risk[:, cell] for cell in range(found.risk.shape[1])]
    keys += [kept_bits[:, word] for word in range(kept_bits.shape[1])]
    order = _earliest_first(found, keys, np.lexsort(keys))
    found, kept_bits = found.ordered(order), kept_bits[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = _differs(found.risk) | _differs(kept_bits)
    # A running maximum that begins anew with each group: every group stands above the one before it.
    span = int(found.value.max()) + 1
    lifted = found.value + (np.cumsum(fresh) - 1) * span
    best_before = np.concatenate(([-1], np.maximum.accumulate(lifted)[:-1]))
    return found.states(np.flatnonzero(lifted > np.where(fresh, -1, best_before)))


def _earliest_first(found: _Branches, keys: list[Any], order: Any) -> Any:
    """Return the order with equals arranged so that the choice of the earliest candidates comes first.

    Only the few rows that are equal in every key are compared by their bits.
    """
    same = np.ones(len(order) - 1, dtype=bool)
    for key in keys:
        same &= key[order][1:] == key[order][:-1]
    if not same.any():
        return order
    run = np.concatenate(([0], np.cumsum(~same)))
    tied = np.zeros(len(order), dtype=bool)
    tied[1:] |= same
    tied[:-1] |= same
    rows = order[tied]
    inverted = ~found.whole(rows)
    bits = [inverted[:, word] for word in reversed(range(inverted.shape[1]))]
    order = order.copy()
    order[tied] = rows[np.lexsort([*bits, run[tied]])]
    return order


def _differs(rows: Any) -> Any:
    return (rows[1:] != rows[:-1]).any(axis=1)
