"""Bring the rows of `health.csv` to one value a metric, module and month: from parts, plants and modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.kpi_actuals import clean

__all__ = ["HealthSeriesKey", "settle_health", "value_of_row", "weighed"]

HealthSeriesKey = tuple[str, str | None]
"""Metric and module; the module of the whole system is None."""


def value_of_row(metric: HealthMetric, row: HealthValue) -> float | None:
    """Return the value of one row in the metric's unit: as given, else numerator / denominator × scale."""
    if row.value is not None:
        return row.value
    if row.numerator is None or not row.denominator:
        return None
    return clean(row.numerator / row.denominator * metric.scale)


def weighed(metric: HealthMetric, rows: Sequence[HealthValue]) -> tuple[float, float, float] | None:
    """Return value, numerator and denominator over several rows; None where any of them lacks its parts."""
    above = [row.numerator for row in rows if row.numerator is not None and row.denominator]
    below = [row.denominator for row in rows if row.numerator is not None and row.denominator]
    if not rows or len(above) < len(rows):
        return None
    sums = fsum(above), fsum(below)
    return clean(sums[0] / sums[1] * metric.scale), *sums


def settle_health(
    metrics: Mapping[str, HealthMetric], rows: Iterable[HealthValue]
) -> Mapping[HealthSeriesKey, Mapping[str, HealthValue]]:
    """Return the values by metric and module, then by month; a month without a value is left out.

    Plants of one module are weighed by their denominators, and so is the value of the whole system in a
    month in which nobody gives it and all modules of the metric have their parts.
    """
    found: dict[HealthSeriesKey, dict[str, list[HealthValue]]] = {}
    for row in rows:
        found.setdefault((row.metric, row.module), {}).setdefault(row.month, []).append(row)
    settled: dict[HealthSeriesKey, dict[str, HealthValue]] = {}
    for key, months in found.items():
        metric = metrics.get(key[0])
        values = {month: _one(metric, group) for month, group in months.items()}
        settled[key] = {month: value for month, value in values.items() if value is not None}
    for name, metric in metrics.items():
        _add_system(metric, settled, [module for kind, module in found if kind == name and module])
    return settled


def _one(metric: HealthMetric | None, rows: Sequence[HealthValue]) -> HealthValue | None:
    whole = next((row for row in reversed(rows) if row.plant is None), None)
    if metric is None:
        return whole or rows[-1]
    if whole is not None:
        value = value_of_row(metric, whole)
        return None if value is None else whole.model_copy(update={"value": value})
    known = [row for row in rows if value_of_row(metric, row) is not None]
    if len(known) == 1:
        return known[0].model_copy(update={"value": value_of_row(metric, known[0]), "plant": None})
    return _whole(metric, known, known[-1].module) if known else None


def _whole(metric: HealthMetric, rows: Sequence[HealthValue], module: str | None) -> HealthValue | None:
    sums = weighed(metric, rows)
    if sums is None:
        return None
    value, above, below = sums
    changed = {"value": value, "numerator": above, "denominator": below, "module": module, "plant": None}
    return rows[-1].model_copy(update=changed)


def _add_system(
    metric: HealthMetric, settled: dict[HealthSeriesKey, dict[str, HealthValue]], modules: Sequence[str]
) -> None:
    if not modules:
        return
    given = settled.get((metric.id, None), {})
    months = set.intersection(*(set(settled[metric.id, module]) for module in modules)) - set(given)
    made = {m: _whole(metric, [settled[metric.id, module][m] for module in modules], None) for m in months}
    known = {month: value for month, value in made.items() if value is not None}
    if known:
        settled[metric.id, None] = dict(sorted({**given, **known}.items()))
