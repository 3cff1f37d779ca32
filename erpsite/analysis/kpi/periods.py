"""Roll a KPI's months up to a period and look ahead (FORMULAS.md, KPI attainment and pace)."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from statistics import median

from erpsite.model.kpi import Kpi, KpiActual, RollUp
from erpsite.model.quantity import months_between

__all__ = ["Forecast", "NoForecast", "PeriodValue", "forecast", "period_value", "theil_sen"]

_WINDOW = 6
"""Months that the forecast looks back."""
_LEAST = 4
"""Values without which there is no forecast."""


@dataclass(frozen=True)
class PeriodValue:
    """Hold several months of a KPI as one figure."""

    value: float | None
    """In the KPI's unit; None where no month counts, or where the denominators sum to zero."""
    counted: tuple[str, ...]
    """Months that went in."""
    left_out: tuple[str, ...]
    """Months without a value; for a ratio also those without numerator or denominator."""


@dataclass(frozen=True)
class Forecast:
    """Hold what to expect at the end of the plan year, with the points it rests on."""

    value: float
    """In the KPI's unit."""
    slope: float
    """Change per month in the KPI's unit."""
    month: str
    """Month that is forecast."""
    points: int
    first: str
    last: str
    held: bool = False
    """Whether the line would leave the values the KPI can take, and was held at their end."""


class NoForecast(enum.StrEnum):
    """Name why there is no forecast."""

    TOO_FEW_POINTS = "too-few-points"
    """Fewer than four of the last six months have a value."""
    YEAR_OVER = "year-over"
    """The plan year has no month left."""


def period_value(kpi: Kpi, known: Mapping[str, KpiActual], months: Iterable[str]) -> PeriodValue:
    """Return a KPI's months as one figure, as its `roll_up` says.

    `last`, `mean` and `sum` take the values; `ratio` is sum of numerators / sum of denominators × scale,
    never the mean of percentages.
    """
    wanted = tuple(months)
    used = [known[month] for month in wanted if month in known and _counts(kpi, known[month])]
    counted = tuple(actual.month for actual in used)
    left_out = tuple(month for month in wanted if month not in counted)
    return PeriodValue(_rolled(kpi, used), counted, left_out)


def _counts(kpi: Kpi, actual: KpiActual) -> bool:
    if kpi.roll_up is not RollUp.RATIO:
        return True
    return actual.numerator is not None and actual.denominator is not None


def _rolled(kpi: Kpi, used: Sequence[KpiActual]) -> float | None:
    if not used:
        return None
    if kpi.roll_up is RollUp.LAST:
        return used[-1].actual
    if kpi.roll_up is RollUp.RATIO:
        below = sum(actual.denominator or 0.0 for actual in used)
        return sum(actual.numerator or 0.0 for actual in used) / below * kpi.scale if below else None
    total = sum(actual.actual for actual in used)
    return total if kpi.roll_up is RollUp.SUM else total / len(used)


def theil_sen(points: Sequence[tuple[float, float]]) -> float:
    """Return the median slope between all pairs of (x, y) points with different x; needs two of them."""
    return median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if a[0] != b[0])


def forecast(
    series: Sequence[tuple[str, float | None]], end: str, low: float = -inf, high: float = inf
) -> Forecast | NoForecast:
    """Return the last value + Theil–Sen slope × months left to `end`, held between `low` and `high`.

    `series` is one entry a month, None where there is no value. The slope is that of the last six months;
    with fewer than four values in them there is no forecast, nor after `end`.
    """
    window = series[-_WINDOW:]
    if not series or series[-1][0] >= end:
        return NoForecast.YEAR_OVER
    points = [(float(index), value) for index, (_, value) in enumerate(window) if value is not None]
    if len(points) < _LEAST:
        return NoForecast.TOO_FEW_POINTS
    first, last = (window[int(points[at][0])][0] for at in (0, -1))
    left = len(months_between(last, end)) - 1
    slope = theil_sen(points)
    line = points[-1][1] + slope * left
    value = min(max(line, low), high)
    return Forecast(value, slope, end, len(points), first, last, held=value != line)
