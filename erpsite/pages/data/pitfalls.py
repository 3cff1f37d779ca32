"""Gather what the data already show of the four pitfalls of annual planning."""

from __future__ import annotations

from dataclasses import dataclass

from erpsite.analysis.freshness import source_freshness
from erpsite.analysis.state import PlanState

__all__ = ["PitfallSigns", "pitfall_signs"]


@dataclass(frozen=True)
class PitfallSigns:
    """Hold the records that show signs of each pitfall; each field holds ids."""

    without_objective: tuple[str, ...]
    """Initiatives that serve no objective."""
    without_business_owner: tuple[str, ...]
    """Initiatives that nobody of the business answers for."""
    without_evidence: tuple[str, ...]
    """Pain points without evidence."""
    stale_series: tuple[tuple[str, str], ...]
    """Stale or empty series, as (kind, id)."""
    without_first_step: tuple[str, ...]
    """Initiatives without a smallest viable phase."""
    priority_one: tuple[str, ...]
    """Initiatives of the highest priority."""
    overdue: tuple[str, ...]
    """Actions that are overdue."""
    watermelons: tuple[str, ...]
    """Initiatives declared green while their numbers are red."""
    without_path: tuple[str, ...]
    """Initiatives declared amber or red without a path to green."""


def pitfall_signs(state: PlanState) -> PitfallSigns:
    """Return the signs of the four pitfalls at the end of `state.as_of`; only running initiatives count."""
    running = {name: now for name, now in state.initiatives.items() if now.running}
    people = state.handbook.people
    sources = source_freshness(state.handbook, state.as_of, state.today)
    return PitfallSigns(
        without_objective=tuple(n for n, now in running.items() if not now.initiative.objectives),
        without_business_owner=tuple(
            name
            for name, now in running.items()
            if now.initiative.business_owner is None and people[now.owner].side not in ("business", "finance")
        ),
        without_evidence=tuple(n for n, point in state.handbook.pain_points.items() if not point.evidence),
        stale_series=tuple((one.kind, one.id) for source in sources for one in source.stale),
        without_first_step=tuple(
            name
            for name, now in running.items()
            if not any(phase.smallest_viable for phase in now.initiative.phases)
        ),
        priority_one=tuple(name for name, now in running.items() if now.initiative.priority == 1),
        overdue=tuple(name for name, action in state.actions.items() if action.overdue),
        watermelons=tuple(name for name, now in running.items() if now.watermelon),
        without_path=tuple(
            name
            for name, now in running.items()
            if now.declared in ("amber", "red") and now.path_to_green is None
        ),
    )
