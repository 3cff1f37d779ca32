"""Count help-desk tickets: volumes, backlog, ages, share within the agreed time, causes that come back.

FORMULAS.md, Service levels and surveys: tickets are never outages. A ticket counts as open at a moment where
it was opened by then and not resolved by then, whatever became of it later.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from zoneinfo import ZoneInfo

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model import Handbook
from erpsite.model.moment import instant, local_day
from erpsite.model.quantity import month_of, months_between, next_month
from erpsite.model.ticket import Ticket

__all__ = ["AGE_BANDS", "RepeatedCause", "TicketDesk", "TicketMonth", "ticket_desk", "ticket_months"]

AGE_BANDS = (7, 30, 90)
"""Upper bounds, in days, of the ages in which open tickets are counted; the last band is open."""
_REPEATED = 3
"""Tickets of one cause from which it is called a repeated one."""


@dataclass(frozen=True, slots=True)
class TicketMonth:
    """Hold the tickets of one month."""

    month: str
    opened: int
    resolved: int
    backlog: int
    """Open at the month's end."""
    within_sla: int
    """Of those resolved in the month, how many were resolved within the agreed time."""
    judged: int
    """Of those resolved in the month, of how many that is known."""
    reopened: int
    """Of those resolved in the month, how many had been opened again."""

    @property
    def sla_share(self) -> float | NotAvailable:
        """Return within / judged, 0 to 1; not available where nothing resolved was judged."""
        return self.within_sla / self.judged if self.judged else NotAvailable(Reason.NO_TICKET)


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
    end = _end_of(as_of, zone)
    rows = _rows(handbook, zone, end)
    if not rows:
        return TicketDesk((), (0,) * (len(AGE_BANDS) + 1), None, None, (), 0)
    counts = _Counts(rows)
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


def ticket_months(handbook: Handbook, as_of: str) -> tuple[TicketMonth, ...]:
    """Return every month from the first ticket to `as_of`."""
    zone = ZoneInfo(handbook.plan.timezone)
    rows = _rows(handbook, zone, _end_of(as_of, zone))
    if not rows:
        return ()
    counts = _Counts(rows)
    return tuple(counts.of(month) for month in months_between(min(counts.opened), as_of))


def _end_of(month: str, zone: ZoneInfo) -> dt.datetime:
    day = dt.date.fromisoformat(f"{next_month(month)}-01")
    return instant(dt.datetime.combine(day, dt.time()), zone)


def _rows(handbook: Handbook, zone: ZoneInfo, end: dt.datetime) -> list[_Row]:
    return [row for one in handbook.tickets if (row := _row(one, zone, end)).opened < end]


@dataclass(frozen=True, slots=True)
class _Row:
    """Hold a ticket with its moments in UTC and their months in the plan's zone."""

    ticket: Ticket
    opened: dt.datetime
    opened_in: str
    resolved: dt.datetime | None
    """None where it is open at the end of the month shown."""
    resolved_in: str


def _row(one: Ticket, zone: ZoneInfo, end: dt.datetime) -> _Row:
    opened_in = month_of(local_day(one.opened, zone))
    done = instant(one.resolved, zone) if one.resolved else None
    if one.resolved is None or done is None or done >= end:
        return _Row(one, instant(one.opened, zone), opened_in, None, "")
    return _Row(one, instant(one.opened, zone), opened_in, done, month_of(local_day(one.resolved, zone)))


class _Counts:
    """Count tickets by month, in one pass over them."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self.opened, self.resolved = Counter[str](), Counter[str]()
        self.within, self.judged, self.reopened = Counter[str](), Counter[str](), Counter[str]()
        for row in rows:
            self.opened[row.opened_in] += 1
            if row.resolved is not None:
                self.resolved[row.resolved_in] += 1
                self.within[row.resolved_in] += row.ticket.sla_met is True
                self.judged[row.resolved_in] += row.ticket.sla_met is not None
                self.reopened[row.resolved_in] += row.ticket.reopened > 0

    def of(self, month: str) -> TicketMonth:
        """Return what happened in a month; the backlog is what was opened and not resolved by its end."""
        opened = sum(count for known, count in self.opened.items() if known <= month)
        resolved = sum(count for known, count in self.resolved.items() if known <= month)
        return TicketMonth(
            month, self.opened[month], self.resolved[month], opened - resolved,
            self.within[month], self.judged[month], self.reopened[month],
        )  # fmt: skip


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
