"""Rank the causes of incidents by the minutes they cost (a Pareto analysis)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import last_day_of
from erpsite.model.incident import Cause, Incident
from erpsite.model.moment import instant, instants

__all__ = ["CauseShare", "incident_pareto"]


@dataclass(frozen=True, slots=True)
class CauseShare:
    """Hold what one cause cost."""

    cause: Cause
    count: int
    minutes: float
    """Minutes lost within the period, each weighted by the share of the service that was lost."""
    share: float | NotAvailable
    """Of all minutes lost, 0 to 1."""
    cumulative: float | NotAvailable
    """Share of this cause and all above it."""


def incident_pareto(
    incidents: Iterable[Incident], first: str, last: str, zone: dt.tzinfo = dt.UTC
) -> tuple[CauseShare, ...]:
    """Return the causes of unplanned incidents from month `first` to `last`, the costliest first.

    Each incident counts with its own minutes within the period, so incidents that overlap count each:
    the question is what a cause costs, not how long the system was down. Times are those of `zone`.
    """
    start = instant(dt.datetime.fromisoformat(f"{first}-01"), zone)
    end = instant(dt.datetime.combine(last_day_of(last) + dt.timedelta(days=1), dt.time()), zone)
    counts: dict[Cause, int] = {}
    minutes: dict[Cause, float] = {}
    for incident in incidents:
        began, ended = instants(incident.started, incident.ended, zone)
        if incident.planned or ended <= start or began >= end:
            continue
        length = (min(ended, end) - max(began, start)).total_seconds() / 60
        counts[incident.cause] = counts.get(incident.cause, 0) + 1
        minutes[incident.cause] = minutes.get(incident.cause, 0.0) + length * incident.lost
    total = sum(minutes.values())
    order = sorted(counts, key=lambda cause: (-minutes[cause], -counts[cause], cause.value))
    rows, run = [], 0.0
    for cause in order:
        run += minutes[cause]
        none = NotAvailable(Reason.NO_OUTAGE)
        share: float | NotAvailable = minutes[cause] / total if total else none
        rows.append(CauseShare(cause, counts[cause], minutes[cause], share, run / total if total else none))
    return tuple(rows)
