"""Say which plants an initiative changes something in, and which a KPI is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from erpsite.model.initiative import Initiative
from erpsite.model.kpi import KpiActual
from erpsite.model.organisation import Plant

__all__ = ["changes_plant", "plants_of_kpis", "plants_of_work"]


def changes_plant(initiative: Initiative, plant: Plant) -> bool:
    """Say whether an initiative names a plant or, where it names none, changes a module which that uses.

    A plant that names no module uses all of them; an initiative that names neither may change any plant.
    """
    if initiative.plants:
        return plant.id in initiative.plants
    return (
        not initiative.modules or not plant.modules or not set(initiative.modules).isdisjoint(plant.modules)
    )


def plants_of_work(initiative: Initiative, plants: Iterable[Plant]) -> frozenset[str]:
    """Return the ids of the plants in which an initiative changes something."""
    return frozenset(plant.id for plant in plants if changes_plant(initiative, plant))


def plants_of_kpis(rows: Iterable[KpiActual]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the plants that each KPI has rows of; a KPI of the whole alone is not there."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.plant is not None:
            found.setdefault(row.kpi, set()).add(row.plant)
    return {name: frozenset(those) for name, those in found.items()}
