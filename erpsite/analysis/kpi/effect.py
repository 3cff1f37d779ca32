"""Compare a KPI before and after an initiative went live; what moved need not have moved because of it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model.kpi import Comparator, Kpi
from erpsite.model.quantity import month_of

__all__ = ["LEAST_MONTHS", "MOST_MONTHS", "KpiMove", "kpi_move", "live_month"]

LEAST_MONTHS, MOST_MONTHS = 3, 6
"""Months with a value that each side needs, and those that are looked at."""


@dataclass(frozen=True, slots=True)
class KpiMove:
    """Hold the medians on both sides of the month in which an initiative went live."""

    live: str
    """That month, `YYYY-MM`; it belongs to neither side."""
    before: float
    """Median of the months before, in the KPI's unit."""
    after: float
    months_before: int
    months_after: int
    better: bool | None
    """Whether it moved the way the KPI wants; None where it did not move, or the KPI is a range."""

    @property
    def change(self) -> float:
        """Return after − before, in the KPI's unit."""
        return self.after - self.before


def live_month(now: InitiativeState) -> str | None:
    """Return the month in which an initiative began to give value; None while it has not.

    That is the finish of its smallest viable step, or of the whole initiative where no step is marked.
    """
    viable = {phase.id for phase in now.initiative.phases if phase.smallest_viable}
    steps = [task for task in now.phases if task.id in viable and task.done and task.finish]
    if steps:
        return month_of(min(task.finish for task in steps if task.finish))
    if now.stage != "finished" or now.finish is None:
        return None
    return month_of(now.finish)


def kpi_move(
    kpi: Kpi, series: Sequence[tuple[str, float | None]], now: InitiativeState
) -> KpiMove | NotAvailable:
    """Return the KPI before and after an initiative went live, with how many months each side has.

    `series` is one entry a month up to the month shown, None where there is no value. Not available while
    the initiative is not live (`NOT_LIVE`), and with fewer than three values on a side (`TOO_FEW_MONTHS`).
    """
    live = live_month(now)
    if live is None:
        return NotAvailable(Reason.NOT_LIVE)
    before = [value for month, value in series if month < live and value is not None][-MOST_MONTHS:]
    after = [value for month, value in series if month > live and value is not None][:MOST_MONTHS]
    if min(len(before), len(after)) < LEAST_MONTHS:
        return NotAvailable(Reason.TOO_FEW_MONTHS)
    first, second = median(before), median(after)
    return KpiMove(live, first, second, len(before), len(after), _better(kpi, first, second))


def _better(kpi: Kpi, before: float, after: float) -> bool | None:
    if before == after or kpi.comparator is Comparator.BETWEEN:
        return None
    return (after > before) == (kpi.comparator is Comparator.AT_LEAST)
