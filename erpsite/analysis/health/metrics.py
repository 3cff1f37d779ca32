"""Judge the health metrics month by month: status, age, trend, year on year (FORMULAS.md, RAG)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Literal

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.rag import worse
from erpsite.analysis.state.rhythm import Beat, beat_of
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.health import HealthDimension, HealthMetric, HealthValue
from erpsite.model.plan import Rag
from erpsite.model.quantity import last_day_of, months_between, next_month

__all__ = [
    "DimensionHealth", "HealthSeries", "Trend", "by_dimension", "health_series", "metric_rag", "shortfall",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trend:
    """Compare the last three months with the three before them."""

    change: float
    """Median of the last three − median of the three before, in the metric's unit."""
    direction: Literal["better", "steady", "worse"]


@dataclass(frozen=True)
class HealthSeries:
    """Hold one metric of one module (or of the whole system) over the months."""

    metric: HealthMetric
    module: str | None
    """None for the whole system."""
    months: tuple[str, ...]
    values: tuple[float | None, ...]
    """A value for each month; None is a gap, never 0."""
    latest: float | NotAvailable
    latest_month: str | None
    stale: bool
    """Whether the latest value is older than its source may be."""
    rag: Rag
    """Status of the latest value; grey where there is none or it is stale."""
    trend: Trend | NotAvailable
    year_on_year: float | NotAvailable
    """Latest value − the value of the same month a year before, in the metric's unit."""
    where: Source
    """Where the latest value stands in the data, or the metric where there is none."""
    beat: Beat
    """How often there should be a value."""

    withheld: object = None
    """Why the value of the last month may not be said, a text or texts by language; None where it may."""

    @property
    def fresh(self) -> bool:
        """Say whether the latest value is not out of date; without a target it may have no status."""
        return self.latest_month is not None and not self.stale and self.withheld is None


@dataclass(frozen=True)
class DimensionHealth:
    """Count the statuses within one side of system health."""

    dimension: HealthDimension
    counts: Mapping[Rag, int]
    worst: HealthSeries | None
    """The fresh series furthest beyond its target; None where all meet theirs or none is fresh."""

    @property
    def rag(self) -> Rag:
        """Return the worst status; grey gives way to any that is known."""
        return worse(*(rag for rag, count in self.counts.items() if count))


def metric_rag(metric: HealthMetric, value: float) -> Rag:
    """Return green from the target on, red beyond the limit, else amber; the limit itself is amber.

    Grey where the target is not known and the value is not beyond the limit; a limit that is not known
    leaves amber what misses the target.
    """
    sign = 1 if metric.comparator == ">=" else -1
    if metric.limit is not None and sign * value < sign * metric.limit:
        return Rag.RED
    if metric.target is None:
        return Rag.GREY
    return Rag.GREEN if sign * value >= sign * metric.target else Rag.AMBER


def shortfall(metric: HealthMetric, value: float) -> float:
    """Return how far a value is from its target in spans from target to limit: 0 meets it, 1 is the limit.

    Where target and limit are one, or the limit is not known, the target itself is the span. Negative is
    better than the target. Where no target is known, 0 within the limit and 1 beyond it.
    """
    sign = 1 if metric.comparator == ">=" else -1
    if metric.target is None:
        return float(metric.limit is not None and sign * value < sign * metric.limit)
    limit = metric.target if metric.limit is None else metric.limit
    span = abs(metric.target - limit) or abs(metric.target) or 1.0
    return sign * (metric.target - value) / span


def health_series(handbook: Handbook, as_of: str) -> tuple[HealthSeries, ...]:
    """Return each metric's series up to `as_of`, metric by metric, module by module in file order.

    A metric without any value still gets one series, which is grey, and so does a module whose values are
    all not known or withheld.
    """
    plan = handbook.plan
    said = {(row.metric, row.module) for row in handbook.health_values if row.month <= as_of}
    months = months_between(plan.series_from, as_of)
    series: list[HealthSeries] = []
    for metric in handbook.health_metrics.values():
        found = {
            module: {month: one for month, one in values.items() if month <= as_of}
            for module in (None, *handbook.modules)
            if (values := handbook.health.get((metric.id, module))) is not None
        }
        max_age = handbook.sources[metric.source].max_age
        for module in [name for name in found if found[name] or (metric.id, name) in said] or [None]:
            values = found.get(module, {})
            beat = beat_of(metric.rhythm, values, max_age, plan.fiscal_start)
            held = handbook.withheld_health.get((metric.id, module, as_of))
            one = _series(metric, module, months, values, beat)
            series.append(one if held is None else replace(one, rag=Rag.GREY, withheld=held))
    return tuple(series)


def _series(
    metric: HealthMetric,
    module: str | None,
    months: tuple[str, ...],
    found: Mapping[str, HealthValue],
    beat: Beat,
) -> HealthSeries:
    values = tuple(found[month].value if month in found else None for month in months)
    last = max((month for month in months if month in found), default=None)
    latest = found[last].value if last else None
    if last is None or latest is None:
        none = NotAvailable(Reason.NO_VALUES)
        return HealthSeries(
            metric, module, months, values, none, None, False, Rag.GREY, none, none, metric.where, beat
        )
    stale = last_day_of(months[-1]) > last_day_of(last) + dt.timedelta(days=beat.fresh_days(last))
    before = found[year].value if (year := next_month(last, -12)) in found else None
    return HealthSeries(
        metric,
        module,
        months,
        values,
        latest,
        last,
        stale,
        Rag.GREY if stale else metric_rag(metric, latest),
        _trend(metric, found, last, beat),
        NotAvailable(Reason.NO_YEAR_BEFORE) if before is None else latest - before,
        found[last].where,
        beat,
    )


def _trend(
    metric: HealthMetric, found: Mapping[str, HealthValue], last: str, beat: Beat
) -> Trend | NotAvailable:
    """Return the change of the medians: percentiles and percentages are never averaged.

    They are those of the last three values and of the three before, each in its month, or in its period of
    the metric's rhythm. A change smaller than a tenth of the span from target to limit is steady.
    """
    now = beat.period(last)
    values = {beat.period(month): one.value for month, one in found.items() if month <= last}
    recent = [value for step in range(3) if (value := values.get(now - step)) is not None]
    earlier = [value for step in range(3, 6) if (value := values.get(now - step)) is not None]
    if len(recent) < 3 or len(earlier) < 3:
        return NotAvailable(Reason.TOO_FEW_MONTHS)
    change = median(recent) - median(earlier)
    gain = change if metric.comparator == ">=" else -change
    if change == 0 or abs(change) <= _step(metric):
        return Trend(change, "steady")
    return Trend(change, "better" if gain > 0 else "worse")


def _step(metric: HealthMetric) -> float:
    """Return the change below which a trend is steady: a tenth of the way from target to limit."""
    if metric.target is None or metric.limit is None:
        return 0.0
    return abs(metric.target - metric.limit) / 10


def by_dimension(series: Iterable[HealthSeries]) -> tuple[DimensionHealth, ...]:
    """Return the count of statuses and the worst series of each side of health, in the enum's order."""
    groups: dict[HealthDimension, list[HealthSeries]] = {}
    for one in series:
        groups.setdefault(one.metric.dimension, []).append(one)
    return tuple(
        DimensionHealth(dimension, _counts(groups[dimension]), _worst(groups[dimension]))
        for dimension in HealthDimension
        if dimension in groups
    )


def _counts(group: Sequence[HealthSeries]) -> dict[Rag, int]:
    return {rag: sum(one.rag is rag for one in group) for rag in Rag}


def _worst(group: Sequence[HealthSeries]) -> HealthSeries | None:
    beyond = [
        (shortfall(one.metric, one.latest), -index)
        for index, one in enumerate(group)
        if not isinstance(one.latest, NotAvailable) and one.rag in (Rag.AMBER, Rag.RED)
    ]
    return group[-max(beyond)[1]] if beyond else None
