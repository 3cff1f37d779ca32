"""Check KPIs and health metrics: targets that can be met, and values that fit their definition."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.model.kpi import Comparator, Kpi, RollUp, tolerates_nothing

__all__ = [
    "check_health_limits",
    "check_kpi_target",
    "check_measured",
    "check_module_of_value",
    "check_ratio_parts",
    "check_still_target",
]


def check_kpi_target(draft: Draft) -> Iterator[Issue]:
    """Tell of a KPI without the target or the bounds that it needs, and refuse those that do not fit it."""
    for kpi in draft.kpis:
        if kpi.comparator is Comparator.BETWEEN:
            yield from _check_bounds(kpi)
        else:
            yield from _check_target(kpi)


def _check_bounds(kpi: Kpi) -> Iterator[Issue]:
    for name in ("low", "high"):
        if getattr(kpi, name) is None and name not in kpi.withheld:
            message = "a KPI with the comparator between needs {missing}; without it there is no status"
            yield Issue("kpi-target", message, kpi.where, Severity.WARNING, {"missing": name})
    if kpi.target is not None:
        message = "a KPI with the comparator between has low and high instead of a target"
        yield Issue("kpi-target", message, kpi.where_of("target"))
    if kpi.low is not None and kpi.high is not None and kpi.low >= kpi.high:
        message = "low {low} must be less than high {high}"
        values = {"low": f"{kpi.low:g}", "high": f"{kpi.high:g}"}
        yield Issue("kpi-bounds", message, kpi.where_of("low"), values=values)


def _check_target(kpi: Kpi) -> Iterator[Issue]:
    if kpi.target is None and "target" not in kpi.withheld:
        message = "a KPI with the comparator {comparator} needs a target; without it there is no status"
        values = {"comparator": kpi.comparator.value}
        yield Issue("kpi-target", message, kpi.where, Severity.WARNING, values)
    for name in ("low", "high"):
        if getattr(kpi, name) is not None:
            message = "{where} belongs to the comparator between only"
            yield Issue("kpi-target", message, kpi.where_of(name), values={"where": name})


def check_still_target(draft: Draft) -> Iterator[Issue]:
    """Tell of a target that the baseline meets already: there is no way to go, only met or missed.

    A sum starts each year at nothing, so that its baseline says nothing of it.
    """
    for kpi in draft.kpis:
        if kpi.target is None or kpi.comparator is Comparator.BETWEEN or kpi.roll_up is RollUp.SUM:
            continue
        if kpi.baseline is None:
            if "baseline" not in kpi.withheld:
                message = "this KPI has no baseline: it has no pace, and a status only where it is met"
                yield Issue("no-baseline", message, kpi.where, Severity.WARNING)
            continue
        source = kpi.where_of("target")
        values = {"found": f"{kpi.target:g}", "baseline": f"{kpi.baseline:g}"}
        if kpi.target == kpi.baseline:
            if tolerates_nothing(kpi):
                continue
            message = "the target equals the baseline {found}; only met or missed can be shown"
            yield Issue("target-is-baseline", message, source, Severity.WARNING, values)
        elif (kpi.baseline > kpi.target) is (kpi.comparator is Comparator.AT_LEAST):
            message = (
                "the baseline {baseline} meets the target {found} already: it is read as a floor or a cap to "
                "keep; is the comparator the right one?"
            )
            yield Issue("target-kept", message, source, Severity.INFO, values)


def check_ratio_parts(draft: Draft) -> Iterator[Issue]:
    """Refuse a denominator of zero; warn of a ratio without its parts, whose months cannot be rolled up."""
    ratios = {kpi.id for kpi in draft.kpis if kpi.roll_up is RollUp.RATIO}
    for value in draft.kpi_actuals:
        if value.denominator == 0:
            yield Issue("zero-denominator", "the denominator must not be 0", value.where_of("denominator"))
        held = {"actual", "numerator", "denominator"} & set(value.withheld)
        if value.kpi in ratios and not held and (value.numerator is None or value.denominator is None):
            message = "{kpi} is rolled up as a ratio, so each month needs a numerator and a denominator"
            yield Issue("ratio-parts", message, value.where, Severity.WARNING, {"kpi": value.kpi})


def check_measured(draft: Draft) -> Iterator[Issue]:
    """Warn of a typed actual of a KPI that the tickets measure, and of such a KPI without tickets."""
    measured = {kpi.id: kpi for kpi in draft.kpis if kpi.measured_from}
    for kpi in measured.values() if not draft.tickets else ():
        message = "{kpi} is measured from {file}, which holds no ticket"
        source = kpi.where_of("measured_from")
        values = {"kpi": kpi.id, "file": "tickets.csv"}
        yield Issue("no-tickets", message, source, Severity.WARNING, values)
    for row in draft.kpi_actuals:
        if row.kpi in measured and draft.tickets:
            message = (
                "{kpi} is measured from {file}, but {month} is typed here as well: the typed value is taken"
            )
            values = {"kpi": row.kpi, "file": "tickets.csv", "month": row.month}
            yield Issue("typed-beside-measured", message, row.where, Severity.WARNING, values)


def check_health_limits(draft: Draft) -> Iterator[Issue]:
    """Refuse a red limit on the green side of the target; tell of a metric that lacks one of them."""
    for metric in draft.health_metrics:
        for name in ("target", "limit"):
            if getattr(metric, name) is None and name not in metric.withheld:
                message = "this metric has no {missing}: not every value of it has a status"
                yield Issue("health-target", message, metric.where, Severity.WARNING, {"missing": name})
        if metric.target is None or metric.limit is None:
            continue
        gap = metric.target - metric.limit
        if (gap if metric.comparator == ">=" else -gap) < 0:
            message = "with {comparator}, the limit {limit} must be worse than the target {target}"
            values = {
                "comparator": metric.comparator,
                "limit": f"{metric.limit:g}",
                "target": f"{metric.target:g}",
            }
            yield Issue("health-limit", message, metric.where_of("limit"), values=values)


def _beside_all(modules: set[str | None] | None, beside: set[str | None]) -> bool:
    """Say whether a month has a value of every module of a metric that has several."""
    return modules is not None and len(modules) > 1 and modules <= beside


def check_module_of_value(draft: Draft) -> Iterator[Issue]:
    """Warn of a value with a module for a metric of the whole system, or without one where it needs one.

    A metric may have values by module and for the system: beside all its modules, or beside the system, of
    the same month.
    """
    per_module = {metric.id: metric.per_module for metric in draft.health_metrics}
    modules: dict[str, set[str | None]] = {}
    months: dict[tuple[str, str], set[str | None]] = {}
    for value in draft.health_values:
        months.setdefault((value.metric, value.month), set()).add(value.module)
        if value.module is not None:
            modules.setdefault(value.metric, set()).add(value.module)
    for value in draft.health_values:
        wanted = per_module.get(value.metric, value.module is not None)
        beside = months[value.metric, value.month]
        if wanted and value.module is None and not _beside_all(modules.get(value.metric), beside):
            message = "{metric} is measured for each module, but no module is given"
        elif not wanted and value.module is not None and None not in beside:
            message = "{metric} is measured for the whole system, but a module is given"
        else:
            continue
        yield Issue(
            "value-module", message, value.where_of("module"), Severity.WARNING, {"metric": value.metric}
        )
