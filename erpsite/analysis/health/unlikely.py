"""Find outages and availabilities that no company has: most often tickets, or a time of the wrong day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from erpsite.analysis.health.availability import Availability, Uptime
from erpsite.frozen import dataclass
from erpsite.model.incident import Incident
from erpsite.model.moment import instants, local_day
from erpsite.model.quantity import month_of, months_between

__all__ = ["Unlikely", "unlikely_outages"]

_SHOWN = 3
"""Outages that are named of those which make something unlikely."""


@dataclass(frozen=True, slots=True)
class Unlikely:
    """Hold something unlikely about the outages of one module."""

    kind: Literal["low", "overlap", "long"]
    """An availability too low to be true; outages at the same time; an outage of many days."""
    module: str
    """Empty for the whole system."""
    month: str
    """Month of the lowest availability, or of the first such outage."""
    value: float
    """Availability in percent, number of overlapping outages, or length in days."""
    count: int
    """How many months are so low, or how many outages overlap or are so long."""
    largest: tuple[Incident, ...]
    """The outages that weigh most in it, at most three."""


def unlikely_outages(
    found: Availability, incidents: Sequence[Incident], zone: ZoneInfo, *, percent: float, days: float
) -> tuple[Unlikely, ...]:
    """Return months of a module below `percent`, overlapping outages, and those of `days` days or more.

    Outages overlap within one module and plant. Scheduled maintenance is no outage.
    """
    unplanned = [one for one in incidents if not one.planned]
    spans = [_Span(one, *instants(one.started, one.ended, zone)) for one in unplanned]
    by_module: dict[tuple[str, str], list[_Span]] = {}
    for span in spans:
        by_module.setdefault((span.incident.module or "", span.incident.plant or ""), []).append(span)
    low = (_low(found, module, spans, zone, percent) for module in found.modules)
    overlaps = (_overlap(module, own) for (module, _), own in by_module.items())
    return tuple(one for one in (*low, *overlaps, _long(spans, days)) if one)


@dataclass(frozen=True, slots=True)
class _Span:
    incident: Incident
    start: dt.datetime
    end: dt.datetime

    @property
    def lost(self) -> float:
        """Return the minutes lost, weighted by the share of the service."""
        return (self.end - self.start).total_seconds() / 60 * self.incident.lost

    def months(self, zone: ZoneInfo) -> tuple[str, ...]:
        """Return the months it reaches into."""
        first, last = (month_of(local_day(day, zone)) for day in (self.start, self.end))
        return months_between(first, last)


def _largest(spans: Iterable[_Span]) -> tuple[Incident, ...]:
    ordered = sorted(spans, key=lambda span: (-span.lost, span.incident.id))
    return tuple(span.incident for span in ordered[:_SHOWN])


def _low(
    found: Availability, module: str, spans: Sequence[_Span], zone: ZoneInfo, percent: float
) -> Unlikely | None:
    cells = {month: found.cells[module, month] for month in found.months}
    known = {month: cell.percent for month, cell in cells.items() if isinstance(cell, Uptime)}
    low = {month: value for month, value in known.items() if value < percent}
    if not low:
        return None
    worst = min(low, key=lambda month: (low[month], month))
    struck = (span for span in spans if span.incident.module in (None, module))
    inside = [span for span in struck if worst in span.months(zone)]
    return Unlikely("low", module, worst, low[worst], len(low), _largest(inside))


def _overlap(module: str, spans: Sequence[_Span]) -> Unlikely | None:
    """Return the outages of one module that lie in each other, whichever way they are ordered."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    struck: dict[str, _Span] = {}
    last: _Span | None = None
    for span in ordered:
        if last is not None and span.start < last.end:
            struck[last.incident.id], struck[span.incident.id] = last, span
        if last is None or span.end > last.end:
            last = span
    if not struck:
        return None
    month = month_of(min(span.start for span in struck.values()).date())
    return Unlikely("overlap", module, month, len(struck), len(struck), _largest(struck.values()))


def _long(spans: Sequence[_Span], days: float) -> Unlikely | None:
    long = [span for span in spans if span.end - span.start >= dt.timedelta(days=days)]
    if not long:
        return None
    worst = max(long, key=lambda span: (span.end - span.start, span.incident.id))
    length = (worst.end - worst.start) / dt.timedelta(days=1)
    month = month_of(worst.start.date())
    return Unlikely("long", worst.incident.module or "", month, length, len(long), _largest(long))
