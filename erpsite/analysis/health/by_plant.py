"""Tell health, outages and tickets apart by plant, each measure by its own rule (Service levels)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from erpsite.analysis.health.availability import Availability, availability
from erpsite.analysis.health.metrics import HealthSeries, health_series, shortfall
from erpsite.analysis.health.watched import watching
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.analysis.state.ticket_months import TicketCounts, TicketMonth, end_of_month, tickets_before
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.health import HealthValue
from erpsite.model.plan import Rag
from erpsite.model.quantity import months_between, next_month

__all__ = ["PlantHealth", "PlantTickets", "availability_by_plant", "health_by_plant", "tickets_by_plant"]


@dataclass(frozen=True)
class PlantHealth:
    """Hold the health values of one plant."""

    plant: str
    series: tuple[HealthSeries, ...]
    """Those that have a value."""

    @property
    def fresh(self) -> tuple[HealthSeries, ...]:
        """Return those whose value is not out of date."""
        return tuple(one for one in self.series if one.rag is not Rag.GREY)

    @property
    def worst(self) -> HealthSeries | None:
        """Return the fresh series furthest beyond its target, or nearest to it; None without a fresh one."""
        return max(self.fresh, key=_beyond, default=None)


def _beyond(one: HealthSeries) -> float:
    return 0.0 if isinstance(one.latest, NotAvailable) else shortfall(one.metric, one.latest)


def health_by_plant(handbook: Handbook, as_of: str) -> tuple[PlantHealth, ...]:
    """Return the health of each plant that has values of its own, the one furthest beyond a target first."""
    rows: dict[str, list[HealthValue]] = {}
    for row in handbook.health_values:
        if row.plant is not None:
            rows.setdefault(row.plant, []).append(row.model_copy(update={"plant": None}))
    found = []
    for plant, own in rows.items():
        series = health_series(replace(handbook, health_values=tuple(own)), as_of)
        known = tuple(one for one in series if not isinstance(one.latest, NotAvailable))
        found.append(PlantHealth(plant, known))
    return tuple(sorted(found, key=_order))


def _order(one: PlantHealth) -> tuple[bool, float, str]:
    return one.worst is None, -_beyond(one.worst) if one.worst else 0.0, one.plant


def availability_by_plant(handbook: Handbook, as_of: str) -> Mapping[str, Availability]:
    """Return the uptime of each plant's modules; empty where no outage and no counted check names a plant.

    An outage that names none struck every plant. The least available over the twelve months stands first.
    """
    checked = any(month.plant for name in watching(handbook) for month in handbook.rollups[name].months)
    if not checked and not any(one.plant for one in handbook.incidents):
        return {}
    found = {name: availability(handbook, as_of, name) for name in handbook.plants}
    months = months_between(max(next_month(as_of, -11), handbook.plan.series_from), as_of)
    return dict(sorted(found.items(), key=lambda pair: _percent(pair[1], months)))


def _percent(found: Availability, months: tuple[str, ...]) -> tuple[bool, float]:
    year = found.of_system(months)
    return (True, 0.0) if isinstance(year, NotAvailable) else (False, year.percent)


@dataclass(frozen=True, slots=True)
class PlantTickets:
    """Hold the help desk's last twelve months of one plant."""

    plant: str
    """Empty for tickets that name none."""
    opened: int
    resolved: int
    last: TicketMonth
    """The newest month; its backlog is what is open."""
    within_sla: int
    judged: int


def tickets_by_plant(handbook: Handbook, as_of: str) -> tuple[PlantTickets, ...]:
    """Return the tickets of each plant, the most open ones first; empty where no ticket names a plant."""
    zone = ZoneInfo(handbook.plan.timezone)
    rows = tickets_before(handbook, zone, end_of_month(as_of, zone))
    if not any(row.ticket.plant for row in rows):
        return ()
    months = months_between(next_month(as_of, -11), as_of)
    found = []
    for plant in dict.fromkeys(row.ticket.plant or "" for row in rows):
        counts = TicketCounts(row for row in rows if (row.ticket.plant or "") == plant)
        year = [counts.of(month) for month in months]
        found.append(
            PlantTickets(
                plant, sum(one.opened for one in year), sum(one.resolved for one in year), year[-1],
                sum(one.within_sla for one in year), sum(one.judged for one in year),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.plant, -one.last.backlog, -one.opened, one.plant)))
