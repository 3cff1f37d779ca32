"""Count working days in the plan's calendar (FORMULAS.md, Schedule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache

from erpsite.model.plan import Calendar

__all__ = ["WorkingDays", "working_days"]

_ONE_DAY = dt.timedelta(days=1)


@cache
def _china(year: int) -> frozenset[dt.date] | None:
    """Return the days off of one year in mainland China with make-up days, or None where not published."""
    import chinese_calendar  # noqa: PLC0415 - only plans with that calendar pay for it

    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    try:
        return frozenset(chinese_calendar.get_holidays(first, last))
    except NotImplementedError:
        return None


@dataclass(frozen=True)
class WorkingDays:
    """Count and step over the days that are worked."""

    china: bool = False
    holidays: Collection[dt.date] = field(default_factory=frozenset)
    extra: Collection[dt.date] = field(default_factory=frozenset)

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

    def between(self, start: dt.date, finish: dt.date) -> int:
        """Return the working days from `start` to `finish`, both included; 0 where `finish` is earlier."""
        days = (finish - start).days + 1
        return sum(self.is_worked(start + _ONE_DAY * step) for step in range(max(days, 0)))

    def slip(self, baseline: dt.date, now: dt.date) -> int:
        """Return now − baseline in working days; positive means late."""
        if now >= baseline:
            return self.between(baseline + _ONE_DAY, now)
        return -self.between(now + _ONE_DAY, baseline)

    def add(self, day: dt.date, count: int) -> dt.date:
        """Return the working day `count` working days after `day` (before it where negative)."""
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_worked(day)
        return day


def working_days(calendar: Calendar) -> WorkingDays:
    """Return the working days of the plan's calendar."""
    return WorkingDays(
        calendar.base == "china", frozenset(calendar.holidays), frozenset(calendar.working_days)
    )
