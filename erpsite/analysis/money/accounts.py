"""Keep the money of each initiative as an account, and share it among modules and objectives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from erpsite.analysis.money.splitting import equal_parts
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import Initiative

__all__ = ["Account", "account_of", "shared_accounts", "total_account"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """Hold the money of an initiative or of a part of the plan, in the plan's currency."""

    budget: Decimal = _ZERO
    """Approved; 0 for an initiative that is not in the plan."""
    spent: Decimal = _ZERO
    """What is reported; nothing reported counts as 0."""
    committed: Decimal = _ZERO
    """Ordered but not yet paid."""
    forecast: Decimal = _ZERO
    """Expected cost at completion; the budget stands in where there is no forecast."""

    @property
    def left(self) -> Decimal:
        """Return budget − spent − committed; negative where more is gone than was approved."""
        return self.budget - self.spent - self.committed

    @property
    def overrun(self) -> Decimal:
        """Return forecast − budget; positive costs more."""
        return self.forecast - self.budget

    def __add__(self, other: Account) -> Account:
        """Return both accounts as one."""
        return Account(*(one + two for one, two in zip(self.amounts, other.amounts, strict=True)))

    @property
    def amounts(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return budget, spent, committed and forecast."""
        return (self.budget, self.spent, self.committed, self.forecast)

    def parts(self, count: int) -> tuple[Account, ...]:
        """Return equal parts whose sum is this account."""
        split = [equal_parts(amount, count) for amount in self.amounts]
        return tuple(Account(*part) for part in zip(*split, strict=True))


def account_of(now: InitiativeState) -> Account:
    """Return the account of one initiative; of one outside the plan only what is gone counts."""
    spent, committed = now.spent or _ZERO, now.committed or _ZERO
    if now.stage not in ("approved", "finished"):
        return Account(_ZERO, spent, committed, spent + committed)
    budget = now.initiative.cost
    return Account(budget, spent, committed, budget if now.forecast_cost is None else now.forecast_cost)


def total_account(accounts: Iterable[Account]) -> Account:
    """Return the sum of accounts."""
    return sum(accounts, Account())


def shared_accounts(
    states: Iterable[InitiativeState], names: Callable[[Initiative], tuple[str, ...]]
) -> Mapping[str, Account]:
    """Return the accounts of what the initiatives name, such as modules, in equal parts.

    What an initiative without such a name has stands under the empty name, so that the accounts sum to the
    whole plan's. Initiatives without any money are left out.
    """
    found: dict[str, Account] = {}
    for now in states:
        known, chosen = account_of(now), names(now.initiative) or ("",)
        if not any(known.amounts):
            continue
        for name, part in zip(chosen, known.parts(len(chosen)), strict=True):
            found[name] = found.get(name, Account()) + part
    return found
