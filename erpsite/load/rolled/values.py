"""Turn what was counted into monthly values of health metrics and KPIs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from erpsite.issues import Origin, Source
from erpsite.load.rolled.definition import DURATION_UNITS, Feed, Measure
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.kpi_actuals import clean
from erpsite.model.rolled import Rolled, RolledMonth, add_up, quantile

__all__ = ["fed_kpi", "fed_metric", "health_rows", "kpi_rows"]

_SHARES: Mapping[Measure, float] = {
    Measure.P50: 0.5, Measure.P90: 0.9, Measure.P95: 0.95, Measure.P99: 0.99,
}  # fmt: skip
_Parts = dict[str, float]
_Given = tuple[Feed, tuple[RolledMonth, ...]]


def fed_metric(metric: HealthMetric, given: _Given) -> tuple[HealthValue, ...]:
    """Return the values that a feed gives a metric in some months, to be kept with the metric."""
    feed, months = given
    return tuple(health_rows(feed, metric, months))


def fed_kpi(kpi: Kpi, given: _Given) -> tuple[KpiActual, ...]:
    """Return the actuals that a feed gives a KPI in some months, to be kept with the KPI."""
    feed, months = given
    return tuple(kpi_rows(feed, kpi, months))


def health_rows(feed: Feed, metric: HealthMetric, months: Sequence[RolledMonth]) -> Iterator[HealthValue]:
    """Yield the values of a metric: of the whole system, and of each module where modules are measured."""
    for month in months:
        origin = Origin(Source(month.path))
        for module, rolled in _levels(month, feed, per_module=metric.per_module):
            parts = _parts(feed, rolled, metric.scale)
            if parts is not None:
                row = HealthValue(
                    metric=metric.id, month=month.month, module=module, plant=month.plant, **parts
                )
                yield row.placed(origin)


def kpi_rows(feed: Feed, kpi: Kpi, months: Sequence[RolledMonth]) -> Iterator[KpiActual]:
    """Yield the actuals of a KPI over the modules it is of, for the whole plan and for each plant."""
    for month in months:
        for _, rolled in _levels(month, feed, per_module=False):
            parts = _parts(feed, rolled, kpi.scale)
            if parts is not None:
                actual = {"actual": parts.pop("value"), **parts}
                row = KpiActual(kpi=kpi.id, month=month.month, plant=month.plant, **actual)
                yield row.placed(Origin(Source(month.path)))


def _levels(month: RolledMonth, feed: Feed, *, per_module: bool) -> Iterator[tuple[str | None, Rolled]]:
    """Yield the levels of a month; users of several modules together are known for all modules alone."""
    wanted = {name: one for name, one in month.modules.items() if not feed.modules or name in feed.modules}
    if per_module:
        yield from ((name, one) for name, one in wanted.items() if name)
    if not feed.modules:
        yield None, month.whole
    elif len(wanted) == 1:
        yield None, next(iter(wanted.values()))
    elif wanted and not per_module:
        yield None, add_up(wanted.values())


def _parts(feed: Feed, rolled: Rolled, scale: float) -> _Parts | None:
    """Return value, numerator and denominator of one level; None where nothing is known, which is not 0."""
    measure = feed.measure
    unit = DURATION_UNITS[feed.unit]
    if measure in _SHARES:
        found = quantile(rolled, _SHARES[measure])
        return None if found is None else {"value": clean(found / unit)}
    if measure is Measure.LONGEST:
        return None if rolled.most_ms is None else {"value": clean(rolled.most_ms / unit)}
    if measure is Measure.USERS:
        return None if rolled.users is None else {"value": float(rolled.users)}
    if measure in (Measure.COUNT, Measure.VOLUME):
        return {"value": clean(float(rolled.count if measure is Measure.COUNT else rolled.volume))}
    if measure is Measure.ERRORS:
        return {"value": float(rolled.errors)} if rolled.judged else None
    return _ratio(measure, rolled, unit, scale)


def _ratio(measure: Measure, rolled: Rolled, unit: float, scale: float) -> _Parts | None:
    above, below = {
        Measure.ERROR_SHARE: (float(rolled.errors), float(rolled.judged)),
        Measure.OK_SHARE: (float(rolled.judged - rolled.errors), float(rolled.judged)),
        Measure.AVAILABILITY: (rolled.eligible - rolled.lost, rolled.eligible),
        Measure.MEAN: (rolled.total_ms / unit, float(rolled.timed)),
    }[measure]
    if not below:
        return None
    above = clean(above)
    return {"value": clean(above / below * scale), "numerator": above, "denominator": below}
