"""Count working days in the plan's calendar (FORMULAS.md, Schedule)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import field
from itertools import accumulate

from erpsite.analysis.state.base_calendars import days_off
from erpsite.frozen import dataclass
from erpsite.model.plan import Plan

__all__ = ["WorkingDays", "working_days"]

_ONE_DAY = dt.timedelta(days=1)
_EPOCH = 2020
"""Year whose first working day is number 0; near the plans there are, so that few years are counted."""
_HORIZON = 200
"""Years around it in which days are told; a chain of delays that leads beyond them is a fault in the data."""


class _Year:
    """Hold the working days of one year and how many there are before each of its days."""

    __slots__ = ("before", "days", "first")

    def __init__(self, days: WorkingDays, year: int) -> None:
        first = dt.date(year, 1, 1)
        length = 365 + calendar.isleap(year)
        self.first = first.toordinal()
        worked = [days.is_worked(dt.date.fromordinal(self.first + step)) for step in range(length)]
        self.before = [0, *accumulate(worked)]
        self.days = [first + _ONE_DAY * step for step in range(length) if worked[step]]


@dataclass(frozen=True)
class WorkingDays:
    """Count and step over the days that are worked, by tables of whole years made when first asked for.

    Step arithmetic follows `numpy.busday_offset`: see `add`.
    """

    base: str = "weekdays"
    """`china`, `weekdays`, or a country's code, such as `DE` or `DE-BY`."""
    holidays: Collection[dt.date] = field(default_factory=frozenset)
    extra: Collection[dt.date] = field(default_factory=frozenset)
    """Days worked although the base calendar has them off."""
    half: Collection[dt.date] = field(default_factory=frozenset)
    """Days of which the half is worked: worked days for dates, half a day for capacity."""
    yearly: Collection[str] = field(default_factory=frozenset)
    """Days off of every year, each as `MM-DD`."""
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)
    _firsts: dict[int, int] = field(
        default_factory=lambda: {_EPOCH: 0}, init=False, repr=False, compare=False
    )
    _known: dict[dt.date, tuple[int, int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Number and border of each day that was asked for: a schedule asks for few days many times."""
    _days: dict[int, dt.date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_worked(self, day: dt.date) -> bool:
        """Say whether a day is worked; of a year that is not published, by what the law fixes alone."""
        if day in self.extra:
            return True
        if day in self.holidays or (self.yearly and f"{day:%m-%d}" in self.yearly):
            return False
        return day not in days_off(self.base, day.year).off

    def is_half(self, day: dt.date) -> bool:
        """Say whether only the half of a day is worked."""
        if not self.is_worked(day) or day in self.extra:
            return False
        return day in self.half or day in days_off(self.base, day.year).half

    def is_published(self, year: int) -> bool:
        """Say whether the base calendar knows the public holidays of that year."""
        return days_off(self.base, year).published

    def number(self, day: dt.date) -> int:
        """Return how many working days lie from 1 January 2020 up to, not including, `day`; less before it.

        A working day's own number, and that of the next one where `day` is not worked.
        """
        return (self._known.get(day) or self._ask(day))[0]

    def _ask(self, day: dt.date) -> tuple[int, int]:
        year = self._year(day.year)
        number = self._first(day.year) + year.before[day.toordinal() - year.first]
        known = self._known[day] = (number, number + self.is_worked(day))
        return known

    def day(self, number: int) -> dt.date:
        """Return the working day of that number; beyond the horizon, the last one before it."""
        known = self._days.get(number)
        if known is None:
            known = self._days[number] = self._find(number)
        return known

    def _find(self, number: int) -> dt.date:
        year = min(max(_EPOCH + number // 262, _EPOCH - _HORIZON), _EPOCH + _HORIZON)
        while number < self._first(year) and year > _EPOCH - _HORIZON:
            year -= 1
        while number >= self._first(year) + len(self._year(year).days) and year < _EPOCH + _HORIZON:
            year += 1
        days = self._year(year).days
        return days[min(max(number - self._first(year), 0), len(days) - 1)]

    def between(self, start: dt.date, finish: dt.date) -> int:
        """Return the working days from `start` to `finish`, both included; 0 where `finish` is earlier."""
        if finish < start:
            return 0
        return self.border(finish) - self.number(start)

    def slip(self, baseline: dt.date, now: dt.date) -> int:
        """Return now − baseline in working days; positive means late."""
        return self.border(now) - self.border(baseline)

    def border(self, day: dt.date) -> int:
        """Return the border between working days that follows a day: what ends on that day ends there."""
        return (self._known.get(day) or self._ask(day))[1]

    def worth(self, start: dt.date, finish: dt.date) -> float:
        """Return the working days from `start` to `finish`, both included; half days count as halves."""
        span = range(start.toordinal(), finish.toordinal() + 1)
        halves = sum(map(self.is_half, map(dt.date.fromordinal, span))) if self._has_halves else 0
        return self.between(start, finish) - halves / 2

    @property
    def _has_halves(self) -> bool:
        return bool(self.half or self.base not in ("china", "weekdays"))

    def add(self, day: dt.date, count: int) -> dt.date:
        """Return the working day `count` working days on, as `numpy.busday_offset` counts.

        From a day off it rolls forward first where `count` is 0 or more, backward where it is negative; so
        0 on is the day itself where that is worked, else the next worked one.
        """
        return self.day(self.number(day) + count - (count < 0 and not self.is_worked(day)))

    def finish_of(self, start: dt.date, length: int) -> dt.date:
        """Return the last day of a task of `length` working days from `start`; `start` where it takes none.

        A task of n days ends n − 1 days on.
        """
        return self.add(start, length - 1) if length > 0 else start

    def start_of(self, finish: dt.date, length: int) -> dt.date:
        """Return the first day of a task of `length` working days that ends on `finish`."""
        return self.day(self.border(finish) - length) if length > 0 else finish

    def push_start(self, start: dt.date, count: int) -> dt.date:
        """Return a start moved by `count` working days (0 or more)."""
        return self.day(self.number(start) + count) if count else start

    def push_finish(self, finish: dt.date, count: int) -> dt.date:
        """Return a finish, or the day of a milestone, moved by `count` working days (0 or more)."""
        return self.day(self.border(finish) + count - 1) if count else finish

    def _year(self, year: int) -> _Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = _Year(self, year)
        return table

    def _first(self, year: int) -> int:
        """Return the number of the first working day of a year, filling in the years up to it."""
        known = self._firsts
        if year not in known:
            last, first = max(known), min(known)
            for step in range(last, year):
                known[step + 1] = known[step] + len(self._year(step).days)
            for step in range(first, year, -1):
                known[step - 1] = known[step] - len(self._year(step - 1).days)
        return known[year]


def working_days(plan: Plan) -> WorkingDays:
    """Return the working days of the plan's calendar."""
    return plan.once(_working_days, None)


def _working_days(plan: Plan, _: None) -> WorkingDays:
    own = plan.calendar
    return WorkingDays(
        plan.base_calendar,
        frozenset(own.holidays),
        frozenset(own.working_days),
        frozenset(own.half_days),
        frozenset(own.yearly),
    )
