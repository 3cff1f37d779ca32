"""Judge a KPI plant by plant, each by the KPI's own rule (FORMULAS.md, KPI attainment and pace)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from erpsite.analysis.kpi.attainment import KpiStatus, kpi_status
from erpsite.model import Handbook
from erpsite.model.kpi import Comparator, Kpi, KpiActual

__all__ = ["kpi_by_plant"]


def kpi_by_plant(handbook: Handbook, name: str, as_of: str) -> Mapping[str, KpiStatus]:
    """Return the status of a KPI in each plant that has rows of its own, the worst first.

    The months of a plant are rolled up as the KPI says. A total is the plant's own; the target is the whole
    plan's, so that of a total it says nothing about one plant. Plants without a value stand last.
    """
    kpi, rows = handbook.kpis[name], dict[str, list[KpiActual]]()
    for row in handbook.kpi_actuals:
        if row.kpi == name and row.plant is not None:
            rows.setdefault(row.plant, []).append(row.model_copy(update={"plant": None}))
    found = {
        plant: kpi_status(replace(handbook, kpi_actuals=tuple(own)), kpi, as_of)
        for plant, own in rows.items()
    }
    return dict(sorted(found.items(), key=lambda pair: _badness(kpi, pair[1].judged)))


def _badness(kpi: Kpi, value: float | None) -> tuple[bool, float]:
    """Order values from the worst to the best by the comparator; an unknown one is neither."""
    if value is None:
        return True, 0.0
    if kpi.comparator is Comparator.AT_LEAST:
        return False, value
    if kpi.comparator is Comparator.AT_MOST:
        return False, -value
    low, high = kpi.low, kpi.high
    below = low - value if low is not None else 0.0
    above = value - high if high is not None else 0.0
    return False, -max(below, above, 0.0)
