"""Rank the technology opportunities by value × feasibility, and sort them into readiness rings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.opportunity import Opportunity, Readiness

__all__ = ["Field", "RankedOpportunity", "by_ring", "rank_opportunities"]

Field = Literal["pursue", "prepare", "convenient", "leave"]
"""High value and feasible, high value but hard, easy but of little value, neither; 4 and 5 are high."""


@dataclass(frozen=True)
class RankedOpportunity:
    """Hold an opportunity with its score."""

    opportunity: Opportunity
    score: int
    """Value × feasibility, 1 to 25."""
    field: Field
    pain_points: tuple[str, ...]
    initiatives: tuple[str, ...]
    """Initiatives that take it up, whichever record holds the reference."""

    @property
    def untied(self) -> bool:
        """Say whether no pain point asks for it: technology without business."""
        return not self.pain_points


def rank_opportunities(handbook: Handbook) -> tuple[RankedOpportunity, ...]:
    """Return the opportunities by value × feasibility, then value, the best first."""
    taken: dict[str, list[str]] = {}
    for initiative in handbook.initiatives.values():
        for name in initiative.opportunities:
            taken.setdefault(name, []).append(initiative.id)
    ranked = [_ranked(one, taken.get(one.id, [])) for one in handbook.opportunities.values()]
    return tuple(sorted(ranked, key=lambda one: (-one.score, -one.opportunity.value)))


def by_ring(ranked: Iterable[RankedOpportunity]) -> Mapping[Readiness, tuple[RankedOpportunity, ...]]:
    """Return the opportunities of each ring, from adopt to hold, the best first; empty rings too."""
    kept = tuple(ranked)
    return {ring: tuple(one for one in kept if one.opportunity.readiness is ring) for ring in Readiness}


def _ranked(opportunity: Opportunity, taken: Sequence[str]) -> RankedOpportunity:
    own = [opportunity.initiative] if opportunity.initiative else []
    return RankedOpportunity(
        opportunity,
        opportunity.value * opportunity.feasibility,
        _field(opportunity.value >= 4, opportunity.feasibility >= 4),
        opportunity.pain_points,
        tuple(dict.fromkeys([*own, *taken])),
    )


def _field(valuable: bool, feasible: bool) -> Field:
    if valuable:
        return "pursue" if feasible else "prepare"
    return "convenient" if feasible else "leave"
