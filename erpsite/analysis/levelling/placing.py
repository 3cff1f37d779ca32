"""Place tasks one after the other where links and capacity allow: a first plan, and the tidying of others."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.schedule.network import Arc
from erpsite.frozen import dataclass
from erpsite.model.initiative import LinkType

__all__ = [
    "Ledger",
    "Placed",
    "asks",
    "earliest",
    "fits_alone",
    "keep_promises",
    "place_in_order",
    "pull_forward",
    "settle",
]

_FAR = 20_000
"""Working days beyond its earliest start in which a place for a task is looked for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold a start and a finish for every task, by its number."""

    starts: tuple[int, ...]
    finishes: tuple[int, ...]

    @property
    def end(self) -> int:
        """Return the latest finish; 0 without tasks."""
        return max(self.finishes, default=0)


def asks(problem: LevelProblem, task: int, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield role, period (its number, or the day where the limit is daily) and units of a task put there."""
    for stretch in problem.stretches[task] if problem.stretches else ():
        first, last = start + stretch.first, start + stretch.last
        for role, rate in stretch.rates.items():
            if role in problem.daily:
                yield from ((role, day, rate) for day in range(first, last))
                continue
            periods = problem.periods.get(role, ())
            number = max(bisect_right(problem.borders.get(role, ()), first) - 1, 0)
            for index in range(number, len(periods)):
                period = periods[index]
                if period.first >= last:
                    break
                days = min(last, period.last) - max(first, period.first)
                if days > 0:
                    yield role, index, rate * days


class Ledger:
    """Count what placed tasks take of each role's periods or days."""

    def __init__(self, problem: LevelProblem) -> None:
        self.problem = problem
        self.used: dict[tuple[str, int], int] = {}

    def room(self, role: str, period: int) -> int | None:
        """Return the units that are there for what can be moved; None where nothing limits them."""
        if role in self.problem.daily:
            return self.problem.daily[role]
        return self.problem.rooms[role][period]

    def book(self, task: int, start: int, sign: int = 1) -> None:
        """Put a task there, or take it away with −1."""
        for role, period, units in asks(self.problem, task, start):
            self.used[role, period] = self.used.get((role, period), 0) + sign * units

    def short(self, task: int, start: int) -> int:
        """Return how many days later a task put there can fit at the earliest; 0 where it fits.

        A day later, a task asks a period for less by at most what its stretches ask for on one day; and a
        full day stays in the way of a task of one stretch until that begins after it.
        """
        wanted: dict[tuple[str, int], int] = {}
        for role, period, units in asks(self.problem, task, start):
            wanted[role, period] = wanted.get((role, period), 0) + units
        wait = 0
        for (role, period), units in wanted.items():
            room = self.room(role, period)
            over = 0 if room is None else self.used.get((role, period), 0) + units - room
            if over > 0:
                own = self.problem.stretches[task]
                if len(own) == 1 and role in self.problem.daily:
                    wait = max(wait, period + 1 - start - own[0].first)
                    continue
                a_day = sum(one.rates.get(role, 0) for one in own)
                wait = max(wait, -(-over // a_day))
        return wait


def fits_alone(problem: LevelProblem, task: int, start: int) -> bool:
    """Say whether a task has a place from a border on, within the periods, were nothing else to be moved."""
    roles = {role for stretch in problem.stretches[task] for role in stretch.rates}
    length = max((stretch.last for stretch in problem.stretches[task]), default=0)
    ends = [own[-1].last for role in roles if (own := problem.periods.get(role))]
    empty, last = Ledger(problem), min(ends, default=start + length) - length
    day = start
    while day <= last:
        wait = empty.short(task, day)
        if not wait:
            return True
        day += wait
    return last < start


def earliest(
    problem: LevelProblem, task: int, into: Sequence[Arc], starts: Sequence[int], finishes: Sequence[int]
) -> tuple[int, int]:
    """Return the earliest start and finish that links and given dates allow a task."""
    pins, length = problem.pins, problem.durations[task]
    begun = pins.started.get(task)
    floor = pins.not_before.get(task, 0) if begun is None else begun
    finish = max(floor + length, pins.not_finished_before.get(task, floor + length))
    for arc in into:
        edge = (finishes if arc.type in (LinkType.FS, LinkType.FF) else starts)[arc.before] + arc.lag
        if arc.type in (LinkType.FS, LinkType.SS):
            if begun is not None:
                continue
            floor = max(floor, edge)
            edge += length
        finish = max(finish, edge)
    return (floor if task in pins.loose or begun is not None else finish - length), finish


def settle(
    problem: LevelProblem, ledger: Ledger, task: int, start: int, finish: int
) -> tuple[int, int] | None:
    """Return the first start and finish from there on that capacity and freezes allow; None without one."""
    if task in problem.pins.started:
        return start, _open(problem, task, finish)
    loose = task in problem.pins.loose
    day = start
    while day < start + _FAR:
        last = max(finish, day + problem.durations[task]) if loose else finish + day - start
        opened = _open(problem, task, last)
        wait = ledger.short(task, day) if loose or opened == last else opened - last
        if not wait:
            return day, opened
        day += wait
    return None


def _open(problem: LevelProblem, task: int, finish: int) -> int:
    """Return the first finish from there on that no freeze rules out."""
    for first, last in problem.closed.get(task, ()):
        if first <= finish <= last:
            finish = last + 1
    return finish


def arcs_into(problem: LevelProblem) -> list[list[Arc]]:
    """Return the links of each task to what it waits for."""
    into: list[list[Arc]] = [[] for _ in problem.durations]
    for arc in problem.arcs:
        into[arc.after].append(arc)
    return into


def place_in_order(problem: LevelProblem, urgency: Sequence[float]) -> Placed | None:
    """Return a plan that keeps links, capacity and freezes, the most urgent (least) first.

    Each task is put at the first place that is left when all it waits for is placed. None where one has no
    place, or where a date that cannot move is passed.
    """
    count = len(problem.durations)
    into = arcs_into(problem)
    waiting = [len(own) for own in into]
    followers: list[list[int]] = [[] for _ in range(count)]
    for arc in problem.arcs:
        followers[arc.before].append(arc.after)
    starts, finishes, ledger = [0] * count, [0] * count, Ledger(problem)
    ready = [(urgency[task], task) for task in range(count) if not waiting[task]]
    heapq.heapify(ready)
    while ready:
        _, task = heapq.heappop(ready)
        place = problem.pins.done.get(task)
        if place is None:
            place = settle(problem, ledger, task, *earliest(problem, task, into[task], starts, finishes))
            if place is None or place[1] > problem.fixed.get(task, place[1]):
                return None
            if task not in problem.pins.started:
                ledger.book(task, place[0])
        starts[task], finishes[task] = place
        for after in followers[task]:
            waiting[after] -= 1
            if not waiting[after]:
                heapq.heappush(ready, (urgency[after], after))
    return Placed(tuple(starts), tuple(finishes))


def pull_forward(problem: LevelProblem, placed: Placed) -> Placed:
    """Return the plan with every task as early as the others leave it room; nothing finishes later for it."""
    into, ledger = arcs_into(problem), Ledger(problem)
    starts, finishes = list(placed.starts), list(placed.finishes)
    movable = problem.movable
    for task in movable:
        ledger.book(task, starts[task])
    order = sorted(range(len(starts)), key=lambda task: (starts[task], finishes[task], task))
    moved = True
    while moved:
        moved = False
        for task in order:
            if task in problem.pins.done:
                continue
            start, finish = earliest(problem, task, into[task], starts, finishes)
            if (start, finish) == (starts[task], finishes[task]):
                continue
            if task not in problem.pins.started:
                ledger.book(task, starts[task], -1)
            place = settle(problem, ledger, task, start, finish)
            better = place is not None and (place[1], place[0]) < (finishes[task], starts[task])
            if place is not None and better and place[0] <= starts[task]:
                starts[task], finishes[task] = place
                moved = True
            if task not in problem.pins.started:
                ledger.book(task, starts[task])
    return Placed(tuple(starts), tuple(finishes))


def keep_promises(problem: LevelProblem, placed: Placed) -> Placed:
    """Return the plan with the promises kept that the room left in it lets keep, the nearest to it first.

    All tasks of a missed promise are taken out and put back as early as they fit; nothing is later for it.
    """
    into, ledger = arcs_into(problem), Ledger(problem)
    starts, finishes = list(placed.starts), list(placed.finishes)
    for task in problem.movable:
        ledger.book(task, starts[task])
    late = {
        number: max((finishes[task] for task in promise.tasks), default=promise.by) - promise.by
        for number, promise in enumerate(problem.promises)
    }
    for number in sorted((one for one in late if late[one] > 0), key=lambda one: (late[one], one)):
        promise = problem.promises[number]
        own = [task for task in promise.tasks if task not in problem.pins.done]
        before = {task: (starts[task], finishes[task]) for task in own}
        _replace(problem, ledger, into, own, starts, finishes)
        if any(finishes[task] > promise.by for task in promise.tasks):
            for task, place in before.items():
                _move(problem, ledger, task, place, starts, finishes)
    return Placed(tuple(starts), tuple(finishes))


def _replace(
    problem: LevelProblem, ledger: Ledger, into: Sequence[Sequence[Arc]], own: Sequence[int],
    starts: list[int], finishes: list[int],
) -> None:  # fmt: skip
    """Take some tasks out and put each back as early as it fits, never later than it was."""
    movable = [task for task in own if task not in problem.pins.started]
    for task in movable:
        ledger.book(task, starts[task], -1)
    for task in sorted(own, key=lambda task: (starts[task], finishes[task], task)):
        place = settle(problem, ledger, task, *earliest(problem, task, into[task], starts, finishes))
        if place is not None and place[0] <= starts[task] and place[1] <= finishes[task]:
            starts[task], finishes[task] = place
        if task in movable:
            ledger.book(task, starts[task])


def _move(
    problem: LevelProblem, ledger: Ledger, task: int, place: tuple[int, int],
    starts: list[int], finishes: list[int],
) -> None:  # fmt: skip
    if task not in problem.pins.started:
        ledger.book(task, starts[task], -1)
        ledger.book(task, place[0])
    starts[task], finishes[task] = place
