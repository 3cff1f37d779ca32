"""Lay tasks out by days on each of which roles give so much; all that is taken is one whole number."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.levelling.problem import LevelProblem, Stretch
from erpsite.model.initiative import LinkType

__all__ = ["DayBoard", "board_of"]


class DayBoard:
    """Place tasks in an order, each at its first days that are free: some ten thousand plans a second.

    What is taken on each day stands side by side in one whole number, a lane of bits for each role. One
    addition and one mask tell on which days a task finds too little: the top bit of a lane is kept free, and
    is set where the task would not fit.
    """

    def __init__(self, problem: LevelProblem) -> None:
        self.durations = problem.durations
        pins = problem.pins
        self.floors = [
            max(pins.not_before.get(task, 0), pins.not_finished_before.get(task, length) - length)
            for task, length in enumerate(problem.durations)
        ]
        self.waits: list[list[tuple[int, int]]] = [[] for _ in problem.durations]
        """Of each task the tasks that it waits for, and how long after their finish it begins at least."""
        for arc in problem.arcs:
            later = arc.lag
            if arc.type in (LinkType.SS, LinkType.SF):
                later -= problem.durations[arc.before]
            if arc.type in (LinkType.FF, LinkType.SF):
                later -= problem.durations[arc.after]
            self.waits[arc.after].append((arc.before, later))
        self.needs = [sum({1 << before for before, _ in own}) for own in self.waits]
        """Of each task the same tasks, as the bits of one number."""
        self._lay_lanes(problem)

    def _lay_lanes(self, problem: LevelProblem) -> None:
        """Write what each task asks for, and where it would be too much, as whole numbers."""
        roles = list(problem.daily)
        width = (2 * max(problem.daily.values(), default=0)).bit_length() + 1
        self.day = max(width * len(roles), 1)
        half = (1 << (width - 1)) - 1 if roles else 0
        spare = sum((half - problem.daily[role]) << (width * n) for n, role in enumerate(roles))
        tops = sum(1 << (width * n + width - 1) for n in range(len(roles)))
        self.asks: list[int] = []
        self.probes: list[int] = []
        self.tops: list[int] = []
        self.masks: list[int] = []
        self.even: list[bool] = []
        """Whether a task asks for the same on all its days, so that it can jump beyond a full one."""
        for task, length in enumerate(problem.durations):
            own = problem.stretches[task] if problem.stretches else ()
            asked = sum(self._rates(one, roles, width) for one in own)
            days = max([length, *(one.last for one in own)])
            self.asks.append(asked)
            self.probes.append(asked + spare * self._each(days))
            self.tops.append(tops * self._each(days))
            self.masks.append((1 << (self.day * days)) - 1)
            self.even.append(len(own) == 1 and (own[0].first, own[0].last) == (0, days))

    def _each(self, days: int) -> int:
        """Return a number with the lowest bit of so many days set."""
        return ((1 << (self.day * days)) - 1) // ((1 << self.day) - 1)

    def _rates(self, stretch: Stretch, roles: Sequence[str], width: int) -> int:
        rates = sum(stretch.rates.get(role, 0) << (width * n) for n, role in enumerate(roles))
        return rates * self._each(stretch.last - stretch.first) << (self.day * stretch.first)

    def finishes(self, order: Sequence[int]) -> list[int]:
        """Return the finish of each task, placed in an order in which each stands after what it waits for."""
        found, taken, day = [0] * len(self.durations), 0, self.day
        floors, waits, durations, asks = self.floors, self.waits, self.durations, self.asks
        probes, tops, masks, even = self.probes, self.tops, self.masks, self.even
        for task in order:
            start = floors[task]
            for before, later in waits[task]:
                edge = found[before] + later
                start = max(start, edge)
            asked = asks[task]
            if asked:
                probe, top, mask = probes[task], tops[task], masks[task]
                full = (((taken >> start * day) & mask) + probe) & top
                while full:
                    start += (full.bit_length() - 1) // day + 1 if even[task] else 1
                    full = (((taken >> start * day) & mask) + probe) & top
                taken += asked << (start * day)
            found[task] = start + durations[task]
        return found

    def in_turn(self, keys: Sequence[float]) -> list[int]:
        """Return all tasks, the least key first, but each after all that it waits for."""
        found: list[int] = []
        needs, known = self.needs, 0
        for task in sorted(range(len(keys)), key=keys.__getitem__):
            if known >> task & 1:
                continue
            if needs[task] & ~known:
                known = self._with_needs(task, known, found)
            else:
                known |= 1 << task
                found.append(task)
        return found

    def _with_needs(self, task: int, known: int, found: list[int]) -> int:
        """Add a task after all that it waits for; return all that are known then, as bits."""
        stack = [task]
        while stack:
            last = stack[-1]
            left = [] if known >> last & 1 else [one for one, _ in self.waits[last] if not known >> one & 1]
            if left:
                stack += left
                continue
            stack.pop()
            if not known >> last & 1:
                known |= 1 << last
                found.append(last)
        return known


def board_of(problem: LevelProblem) -> DayBoard | None:
    """Return the board of a problem; None where days and links alone do not make its plans.

    These are problems with limits by period, freezes, dates that cannot move, work under way or finished.
    """
    pins = problem.pins
    if pins.started or pins.done or pins.loose or problem.fixed or problem.closed:
        return None
    for own in problem.stretches:
        for one in own:
            for role, rate in one.rates.items():
                if role in problem.periods or rate > problem.daily.get(role, rate) or one.first < 0:
                    return None
    return DayBoard(problem)
