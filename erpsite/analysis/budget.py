"""Compare the approved budget with the envelope, and with what is spent, ordered and expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from erpsite.analysis.draft_budget import DraftBudget, draft_budget
from erpsite.analysis.initiative_state import InitiativeState
from erpsite.analysis.state import PlanState

__all__ = ["BudgetState", "budget_state"]

_ZERO = Decimal(0)


@dataclass(frozen=True)
class BudgetState:
    """Hold the money of the plan; funded are initiatives that are approved or finished."""

    envelope: Decimal
    contingency: Decimal
    """Held back for surprises: envelope × the contingency share."""
    spendable: Decimal
    """Envelope less contingency."""
    approved: Decimal
    """Budget of the initiatives that are approved or finished."""
    split: DraftBudget
    """The approved budget by kind, quarter and objective."""
    by_module: Mapping[str, Decimal]
    """An initiative of several modules gives each an equal part, so that the parts sum to `approved`."""
    spent: Decimal
    """Of every initiative, also those that were deferred or dropped since: the money is gone."""
    committed: Decimal
    """Ordered but not yet paid, of every initiative."""
    sunk: Decimal
    """The part of `spent` and `committed` that went to initiatives no longer in the plan."""
    forecast: Decimal
    """Expected cost at completion, with what is sunk; the budget stands in where there is no forecast."""
    reporting: int
    """Funded initiatives whose spend is known."""
    count: int
    """Initiatives that are funded."""
    over: tuple[InitiativeState, ...]
    """Those that expect to cost more than their budget, the largest overrun first."""

    @property
    def free(self) -> Decimal:
        """Return what may still be given out: spendable − approved; negative where too much is approved."""
        return self.spendable - self.approved

    @property
    def overrun(self) -> Decimal:
        """Return forecast − approved; positive costs more."""
        return self.forecast - self.approved

    @property
    def contingency_used(self) -> Decimal:
        """Return how far the forecast reaches into the contingency; more than that breaks the envelope."""
        return max(self.forecast - self.spendable, _ZERO)


def budget_state(state: PlanState) -> BudgetState:
    """Return the money of the plan at the end of `state.as_of`."""
    plan = state.handbook.plan
    funded = [now for now in state.initiatives.values() if now.stage in ("approved", "finished")]
    gone = [now for now in state.initiatives.values() if now.stage not in ("approved", "finished")]
    over = [now for now in funded if _over(now) > 0]
    sunk = _sum(now.spent for now in gone) + _sum(now.committed for now in gone)
    return BudgetState(
        envelope=plan.budget.envelope,
        contingency=plan.budget.envelope - plan.spendable,
        spendable=plan.spendable,
        approved=_sum(now.initiative.cost for now in funded),
        split=draft_budget(now.initiative for now in funded),
        by_module=_by_module(funded),
        spent=_sum(now.spent for now in state.initiatives.values()),
        committed=_sum(now.committed for now in state.initiatives.values()),
        sunk=sunk,
        forecast=_sum(_expected(now) for now in funded) + sunk,
        reporting=sum(now.spent is not None for now in funded),
        count=len(funded),
        over=tuple(sorted(over, key=lambda now: (-_over(now), now.initiative.id))),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), _ZERO)


def _expected(now: InitiativeState) -> Decimal:
    return now.initiative.cost if now.forecast_cost is None else now.forecast_cost


def _over(now: InitiativeState) -> Decimal:
    return _expected(now) - now.initiative.cost


def _by_module(funded: Iterable[InitiativeState]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for now in funded:
        for module in now.initiative.modules:
            part = now.initiative.cost / len(now.initiative.modules)
            found[module] = found.get(module, _ZERO) + part
    return found
