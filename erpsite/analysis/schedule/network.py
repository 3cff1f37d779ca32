"""Schedule a network of tasks on a line of working-day numbers (FORMULAS.md, Schedule)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from erpsite.errors import ErpsiteError
from erpsite.frozen import dataclass
from erpsite.model.initiative import LinkType

__all__ = ["Arc", "CircleError", "NetworkTimes", "Pins", "order_tasks", "schedule_network"]


class CircleError(ErpsiteError):
    """Say that tasks wait for themselves; `members` holds the numbers of those that cannot be ordered."""

    def __init__(self, members: Sequence[int]) -> None:
        self.members = tuple(members)
        super().__init__("{n} tasks wait for themselves", n=len(self.members))


@dataclass(frozen=True, slots=True)
class Arc:
    """Tie task `after` to task `before`, both by their place in the list of durations."""

    before: int
    after: int
    type: LinkType = LinkType.FS
    lag: int = 0
    """Working days; negative means a lead."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Hold what is given beside durations and links; each by task number, and each may be left out."""

    not_before: dict[int, int] = field(default_factory=dict)
    """Earliest start."""
    not_finished_before: dict[int, int] = field(default_factory=dict)
    """Earliest finish."""
    started: dict[int, int] = field(default_factory=dict)
    """Start of a task under way: a fact; links into its start no longer bind, its finish may still move."""
    done: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Start and finish of a finished task: both facts; no link moves it."""
    loose: frozenset[int] = frozenset()
    """Tasks between whose start and finish there may be more time than they take."""


@dataclass(frozen=True, slots=True)
class NetworkTimes:
    """Hold the times of every task, by its number.

    Times are borders between working days: a task of `d` days that starts at `s` finishes at `s + d`, and
    a task that follows it at once starts there (so the first day is 0, as in textbooks).
    """

    early_start: tuple[int, ...]
    early_finish: tuple[int, ...]
    late_start: tuple[int, ...]
    late_finish: tuple[int, ...]
    total_float: tuple[int, ...]
    """How far the finish can move without moving the end."""
    free_float: tuple[int, ...]
    """How far the finish can move without moving any task that waits for it, or the end."""
    driver: tuple[int, ...]
    """Number of the arc that sets the task's time, or -1 where none does."""
    end: int
    """The latest early finish; 0 without tasks."""


def order_tasks(count: int, arcs: Sequence[Arc]) -> list[int]:
    """Return the tasks so that each stands after all that it waits for; raise `CircleError`."""
    waiting = [0] * count
    followers: list[list[int]] = [[] for _ in range(count)]
    for arc in arcs:
        waiting[arc.after] += 1
        followers[arc.before].append(arc.after)
    order = [task for task in range(count) if not waiting[task]]
    for task in order:
        for after in followers[task]:
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    if len(order) < count:
        raise CircleError([task for task in range(count) if waiting[task]])
    return order


def schedule_network(
    durations: Sequence[int], arcs: Sequence[Arc], pins: Pins | None = None, end: int | None = None
) -> NetworkTimes:
    """Return early and late times and floats by a forward and a backward pass.

    A task is never split: where a link moves its finish, its start moves along, except that of a task
    under way. No task starts before 0 unless a pin says so. The backward pass counts from `end`, or else
    from the latest early finish. Raises `CircleError`.
    """
    pins = pins or Pins()
    order = order_tasks(len(durations), arcs)
    into: list[list[int]] = [[] for _ in durations]
    out: list[list[Arc]] = [[] for _ in durations]
    for number, arc in enumerate(arcs):
        into[arc.after].append(number)
        if _binds(arc, pins):
            out[arc.before].append(arc)
    starts, finishes, driver = _forward(durations, arcs, pins, order, into)
    last = max(finishes, default=0)
    lengths = [
        durations[task] if task in pins.loose else finishes[task] - starts[task]
        for task in range(len(starts))
    ]
    late = _backward(finishes, lengths, out, pins, order, last if end is None else end)
    return NetworkTimes(
        tuple(starts), tuple(finishes),
        tuple(late[task] - lengths[task] for task in range(len(durations))), tuple(late),
        tuple(late[task] - finishes[task] for task in range(len(durations))),
        tuple(_free(task, starts, finishes, out[task], last) for task in range(len(durations))),
        tuple(driver), last,
    )  # fmt: skip


def _binds(arc: Arc, pins: Pins) -> bool:
    """Say whether moving the earlier task can still move the later one."""
    if arc.after in pins.done or arc.before in pins.done:
        return False
    from_start = arc.type in (LinkType.SS, LinkType.SF)
    to_start = arc.type in (LinkType.FS, LinkType.SS)
    return not (from_start and arc.before in pins.started) and not (to_start and arc.after in pins.started)


def _forward(
    durations: Sequence[int], arcs: Sequence[Arc], pins: Pins, order: Sequence[int], into: Sequence[list[int]]
) -> tuple[list[int], list[int], list[int]]:
    starts, finishes = [0] * len(durations), [0] * len(durations)
    driver = [-1] * len(durations)
    for task in order:
        if task in pins.done:
            starts[task], finishes[task] = pins.done[task]
            continue
        length = durations[task]
        begun = pins.started.get(task)
        floor = pins.not_before.get(task, 0) if begun is None else begun
        finish = max(floor + length, pins.not_finished_before.get(task, floor + length))
        for number in into[task]:
            arc = arcs[number]
            edge = (finishes if arc.type in (LinkType.FS, LinkType.FF) else starts)[arc.before] + arc.lag
            if arc.type in (LinkType.FS, LinkType.SS):
                if begun is not None:
                    continue
                floor = max(floor, edge)
                edge += length
            if edge > finish or (edge == finish and driver[task] < 0):
                finish, driver[task] = edge, number
        finishes[task] = finish
        starts[task] = floor if task in pins.loose or begun is not None else finish - length
    return starts, finishes, driver


def _backward(
    finishes: Sequence[int], lengths: Sequence[int], out: Sequence[list[Arc]], pins: Pins,
    order: Sequence[int], end: int,
) -> list[int]:  # fmt: skip
    late = [0] * len(finishes)
    for task in reversed(order):
        if task in pins.done:
            late[task] = finishes[task]
            continue
        latest = end
        for arc in out[task]:
            edge = late[arc.after] - arc.lag
            if arc.type in (LinkType.FS, LinkType.SS):
                edge -= lengths[arc.after]
            if arc.type in (LinkType.SS, LinkType.SF):
                edge += lengths[task]
            latest = min(latest, edge)
        late[task] = latest
    return late


def _free(task: int, starts: Sequence[int], finishes: Sequence[int], out: Sequence[Arc], last: int) -> int:
    room = last - finishes[task]
    for arc in out:
        there = (starts if arc.type in (LinkType.FS, LinkType.SS) else finishes)[arc.after]
        here = (finishes if arc.type in (LinkType.FS, LinkType.FF) else starts)[task]
        room = min(room, there - here - arc.lag)
    return room
