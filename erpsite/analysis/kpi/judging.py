"""Judge what a KPI has come to: met or missed first, then the pace (FORMULAS.md, KPI attainment and pace)."""

from __future__ import annotations

import enum
from collections.abc import Collection
from decimal import Decimal

from erpsite.frozen import dataclass
from erpsite.model.kpi import Comparator, Kpi, RollUp
from erpsite.model.plan import Plan, Rag, Thresholds
from erpsite.model.quantity import next_month

__all__ = [
    "Course", "KpiBand", "Verdict", "course_of", "due_value", "expected_share", "judge", "lacks_target",
    "linear_share",
    "target_met",
]  # fmt: skip

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


class Course(enum.StrEnum):
    """Name how a KPI stands to its target."""

    WAY = "way"
    """A way to go from the baseline to the target."""
    KEEP = "keep"
    """A floor or cap: the baseline meets it already, so it is kept or missed."""
    RANGE = "range"
    """Inside two bounds or not."""
    TOTAL = "total"
    """A sum that grows towards its target."""
    OPEN = "open"
    """No baseline is known: met or missed, and before the year's end nobody knows what of the way is due."""
    ALLOWANCE = "allowance"
    """A sum that must not use up more than its target by the year's end."""


def course_of(kpi: Kpi) -> Course:
    """Return how a KPI stands to its target; a sum never has a way from its baseline."""
    if kpi.comparator is Comparator.BETWEEN:
        return Course.RANGE
    if kpi.roll_up is RollUp.SUM:
        return Course.TOTAL if _sign(kpi) * (kpi.target or 0.0) > 0 else Course.ALLOWANCE
    if kpi.baseline is None:
        return Course.OPEN
    return Course.KEEP if target_met(kpi, kpi.baseline) else Course.WAY


def lacks_target(kpi: Kpi) -> bool:
    """Say whether nobody knows, or may say, what the KPI is to reach, or between what it is to stay."""
    if kpi.comparator is Comparator.BETWEEN:
        return kpi.low is None or kpi.high is None
    return kpi.target is None


def target_met(kpi: Kpi, value: float) -> bool:
    """Say whether a value meets the target by the KPI's comparator; a range includes its bounds."""
    if kpi.comparator is Comparator.BETWEEN:
        return (kpi.low is None or value >= kpi.low) and (kpi.high is None or value <= kpi.high)
    if kpi.target is None:
        return False
    return value >= kpi.target if kpi.comparator is Comparator.AT_LEAST else value <= kpi.target


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a value of a KPI is worth at the end of a month."""

    course: Course
    met: bool | None
    """Whether the comparator holds; None where only the year's end can say, as for an allowance."""
    attainment: float | None
    """WAY: (value − baseline) / (target − baseline), raw. TOTAL and ALLOWANCE: value / target. Else None."""
    expected: float | None
    """The share that should be reached, or may be used, by the month; None where `attainment` is."""
    pace: float | None
    """attainment / expected, for an allowance expected / attainment; None where nothing is expected yet."""
    distance: float | None
    """From the target, or the nearer bound, in the KPI's unit, 0 or more."""
    band: KpiBand


def judge(
    kpi: Kpi, plan: Plan, value: float, month: str, missing: Collection[str] = (), end: bool | None = None
) -> Verdict:
    """Return what a value, rolled up to the end of `month`, is worth.

    `missing` are months of a sum without a value: nothing is expected of them. At the period's end a missed
    target is never on track; `end` says that it is, where that is not plain from the month.
    """
    course = course_of(kpi)
    over = month >= plan.last_month if end is None else end
    if course is Course.RANGE:
        return _judge_range(kpi, plan, value, month, over)
    if course is Course.KEEP:
        met = target_met(kpi, value)
        band = KpiBand.ON_TRACK if met else KpiBand.OFF_TRACK
        return Verdict(course, met, None, None, None, _distance(kpi, value), band)
    if course is Course.OPEN:
        return _judge_open(kpi, value, over)
    if course is Course.ALLOWANCE:
        return _judge_allowance(kpi, plan, value, month, over, missing)
    share, expected = _share(kpi, value), _expected(kpi, plan, month, missing)
    met = target_met(kpi, value)
    band = KpiBand.ON_TRACK if met else _band(share, expected, plan.thresholds, over)
    pace = share / expected if expected > 0 else None
    return Verdict(course, met, share, expected, pace, _distance(kpi, value), band)


def _judge_open(kpi: Kpi, value: float, over: bool) -> Verdict:
    """Judge without a baseline: met or missed at the year's end; until then a miss has no band."""
    met = target_met(kpi, value)
    band = KpiBand.ON_TRACK if met else KpiBand.OFF_TRACK if over else KpiBand.GREY
    return Verdict(Course.OPEN, met, None, None, None, _distance(kpi, value), band)


def _judge_range(kpi: Kpi, plan: Plan, value: float, month: str, over: bool) -> Verdict:
    """Judge a range; the bounds of a sum grow with the year, and only its end says whether it is met."""
    inside, distance = target_met(kpi, value), _distance(kpi, value)
    if kpi.roll_up is not RollUp.SUM or over:
        band = KpiBand.ON_TRACK if inside else KpiBand.OFF_TRACK
        return Verdict(Course.RANGE, inside, None, None, None, distance, band)
    share = linear_share(plan, month)
    low, high = (None if bound is None else bound * share for bound in (kpi.low, kpi.high))
    if kpi.high is not None and value > kpi.high >= 0:
        return Verdict(Course.RANGE, False, None, None, None, distance, KpiBand.OFF_TRACK)
    due = (low is None or value >= low) and (high is None or value <= high)
    band = KpiBand.ON_TRACK if due else KpiBand.AT_RISK
    return Verdict(Course.RANGE, None, None, None, None, distance, band)


def _judge_allowance(
    kpi: Kpi, plan: Plan, value: float, month: str, over: bool, missing: Collection[str]
) -> Verdict:
    """Judge a total against what of it may be used by now; met at the year’s end, missed at once."""
    target, within = kpi.target or 0.0, target_met(kpi, value)
    used = value / target if target else None
    expected = _expected(kpi, plan, month, missing) if target else None
    met = within if over or not within else None
    pace = expected / used if used and expected is not None and used > 0 and expected > 0 else None
    if not within:
        band = KpiBand.OFF_TRACK
    elif over or used is None or expected is None or used <= expected:
        band = KpiBand.ON_TRACK
    else:
        band = _band_of_pace(pace or 0.0, plan.thresholds)
    return Verdict(Course.ALLOWANCE, met, used, expected, pace, _distance(kpi, value), band)


def _band(share: float, expected: float, limits: Thresholds, over: bool) -> KpiBand:
    """Return the band of a miss; where nothing is expected yet, falling short of that is a risk."""
    if expected <= 0:
        band = KpiBand.ON_TRACK if share >= expected else KpiBand.AT_RISK
    else:
        band = _band_of_pace(share / expected, limits)
    return KpiBand.AT_RISK if over and band is KpiBand.ON_TRACK else band


def _band_of_pace(pace: float, limits: Thresholds) -> KpiBand:
    rounded = round(pace, _DIGITS)
    if rounded >= limits.pace_on_track:
        return KpiBand.ON_TRACK
    return KpiBand.AT_RISK if rounded >= limits.pace_at_risk else KpiBand.OFF_TRACK


def _distance(kpi: Kpi, value: float) -> float | None:
    marks = (kpi.low, kpi.high) if kpi.comparator is Comparator.BETWEEN else (kpi.target,)
    # By the digits that are printed: of floats, 3.15 less 3 is 0.1499…, and would be printed as 0.1.
    written = Decimal(str(value))
    return min((float(abs(written - Decimal(str(mark)))) for mark in marks if mark is not None), default=None)


def _sign(kpi: Kpi) -> int:
    return 1 if kpi.comparator is Comparator.AT_LEAST else -1


def _start(kpi: Kpi) -> float:
    """Return where a year begins: a sum at nothing, everything else at the baseline."""
    return 0.0 if kpi.roll_up is RollUp.SUM else kpi.baseline or 0.0


def _share(kpi: Kpi, value: float) -> float:
    """Return the share of the way from the year's start to the target; the caller knows that they differ."""
    start = _start(kpi)
    return (value - start) / ((kpi.target or 0.0) - start)


def linear_share(plan: Plan, month: str) -> float:
    """Return the share of the plan year's months that are over at the end of a month, 0 to 1."""
    first, last = _ordinal(plan.first_month) - 1, _ordinal(plan.last_month)
    return min(max((_ordinal(month) - first) / (last - first), 0.0), 1.0)


def expected_share(kpi: Kpi, plan: Plan, month: str) -> float:
    """Return the share of the way that should be done at the end of a month, 0 before the plan year.

    Points of the trajectory are joined by straight lines, from the year's start to the target at its end;
    without a trajectory that is the linear share of the year's months. A sum starts at nothing, everything
    else at the baseline. A trajectory that first moves away from the target gives a negative share.
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


def due_value(kpi: Kpi, plan: Plan, month: str) -> float:
    """Return the value, rolled up to date, that should be reached, or may be used, at the end of a month."""
    start, target = _start(kpi), kpi.target or 0.0
    return target if target == start else start + (target - start) * expected_share(kpi, plan, month)


def _expected(kpi: Kpi, plan: Plan, month: str, missing: Collection[str]) -> float:
    whole = expected_share(kpi, plan, month)
    if kpi.roll_up is not RollUp.SUM or not missing:
        return whole
    steps = [(next_month(name, -1), name) for name in missing]
    return whole - sum(expected_share(kpi, plan, b) - expected_share(kpi, plan, a) for a, b in steps)


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
