"""Judge a KPI at a month: attainment, pace, band, roll-up, forecast (FORMULAS.md, KPI attainment)."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from erpsite.analysis.kpi.periods import Forecast, NoForecast, PeriodValue, forecast, period_value
from erpsite.analysis.state.plan_state import last_day_of
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.kpi import Comparator, Kpi
from erpsite.model.plan import Plan, Rag, Thresholds
from erpsite.model.quantity import months_between

__all__ = [
    "GreyReason",
    "KpiBand",
    "KpiStatus",
    "expected_share",
    "kpi_status",
    "kpi_statuses",
    "target_met",
    "value_range",
]

_DIGITS = 9
"""Decimals to which shares are rounded before they meet a threshold, so that 0.95 is not 0.94999…"""


class KpiBand(enum.StrEnum):
    """Name where a KPI stands."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    GREY = "grey"

    @property
    def rag(self) -> Rag:
        """Return the colour of the band."""
        return _RAG[self]


_RAG = {
    KpiBand.ON_TRACK: Rag.GREEN,
    KpiBand.AT_RISK: Rag.AMBER,
    KpiBand.OFF_TRACK: Rag.RED,
    KpiBand.GREY: Rag.GREY,
}


class GreyReason(enum.StrEnum):
    """Name why a KPI has no band."""

    BEFORE_PERIOD = "before-period"
    """The plan year has not begun."""
    NO_ACTUAL = "no-actual"
    """No month up to this one has a value."""
    MISSING_MONTH = "missing-month"
    """This month has no value; an earlier one is not carried forward."""
    STALE = "stale"
    """The last value is older than its source may be."""


@dataclass(frozen=True)
class KpiStatus:
    """Hold where a KPI stands at the end of a month."""

    kpi: Kpi
    as_of: str
    series: tuple[tuple[str, float | None], ...]
    """Every month from the plan's first month of series to `as_of`; None is a gap."""
    month: str | None
    """Last month with a value."""
    actual: float | None
    """Value of that month, in the KPI's unit."""
    age: int | None
    """Days from the end of that month to the end of `as_of`."""
    band: KpiBand
    reason: GreyReason | None
    """Why the band is grey."""
    met: bool | None
    """Whether the comparator holds for `actual`; None without one."""
    attainment: float | None
    """(actual − baseline) / (target − baseline), raw; None for ranges and where target equals baseline."""
    expected: float | None
    """Share of the way that should be done by `as_of`; None where attainment has no meaning."""
    pace: float | None
    """attainment / expected; None where nothing is expected yet or the band is grey."""
    distance: float | None
    """For a range, the distance to the nearer bound in the KPI's unit, 0 or more."""
    change: float | None
    """Value of `as_of` − value of the month before; None where either is missing."""
    year_to_date: PeriodValue
    """The plan year's months up to `as_of`, rolled up as the KPI says."""
    forecast: Forecast | NoForecast
    """Value to expect at the end of the plan year."""
    where: Source
    """Where the actual stands in the data, or the KPI where there is none."""

    @property
    def rag(self) -> Rag:
        """Return the colour of the band."""
        return self.band.rag

    @property
    def fresh(self) -> bool:
        """Say whether the actual is of the very month."""
        return self.month == self.as_of

    @property
    def pass_or_fail(self) -> bool:
        """Say whether the KPI has no way to go, so that it is only met or missed."""
        return self.kpi.comparator is not Comparator.BETWEEN and self.kpi.baseline == self.kpi.target

    @property
    def improvement(self) -> float | None:
        """Return actual − baseline, in the KPI's unit."""
        return None if self.actual is None else self.actual - self.kpi.baseline


def kpi_statuses(handbook: Handbook, as_of: str) -> Mapping[str, KpiStatus]:
    """Return the status of every KPI by id at the end of `as_of` (`YYYY-MM`)."""
    return {name: kpi_status(handbook, kpi, as_of) for name, kpi in handbook.kpis.items()}


def kpi_status(handbook: Handbook, kpi: Kpi, as_of: str) -> KpiStatus:
    """Return where a KPI stands at the end of `as_of` (`YYYY-MM`); later actuals are not looked at."""
    plan, known = handbook.plan, handbook.actuals.get(kpi.id, {})
    months = months_between(min(plan.series_from, as_of), as_of)
    series = tuple((month, known[month].actual if month in known else None) for month in months)
    last = next((month for month, value in reversed(series) if value is not None), None)
    actual = known[last].actual if last else None
    age = (last_day_of(as_of) - last_day_of(last)).days if last else None
    source = handbook.sources.get(kpi.source)
    reason = _grey(plan, as_of, age, source.max_age if source else None)
    share = None if actual is None else _attainment(kpi, actual)
    expected = None if share is None else expected_share(kpi, plan, as_of)
    met = None if actual is None else target_met(kpi, actual)
    return KpiStatus(
        kpi=kpi,
        as_of=as_of,
        series=series,
        month=last,
        actual=actual,
        age=age,
        band=KpiBand.GREY if reason else _band(bool(met), share, expected, plan.thresholds),
        reason=reason,
        met=met,
        attainment=share,
        expected=expected,
        pace=None if reason or share is None or not expected or expected < 0 else share / expected,
        distance=None if actual is None else _distance(kpi, actual),
        change=_change(series),
        year_to_date=period_value(kpi, known, months_between(plan.first_month, min(as_of, plan.last_month))),
        forecast=forecast(series, plan.last_month, *value_range(kpi, series)),
        where=known[last].where if last else kpi.where,
    )


def value_range(kpi: Kpi, series: Sequence[tuple[str, float | None]]) -> tuple[float, float]:
    """Return the values that a forecast may take, in the KPI's unit.

    Not below 0 where nothing known of the KPI is; not above 100 where it is a percentage of which nothing
    known is. A growth rate that has been negative, or more than 100%, stays free.
    """
    marks = (kpi.baseline, kpi.target, kpi.low, kpi.high, *kpi.trajectory.values())
    known = [value for value in (*marks, *(value for _, value in series)) if value is not None]
    percent = any(sign in str(kpi.unit.value) for sign in ("%", "％"))
    return (0.0 if min(known) >= 0 else -inf), (100.0 if percent and max(known) <= 100 else inf)


def target_met(kpi: Kpi, value: float) -> bool:
    """Say whether a value meets the target by the KPI's comparator; a range includes its bounds."""
    if kpi.comparator is Comparator.BETWEEN:
        return (kpi.low is None or value >= kpi.low) and (kpi.high is None or value <= kpi.high)
    if kpi.target is None:
        return False
    return value >= kpi.target if kpi.comparator is Comparator.AT_LEAST else value <= kpi.target


def expected_share(kpi: Kpi, plan: Plan, month: str) -> float:
    """Return the share of the way that should be done at the end of a month, 0 before the plan year.

    Points of the trajectory are joined by straight lines, from the baseline at the year's start to the
    target at its end; without a trajectory that is the linear share of the year's months. A trajectory
    that first moves away from the target gives a negative share.
    """
    first, last = _ordinal(plan.first_month) - 1, _ordinal(plan.last_month)
    here = _ordinal(month)
    if here <= first:
        return 0.0
    if here >= last and plan.last_month not in kpi.trajectory:
        return 1.0
    points = {first: 0.0, last: 1.0}
    points |= {
        _ordinal(at): _share(kpi, value) for at, value in kpi.trajectory.items() if _ordinal(at) > first
    }
    before = max(at for at in points if at <= here)
    after = min((at for at in points if at >= here), default=before)
    if before == after:
        return points[before]
    return points[before] + (points[after] - points[before]) * (here - before) / (after - before)


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _share(kpi: Kpi, value: float) -> float:
    """Return (value − baseline) / (target − baseline); the caller knows that the target differs."""
    assert kpi.target is not None  # noqa: S101 - tells the type checker what `_attainment` has checked
    return (value - kpi.baseline) / (kpi.target - kpi.baseline)


def _attainment(kpi: Kpi, value: float) -> float | None:
    if kpi.comparator is Comparator.BETWEEN or kpi.target is None or kpi.target == kpi.baseline:
        return None
    return _share(kpi, value)


def _grey(plan: Plan, as_of: str, age: int | None, max_age: int | None) -> GreyReason | None:
    if as_of < plan.first_month:
        return GreyReason.BEFORE_PERIOD
    if age is None:
        return GreyReason.NO_ACTUAL
    if max_age is not None and age > max_age:
        return GreyReason.STALE
    return GreyReason.MISSING_MONTH if age else None


def _band(met: bool, share: float | None, expected: float | None, limits: Thresholds) -> KpiBand:
    """Return the band of a known value; where nothing is expected yet, falling short of that is a risk."""
    if met:
        return KpiBand.ON_TRACK
    if share is None or expected is None:
        return KpiBand.OFF_TRACK
    if expected <= 0:
        return KpiBand.ON_TRACK if share >= expected else KpiBand.AT_RISK
    pace = round(share / expected, _DIGITS)
    if pace >= limits.pace_on_track:
        return KpiBand.ON_TRACK
    return KpiBand.AT_RISK if pace >= limits.pace_at_risk else KpiBand.OFF_TRACK


def _distance(kpi: Kpi, value: float) -> float | None:
    if kpi.comparator is not Comparator.BETWEEN:
        return None
    bounds = [bound for bound in (kpi.low, kpi.high) if bound is not None]
    return min((abs(value - bound) for bound in bounds), default=None)


def _change(series: tuple[tuple[str, float | None], ...]) -> float | None:
    if len(series) < 2:
        return None
    before, now = series[-2][1], series[-1][1]
    return None if before is None or now is None else now - before
