"""Gather the references that the thread runs along, whichever record holds them, in one pass each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model import Handbook

__all__ = ["Links", "links_of_plan"]


@dataclass(frozen=True)
class Links:
    """Hold who refers to whom, both ways; ids in the plan's order, each once."""

    state: PlanState
    funded: Mapping[str, InitiativeState]
    """Initiatives that are approved or finished."""
    pains_of: Mapping[str, tuple[str, ...]]
    """Pain points that an initiative names, or that name it, reported by the day shown."""
    opportunities_of: Mapping[str, tuple[str, ...]]
    """Opportunities that an initiative names, or that name it."""
    above: Mapping[str, frozenset[str]]
    """Each objective with all that it serves, itself among them."""

    @property
    def handbook(self) -> Handbook:
        """Return the plan."""
        return self.state.handbook

    @property
    def hides_benefits(self) -> bool:
        """Say whether the edition hides benefits, so that the thread passes from KPI to objective."""
        return self.handbook.hides("money")

    @cached_property
    def solved(self) -> frozenset[str]:
        """Return the pain points that a funded initiative solves, itself or through an opportunity."""
        direct = {pain for pains in self.pains_of.values() for pain in pains}
        taken = {name for names in self.opportunities_of.values() for name in names}
        return frozenset(direct | {pain for name in taken for pain in self.pains_behind(name)})

    @cached_property
    def offered(self) -> frozenset[str]:
        """Return the pain points for which an opportunity offers a solution."""
        return frozenset(p for one in self.handbook.opportunities.values() for p in one.pain_points)

    @cached_property
    def judging(self) -> Mapping[str, frozenset[str]]:
        """Return the KPIs by which each objective, or one above it, is judged."""
        objectives = self.handbook.objectives
        return {
            name: frozenset(kpi for one in above for kpi in objectives[one].kpis)
            for name, above in self.above.items()
        }

    def pains_behind(self, opportunity: str) -> tuple[str, ...]:
        """Return the pain points that an opportunity answers, reported by the day shown."""
        pains = self.handbook.pain_points
        named = self.handbook.opportunities[opportunity].pain_points
        return tuple(name for name in named if pains[name].reported_on <= self.state.today)

    def moved(self, initiative: str) -> tuple[str, ...]:
        """Return the KPIs that an initiative moves."""
        return tuple(dict.fromkeys(effect.kpi for effect in self.handbook.initiatives[initiative].kpis))

    def is_business(self, objective: str) -> bool:
        """Say whether an objective is the business's, or leads to one that is."""
        objectives = self.handbook.objectives
        return any(objectives[name].kind == "business" for name in self.above[objective])


def links_of_plan(state: PlanState) -> Links:
    """Return the references of the funded initiatives; unknown ids cannot occur in a loaded plan."""
    book = state.handbook
    funded = {n: now for n, now in state.initiatives.items() if now.stage in ("approved", "finished")}
    pains: dict[str, dict[str, None]] = {name: {} for name in funded}
    chances: dict[str, dict[str, None]] = {name: {} for name in funded}
    for name, now in funded.items():
        reported = (p for p in now.initiative.pain_points if book.pain_points[p].reported_on <= state.today)
        pains[name] |= dict.fromkeys(reported)
        chances[name] |= dict.fromkeys(now.initiative.opportunities)
    for pain in book.pain_points.values():
        for name in pain.initiatives:
            if name in pains and pain.reported_on <= state.today:
                pains[name][pain.id] = None
    for one in book.opportunities.values():
        if one.initiative in chances:
            chances[one.initiative][one.id] = None
    return Links(
        state,
        funded,
        {name: tuple(found) for name, found in pains.items()},
        {name: tuple(found) for name, found in chances.items()},
        {name: _above(book, name) for name in book.objectives},
    )


def _above(book: Handbook, objective: str) -> frozenset[str]:
    found, waiting = {objective}, [objective]
    while waiting:
        for parent in book.objectives[waiting.pop()].serves:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)
