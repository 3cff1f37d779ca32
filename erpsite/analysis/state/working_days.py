"""Count working days in the plan's calendar (FORMULAS.md, Schedule)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from erpsite.model.plan import Calendar

__all__ = ["WorkingDays", "working_days"]

_ONE_DAY = dt.timedelta(days=1)
_EPOCH = 2020
"""Year whose first working day is number 0; near the plans there are, so that few years are counted."""
_HORIZON = 200
"""Years around it in which days are told; a chain of delays that leads beyond them is a fault in the data."""


@cache
def _china_years() -> frozenset[int]:
    """Return the years whose holidays in mainland China are published."""
    import chinese_calendar  # noqa: PLC0415 - only plans with that calendar pay for it

    return frozenset(day.year for day in chinese_calendar.holidays)


@cache
def _china(year: int) -> frozenset[dt.date] | None:
    """Return the days off of one year in mainland China with make-up days, or None where not published."""
    import chinese_calendar  # noqa: PLC0415 - only plans with that calendar pay for it

    if year not in _china_years():
        return None
    # The package's own `get_holidays` searches all years anew for each day of the span.
    first = dt.date(year, 1, 1).toordinal()
    days = map(dt.date.fromordinal, range(first, first + 365 + calendar.isleap(year)))
    off, worked = chinese_calendar.holidays, chinese_calendar.workdays
    return frozenset(day for day in days if day not in worked and (day.weekday() > 4 or day in off))


class _Year:
    """Hold the working days of one year and how many there are before each of its days."""

    __slots__ = ("before", "days")

    def __init__(self, days: WorkingDays, year: int) -> None:
        first = dt.date(year, 1, 1)
        length = 365 + calendar.isleap(year)
        worked = [days.is_worked(dt.date.fromordinal(first.toordinal() + step)) for step in range(length)]
        self.before = [0, *accumulate(worked)]
        self.days = [first + _ONE_DAY * step for step in range(length) if worked[step]]


@dataclass(frozen=True)
class WorkingDays:
    """Count and step over the days that are worked, by tables of whole years made when first asked for."""

    china: bool = False
    holidays: Collection[dt.date] = field(default_factory=frozenset)
    extra: Collection[dt.date] = field(default_factory=frozenset)
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)
    _firsts: dict[int, int] = field(
        default_factory=lambda: {_EPOCH: 0}, init=False, repr=False, compare=False
    )

    def is_worked(self, day: dt.date) -> bool:
        """Say whether a day is worked; a year without published holidays falls back to weekdays."""
        if day in self.extra:
            return True
        if day in self.holidays:
            return False
        off = _china(day.year) if self.china else None
        return day.weekday() < 5 if off is None else day not in off

    def is_published(self, year: int) -> bool:
        """Say whether the base calendar knows the public holidays of that year."""
        return not self.china or _china(year) is not None

    def number(self, day: dt.date) -> int:
        """Return how many working days lie from 1 January 2020 up to, not including, `day`; less before it.

        A working day's own number, and that of the next one where `day` is not worked.
        """
        return self._first(day.year) + self._year(day.year).before[day.timetuple().tm_yday - 1]

    def day(self, number: int) -> dt.date:
        """Return the working day of that number; beyond the horizon, the last one before it."""
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
        return self.number(finish) + self.is_worked(finish) - self.number(start)

    def slip(self, baseline: dt.date, now: dt.date) -> int:
        """Return now − baseline in working days; positive means late."""
        return self.number(now) + self.is_worked(now) - self.number(baseline) - self.is_worked(baseline)

    def add(self, day: dt.date, count: int) -> dt.date:
        """Return the working day `count` working days after `day` (before it where negative)."""
        if not count:
            return day
        return self.day(self.number(day) + count - (count > 0 and not self.is_worked(day)))

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


def working_days(own: Calendar) -> WorkingDays:
    """Return the working days of the plan's calendar."""
    return WorkingDays(own.base == "china", frozenset(own.holidays), frozenset(own.working_days))
