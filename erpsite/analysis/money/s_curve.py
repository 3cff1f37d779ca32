"""Lay planned value, earned value and actual cost side by side (FORMULAS.md, Earned value)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.money.value import EarnedValue, PlanValue
from erpsite.frozen import dataclass
from erpsite.model.quantity import months_between, next_month

__all__ = ["SCurve", "s_curve"]

_MOST_MONTHS_AHEAD = 24


@dataclass(frozen=True)
class SCurve:
    """Hold cumulative money at the end of each month, in the plan's currency; None where nothing is known."""

    months: tuple[str, ...]
    planned: tuple[Decimal | None, ...]
    earned: tuple[Decimal | None, ...]
    spent: tuple[Decimal | None, ...]
    forecast: tuple[Decimal | None, ...]
    """A straight line from today's cost to the estimate at completion in the month that SPI(t) points to."""
    budget: Decimal
    unreported: Mapping[str, int]
    """Initiatives by month that should have begun and had not been reported; they count as nothing earned."""


def s_curve(values: Mapping[str, PlanValue], as_of: str) -> SCurve | None:
    """Return the S-curve of what counts at `as_of`, from the values of each review month up to it.

    The same initiatives are counted in every month. None where `as_of` has no value for the whole.
    """
    now = values[as_of].whole
    curve, counted = now.curve, values[as_of].counted
    if curve is None:
        return None
    past = [month for month in values if month <= as_of]
    last = max(curve.months[-1], as_of, _end(now, as_of))
    months = months_between(min([curve.months[0], *past]), last)
    sums = {month: _sums(values[month], counted) for month in past}
    return SCurve(
        months,
        tuple(curve.at(month) if month <= curve.months[-1] else None for month in months),
        tuple(sums[month][0] if month in sums else None for month in months),
        tuple(sums[month][1] if month in sums else None for month in months),
        _forecast(now, months, as_of),
        curve.budget,
        {month: gaps for month, (_, _, gaps) in sums.items() if gaps},
    )


def _sums(value: PlanValue, counted: tuple[str, ...]) -> tuple[Decimal, Decimal, int]:
    """Return what was earned, what was spent, and how many of the counted were not reported."""
    earned = spent = Decimal(0)
    gaps = 0
    for name in counted:
        one = value.initiatives.get(name)
        known = one is not None and isinstance(one.ev, Decimal) and isinstance(one.ac, Decimal)
        gaps += not known
        if one is not None and isinstance(one.ev, Decimal):
            earned += one.ev
        if one is not None and isinstance(one.ac, Decimal):
            spent += one.ac
    return earned, spent, gaps


def _end(now: EarnedValue, as_of: str) -> str:
    """Return the month in which the work ends at its pace, where it lies ahead."""
    if now.curve is None or not isinstance(now.expected_duration, float) or not isinstance(now.eac, Decimal):
        return as_of
    end = next_month(now.curve.months[0], math.ceil(now.expected_duration) - 1)
    return min(max(end, as_of), next_month(as_of, _MOST_MONTHS_AHEAD))


def _forecast(now: EarnedValue, months: tuple[str, ...], as_of: str) -> tuple[Decimal | None, ...]:
    end = _end(now, as_of)
    if end <= as_of or not isinstance(now.eac, Decimal) or not isinstance(now.ac, Decimal):
        return (None,) * len(months)
    steps = len(months_between(as_of, end)) - 1
    rise = (now.eac - now.ac) / steps
    line = {month: now.ac + rise * step for step, month in enumerate(months_between(as_of, end))}
    return tuple(line.get(month) for month in months)
