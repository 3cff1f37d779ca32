"""Compare the approved budget with the envelope, and with what is spent, ordered and expected."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.money.accounts import Account, account_of, shared_accounts, total_account
from erpsite.analysis.money.draft_budget import DraftBudget, draft_budget
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.quantity import quarter_of

__all__ = ["BudgetState", "budget_state"]

_ZERO = Decimal(0)


@dataclass(frozen=True)
class BudgetState:
    """Hold the money of the plan; funded are initiatives that are approved or finished."""

    envelope: Decimal | None
    """None where nobody says it, and with it what is made of it."""
    contingency: Decimal | None
    """Held back for surprises: envelope × the contingency share."""
    spendable: Decimal | None
    """Envelope less contingency."""
    total: Account
    """The whole plan's account, with what went to initiatives that were deferred or dropped since."""
    initiatives: Mapping[str, Account]
    """Of every initiative with any money, or with a budget that is not known; they sum to `total`."""
    modules: Mapping[str, Account]
    """In equal parts per initiative; the empty name holds what names no module. They sum to `total`."""
    objectives: Mapping[str, Account]
    """In equal parts per initiative; the empty name holds what serves none. They sum to `total`."""
    split: DraftBudget
    """The approved budget by kind, quarter and objective."""
    spent_by_quarter: Mapping[str, Decimal]
    """By the quarter of the review that first reported it; it sums to what is spent."""
    sunk: Decimal
    """The part of spent and committed that went to initiatives no longer in the plan."""
    reporting: int
    """Funded initiatives whose spend is known."""
    count: int
    """Initiatives that are funded."""
    stated: int
    """Funded initiatives whose budget is stated; the sums are theirs."""
    over: tuple[InitiativeState, ...]
    """Those that expect to cost more than the budget that they state, the largest overrun first."""

    @property
    def approved(self) -> Decimal:
        """Return the budget of the initiatives that are approved or finished."""
        return self.total.budget

    @property
    def spent(self) -> Decimal:
        """Return what is spent, also on what was deferred or dropped since: the money is gone."""
        return self.total.spent

    @property
    def committed(self) -> Decimal:
        """Return what is ordered but not yet paid, of every initiative."""
        return self.total.committed

    @property
    def forecast(self) -> Decimal:
        """Return the expected cost at completion, sunk money included."""
        return self.total.forecast

    @property
    def free(self) -> Decimal | None:
        """Return what may still be given out: spendable − approved; negative where too much is approved."""
        return None if self.spendable is None else self.spendable - self.approved

    @property
    def overrun(self) -> Decimal:
        """Return forecast − approved; positive costs more."""
        return self.total.overrun

    @property
    def contingency_used(self) -> Decimal | None:
        """Return how far the forecast reaches into the contingency; more than that breaks the envelope."""
        return None if self.spendable is None else max(self.forecast - self.spendable, _ZERO)

    @property
    def envelope_broken(self) -> bool:
        """Say whether the forecast is known to reach beyond the envelope."""
        left = self.left_at_end
        return left is not None and left < 0

    @property
    def overgiven(self) -> bool:
        """Say whether more is approved than may be given out, as far as anybody knows."""
        return self.free is not None and self.free < 0

    @property
    def left_at_end(self) -> Decimal | None:
        """Return envelope − forecast; negative where the envelope does not reach."""
        return None if self.envelope is None else self.envelope - self.forecast

    def share(self, amount: Decimal) -> float | None:
        """Return an amount as a share of the envelope; None where nobody says that, 0 of an envelope of 0."""
        if self.envelope is None:
            return None
        return float(amount / self.envelope) if self.envelope else 0.0


def budget_state(state: PlanState) -> BudgetState:
    """Return the money of the plan at the end of `state.as_of`."""
    whole, may = state.handbook.plan.budget.envelope, state.handbook.plan.spendable
    states = list(state.initiatives.values())
    funded = [now for now in states if now.stage in ("approved", "finished")]
    accounts = {now.initiative.id: account_of(now, state.today) for now in states}
    over = [now for now in funded if accounts[now.initiative.id].overrun > 0]
    gone = total_account(
        account_of(now, state.today) for now in states if now.stage not in ("approved", "finished")
    )
    return BudgetState(
        envelope=whole,
        contingency=None if whole is None or may is None else whole - may,
        spendable=may,
        total=total_account(accounts.values()),
        initiatives={
            name: one
            for name, one in accounts.items()
            if any(one.amounts) or one.known.budget < one.known.every
        },
        modules=shared_accounts(states, lambda one: one.modules, state.today),
        objectives=shared_accounts(states, lambda one: one.objectives, state.today),
        split=draft_budget(now.initiative for now in funded),
        spent_by_quarter=_spent_by_quarter(state),
        sunk=gone.forecast,
        reporting=sum(now.spent is not None for now in funded),
        count=len(funded),
        stated=sum(now.initiative.stated_cost is not None for now in funded),
        over=tuple(sorted(over, key=lambda now: (-accounts[now.initiative.id].overrun, now.initiative.id))),
    )


def _spent_by_quarter(state: PlanState) -> dict[str, Decimal]:
    """Return what each quarter's reviews reported beyond the ones before: reports count from the start."""
    known: dict[str, Decimal] = {}
    found: dict[str, Decimal] = {}
    for review in state.reviews:
        quarter = quarter_of(review.month, state.handbook.plan.fiscal_offset)
        for report in review.progress:
            if report.spent is not None:
                new = report.spent - known.get(report.initiative, _ZERO)
                found[quarter] = found.get(quarter, _ZERO) + new
                known[report.initiative] = report.spent
    return found
