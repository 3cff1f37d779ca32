"""Say with how many decimals each KPI is printed, so that what differs reads differently."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.kpi.periods import period_value
from erpsite.model import Handbook
from erpsite.model.digits import decimals_for
from erpsite.model.kpi import Kpi, RollUp
from erpsite.model.quantity import months_between
from erpsite.model.rolled import was_counted

__all__ = ["kpi_decimals"]


def kpi_decimals(handbook: Handbook, as_of: str) -> Mapping[str, int]:
    """Return the decimals of every KPI by id, at least its own; no month after `as_of` has a say.

    With them no two of its marks and typed values print alike, and none that is computed, of a month or of
    the plan year to date, reads like a mark that it is not.
    """
    given: dict[str, list[float | None]] = {name: [] for name in handbook.kpis}
    for row in handbook.kpi_actuals:
        if row.month <= as_of and not was_counted(row):
            given.setdefault(row.kpi, []).append(row.actual)
    return {
        name: decimals_for(
            kpi.decimals,
            (kpi.baseline, kpi.target, kpi.low, kpi.high),
            given[name],
            _computed(handbook, kpi, as_of),
        )
        for name, kpi in handbook.kpis.items()
    }


def _computed(handbook: Handbook, kpi: Kpi, as_of: str) -> list[float | None]:
    known = {month: one for month, one in handbook.actuals[kpi.id].items() if month <= as_of}
    found = [one.actual for one in known.values()]
    if kpi.roll_up is not RollUp.LAST:
        plan = handbook.plan
        inside = [month for month in known if plan.first_month <= month <= plan.last_month]
        found += [period_value(kpi, known, months_between(plan.first_month, month)).value for month in inside]
    return found
