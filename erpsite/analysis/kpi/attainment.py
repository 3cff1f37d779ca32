"""Judge a KPI at a month: attainment, pace, band, roll-up, forecast (FORMULAS.md, KPI attainment)."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from math import inf

from erpsite.analysis.kpi.judging import (
    Course,
    KpiBand,
    Verdict,
    course_of,
    expected_share,
    judge,
    lacks_target,
    target_met,
)
from erpsite.analysis.kpi.periods import (
    Forecast,
    NoForecast,
    PeriodValue,
    forecast,
    period_value,
    rolled_forecast,
)
from erpsite.analysis.state.rhythm import Beat, beat_of
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi, KpiActual, RollUp
from erpsite.model.percentages import is_percentage
from erpsite.model.plan import Plan, Rag
from erpsite.model.quantity import last_day_of, months_between, next_month

__all__ = [
    "Course",
    "GreyReason",
    "KpiBand",
    "KpiStatus",
    "expected_share",
    "kpi_status",
    "kpi_statuses",
    "target_met",
    "value_range",
]


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
    NOT_THIS_YEAR = "not-this-year"
    """What is rolled up has no value in the plan year."""
    NO_PARTS = "no-parts"
    """A ratio of which no month has both numerator and denominator."""
    NO_TARGET = "no-target"
    """What it is to reach is not known, or withheld."""
    NO_BASELINE = "no-baseline"
    """It misses its target, and without a baseline nobody knows what of the way is due by now."""
    WITHHELD = "withheld"
    """This month's value may not be said."""
    INCOMPLETE = "incomplete"
    """The year is over, and months are missing in a total that they could decide."""


@dataclass(frozen=True)
class KpiStatus:
    """Hold where a KPI stands at the end of a month."""

    kpi: Kpi
    as_of: str
    series: tuple[tuple[str, float | None], ...]
    """Every month from the plan's first month of series to `as_of`; None is a month without a value."""
    beat: Beat
    """How often there should be a value."""
    month: str | None
    """Last month with a value."""
    actual: float | None
    """Value of that month, in the KPI's unit."""
    age: int | None
    """Days from the end of that month to the end of `as_of`."""
    band: KpiBand
    reason: GreyReason | None
    """Why the band is grey."""
    course: Course
    """How the KPI stands to its target."""
    judged: float | None
    """What is compared with the target: the actual, or the plan year to date as the KPI rolls up."""
    met: bool | None
    """Whether the comparator holds for `judged`; None without one, and where only the year's end can say."""
    attainment: float | None
    """Share of the way, or of the total, that is done; raw; None for ranges, floors and caps."""
    expected: float | None
    """Share that should be done, or may be used, by now; None where attainment has no meaning."""
    pace: float | None
    """attainment / expected; None where nothing is expected yet or the band is grey."""
    distance: float | None
    """From `judged` to the target or the nearer bound, in the KPI's unit, 0 or more."""
    change: float | None
    """Value of the last month − the value one period before; None where either is missing."""
    year_to_date: PeriodValue
    """The plan year's months up to `as_of`, rolled up as the KPI says."""
    forecast: Forecast | NoForecast
    """What to expect of `judged` at the end of the plan year."""
    where: Source
    """Where the actual stands in the data, or the KPI where there is none."""
    withheld: object = None
    """Why the value of `as_of` may not be said, a text or texts by language; None where it may."""

    @property
    def rag(self) -> Rag:
        """Return the colour of the band."""
        return self.band.rag

    @property
    def fresh(self) -> bool:
        """Say whether the last value is what is known at `as_of`: no later one is due."""
        return self.month is not None and self.beat.is_current(self.month, self.as_of)

    @property
    def fresh_days(self) -> int | None:
        """Return for how many days after the end of its month the last value counts as fresh."""
        return None if self.month is None else self.beat.fresh_days(self.month)

    @property
    def to_date(self) -> bool:
        """Say whether the plan year to date is compared with the target, not the last value."""
        return self.kpi.roll_up is not RollUp.LAST

    @property
    def pass_or_fail(self) -> bool:
        """Say whether the KPI has no way to go, so that it is only met or missed."""
        return self.course is Course.KEEP

    @property
    def improvement(self) -> float | None:
        """Return the judged value − baseline, in the KPI's unit."""
        base = self.kpi.baseline
        return None if self.judged is None or base is None else self.judged - base


def kpi_statuses(handbook: Handbook, as_of: str) -> Mapping[str, KpiStatus]:
    """Return the status of every KPI by id at the end of `as_of` (`YYYY-MM`)."""
    return {name: kpi_status(handbook, kpi, as_of) for name, kpi in handbook.kpis.items()}


def kpi_status(handbook: Handbook, kpi: Kpi, as_of: str) -> KpiStatus:
    """Return where a KPI stands at the end of `as_of` (`YYYY-MM`); later actuals are not looked at."""
    plan, known = handbook.plan, handbook.actuals.get(kpi.id, {})
    months = months_between(min(plan.series_from, as_of), as_of)
    series = tuple((month, known[month].actual if month in known else None) for month in months)
    valued = [month for month, value in series if value is not None]
    source = handbook.sources.get(kpi.source)
    beat = beat_of(kpi.rhythm, valued, source.max_age if source else None, plan.fiscal_start)
    last = valued[-1] if valued else None
    actual = known[last].actual if last else None
    to_date = months_between(plan.first_month, min(as_of, plan.last_month))
    period = period_value(kpi, known, to_date, beat)
    judged = actual if kpi.roll_up is RollUp.LAST else period.value
    verdict = None if lacks_target(kpi) else _verdict(kpi, plan, judged, last, as_of, period, beat)
    held = handbook.withheld_actuals.get((kpi.id, as_of))
    reason = GreyReason.WITHHELD if held else _grey(plan, as_of, last, beat, kpi, period, verdict)
    return KpiStatus(
        kpi=kpi,
        as_of=as_of,
        series=series,
        beat=beat,
        month=last,
        actual=actual,
        age=(last_day_of(as_of) - last_day_of(last)).days if last else None,
        band=KpiBand.GREY if reason or verdict is None else verdict.band,
        reason=reason,
        course=course_of(kpi),
        judged=judged,
        met=None if verdict is None or reason is GreyReason.INCOMPLETE else verdict.met,
        attainment=verdict.attainment if verdict else None,
        expected=verdict.expected if verdict else None,
        pace=None if reason or verdict is None else verdict.pace,
        distance=verdict.distance if verdict else None,
        change=_change(series, beat),
        year_to_date=period,
        forecast=_ahead(kpi, plan, known, series, period, beat),
        where=known[last].where if last else kpi.where,
        withheld=held,
    )


def _verdict(
    kpi: Kpi, plan: Plan, judged: float | None, last: str | None, as_of: str, period: PeriodValue, beat: Beat
) -> Verdict | None:
    """Judge what is known by what was due when it was measured: a value between two due dates is not late."""
    if judged is None or last is None:
        return None
    at = as_of if beat.months == 1 else min(as_of, beat.end(last))
    over = as_of >= plan.last_month and at >= plan.last_month
    missing = _missing_months(period, beat, at) if kpi.roll_up is RollUp.SUM else ()
    return judge(kpi, plan, judged, at, missing, over)


def _missing_months(period: PeriodValue, beat: Beat, at: str) -> tuple[str, ...]:
    """Return every month of the periods without a value, up to a month."""
    return tuple(
        month
        for end in period.left_out
        for month in months_between(next_month(end, 1 - beat.months), end)
        if month <= at
    )


def _ahead(
    kpi: Kpi,
    plan: Plan,
    known: Mapping[str, KpiActual],
    series: Sequence[tuple[str, float | None]],
    period: PeriodValue,
    beat: Beat,
) -> Forecast | NoForecast:
    bounds = value_range(kpi, series)
    ahead = forecast(series, plan.last_month, *bounds, step=beat.months)
    if isinstance(ahead, NoForecast):
        return ahead
    later = months_between(next_month(beat.end(ahead.last), 1), plan.last_month)
    ends = [month for month in later if beat.end(month) == month]
    return rolled_forecast(kpi, known, period, ahead, ends, bounds)


def value_range(kpi: Kpi, series: Sequence[tuple[str, float | None]]) -> tuple[float, float]:
    """Return the values that a forecast may take, in the KPI's unit.

    Not below 0 where nothing known of the KPI is; not above 100 where it is a percentage of which nothing
    known is. A growth rate that has been negative, or more than 100%, stays free.
    """
    marks = (kpi.baseline, kpi.target, kpi.low, kpi.high, *kpi.trajectory.values())
    known = [value for value in (*marks, *(value for _, value in series)) if value is not None] or [0.0]
    hundred = is_percentage(kpi.unit) and max(known) <= 100
    return (0.0 if min(known) >= 0 else -inf), (100.0 if hundred else inf)


def _grey(
    plan: Plan,
    as_of: str,
    last: str | None,
    beat: Beat,
    kpi: Kpi,
    period: PeriodValue,
    verdict: Verdict | None,
) -> GreyReason | None:
    if as_of < plan.first_month:
        return GreyReason.BEFORE_PERIOD
    if last is None:
        return GreyReason.NO_ACTUAL
    age = (last_day_of(as_of) - last_day_of(last)).days
    if age > beat.fresh_days(last):
        return GreyReason.STALE
    if not beat.is_current(last, as_of):
        return GreyReason.MISSING_MONTH
    if lacks_target(kpi):
        return GreyReason.NO_TARGET
    if verdict is not None and verdict.band is KpiBand.GREY:
        return GreyReason.NO_BASELINE
    if verdict is None:
        in_year = last >= plan.first_month and kpi.roll_up is RollUp.RATIO
        return GreyReason.NO_PARTS if in_year else GreyReason.NOT_THIS_YEAR
    return GreyReason.INCOMPLETE if _undecided(plan, as_of, kpi, period, verdict) else None


def _undecided(plan: Plan, as_of: str, kpi: Kpi, period: PeriodValue, verdict: Verdict) -> bool:
    """Say whether the months that are missing in a total of the whole year could turn the verdict round."""
    if kpi.roll_up is not RollUp.SUM or not period.left_out or as_of < plan.last_month:
        return False
    if verdict.course is Course.RANGE:
        return not (kpi.high is not None and (period.value or 0.0) > kpi.high)
    return bool(verdict.met) is (verdict.course is Course.ALLOWANCE)


def _change(series: tuple[tuple[str, float | None], ...], beat: Beat) -> float | None:
    if beat.months == 1:
        pair = [value for _, value in series[-2:]]
        before, now = pair if len(pair) == 2 else (None, None)
        return None if before is None or now is None else now - before
    last_two = [(month, value) for month, value in series if value is not None][-2:]
    if len(last_two) < 2 or beat.period(last_two[1][0]) - beat.period(last_two[0][0]) != 1:
        return None
    return last_two[1][1] - last_two[0][1]
