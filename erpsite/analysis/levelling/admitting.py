"""Admit one promise after the other to a plan: each that can be kept is, the others go where room is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from erpsite.analysis.levelling.placing import Ledger, Placed, arcs_into, earliest, settle
from erpsite.analysis.levelling.problem import LevelProblem, Promise
from erpsite.analysis.schedule.network import NetworkTimes

__all__ = ["admitted_plans"]


def admitted_plans(problem: LevelProblem, early: NetworkTimes) -> Iterator[Placed]:
    """Yield a plan for each order in which promises can be admitted; nothing without promises.

    These are the most valuable for its work, the least slack, and the earliest date first.
    """
    if not problem.promises:
        return
    work = {promise.name: _work(problem, promise) for promise in problem.promises}
    slack = {
        promise.name: min((promise.by - early.early_finish[task] for task in promise.tasks), default=0)
        for promise in problem.promises
    }
    orders: tuple[Callable[[Promise], float], ...] = (
        lambda promise: -promise.weight / max(work[promise.name], 1),
        lambda promise: slack[promise.name],
        lambda promise: promise.by,
    )
    for order in orders:
        found = _Admission(problem, early).plan(sorted(problem.promises, key=order))
        if found is not None:
            yield found


def _work(problem: LevelProblem, promise: Promise) -> int:
    """Return the units that the open tasks of a promise ask all roles for."""
    return sum(
        rate * (one.last - one.first)
        for task in promise.tasks
        if problem.stretches and task not in problem.pins.done
        for one in problem.stretches[task]
        for rate in one.rates.values()
    )


class _Admission:
    """Hold a plan in the making: which tasks have their places, and what they take."""

    def __init__(self, problem: LevelProblem, early: NetworkTimes) -> None:
        count = len(problem.durations)
        self.problem, self.early = problem, early
        self.into, self.ledger = arcs_into(problem), Ledger(problem)
        self.starts, self.finishes = [0] * count, [0] * count
        self.known = [False] * count

    def plan(self, promises: Sequence[Promise]) -> Placed | None:
        """Return the plan; None where a task has no place, or passes a date that cannot move."""
        for promise in promises:
            new: list[int] = []
            kept = all(
                self._put(task, new) and self.finishes[task] <= promise.by
                for task in sorted(promise.tasks, key=self.early.early_start.__getitem__)
            )
            if not kept:
                self._take_out(new)
        rest = sorted(range(len(self.known)), key=self.early.late_start.__getitem__)
        if not all(self._put(task, []) for task in rest):
            return None
        return Placed(tuple(self.starts), tuple(self.finishes))

    def _put(self, task: int, new: list[int]) -> bool:
        """Place a task after all that it waits for, at its first place; say whether each has one."""
        stack = [task]
        while stack:
            last = stack[-1]
            left = [arc.before for arc in self.into[last] if not self.known[arc.before]]
            if left and not self.known[last]:
                stack += left
                continue
            stack.pop()
            if not self.known[last] and not self._place(last, new):
                return False
        return True

    def _place(self, task: int, new: list[int]) -> bool:
        problem = self.problem
        place = problem.pins.done.get(task)
        if place is None:
            floor = earliest(problem, task, self.into[task], self.starts, self.finishes)
            place = settle(problem, self.ledger, task, *floor)
            if place is None or place[1] > problem.fixed.get(task, place[1]):
                return False
            if task not in problem.pins.started:
                self.ledger.book(task, place[0])
        self.starts[task], self.finishes[task] = place
        self.known[task] = True
        new.append(task)
        return True

    def _take_out(self, tasks: Sequence[int]) -> None:
        for task in tasks:
            self.known[task] = False
            if task not in self.problem.pins.done and task not in self.problem.pins.started:
                self.ledger.book(task, self.starts[task], -1)
