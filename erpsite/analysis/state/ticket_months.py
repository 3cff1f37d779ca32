"""Count the help desk's tickets month by month (FORMULAS.md, Service levels and surveys).

A ticket counts as open at a moment where it was opened by then and not resolved by then, whatever became of
it later.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.moment import instant, instants, local_day
from erpsite.model.quantity import month_of, months_between, next_month
from erpsite.model.ticket import Ticket

__all__ = ["TicketCounts", "TicketMonth", "TicketRow", "end_of_month", "ticket_months", "tickets_before"]


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


def ticket_months(handbook: Handbook, as_of: str) -> tuple[TicketMonth, ...]:
    """Return every month from the first ticket to `as_of`."""
    zone = ZoneInfo(handbook.plan.timezone)
    rows = tickets_before(handbook, zone, end_of_month(as_of, zone))
    if not rows:
        return ()
    counts = TicketCounts(rows)
    return tuple(counts.of(month) for month in months_between(min(counts.opened), as_of))


def end_of_month(month: str, zone: ZoneInfo) -> dt.datetime:
    """Return the moment in UTC at which a month (`YYYY-MM`) is over in the zone."""
    day = dt.date.fromisoformat(f"{next_month(month)}-01")
    return instant(dt.datetime.combine(day, dt.time()), zone)


def tickets_before(handbook: Handbook, zone: ZoneInfo, end: dt.datetime) -> list[TicketRow]:
    """Return the tickets opened before a moment, as they stood then."""
    return [row for one in handbook.tickets if (row := _row_of(one, zone, end)).opened < end]


@dataclass(frozen=True, slots=True)
class TicketRow:
    """Hold a ticket with its moments in UTC and their months in the plan's zone."""

    ticket: Ticket
    opened: dt.datetime
    opened_in: str
    resolved: dt.datetime | None
    """None where it is open at the end of the month shown."""
    resolved_in: str


def _row_of(one: Ticket, zone: ZoneInfo, end: dt.datetime) -> TicketRow:
    opened_in = month_of(local_day(one.opened, zone))
    begun, done = instants(one.opened, one.resolved or one.opened, zone)
    if one.resolved is None or done >= end:
        return TicketRow(one, begun, opened_in, None, "")
    return TicketRow(one, begun, opened_in, done, month_of(local_day(one.resolved, zone)))


class TicketCounts:
    """Count tickets by month, in one pass over them."""

    def __init__(self, rows: Iterable[TicketRow]) -> None:
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
