"""Gather what the data already show of the four pitfalls of annual planning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from erpsite.analysis.freshness import source_freshness
from erpsite.analysis.initiative_state import InitiativeState
from erpsite.analysis.state import PlanState
from erpsite.model.plan import Rag

__all__ = ["PitfallSigns", "pitfall_signs"]

_TROUBLED = (Rag.AMBER, Rag.RED)


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
    """Initiatives of the highest priority, where they are more than half of all."""
    overdue: tuple[str, ...]
    """Actions that are overdue."""
    watermelons: tuple[str, ...]
    """Initiatives declared green while their numbers are red."""
    without_path: tuple[str, ...]
    """Initiatives declared amber or red without a path to green."""
    abandoned: tuple[str, ...]
    """Initiatives whose owner has left."""

    @property
    def by_pitfall(self) -> tuple[int, int, int, int]:
        """Return how many records show signs of each of the four pitfalls."""
        return (
            len({*self.without_objective, *self.without_business_owner}),
            len(self.without_evidence) + len(self.stale_series),
            len({*self.without_first_step, *self.priority_one}),
            len({*self.watermelons, *self.without_path, *self.abandoned}) + len(self.overdue),
        )


def pitfall_signs(state: PlanState) -> PitfallSigns:
    """Return the signs of the four pitfalls at the end of `state.as_of`; only running initiatives count."""
    running = [now for now in state.initiatives.values() if now.running]
    sources = source_freshness(state.handbook, state.as_of, state.today)
    urgent = _ids(running, lambda now: now.initiative.priority == 1)
    return PitfallSigns(
        without_objective=_ids(running, lambda now: not now.initiative.objectives),
        without_business_owner=_ids(running, lambda now: not _has_business_owner(state, now)),
        without_evidence=tuple(n for n, point in state.handbook.pain_points.items() if not point.evidence),
        stale_series=tuple((one.kind, one.id) for source in sources for one in source.stale),
        without_first_step=_ids(
            running, lambda now: not any(p.smallest_viable for p in now.initiative.phases)
        ),
        priority_one=urgent if 2 * len(urgent) > len(running) else (),
        overdue=tuple(name for name, action in state.actions.items() if action.overdue),
        watermelons=_ids(running, lambda now: now.watermelon),
        without_path=_ids(running, lambda now: now.declared in _TROUBLED and now.path_to_green is None),
        abandoned=_ids(running, lambda now: _has_left(state, now.owner)),
    )


def _ids(running: list[InitiativeState], test: Callable[[InitiativeState], bool]) -> tuple[str, ...]:
    return tuple(now.initiative.id for now in running if test(now))


def _has_business_owner(state: PlanState, now: InitiativeState) -> bool:
    side = state.handbook.people[now.owner].side
    return now.initiative.business_owner is not None or side in ("business", "finance")


def _has_left(state: PlanState, person: str) -> bool:
    left = state.handbook.people[person].left_on
    return left is not None and left <= state.today
