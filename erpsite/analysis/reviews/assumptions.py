"""Judge what the initiatives take for true: an assumption that has expired must be tested or renewed."""

from __future__ import annotations

import enum

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.initiative import Assumption

__all__ = ["AssumptionStage", "AssumptionState", "assumption_states"]

_SOON_DAYS = 31
"""An assumption that expires within a month comes up at the next review."""


class AssumptionStage(enum.StrEnum):
    """Name where an assumption stands, the most pressing first."""

    EXPIRED = "expired"
    SOON = "soon"
    """It expires within 31 days."""
    HOLDS = "holds"
    OPEN_ENDED = "open-ended"
    """Nobody said until when it holds."""
    PAST = "past"
    """Its initiative is finished or no longer pursued."""


@dataclass(frozen=True)
class AssumptionState:
    """Hold where an assumption stands on the day shown."""

    assumption: Assumption
    initiative: str
    owner: str | None
    """Its own owner, else the initiative's; None where nobody is named."""
    stage: AssumptionStage
    days_left: int | None
    """Calendar days until it expires, negative once it has; None without a day."""


def assumption_states(now: PlanState) -> tuple[AssumptionState, ...]:
    """Return every assumption, the most pressing first."""
    found = [
        _judge(one, assumption, now)
        for one in now.initiatives.values()
        for assumption in one.initiative.assumptions
    ]
    order = list(AssumptionStage)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.stage), one.days_left or 0, one.assumption.id))
    )


def _judge(one: InitiativeState, assumption: Assumption, now: PlanState) -> AssumptionState:
    left = (assumption.expires_on - now.today).days if assumption.expires_on else None
    if one.stage in ("finished", "rejected", "deferred"):
        stage = AssumptionStage.PAST
    elif left is None:
        stage = AssumptionStage.OPEN_ENDED
    elif left < 0:
        stage = AssumptionStage.EXPIRED
    else:
        stage = AssumptionStage.SOON if left <= _SOON_DAYS else AssumptionStage.HOLDS
    return AssumptionState(assumption, one.initiative.id, assumption.owner or one.owner, stage, left)
