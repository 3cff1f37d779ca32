"""Say which values are due by when, where a measure is not taken every month."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from erpsite.frozen import dataclass
from erpsite.model.quantity import last_day_of, next_month
from erpsite.model.rhythm import Rhythm

__all__ = ["Beat", "beat_of"]

_RARE = (Rhythm.YEAR, Rhythm.HALF_YEAR, Rhythm.QUARTER)
_DAYS_A_MONTH = 30
"""A source that allows that many days a month of a rhythm allows the rhythm."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Hold the rhythm of one series; its periods are counted from the start of the fiscal year."""

    months: int
    """Months of a period: 1, 3, 6 or 12."""
    fiscal_start: int
    """First month of the fiscal year, 1 to 12."""
    max_age: int
    """Days after the end of its month for which the source lets a value count as fresh."""

    def period(self, month: str) -> int:
        """Return the number of the period that a month lies in."""
        return (_ordinal(month) - (self.fiscal_start - 1)) // self.months

    def end(self, month: str) -> str:
        """Return the last month of the period that a month lies in."""
        last = (self.period(month) + 1) * self.months + (self.fiscal_start - 1) - 1
        return next_month(month, last - _ordinal(month))

    def next_due(self, month: str) -> str:
        """Return the month by whose end the value after that of a month is due."""
        return self.end(next_month(self.end(month), 1))

    def fresh_days(self, last: str) -> int:
        """Return for how many days after the end of its month the value of `last` counts as fresh.

        Never less than the source allows; and until the next value is due.
        """
        if self.months == 1:
            return self.max_age
        return max(self.max_age, (last_day_of(self.next_due(last)) - last_day_of(last)).days)

    def is_current(self, last: str, as_of: str) -> bool:
        """Say whether the value of `last` is what is known at the end of `as_of`.

        A monthly value is that at the end of its own month alone; a rarer one until the next is due, or
        for as long as its source allows.
        """
        if self.months == 1:
            return last == as_of
        if as_of < self.next_due(last):
            return True
        return (last_day_of(as_of) - last_day_of(last)).days <= self.max_age

    def gaps(self, months: Collection[str]) -> tuple[str, ...]:
        """Return the periods without a value between the first and the last, each by its last month."""
        if not months:
            return ()
        known = {self.period(month) for month in months}
        missing = [number for number in range(min(known), max(known)) if number not in known]
        start = min(months)
        base = self.period(start)
        return tuple(next_month(self.end(start), (number - base) * self.months) for number in missing)


def beat_of(rhythm: Rhythm | None, months: Collection[str], max_age: int | None, fiscal_start: int) -> Beat:
    """Return the rhythm of a series: the one that is stated, else the one that its values show.

    Values show a rhythm of three, six or twelve months where no two are nearer than that and the source
    lets a value stay fresh as long; a single value shows the rhythm that its source allows. So a monthly
    series with holes stays monthly unless its source says that old values are in order.
    """
    age = max_age or 0
    if rhythm is not None:
        return Beat(rhythm.months, fiscal_start, age)
    ordered = sorted({_ordinal(month) for month in months})
    nearest = min((after - before for before, after in pairwise(ordered)), default=12)
    for one in _RARE:
        if one.months <= nearest and age >= one.months * _DAYS_A_MONTH:
            return Beat(one.months, fiscal_start, age)
    return Beat(1, fiscal_start, age)


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
