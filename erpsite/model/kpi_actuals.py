"""Bring the rows of `kpis.csv` to one actual a KPI and month: from their parts, and over the plants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from erpsite.model.kpi import Kpi, KpiActual, RollUp

__all__ = ["clean", "over_plants", "row_value", "settle_actuals"]


def clean(value: float) -> float:
    """Return a computed value without the noise of binary fractions: 0.3, not 0.30000000000000004."""
    return float(f"{value:.13g}")


def row_value(kpi: Kpi, row: KpiActual) -> float | None:
    """Return the value of one row in the KPI's unit: as given, else numerator / denominator × scale."""
    if row.actual is not None:
        return row.actual
    if row.numerator is None or not row.denominator:
        return None
    return clean(row.numerator / row.denominator * kpi.scale)


def settle_actuals(
    kpis: Mapping[str, Kpi], rows: Iterable[KpiActual]
) -> Mapping[str, Mapping[str, KpiActual]]:
    """Return the actuals by KPI and month, months in file order; a month without a value is left out.

    A row without a plant is the whole plan's. Where a month has rows of plants alone, they are rolled up by
    the KPI's own rule: totals are added, ratios are sums of parts, means are weighed by their denominators;
    the last value of several plants is known from its parts alone. A total that lacks a plant is not known.
    """
    months: dict[str, dict[str, list[KpiActual]]] = {name: {} for name in kpis}
    for row in rows:
        months.setdefault(row.kpi, {}).setdefault(row.month, []).append(row)
    return {name: _settle(kpis.get(name), by_month) for name, by_month in months.items()}


def _settle(kpi: Kpi | None, by_month: Mapping[str, Sequence[KpiActual]]) -> dict[str, KpiActual]:
    if kpi is None:
        return {month: rows[-1] for month, rows in by_month.items()}
    plants = {row.plant for rows in by_month.values() for row in rows} - {None}
    settled: dict[str, KpiActual] = {}
    for month, rows in by_month.items():
        whole = [row for row in rows if row.plant is None]
        found = _filled(kpi, whole[-1]) if whole else over_plants(kpi, rows, plants)
        if found is not None and found.actual is not None:
            settled[month] = found
    return settled


def _filled(kpi: Kpi, row: KpiActual) -> KpiActual:
    return row if row.actual is not None else row.model_copy(update={"actual": row_value(kpi, row)})


def over_plants(kpi: Kpi, rows: Sequence[KpiActual], plants: set[str | None]) -> KpiActual | None:
    """Return one row for the plants of a month by the KPI's rule, with summed parts where all have them.

    None where no plant has a value, a total lacks one of `plants`, or levels have no parts to be weighed by.
    """
    known = [one for one in (_filled(kpi, row) for row in rows) if one.actual is not None]
    if not known or (kpi.roll_up is RollUp.SUM and {one.plant for one in known} != plants):
        return None
    parts = [(one.numerator, one.denominator) for one in known]
    above = [above for above, below in parts if above is not None and below]
    below = [below for above, below in parts if above is not None and below]
    whole_parts = len(above) == len(known)
    sums = {"numerator": fsum(above), "denominator": fsum(below)} if whole_parts else {}
    value = _rolled(kpi, known, sums)
    if value is None:
        return None
    cleared = {"plant": None, "numerator": None, "denominator": None}
    return known[-1].model_copy(update={**cleared, **sums, "actual": value})


def _rolled(kpi: Kpi, known: Sequence[KpiActual], sums: Mapping[str, float]) -> float | None:
    values = [one.actual or 0.0 for one in known]
    if kpi.roll_up is RollUp.SUM:
        return clean(fsum(values))
    if kpi.roll_up is RollUp.MEAN:
        weights = [one.denominator for one in known if one.denominator]
        if len(weights) < len(values):
            return clean(fsum(values) / len(values))
        return clean(fsum(v * w for v, w in zip(values, weights, strict=True)) / fsum(weights))
    if sums:
        return clean(sums["numerator"] / sums["denominator"] * kpi.scale)
    return values[0] if len(values) == 1 and kpi.roll_up is RollUp.LAST else None
