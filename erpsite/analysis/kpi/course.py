"""Lay out a KPI month by month: the value that is compared with the target, and the one that is due."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import Course, KpiStatus
from erpsite.analysis.kpi.judging import due_value, lacks_target
from erpsite.analysis.kpi.periods import PeriodValue, period_value
from erpsite.model import Handbook
from erpsite.model.kpi import RollUp
from erpsite.model.quantity import months_between

__all__ = ["due_series", "ratio_to_date", "shown_series", "to_date_series"]


def to_date_series(handbook: Handbook, status: KpiStatus) -> tuple[tuple[str, float | None], ...]:
    """Return every month of `status.series` with the plan year to date, None where there is no value."""
    kpi, plan = status.kpi, handbook.plan
    known = handbook.actuals.get(kpi.id, {})
    found: list[tuple[str, float | None]] = []
    for month, value in status.series:
        inside = plan.first_month <= month <= plan.last_month and value is not None
        months = months_between(plan.first_month, month) if inside else ()
        found.append((month, period_value(kpi, known, months).value if inside else None))
    return tuple(found)


def shown_series(handbook: Handbook, status: KpiStatus) -> tuple[tuple[str, float | None], ...]:
    """Return the months that can stand beside the target: a sum to date, everything else by month."""
    return to_date_series(handbook, status) if status.kpi.roll_up is RollUp.SUM else status.series


def due_series(handbook: Handbook, status: KpiStatus, months: Sequence[str]) -> list[float | None]:
    """Return what should be reached, or may be used, by each month of the plan year; empty without a way.

    A range, and a floor or cap that the baseline meets already, have none,
    nor has what lacks its target or its baseline.
    """
    kpi, plan = status.kpi, handbook.plan
    if status.course in (Course.RANGE, Course.KEEP, Course.OPEN) or lacks_target(kpi):
        return []
    return [
        due_value(kpi, plan, month) if plan.first_month <= month <= plan.last_month else None
        for month in months
    ]


def ratio_to_date(handbook: Handbook, status: KpiStatus) -> PeriodValue | None:
    """Return the plan year to date of a last value that has parts: sum of numerators / denominators.

    It stands beside the status for comparison; None where a month has no parts, or another roll-up decides.
    """
    kpi, known = status.kpi, handbook.actuals.get(status.kpi.id, {})
    counted = status.year_to_date.counted
    if kpi.roll_up is not RollUp.LAST or not counted:
        return None
    months = (*counted, *status.year_to_date.left_out)
    found = period_value(kpi.model_copy(update={"roll_up": RollUp.RATIO}), known, sorted(months), status.beat)
    return found if found.counted == counted else None
