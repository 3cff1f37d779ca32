"""Rank the causes of incidents by the minutes they cost (a Pareto analysis)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model.incident import Cause, Incident
from erpsite.model.moment import instant, instants
from erpsite.model.quantity import last_day_of

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
    incidents: Iterable[Incident],
    first: str,
    last: str,
    zone: dt.tzinfo = dt.UTC,
    maintenance_excluded: bool = True,
) -> tuple[CauseShare, ...]:
    """Return the causes of unplanned incidents from month `first` to `last`, the costliest first.

    Outages of one cause that overlap in one module count once, the worst of them; what strikes the whole
    system strikes each module and plant. Minutes in scheduled maintenance are left out where it is excluded.
    Two causes at once count each: the question is what a cause costs, not how long the system was down.
    Times are those of `zone`.
    """
    start = instant(dt.datetime.fromisoformat(f"{first}-01"), zone)
    end = instant(dt.datetime.combine(last_day_of(last) + dt.timedelta(days=1), dt.time()), zone)
    struck = [_Struck(one, *instants(one.started, one.ended, zone)) for one in incidents]
    struck = [
        replace(one, began=max(one.began, start), ended=min(one.ended, end))
        for one in struck
        if one.ended > start and one.began < end
    ]
    closed = [one for one in struck if one.incident.planned] if maintenance_excluded else []
    by_cause: dict[Cause, list[_Struck]] = {}
    for one in struck:
        if not one.incident.planned:
            by_cause.setdefault(one.incident.cause, []).append(one)
    minutes = {cause: _minutes([*closed, *ones]) for cause, ones in by_cause.items()}
    total = sum(minutes.values())
    order = sorted(by_cause, key=lambda cause: (-minutes[cause], -len(by_cause[cause]), cause.value))
    rows, run = [], 0.0
    for cause in order:
        run += minutes[cause]
        none = NotAvailable(Reason.NO_OUTAGE)
        share: float | NotAvailable = minutes[cause] / total if total else none
        part = run / total if total else none
        rows.append(CauseShare(cause, len(by_cause[cause]), minutes[cause], share, part))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Struck:
    """Hold an incident with the moments, within the period, between which it struck."""

    incident: Incident
    began: dt.datetime
    ended: dt.datetime

    def covers(self, other: _Struck) -> bool:
        """Say whether it strikes all that the other one does, and no less hard, or closes it altogether."""
        own, its = self.incident, other.incident
        wide = own.module in (None, its.module) and own.plant in (None, its.plant)
        return wide and (own.planned or own.lost >= its.lost)


def _minutes(struck: Sequence[_Struck]) -> float:
    """Return the minutes lost, each weighted by the share lost, overlapping ones in one place once."""
    edges = sorted({edge for one in struck for edge in (one.began, one.ended)})
    waiting = sorted(struck, key=lambda one: one.began, reverse=True)
    now: list[_Struck] = []
    lost = 0.0
    for left, right in pairwise(edges):
        now = [one for one in now if one.ended > left]
        while waiting and waiting[-1].began <= left:
            now.append(waiting.pop())
        length = (right - left).total_seconds() / 60
        lost += length * sum(one.incident.lost for one in _uncovered(now) if not one.incident.planned)
    return lost


def _uncovered(now: Sequence[_Struck]) -> list[_Struck]:
    """Return those that strike what no other one covers; of two that cover each other, the first."""
    kept: list[_Struck] = []
    for one in now:
        if not any(other.covers(one) for other in kept):
            kept = [other for other in kept if not one.covers(other)] + [one]
    return kept
