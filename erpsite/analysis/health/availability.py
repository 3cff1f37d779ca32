"""Compute availability and error budget from the incident log, or from a monitor's checks (Service levels).

Minutes are elapsed minutes: local times become moments in UTC first, so a day on which the clocks change has
23 or 25 hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

from erpsite.analysis.health.watched import watched
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.health import HealthDimension
from erpsite.model.incident import Incident
from erpsite.model.module import Module
from erpsite.model.moment import instant, instants, local_day
from erpsite.model.plan import Rag
from erpsite.model.quantity import last_day_of, month_of, months_between

__all__ = ["Availability", "Uptime", "availability", "sum_uptime", "uptime"]

_DAY = dt.timedelta(days=1)
_LOG_MAX_AGE = 45
"""Days for which a log without new entries is believed, where no availability metric names a source."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """Hold how long something should have been up, and how long it was down, in minutes."""

    eligible: float
    down: float
    """Minutes lost, each weighted by the share of the service that was lost."""
    target: float
    """Percent."""

    @property
    def percent(self) -> float:
        """Return (eligible − down) / eligible in percent."""
        return 100 * (self.eligible - self.down) / self.eligible

    @property
    def budget(self) -> float:
        """Return the error budget (1 − target) × eligible, in minutes."""
        return (1 - self.target / 100) * self.eligible

    @property
    def budget_left(self) -> float:
        """Return the error budget less the minutes lost; negative where it is overspent."""
        return self.budget - self.down

    @property
    def burn_rate(self) -> float | NotAvailable:
        """Return bad share / (1 − target); 1 spends the budget exactly."""
        if self.budget <= 0:
            return NotAvailable(Reason.NO_ERROR_BUDGET)
        return self.down / self.budget

    @property
    def rag(self) -> Rag:
        """Return green where the target is met, red beyond twice the error budget, else amber."""
        if self.down <= self.budget + 1e-9:
            return Rag.GREEN
        burn = self.burn_rate
        return Rag.AMBER if not isinstance(burn, NotAvailable) and burn <= 2 else Rag.RED


@dataclass(frozen=True)
class Availability:
    """Hold the uptime of each module in each month."""

    months: tuple[str, ...]
    modules: tuple[str, ...]
    cells: Mapping[tuple[str, str], Uptime | NotAvailable]
    """By module and month."""
    maintenance_excluded: bool
    watched: frozenset[tuple[str, str]] = frozenset()
    """Modules and months that a monitor's checks speak of, and no incident log."""

    def of_module(self, module: str, months: Iterable[str]) -> Uptime | NotAvailable:
        """Return one module's uptime over some months: sums over sums, never a mean of percentages."""
        return sum_uptime([self.cells[module, month] for month in months])

    def of_system(self, months: Iterable[str]) -> Uptime | NotAvailable:
        """Return the uptime over all modules and some months, in module-minutes."""
        wanted = tuple(months)
        return sum_uptime([self.cells[module, month] for module in self.modules for month in wanted])


def sum_uptime(parts: Iterable[Uptime | NotAvailable]) -> Uptime | NotAvailable:
    """Return the sum of what is known; not available where nothing is."""
    known: list[Uptime] = []
    reason = NotAvailable(Reason.NO_LOG)
    for part in parts:
        if isinstance(part, NotAvailable):
            reason = part
        else:
            known.append(part)
    if not known:
        return reason
    return Uptime(sum(part.eligible for part in known), sum(part.down for part in known), known[0].target)


def uptime(
    start: dt.datetime,
    end: dt.datetime,
    incidents: Sequence[Incident],
    target: float = 99.5,
    maintenance_excluded: bool = True,
    zone: dt.tzinfo = dt.UTC,
) -> Uptime | NotAvailable:
    """Return the uptime between two moments, given every incident that struck the thing measured.

    Where incidents overlap, the worst counts, once. Scheduled maintenance is left out of eligible and
    down minutes alike, or counts as down where it is not excluded. Times without an offset are in `zone`.
    """
    start, end = instant(start, zone), instant(end, zone)
    struck = [(*instants(i.started, i.ended, zone), i) for i in incidents]
    closed = [(began, ended) for began, ended, i in struck if i.planned and maintenance_excluded]
    down = [(began, ended, i.lost) for began, ended, i in struck if not (i.planned and maintenance_excluded)]
    edges = {start, end}
    edges.update(edge for began, ended, _ in struck for edge in (began, ended) if start < edge < end)
    eligible = lost = 0.0
    points = sorted(edges)
    for left, right in pairwise(points):
        if any(began <= left and right <= ended for began, ended in closed):
            continue
        minutes = (right - left).total_seconds() / 60
        eligible += minutes
        lost += minutes * max(
            (share for began, ended, share in down if began <= left and right <= ended), default=0.0
        )
    if not eligible:
        return NotAvailable(Reason.ALL_MAINTENANCE)
    return Uptime(eligible, lost, target)


def availability(handbook: Handbook, as_of: str, plant: str | None = None) -> Availability:
    """Return the uptime of each module in each month from the start of the series to `as_of`.

    Of one plant where one is named: what struck it, in the modules that it uses. Else of the whole, where an
    outage of one plant counts with that plant's part of those that use the module: minutes are the mean
    over these plants.

    A month before the first log entry, or later than the log's source may be old, is not available:
    silence of a log that nobody keeps is no proof of uptime. Such a month has the minutes that a roll-up of a
    monitor's checks counted, where there is one.
    """
    plan = handbook.plan
    months = months_between(plan.series_from, as_of)
    modules = {
        name: one for name, one in handbook.modules.items() if plant is None or _uses(handbook, plant, name)
    }
    zone = ZoneInfo(plan.timezone)
    struck = _by_month(handbook.incidents, as_of, zone)
    checks, seen = watched(handbook, plant), set()
    cells: dict[tuple[str, str], Uptime | NotAvailable] = {}
    for month in months:
        gap = _gap(month, struck, _max_age(handbook))
        for module in modules.values():
            if gap and (one := checks.get((module.id, month))):
                cells[module.id, month] = Uptime(one.eligible, one.lost, plan.availability_target)
                seen.add((module.id, month))
                continue
            felt = [each for each in struck.get(month, ()) if each.module in (None, module.id)]
            cells[module.id, month] = gap or _over_plants(handbook, module, month, felt, zone, plant)
    return Availability(months, tuple(modules), cells, plan.maintenance_excluded, frozenset(seen))


def _uses(handbook: Handbook, plant: str, module: str) -> bool:
    """Say whether a plant uses a module; one that names none uses all."""
    named = handbook.plants[plant].modules
    return not named or module in named


def _over_plants(
    handbook: Handbook,
    module: Module,
    month: str,
    felt: Sequence[Incident],
    zone: ZoneInfo,
    plant: str | None,
) -> Uptime | NotAvailable:
    """Return the uptime of a module at one plant, or its mean over the plants that use it."""
    everywhere = [one for one in felt if one.plant is None]
    if plant is not None:
        own = [one for one in felt if one.plant in (None, plant)]
        return _cell(handbook, module, month, own, zone)
    struck = dict.fromkeys(one.plant for one in felt if one.plant is not None)
    if not struck:
        return _cell(handbook, module, month, everywhere, zone)
    using = {name for name in handbook.plants if _uses(handbook, name, module.id)} | struck.keys()
    parts = [
        _cell(handbook, module, month, [one for one in felt if one.plant in (None, name)], zone)
        for name in struck
    ]
    parts += [_cell(handbook, module, month, everywhere, zone)] * (len(using) - len(struck))
    total = sum_uptime(parts)
    known = sum(isinstance(part, Uptime) for part in parts)
    if isinstance(total, NotAvailable):
        return total
    return Uptime(total.eligible / known, total.down / known, total.target)


def _cell(
    handbook: Handbook, module: Module, month: str, felt: Sequence[Incident], zone: ZoneInfo
) -> Uptime | NotAvailable:
    start = dt.datetime.fromisoformat(f"{month}-01")
    end = dt.datetime.combine(last_day_of(month) + _DAY, dt.time())
    if module.live_since:
        start = max(start, dt.datetime.combine(module.live_since, dt.time()))
    if start >= end:
        return NotAvailable(Reason.NOT_LIVE)
    plan = handbook.plan
    return uptime(start, end, felt, plan.availability_target, plan.maintenance_excluded, zone)


def _by_month(incidents: Iterable[Incident], as_of: str, zone: ZoneInfo) -> dict[str, list[Incident]]:
    struck: dict[str, list[Incident]] = {}
    for incident in incidents:
        last = min(month_of(local_day(incident.ended, zone)), as_of)
        for month in months_between(month_of(local_day(incident.started, zone)), last):
            struck.setdefault(month, []).append(incident)
    return struck


def _gap(month: str, struck: Mapping[str, Sequence[Incident]], max_age: int) -> NotAvailable | None:
    if not struck:
        return NotAvailable(Reason.NO_LOG)
    if month < min(struck):
        return NotAvailable(Reason.BEFORE_LOG)
    believed = last_day_of(max(struck)) + dt.timedelta(days=max_age)
    return NotAvailable(Reason.LOG_OLD) if last_day_of(month) > believed else None


def _max_age(handbook: Handbook) -> int:
    ages = [
        handbook.sources[metric.source].max_age
        for metric in handbook.health_metrics.values()
        if metric.dimension is HealthDimension.AVAILABILITY
    ]
    return max(ages, default=_LOG_MAX_AGE)
