"""Gather what the plan knows of each plant, once for all pages and languages."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figures
from erpsite.analysis.health.availability import Availability
from erpsite.analysis.health.by_plant import (
    PlantHealth,
    PlantTickets,
    availability_by_plant,
    health_by_plant,
    tickets_by_plant,
)
from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.by_plant import kpi_by_plant
from erpsite.frozen import dataclass
from erpsite.model.kpi import RollUp
from erpsite.model.plan import Rag
from erpsite.pages.kit.book import Book

__all__ = ["PlantView", "plant_views"]

_WEIGHT = {Rag.RED: 100, Rag.AMBER: 10, Rag.GREEN: 0, Rag.GREY: 0}


@dataclass(frozen=True)
class PlantView:
    """Hold what is measured in one plant."""

    plant: str
    kpis: tuple[KpiStatus, ...]
    """Each rolled up over the plant's own months as the KPI says."""
    health: PlantHealth | None
    uptime: Availability | None
    tickets: PlantTickets | None

    @property
    def judged(self) -> tuple[KpiStatus, ...]:
        """Return the KPIs that have a value and a target that counts for one plant."""
        return tuple(
            one for one in self.kpis if one.rag is not Rag.GREY and one.kpi.roll_up is not RollUp.SUM
        )

    @property
    def met(self) -> int:
        """Return how many of those are on track."""
        return sum(one.rag is Rag.GREEN for one in self.judged)

    @property
    def worst(self) -> KpiStatus | None:
        """Return the judged KPI that stands worst: off track before at risk, then the slowest."""
        return min(self.judged, key=_standing, default=None)

    @property
    def badness(self) -> tuple[float, float, str]:
        """Return what plants are ordered by: off track counts ten times at risk, health like KPIs.

        Of two alike the one whose worst KPI is further from its target comes first.
        """
        weight = sum(_WEIGHT[one.rag] for one in self.judged)
        if self.health:
            weight += sum(_WEIGHT[one.rag] for one in self.health.fresh)
        return -weight, -_remoteness(self.worst) if self.worst else 0.0, self.plant


def _standing(one: KpiStatus) -> tuple[int, float]:
    return -_WEIGHT[one.rag], one.pace if one.pace is not None else 1.0


def _remoteness(one: KpiStatus) -> float:
    """Return the distance to the target, as a share of it."""
    return (one.distance or 0.0) / (abs(one.kpi.target or 0.0) or 1.0)


def plant_views(book: Book) -> Mapping[str, PlantView]:
    """Return every plant by its id, the one that stands worst first."""
    return book.figures.of(_views)


def _views(figures: Figures) -> Mapping[str, PlantView]:
    handbook, as_of = figures.state.handbook, figures.state.as_of
    kpis: dict[str, list[KpiStatus]] = {name: [] for name in handbook.plants}
    reported = dict.fromkeys(row.kpi for row in handbook.kpi_actuals if row.plant is not None)
    for name in reported:
        for plant, status in kpi_by_plant(handbook, name, as_of).items():
            kpis.setdefault(plant, []).append(status)
    health = {one.plant: one for one in health_by_plant(handbook, as_of)}
    tickets = {one.plant: one for one in tickets_by_plant(handbook, as_of)}
    uptime = availability_by_plant(handbook, as_of)
    views = (
        PlantView(name, tuple(kpis[name]), health.get(name), uptime.get(name), tickets.get(name))
        for name in handbook.plants
    )
    return {one.plant: one for one in sorted(views, key=lambda one: one.badness)}
