"""Compare what last year promised with what it delivered."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from statistics import median_high

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.completed import CompletedItem

__all__ = ["Delivery", "LastYear", "delivery", "last_year"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold one item's promise against its delivery."""

    item: CompletedItem
    slip: int | NotAvailable
    """Delivered − promised date in working days; positive is late."""
    overrun: float | NotAvailable
    """(Delivered − promised cost) / promised cost; positive is dearer."""
    attainment: float | NotAvailable
    """1 + (delivered − promised measure) / |promised| in the good direction; 1 keeps the promise."""

    @property
    def on_time(self) -> bool | None:
        """Say whether the date was kept; None where it is not known."""
        return None if isinstance(self.slip, NotAvailable) else self.slip <= 0

    @property
    def on_cost(self) -> bool | None:
        """Say whether the cost was kept; None where it is not known."""
        return None if isinstance(self.overrun, NotAvailable) else self.overrun <= 0

    @property
    def on_measure(self) -> bool | None:
        """Say whether the promised measure was reached; None where it is not known."""
        promised, delivered = self.item.promised.measure, self.item.delivered.measure
        if promised is None or delivered is None:
            return None
        return delivered >= promised if self.item.better == "higher" else delivered <= promised


@dataclass(frozen=True)
class LastYear:
    """Hold the year's record."""

    deliveries: tuple[Delivery, ...]
    median_slip: int | NotAvailable
    """Working days, over the items whose two dates are known."""
    promised_cost: Decimal
    delivered_cost: Decimal
    """Sums over the items whose two costs are known."""
    costed: int
    """How many those are."""

    @property
    def overrun(self) -> float | NotAvailable:
        """Return the overrun of the sums: a ratio of totals, never a mean of percentages."""
        if not self.promised_cost:
            return NotAvailable(Reason.NO_COST)
        return float((self.delivered_cost - self.promised_cost) / self.promised_cost)

    @property
    def carried_over(self) -> tuple[Delivery, ...]:
        """Return what is not finished: carried over, or delivered in part."""
        return tuple(one for one in self.deliveries if one.item.state in ("carried-over", "partly"))

    @property
    def continued(self) -> tuple[Delivery, ...]:
        """Return what is finished and still leads on to an initiative of this year."""
        return tuple(one for one in self.deliveries if one.item.carried_to and one not in self.carried_over)

    def in_state(self, state: str) -> int:
        """Return how many items ended in that state."""
        return sum(one.item.state == state for one in self.deliveries)

    def kept(self, promise: str) -> tuple[int, int]:
        """Return how many kept that promise, and of how many it is known.

        `promise` is `on_time`, `on_cost` or `on_measure`.
        """
        known = [kept for one in self.deliveries if (kept := getattr(one, promise)) is not None]
        return sum(known), len(known)


def delivery(item: CompletedItem, days: WorkingDays) -> Delivery:
    """Return one item's promise against its delivery."""
    promised, delivered = item.promised, item.delivered
    slip: int | NotAvailable = NotAvailable(Reason.NO_DATE)
    if promised.date and delivered.date:
        slip = days.slip(promised.date, delivered.date)
    overrun: float | NotAvailable = NotAvailable(Reason.NO_COST)
    if promised.cost and delivered.cost is not None:
        overrun = float((delivered.cost - promised.cost) / promised.cost)
    return Delivery(item, slip, overrun, _attainment(item))


def last_year(items: Iterable[CompletedItem], days: WorkingDays) -> LastYear:
    """Return last year's record in file order."""
    deliveries = tuple(delivery(item, days) for item in items)
    slips = [one.slip for one in deliveries if not isinstance(one.slip, NotAvailable)]
    costs = [
        (one.item.promised.cost, one.item.delivered.cost)
        for one in deliveries
        if one.item.promised.cost is not None and one.item.delivered.cost is not None
    ]
    return LastYear(
        deliveries,
        median_high(slips) if slips else NotAvailable(Reason.NO_DATE),
        sum((promised for promised, _ in costs), Decimal(0)),
        sum((delivered for _, delivered in costs), Decimal(0)),
        len(costs),
    )


def _attainment(item: CompletedItem) -> float | NotAvailable:
    promised, delivered = item.promised.measure, item.delivered.measure
    if promised is None or delivered is None:
        return NotAvailable(Reason.NO_MEASURE)
    if not promised:
        return NotAvailable(Reason.ZERO_PROMISE)
    sign = 1 if item.better == "higher" else -1
    return 1 + sign * (delivered - promised) / abs(promised)
