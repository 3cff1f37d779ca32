"""Roll a KPI's months up to a period and look ahead (FORMULAS.md, KPI attainment and pace)."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import fsum, inf
from statistics import median

from erpsite.analysis.state.rhythm import Beat
from erpsite.frozen import dataclass
from erpsite.model.kpi import Kpi, KpiActual, RollUp
from erpsite.model.kpi_actuals import clean
from erpsite.model.quantity import months_between

__all__ = [
    "Forecast", "NoForecast", "PeriodValue", "forecast", "period_value", "rolled_forecast", "theil_sen",
]  # fmt: skip

_WINDOW = 6
"""Periods that the forecast looks back: months, or what the KPI's rhythm says."""
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
    weighed: bool = False
    """Whether the mean is weighed by the denominators."""


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
    """Fewer than four of the last six months, or periods of the KPI's rhythm, have a value."""
    YEAR_OVER = "year-over"
    """The plan year has no month left."""


def period_value(
    kpi: Kpi, known: Mapping[str, KpiActual], months: Iterable[str], beat: Beat | None = None
) -> PeriodValue:
    """Return a KPI's months as one figure, as its `roll_up` says.

    `last` is the newest value, `sum` the total, `mean` the mean, weighed by the denominators where every
    month has one; `ratio` is sum of numerators / sum of denominators × scale, never the mean of percentages.
    With a `beat` of several months, only the periods that are over can lack a value.
    """
    wanted = tuple(months)
    used = [known[month] for month in wanted if month in known and _counts(kpi, known[month])]
    counted = tuple(actual.month for actual in used)
    weighed = kpi.roll_up is RollUp.MEAN and bool(used) and all(one.denominator for one in used)
    return PeriodValue(_rolled(kpi, used), counted, _left_out(wanted, counted, beat), weighed)


def _left_out(wanted: Sequence[str], counted: Sequence[str], beat: Beat | None) -> tuple[str, ...]:
    if beat is None or beat.months == 1:
        return tuple(month for month in wanted if month not in counted)
    have = {beat.period(month) for month in counted}
    ends = (month for month in wanted if beat.end(month) == month)
    return tuple(month for month in ends if beat.period(month) not in have)


def _counts(kpi: Kpi, actual: KpiActual) -> bool:
    if kpi.roll_up is not RollUp.RATIO:
        return actual.actual is not None
    return actual.numerator is not None and actual.denominator is not None


def _rolled(kpi: Kpi, used: Sequence[KpiActual]) -> float | None:
    if not used:
        return None
    if kpi.roll_up is RollUp.LAST:
        return used[-1].actual
    if kpi.roll_up is RollUp.RATIO:
        above = fsum(one.numerator or 0.0 for one in used)
        below = fsum(one.denominator or 0.0 for one in used)
        return clean(above / below * kpi.scale) if below else None
    values = [actual.actual or 0.0 for actual in used]
    if kpi.roll_up is RollUp.SUM:
        return clean(fsum(values))
    return clean(_mean(values, [one.denominator for one in used]))


def _mean(values: Sequence[float], weights: Sequence[float | None]) -> float:
    known = [weight for weight in weights if weight is not None and weight > 0]
    if len(known) < len(values):
        return fsum(values) / len(values)
    return fsum(value * weight for value, weight in zip(values, known, strict=True)) / fsum(known)


def theil_sen(points: Sequence[tuple[float, float]]) -> float:
    """Return the median slope between all pairs of (x, y) points with different x; needs two of them."""
    return median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if a[0] != b[0])


def forecast(
    series: Sequence[tuple[str, float | None]],
    end: str,
    low: float = -inf,
    high: float = inf,
    step: int = 1,
) -> Forecast | NoForecast:
    """Return the last value + Theil–Sen slope × months left to `end`, held between `low` and `high`.

    `series` is one entry a month, None where there is no value. The slope, a month, is that of the values in
    the last six periods of `step` months; with fewer than four of them there is no forecast, nor after `end`.
    """
    window = series[-_WINDOW * step :]
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


def rolled_forecast(
    kpi: Kpi,
    known: Mapping[str, KpiActual],
    period: PeriodValue,
    ahead: Forecast | NoForecast,
    ends: Sequence[str],
    bounds: tuple[float, float] = (-inf, inf),
) -> Forecast | NoForecast:
    """Return what the year will come to, as the KPI rolls up: what is known, and the line for what is left.

    `ends` are the months, after the last value, in which a value is still due. Each is put on the line
    through the last value, held between `bounds`; months of a ratio still to come get the mean denominator
    of those known.
    """
    if isinstance(ahead, NoForecast) or kpi.roll_up is RollUp.LAST:
        return ahead
    last = known[ahead.last].actual or 0.0
    steps = [len(months_between(ahead.last, month)) - 1 for month in ends]
    lines = [last + ahead.slope * step for step in steps]
    held = [min(max(value, bounds[0]), bounds[1]) for value in lines]
    future = [
        _expected_actual(kpi, known, period, month, value) for month, value in zip(ends, held, strict=True)
    ]
    used = [known[month] for month in period.counted]
    value = _rolled(kpi, [*used, *future])
    if value is None:
        return NoForecast.TOO_FEW_POINTS
    return replace(ahead, value=value, held=held != lines)


def _expected_actual(
    kpi: Kpi, known: Mapping[str, KpiActual], period: PeriodValue, month: str, value: float
) -> KpiActual:
    """Return a month still to come as if it had the value, and the mean weight of the months known."""
    weights = [one.denominator for name in period.counted if (one := known[name]).denominator]
    weight = fsum(filter(None, weights)) / len(weights) if weights else None
    share = None if weight is None or not kpi.scale else value / kpi.scale * weight
    return KpiActual(kpi=kpi.id, month=month, actual=value, numerator=share, denominator=weight)
