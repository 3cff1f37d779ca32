"""Spread an initiative's budget over its baseline (FORMULAS.md, Earned value and earned schedule)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.quantity import last_day_of, month_of, months_between

__all__ = ["PlannedValue", "add_up", "planned_value"]

_ZERO = Decimal(0)


@dataclass(frozen=True)
class PlannedValue:
    """Hold the budgeted cost of work planned, cumulative at the end of each month."""

    months: tuple[str, ...]
    """From the first month of work to the last."""
    values: tuple[Decimal, ...]
    """In the plan's currency; the last is the budget."""

    @property
    def budget(self) -> Decimal:
        """Return the budget at completion, in the plan's currency."""
        return self.values[-1]

    @property
    def duration(self) -> int:
        """Return the planned duration in months: until the whole budget is planned to be earned."""
        return self.values.index(self.budget) + 1

    def at(self, month: str) -> Decimal:
        """Return the planned value at the end of a month: 0 before the work, the budget after it."""
        index = bisect_right(self.months, month)
        return self.values[index - 1] if index else _ZERO

    def elapsed(self, month: str) -> int:
        """Return how many months of the work's time have passed at the end of a month, 0 before it."""
        return max(len(months_between(self.months[0], month)), 0)


def planned_value(now: InitiativeState, days: WorkingDays) -> PlannedValue | None:
    """Return the initiative's planned value on its baseline dates; None without budget or dated phases.

    Each phase takes its part of the budget by its `weight` where all phases have one, else by its working
    days, and spreads it evenly over them. A phase of no working day is earned on its last day.
    """
    spans = [(t.baseline_start, t.baseline_finish) for t in now.phases]
    dated = [(start, finish) for start, finish in spans if start and finish]
    budget = now.initiative.cost
    if not budget or not dated or len(dated) < len(spans):
        return None
    weights = [phase.weight for phase in now.initiative.phases]
    lengths = [days.between(start, finish) for start, finish in dated]
    shares = _shares(weights, lengths)
    first = month_of(min(start for start, _ in dated))
    months = months_between(first, month_of(max(finish for _, finish in dated)))
    ends = [last_day_of(month) for month in months]
    values = [
        sum((budget * part * _done(span, end, days) for span, part in zip(dated, shares, strict=True)), _ZERO)
        for end in ends
    ]
    return PlannedValue(months, (*values[:-1], budget))


def _shares(weights: Sequence[float | None], lengths: Sequence[int]) -> list[Decimal]:
    """Return each phase's part of the whole; the parts sum to 1."""
    known = [weight for weight in weights if weight is not None]
    parts = [Decimal(str(one)) for one in (known if len(known) == len(weights) else lengths)]
    total = sum(parts, _ZERO)
    return [part / total for part in parts] if total else [Decimal(1) / len(parts)] * len(parts)


def _done(span: tuple[dt.date, dt.date], end: dt.date, days: WorkingDays) -> Decimal:
    """Return the share of a phase that is planned to be done at the end of a day."""
    start, finish = span
    if end >= finish:
        return Decimal(1)
    length = days.between(start, finish)
    return Decimal(days.between(start, end)) / length if length else _ZERO


def add_up(curves: Iterable[PlannedValue]) -> PlannedValue | None:
    """Return the planned value of several initiatives together; None where there is none."""
    known = list(curves)
    if not known:
        return None
    months = months_between(min(c.months[0] for c in known), max(c.months[-1] for c in known))
    steps = dict.fromkeys(months, _ZERO)
    for curve in known:
        before = _ZERO
        for month, value in zip(curve.months, curve.values, strict=True):
            steps[month] += value - before
            before = value
    values = tuple(accumulate(steps.values()))
    return PlannedValue(months, (*values[:-1], sum((c.budget for c in known), _ZERO)))
