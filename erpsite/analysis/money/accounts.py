"""Keep the money of each initiative as an account, and share it among modules and objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple

from erpsite.analysis.money.splitting import equal_parts
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.frozen import dataclass
from erpsite.model.initiative import Initiative

__all__ = ["Account", "Known", "account_of", "shared_accounts", "total_account"]

_ZERO = Decimal(0)


class Known(NamedTuple):
    """Count the initiatives in the plan that an account is made of, and of how many each amount is known."""

    every: int = 0
    budget: int = 0
    spent: int = 0
    committed: int = 0
    forecast: int = 0
    """Those with a forecast, or with a budget that stands in for it."""
    left: int = 0
    """Those whose budget and spend are both known."""
    idle_spent: int = 0
    """Those of `spent` that nobody reports: their work has not begun, so that nothing is spent."""
    idle_committed: int = 0
    """Those of `committed` that nobody reports, for the same reason."""


@dataclass(frozen=True, slots=True)
class Account:
    """Hold the money of an initiative or of a part of the plan, in the plan's currency.

    What is not known counts as 0 in the sums; `known` says of how many each sum is.
    """

    budget: Decimal = _ZERO
    """Approved; 0 for an initiative that is not in the plan."""
    spent: Decimal = _ZERO
    """What is reported; nothing reported counts as 0."""
    committed: Decimal = _ZERO
    """Ordered but not yet paid."""
    forecast: Decimal = _ZERO
    """Expected cost at completion; the budget stands in where there is no forecast."""
    unbudgeted: Decimal = _ZERO
    """The part of the forecast that no known budget can be set against."""
    uncertain: Decimal = _ZERO
    """The part of budget − spent − committed of which budget or spend is not known."""
    known: Known = field(default=Known(), compare=False)

    @property
    def left(self) -> Decimal:
        """Return budget − spent − committed where known; negative where more is gone than was approved."""
        return self.budget - self.spent - self.committed - self.uncertain

    @property
    def overrun(self) -> Decimal:
        """Return forecast − budget where both are known; positive costs more."""
        return self.forecast - self.unbudgeted - self.budget

    def __add__(self, other: Account) -> Account:
        """Return both accounts as one."""
        known = Known(*(one + two for one, two in zip(self.known, other.known, strict=True)))
        return _account([one + two for one, two in zip(self.amounts, other.amounts, strict=True)], known)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """Return budget, spent, committed, forecast, what of it has no budget, and what is uncertain."""
        return (
            self.budget, self.spent, self.committed, self.forecast, self.unbudgeted, self.uncertain,
        )  # fmt: skip

    def parts(self, count: int) -> tuple[Account, ...]:
        """Return equal parts whose sum is this account."""
        split = [equal_parts(amount, count) for amount in self.amounts]
        return tuple(_account(part, self.known) for part in zip(*split, strict=True))


def _account(amounts: Sequence[Decimal], known: Known) -> Account:
    budget, spent, committed, forecast, unbudgeted, uncertain = amounts
    return Account(budget, spent, committed, forecast, unbudgeted, uncertain, known)


def account_of(now: InitiativeState, today: dt.date) -> Account:
    """Return the account of one initiative; of one outside the plan only what is gone counts.

    Of work that by its plan has not begun nothing is spent; else silence about the spend is no 0.
    """
    spent, committed = now.spent or _ZERO, now.committed or _ZERO
    if now.stage not in ("approved", "finished"):
        return Account(_ZERO, spent, committed, spent + committed)
    budget, expected = now.initiative.stated_cost, now.forecast_cost
    forecast = budget if expected is None else expected
    waits = now.waits(today) and not {"spent", "committed"} & set(now.withheld)
    paid, ordered = now.spent is not None or waits, now.committed is not None or waits
    sure = budget is not None and paid
    idle = (paid and now.spent is None, ordered and now.committed is None)
    known = Known(1, *map(int, (budget is not None, paid, ordered, forecast is not None, sure, *idle)))
    uncertain = _ZERO if sure else (budget or _ZERO) - spent - committed
    unbudgeted = forecast if budget is None else None
    return Account(
        budget or _ZERO, spent, committed, forecast or _ZERO, unbudgeted or _ZERO, uncertain, known
    )


def total_account(accounts: Iterable[Account]) -> Account:
    """Return the sum of accounts."""
    return sum(accounts, Account())


def shared_accounts(
    states: Iterable[InitiativeState], names: Callable[[Initiative], tuple[str, ...]], today: dt.date
) -> Mapping[str, Account]:
    """Return the accounts of what the initiatives name, such as modules, in equal parts.

    What an initiative without such a name has stands under the empty name, so that the accounts sum to the
    whole plan's. Initiatives that ask for no money are left out, and stay in where their budget is not known.
    """
    found: dict[str, Account] = {}
    for now in states:
        known, chosen = account_of(now, today), names(now.initiative) or ("",)
        if not any(known.amounts) and known.known.budget == known.known.every:
            continue
        for name, part in zip(chosen, known.parts(len(chosen)), strict=True):
            found[name] = found.get(name, Account()) + part
    return found
