"""Schedule links across plans: who waits for whom, and how far a delay travels."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from erpsite.group.company import Company, Work
from erpsite.group.definition import CrossLink

__all__ = ["Awaited", "awaited"]

Trouble = Literal["", "unknown", "no-date", "circle"]


@dataclass(frozen=True)
class Awaited:
    """Hold a link across plans at the month shown."""

    link: CrossLink
    before: Work | None
    after: Work | None
    """None where the plan has no such phase or milestone in its schedule."""
    earliest: dt.date | None
    """The day on which the end that waits may stand at the earliest, by the plan of the other."""
    late: int
    """Working days by which the plan that waits stands too early; 0 or less where all is well."""
    end: dt.date | None
    """When the initiative that waits would finish, delays of all links considered."""
    trouble: Trouble = ""


class _Calendar:
    """Count the working days of one company by the days off that it told."""

    def __init__(self, company: Company) -> None:
        self._off = [day.toordinal() for day in company.days_off]

    def number(self, day: dt.date) -> int:
        """Return the working days before a day, from year 1 on; days beyond those told are all worked."""
        return day.toordinal() - bisect_left(self._off, day.toordinal())

    def border(self, day: dt.date) -> int:
        """Return the working days up to and including a day."""
        return day.toordinal() + 1 - bisect_right(self._off, day.toordinal())

    def day(self, number: int) -> dt.date:
        """Return the first day with that many working days before it that is itself worked."""
        guess = number
        while True:
            again = number + bisect_right(self._off, guess)
            if again == guess:
                return dt.date.fromordinal(guess)
            guess = again


@dataclass(frozen=True)
class _Arc:
    before: str
    after: str
    slack: int
    """Working days that what comes before may be later without moving what waits."""
    settled: bool
    """Whether what waits is done, or begun where its start waits: nothing moves it any more."""


def awaited(links: Sequence[CrossLink], companies: Mapping[str, Company]) -> tuple[Awaited, ...]:
    """Return each link with the delay that it means, the longest first.

    Within a plan its own dates stand; a delay that a link brings travels along the plan's links as far as
    there is no slack left, and over further links of the group.
    """
    works = {f"{one.id}/{work.id}": work for one in companies.values() for work in one.work}
    calendars = {one.id: _Calendar(one) for one in companies.values()}
    crossing = [_arc(link.before, link.after, link.type.value, link.lag, works, calendars) for link in links]
    own = [
        arc
        for one in companies.values()
        for tie in one.ties
        if (arc := _arc(f"{one.id}/{tie.before}", f"{one.id}/{tie.after}", tie.type, tie.lag, works, calendars))
    ]
    delays, circle = _delays([arc for arc in crossing if arc], own)
    parts: dict[str, list[str]] = defaultdict(list)
    for name in works:
        parts[name.rpartition("/")[0]].append(name)
    known = _Known(works, calendars, delays, circle, parts)
    found = [_told(link, arc, known) for link, arc in zip(links, crossing, strict=True)]
    return tuple(sorted(found, key=lambda one: (-max(one.late, 0), one.trouble == "", one.link.after)))


def _arc(
    before: str, after: str, kind: str, lag: int, works: Mapping[str, Work], calendars: Mapping[str, _Calendar]
) -> _Arc | None:
    first, second = works.get(before), works.get(after)
    if first is None or second is None:
        return None
    leaves = first.finish if kind[0] == "F" else first.start
    arrives = second.finish if kind[1] == "F" else second.start
    if leaves is None or arrives is None:
        return None
    days = calendars[after.partition("/")[0]]
    # What begins after an end begins on the next working day; ends are compared with ends.
    from_ = days.border(leaves) if kind[0] == "F" else days.number(leaves)
    to = days.border(arrives) if kind[1] == "F" else days.number(arrives)
    return _Arc(before, after, to - from_ - lag, second.done or (second.started and kind[1] == "S"))


def _delays(crossing: Sequence[_Arc], own: Sequence[_Arc]) -> tuple[dict[str, int], set[str]]:
    """Return by how many working days each task moves, and the tasks that wait in a circle."""
    out: dict[str, list[tuple[_Arc, int]]] = defaultdict(list)
    waiting: dict[str, int] = defaultdict(int)
    delay: dict[str, int] = defaultdict(int)
    for arc in crossing:
        out[arc.before].append((arc, arc.slack))
        waiting[arc.after] += 1
    for arc in own:  # what a plan breaks itself is its own handbook's matter
        out[arc.before].append((arc, max(arc.slack, 0)))
        waiting[arc.after] += 1
    names = {name for arc in (*crossing, *own) for name in (arc.before, arc.after)}
    ready = deque(sorted(name for name in names if not waiting[name]))
    seen: set[str] = set()
    while ready:
        name = ready.popleft()
        seen.add(name)
        for arc, slack in out[name]:
            if not arc.settled:
                delay[arc.after] = max(delay[arc.after], delay[name] - slack)
            waiting[arc.after] -= 1
            if not waiting[arc.after]:
                ready.append(arc.after)
    return dict(delay), names - seen


@dataclass(frozen=True)
class _Known:
    works: Mapping[str, Work]
    calendars: Mapping[str, _Calendar]
    delays: Mapping[str, int]
    circle: Collection[str]
    parts: Mapping[str, Sequence[str]]
    """The tasks of each initiative, `company/initiative`."""


def _told(link: CrossLink, arc: _Arc | None, known: _Known) -> Awaited:
    before, after = known.works.get(link.before), known.works.get(link.after)
    if before is None or after is None:
        return Awaited(link, before, after, None, 0, None, "unknown")
    if arc is None:
        return Awaited(link, before, after, None, 0, None, "no-date")
    if link.after in known.circle and link.before in known.circle:
        return Awaited(link, before, after, None, 0, None, "circle")
    days = known.calendars[link.after.partition("/")[0]]
    late = 0 if arc.settled else known.delays.get(link.before, 0) - arc.slack
    at_finish = link.type.value[1] == "F"
    stands = after.finish if at_finish else after.start
    earliest = None
    if stands is not None:
        number = days.border(stands) - 1 if at_finish else days.number(stands)
        earliest = days.day(number + late)
    return Awaited(link, before, after, earliest, late, _end(link, days, known))


def _end(link: CrossLink, days: _Calendar, known: _Known) -> dt.date | None:
    ends = []
    for name in known.parts[link.after.rpartition("/")[0]]:
        work, moved = known.works[name], known.delays.get(name, 0)
        if work.finish is not None:
            stays = work.done or moved <= 0
            ends.append(work.finish if stays else days.day(days.border(work.finish) - 1 + moved))
    return max(ends, default=None)
