"""Check values against each other: parts and value, plants and whole, a value and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from statistics import median

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.digits import HIGHEST, LOWEST
from erpsite.model.health import HealthValue
from erpsite.model.health_settled import value_of_row, weighed
from erpsite.model.kpi import KpiActual, RollUp
from erpsite.model.kpi_actuals import over_plants, row_value
from erpsite.model.percentages import is_percentage

__all__ = [
    "check_hundredfold", "check_parts_agree", "check_plants_agree", "check_plants_roll_up", "check_printable",
]  # fmt: skip

_FACTOR = (50.0, 200.0)
"""How many times its neighbours a value is that was written a hundredfold, at least and at most."""
_WINDOW = 3
"""Neighbours before and after that a value is compared with."""
_SLACK = 1 + 1e-9


def _agree(given: float, computed: float, decimals: int) -> bool:
    return abs(given - computed) <= 0.5 * 10.0**-decimals * _SLACK


def check_parts_agree(draft: Draft) -> Iterator[Issue]:
    """Refuse a value that is not numerator / denominator × scale, to the digits that are printed.

    Where a KPI is not rolled up as a ratio, its parts may be another count, so that it is only questioned.
    """
    kpis = {kpi.id: kpi for kpi in draft.kpis}
    for row in draft.kpi_actuals:
        kpi = kpis.get(row.kpi)
        if kpi is None or row.actual is None or row.numerator is None or not row.denominator:
            continue
        computed = row.numerator / row.denominator * kpi.scale
        if not _agree(row.actual, computed, kpi.decimals):
            severity = Severity.ERROR if kpi.roll_up is RollUp.RATIO else Severity.WARNING
            parts = (row.numerator, row.denominator, kpi.scale)
            yield _disagreement(row.where_of("actual"), row.actual, parts, computed, kpi.decimals, severity)
    metrics = {metric.id: metric for metric in draft.health_metrics}
    for value in draft.health_values:
        metric = metrics.get(value.metric)
        if metric is None or value.value is None or value.numerator is None or not value.denominator:
            continue
        computed = value.numerator / value.denominator * metric.scale
        if not _agree(value.value, computed, metric.decimals):
            parts = (value.numerator, value.denominator, metric.scale)
            yield _disagreement(
                value.where_of("value"), value.value, parts, computed, metric.decimals, Severity.ERROR
            )


def _disagreement(
    source: Source,
    given: float,
    parts: tuple[float, float, float],
    computed: float,
    decimals: int,
    severity: Severity,
) -> Issue:
    above, below, scale = parts
    values = {
        "numerator": f"{above:.15g}", "denominator": f"{below:.15g}", "scale": f"{scale:g}",
        "computed": f"{computed:.10g}", "found": f"{given:.15g}",
    }  # fmt: skip
    if scale == 1 and _agree(given, computed * 100, decimals):
        message = (
            "{numerator} / {denominator} × {scale} is {computed}, not {found}; with scale: 100 in the "
            "definition the two agree"
        )
    else:
        message = (
            "{numerator} / {denominator} × {scale} is {computed}, not {found}; one of the three is wrong"
        )
    return Issue("ratio-value", message, source, severity, values)


def check_printable(draft: Draft) -> Iterator[Issue]:
    """Refuse figures of KPIs and health metrics that are too large or too small to be printed."""
    for kpi in draft.kpis:
        for name in ("baseline", "target", "low", "high"):
            yield from _unprintable(getattr(kpi, name), kpi.where_of(name))
        for month, due in kpi.trajectory.items():
            yield from _unprintable(due, kpi.where_of(f"trajectory.{month}"))
    for metric in draft.health_metrics:
        for name in ("target", "limit"):
            yield from _unprintable(getattr(metric, name), metric.where_of(name))
    kpis = {kpi.id: kpi for kpi in draft.kpis}
    for row in draft.kpi_actuals:
        name = "numerator" if row.actual is None else "actual"
        computed = row_value(kpis[row.kpi], row) if row.kpi in kpis else row.actual
        yield from _unprintable(computed, row.where_of(name))
    metrics = {metric.id: metric for metric in draft.health_metrics}
    for value in draft.health_values:
        name = "numerator" if value.value is None else "value"
        made = value_of_row(metrics[value.metric], value) if value.metric in metrics else value.value
        yield from _unprintable(made, value.where_of(name))


def _unprintable(value: float | None, source: Source) -> Iterator[Issue]:
    if value is None or value == 0 or (isfinite(value) and LOWEST <= abs(value) < HIGHEST):
        return
    message = "{found} cannot be printed: choose a unit in which figures lie between {low} and {high}"
    values = {"found": f"{value:g}", "low": f"{LOWEST:g}", "high": f"{HIGHEST:g}"}
    yield Issue("figure-size", message, source, values=values)


def check_hundredfold(draft: Draft) -> Iterator[Issue]:
    """Question a percentage that is about a hundredth, or a hundred times, its neighbours."""
    kpis = {kpi.id: kpi for kpi in draft.kpis if is_percentage(kpi.unit)}
    rows: dict[tuple[str, ...], list[tuple[str, float, Source]]] = {}
    for row in draft.kpi_actuals:
        kpi = kpis.get(row.kpi)
        value = row_value(kpi, row) if kpi else None
        if value is not None:
            series = rows.setdefault(("kpis", row.kpi, row.plant or ""), [])
            series.append((row.month, value, row.where_of("actual")))
    metrics = {metric.id: metric for metric in draft.health_metrics if is_percentage(metric.unit)}
    for one in draft.health_values:
        metric = metrics.get(one.metric)
        value = value_of_row(metric, one) if metric else None
        if value is not None:
            series = rows.setdefault(("health", one.metric, one.module or "", one.plant or ""), [])
            series.append((one.month, value, one.where_of("value")))
    for key, series in rows.items():
        marks = (
            (kpis[key[1]].baseline, kpis[key[1]].target)
            if key[0] == "kpis"
            else (metrics[key[1]].target, metrics[key[1]].limit)
        )
        yield from _jumps(sorted(series, key=lambda one: one[0]), marks)


def _jumps(series: Sequence[tuple[str, float, Source]], marks: Iterable[float | None]) -> Iterator[Issue]:
    found = False
    for index, (month, value, source) in enumerate(series):
        near = [one for _, one, _ in series[max(index - _WINDOW, 0) : index]]
        near += [one for _, one, _ in series[index + 1 : index + 1 + _WINDOW]]
        if near and _hundredfold(value, median(near)):
            found = True
            yield _question(month, value, median(near), source)
    aims = [mark for mark in marks if mark]
    if series and not found and aims and all(_hundredfold(series[-1][1], mark) for mark in aims):
        month, value, source = series[-1]
        message = (
            "{value}% in {month} is about a hundredth, or a hundred times, the {near}% of target and "
            "baseline: is it a share, or a percentage?"
        )
        values = {"value": f"{value:.10g}", "month": month, "near": f"{aims[-1]:.10g}"}
        yield Issue("hundredfold", message, source, Severity.WARNING, values)


def _hundredfold(value: float, near: float) -> bool:
    if not value or not near:
        return False
    ratio = abs(value / near)
    return _FACTOR[0] <= ratio <= _FACTOR[1] or 1 / _FACTOR[1] <= ratio <= 1 / _FACTOR[0]


def _question(month: str, value: float, near: float, source: Source) -> Issue:
    message = (
        "{value}% in {month} is about a hundredth, or a hundred times, the {near}% of the months around it: "
        "is it a share, or a percentage?"
    )
    values = {"value": f"{value:.10g}", "month": month, "near": f"{near:.10g}"}
    return Issue("hundredfold", message, source, Severity.WARNING, values)


def _months(rows: Iterable[KpiActual]) -> Mapping[tuple[str, str], list[KpiActual]]:
    found: dict[tuple[str, str], list[KpiActual]] = {}
    for row in rows:
        found.setdefault((row.kpi, row.month), []).append(row)
    return found


def check_plants_roll_up(draft: Draft) -> Iterator[Issue]:
    """Warn of a month that only plants report, and that cannot be brought to one value by the KPI's rule."""
    kpis = {kpi.id: kpi for kpi in draft.kpis}
    plants: dict[str, set[str | None]] = {}
    for row in draft.kpi_actuals:
        if row.plant:
            plants.setdefault(row.kpi, set()).add(row.plant)
    if not plants:
        return
    for (name, month), rows in _months(draft.kpi_actuals).items():
        kpi = kpis.get(name)
        if kpi is None or any(row.plant is None for row in rows):
            continue
        if over_plants(kpi, rows, plants[name]) is not None:
            continue
        known = {row.plant for row in rows if row_value(kpi, row) is not None}
        held = {row.plant for row in rows if row.withheld} - known
        silent = plants[name] - known - held
        if not known:
            continue
        lacking = sorted(str(plant) for plant in silent or held)
        if kpi.roll_up is RollUp.SUM and not silent:
            message = "{kpi} has no total in {month}: the value of {plants} is withheld"
        elif kpi.roll_up is RollUp.SUM:
            message = "{kpi} has no total in {month}: {plants} did not report"
        else:
            message = (
                "{kpi} cannot be rolled up over its plants in {month}: give numerator and denominator, or a "
                "row without a plant"
            )
        values = {"kpi": name, "month": month, "plants": ", ".join(lacking)}
        yield Issue("plant-roll-up", message, rows[0].where, Severity.WARNING, values)


def check_plants_agree(draft: Draft) -> Iterator[Issue]:
    """Refuse a value of the whole that its plants, or a system's that its modules, contradict."""
    kpis = {kpi.id: kpi for kpi in draft.kpis}
    for (name, _), rows in _months(draft.kpi_actuals).items():
        kpi = kpis.get(name)
        whole = [row for row in rows if row.plant is None and row.actual is not None]
        parts = [row for row in rows if row.plant is not None]
        if kpi is None or not whole or len(parts) < 2:
            continue
        rolled = over_plants(kpi, parts, {row.plant for row in parts})
        given = whole[-1].actual
        if rolled is None or rolled.actual is None or given is None:
            continue
        weighed_mean = kpi.roll_up is not RollUp.MEAN or all(row.denominator for row in parts)
        if weighed_mean and not _agree(given, rolled.actual, kpi.decimals):
            yield _contradiction(whole[-1].where_of("actual"), given, rolled.actual)
    yield from _modules_agree(draft)


def _modules_agree(draft: Draft) -> Iterator[Issue]:
    metrics = {metric.id: metric for metric in draft.health_metrics}
    months: dict[tuple[str, str], list[HealthValue]] = {}
    modules: dict[str, set[str]] = {}
    for row in draft.health_values:
        if row.plant is None:
            months.setdefault((row.metric, row.month), []).append(row)
            if row.module:
                modules.setdefault(row.metric, set()).add(row.module)
    for (name, _), rows in months.items():
        metric, parts = metrics.get(name), [row for row in rows if row.module]
        whole = next((row for row in rows if row.module is None and row.value is not None), None)
        if metric is None or whole is None or {row.module for row in parts} != modules.get(name):
            continue
        sums = weighed(metric, parts)
        if sums and whole.value is not None and not _agree(whole.value, sums[0], metric.decimals):
            yield _contradiction(whole.where_of("value"), whole.value, sums[0])


def _contradiction(source: Source, given: float, computed: float) -> Issue:
    message = "the whole is {found}, but what it is made of comes to {computed}"
    values = {"found": f"{given:.15g}", "computed": f"{computed:.10g}"}
    return Issue("whole-value", message, source, values=values)
