"""Count help-desk tickets: volumes, backlog, ages, share within the agreed time, causes that come back.

FORMULAS.md, Service levels and surveys: tickets are never outages. A ticket counts as open at a moment where
it was opened by then and not resolved by then, whatever became of it later.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from statistics import median
from zoneinfo import ZoneInfo

from erpsite.analysis.state.ticket_months import TicketCounts, TicketMonth, end_of_month, tickets_before
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.quantity import months_between, next_month
from erpsite.model.ticket import Ticket

__all__ = ["AGE_BANDS", "RepeatedCause", "TicketDesk", "ticket_desk"]

AGE_BANDS = (7, 30, 90)
"""Upper bounds, in days, of the ages in which open tickets are counted; the last band is open."""
_REPEATED = 3
"""Tickets of one cause from which it is called a repeated one."""


@dataclass(frozen=True, slots=True)
class RepeatedCause:
    """Hold a cause that came back within twelve months."""

    cause: str
    count: int
    share: float
    """Of the tickets whose cause is known, 0 to 1."""
    modules: tuple[str, ...]
    """Modules it struck, most often first."""


@dataclass(frozen=True)
class TicketDesk:
    """Hold the help desk's year up to one month."""

    months: tuple[TicketMonth, ...]
    """Twelve months, or fewer where the log begins later; empty without tickets."""
    ages: tuple[int, ...]
    """Open tickets by age at the end of the last month, in the bands of `AGE_BANDS`."""
    oldest: int | None
    """Age of the oldest open ticket in days; None where none is open."""
    median_days: float | None
    """Median time from opened to resolved of the tickets resolved in these months, in days."""
    causes: tuple[RepeatedCause, ...]
    """Causes of three tickets or more in these months, the most frequent first."""
    with_cause: int
    """How many of the tickets opened in these months name a cause."""

    @property
    def last(self) -> TicketMonth | None:
        """Return the newest month."""
        return self.months[-1] if self.months else None


def ticket_desk(handbook: Handbook, as_of: str) -> TicketDesk:
    """Return what the tickets say at the end of `as_of`; those opened later do not exist yet."""
    zone = ZoneInfo(handbook.plan.timezone)
    end = end_of_month(as_of, zone)
    rows = tickets_before(handbook, zone, end)
    if not rows:
        return TicketDesk((), (0,) * (len(AGE_BANDS) + 1), None, None, (), 0)
    counts = TicketCounts(rows)
    months = months_between(max(min(counts.opened), next_month(as_of, -11)), as_of)
    ages = sorted((end - row.opened).days for row in rows if row.resolved is None)
    took = [
        (row.resolved - row.opened) / dt.timedelta(days=1)
        for row in rows
        if row.resolved is not None and row.resolved_in >= months[0]
    ]
    asked = [row.ticket for row in rows if row.opened_in >= months[0]]
    return TicketDesk(
        tuple(counts.of(month) for month in months),
        _bands(ages),
        ages[-1] if ages else None,
        median(took) if took else None,
        _repeated(asked),
        sum(one.cause is not None for one in asked),
    )


def _bands(ages: Iterable[int]) -> tuple[int, ...]:
    counts = [0] * (len(AGE_BANDS) + 1)
    for age in ages:
        counts[sum(age > bound for bound in AGE_BANDS)] += 1
    return tuple(counts)


def _repeated(asked: Iterable[Ticket]) -> tuple[RepeatedCause, ...]:
    known = [one for one in asked if one.cause is not None]
    counts = Counter(one.cause for one in known)
    found = []
    for cause, count in counts.items():
        if cause is not None and count >= _REPEATED:
            struck = Counter(one.module for one in known if one.cause == cause and one.module)
            modules = tuple(sorted(struck, key=lambda name: (-struck[name], name)))
            found.append(RepeatedCause(cause, count, count / len(known), modules))
    return tuple(sorted(found, key=lambda one: (-one.count, one.cause)))
