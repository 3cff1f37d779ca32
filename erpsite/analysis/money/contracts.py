"""Follow the contracts with third parties: what is late, unsigned or due soon."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.initiative import ThirdParty

__all__ = ["ContractStage", "ContractState", "contracts"]

_SOON = 30
"""Days ahead that count as soon."""


class ContractStage(enum.Enum):
    """Name where a contract stands; the order is that of the table."""

    LATE = 0
    """Its delivery was due, and the initiative is not finished."""
    UNSIGNED = 1
    """Neither a number nor a day of signing that has passed."""
    SOON = 2
    """Due within 30 days."""
    RUNNING = 3
    FINISHED = 4
    """The initiative is finished."""
    OUTSIDE = 5
    """The initiative was deferred or rejected."""


@dataclass(frozen=True)
class ContractState:
    """Hold what a third party delivers to an initiative, and where it stands."""

    initiative: str
    funded: bool
    """Whether the initiative is approved or finished."""
    party: ThirdParty
    stage: ContractStage
    days: int
    """Calendar days from the day shown to the due day, negative where it has passed; 0 without one."""
    budgeted: Decimal | None
    """Sum of the budget lines that name the third party; None where no line does, or one is withheld."""


def contracts(state: PlanState) -> tuple[ContractState, ...]:
    """Return the third parties of all initiatives: late ones first, the longest overdue before all."""
    found = [
        _contract(now, party, state.today)
        for now in state.initiatives.values()
        for party in now.initiative.third_parties
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.stage.value, one.party.due or dt.date.max, one.initiative, one.party.id),
        )
    )


def _contract(now: InitiativeState, party: ThirdParty, today: dt.date) -> ContractState:
    lines = [line for line in now.initiative.budget if line.third_party == party.id]
    days = (party.due - today).days if party.due else 0
    told = lines and not any(line.withheld for line in lines)
    budgeted = sum((line.total for line in lines), Decimal(0)) if told else None
    funded = now.stage in ("approved", "finished")
    return ContractState(now.initiative.id, funded, party, _stage(now, party, today), days, budgeted)


def _stage(now: InitiativeState, party: ThirdParty, today: dt.date) -> ContractStage:
    if now.stage == "finished":
        return ContractStage.FINISHED
    if now.stage in ("deferred", "rejected"):
        return ContractStage.OUTSIDE
    if party.due is not None and party.due < today:
        return ContractStage.LATE
    signed = party.signed_on <= today if party.signed_on else party.contract is not None
    if not signed:
        return ContractStage.UNSIGNED
    if party.due is not None and (party.due - today).days <= _SOON:
        return ContractStage.SOON
    return ContractStage.RUNNING
