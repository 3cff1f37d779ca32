"""Schedule links across plans: who waits for whom, and how far a delay travels."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from erpsite.analysis.schedule.lags import whole
from erpsite.frozen import dataclass
from erpsite.group.company import Company, Work
from erpsite.group.definition import CrossLink
from erpsite.model.initiative import LagUnit

__all__ = ["Awaited", "awaited"]

Trouble = Literal["", "unknown", "no-date", "circle", "behind"]


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
    ready: dt.date | None
    """When the end that is waited for comes, delays of all links considered."""
    end: dt.date | None
    """When the initiative that waits would finish, delays of all links considered."""
    trouble: Trouble = ""


_ENDS: Mapping[str, Literal["start", "finish"]] = {"S": "start", "F": "finish"}


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
    """Hold one link between two tasks that have dates."""

    before: str
    after: str
    from_: Literal["start", "finish"]
    to: Literal["start", "finish"]
    lag: int
    """In working days of the plan that waits."""
    elapsed: int
    """In days of the calendar, beside `lag`."""
    crossing: bool
    """Whether it is one of the group; what a plan breaks itself is its own handbook's matter."""
    settled: bool
    """Whether what waits is done, or begun where its start waits: nothing moves it any more."""


def awaited(links: Sequence[CrossLink], companies: Mapping[str, Company]) -> tuple[Awaited, ...]:
    """Return each link with the delay that it means, the longest first.

    Within a plan its own dates stand; a delay that a link brings travels along the plan's links as far as
    there is no slack left, and over further links of the group. Delays are counted in the working days of
    the plan that they strike; from plan to plan they travel as dates.
    """
    net = _Network(companies)
    crossing = [net.crossing(link) for link in links]
    own = [
        arc
        for one in companies.values()
        for tie in one.ties
        if (arc := net.arc(f"{one.id}/{tie.before}", f"{one.id}/{tie.after}", tie.type, tie.lag))
    ]
    net.travel([*(arc for arc in crossing if arc), *own])
    found = [net.told(link, arc) for link, arc in zip(links, crossing, strict=True)]
    return tuple(sorted(found, key=lambda one: (-max(one.late, 0), one.trouble == "", one.link.after)))


class _Network:
    """Hold the tasks of all companies with their calendars, and by how much each moves."""

    def __init__(self, companies: Mapping[str, Company]) -> None:
        self.works = {f"{one.id}/{work.id}": work for one in companies.values() for work in one.work}
        self.calendars = {one.id: _Calendar(one) for one in companies.values()}
        self.delay: dict[str, int] = defaultdict(int)
        self.circle: set[str] = set()
        """Tasks that stand in a circle, or wait for one that does."""
        self.out: dict[str, list[_Arc]] = defaultdict(list)
        self.parts: dict[str, list[str]] = defaultdict(list)
        for name in self.works:
            self.parts[name.rpartition("/")[0]].append(name)

    def crossing(self, link: CrossLink) -> _Arc | None:
        """Return a link of the group; None where one end is not there or has no date."""
        arc = self.arc(link.before, link.after, link.type.value, 0, crossing=True)
        if arc is None:
            return None
        if link.lag_unit is LagUnit.ELAPSED:
            return replace(arc, elapsed=link.lag)
        if link.lag_unit is LagUnit.PERCENT:
            return replace(arc, lag=whole(link.lag / 100 * self.works[link.before].days))
        return replace(arc, lag=link.lag)

    def arc(self, before: str, after: str, kind: str, lag: int, *, crossing: bool = False) -> _Arc | None:
        """Return a link; None where one end is not there or has no date."""
        first, second = self.works.get(before), self.works.get(after)
        if first is None or second is None:
            return None
        from_, to = _ENDS[kind[0]], _ENDS[kind[1]]
        if getattr(first, from_) is None or getattr(second, to) is None:
            return None
        settled = second.done or (second.started and to == "start")
        return _Arc(before, after, from_, to, lag, 0, crossing, settled)

    def travel(self, arcs: Sequence[_Arc]) -> None:
        """Let delays travel along the links, in an order in which each task comes after all it waits for."""
        out = self.out
        waiting: dict[str, int] = defaultdict(int)
        for arc in arcs:
            out[arc.before].append(arc)
            waiting[arc.after] += 1
        names = {name for arc in arcs for name in (arc.before, arc.after)}
        ready = deque(sorted(name for name in names if not waiting[name]))
        while ready:
            name = ready.popleft()
            names.discard(name)
            for arc in out[name]:
                self.delay[arc.after] = max(self.delay[arc.after], self.late(arc))
                waiting[arc.after] -= 1
                if not waiting[arc.after]:
                    ready.append(arc.after)
        self.circle = names

    def _leads(self, first: str, last: str) -> bool:
        """Say whether links lead from a task to another one, or it is the same."""
        seen, left = {first}, [first]
        while left and last not in seen:
            following = {arc.after for arc in self.out[left.pop()]} - seen
            seen |= following
            left += following
        return last in seen

    def late(self, arc: _Arc) -> int:
        """Return by how many working days what waits stands too early, delays so far considered."""
        if arc.settled:
            return 0
        days = self._days(arc.after)
        if arc.crossing:
            return self._lack(days, arc, self._moved(arc.before, arc.from_))
        stands: dt.date = getattr(self.works[arc.before], arc.from_)
        return self.delay[arc.before] - max(-self._lack(days, arc, stands), 0)

    def _lack(self, days: _Calendar, arc: _Arc, leaves: dt.date) -> int:
        """Return the working days that are lacking between two ends; negative where some are left."""
        arrives: dt.date = getattr(self.works[arc.after], arc.to)
        leaves += dt.timedelta(days=arc.elapsed)
        # What begins after an end begins on the next working day; ends are compared with ends.
        from_ = days.border(leaves) if arc.from_ == "finish" else days.number(leaves)
        to = days.border(arrives) if arc.to == "finish" else days.number(arrives)
        return from_ + arc.lag - to

    def _moved(self, name: str, end: str) -> dt.date:
        """Return a task's start or finish after its delay."""
        stands: dt.date = getattr(self.works[name], end)
        if self.delay[name] <= 0 or self.works[name].done:
            return stands
        days = self._days(name)
        number = days.border(stands) - 1 if end == "finish" else days.number(stands)
        return days.day(number + self.delay[name])

    def _days(self, name: str) -> _Calendar:
        return self.calendars[name.partition("/")[0]]

    def told(self, link: CrossLink, arc: _Arc | None) -> Awaited:
        """Return what a link of the group means."""
        before, after = self.works.get(link.before), self.works.get(link.after)
        if before is None or after is None:
            return Awaited(link, before, after, None, 0, None, None, "unknown")
        if arc is None:
            return Awaited(link, before, after, None, 0, None, None, "no-date")
        if link.before in self.circle:
            trouble: Trouble = "circle" if self._leads(link.after, link.before) else "behind"
            return Awaited(link, before, after, None, 0, None, None, trouble)
        days, late = self._days(link.after), self.late(arc)
        stands: dt.date = getattr(after, arc.to)
        number = days.border(stands) - 1 if arc.to == "finish" else days.number(stands)
        parts = self.parts[link.after.rpartition("/")[0]]
        ends = [self._moved(name, "finish") for name in parts if self.works[name].finish is not None]
        ready = self._moved(link.before, arc.from_)
        return Awaited(link, before, after, days.day(number + late), late, ready, max(ends, default=None))
