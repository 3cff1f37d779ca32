"""Define the measures of KPIs."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["kpi_group"]


def kpi_group(book: Book) -> MeasureGroup:
    """Return the measures of KPIs: attainment, target met, pace, bands, roll-up, forecast."""
    return MeasureGroup("kpi-measures", book.tr("KPI attainment and pace"), (*_status(book), *_periods(book)))


def _status(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "attainment",
            tr("Attainment"),
            tr("A = (value − baseline) ÷ (target − baseline); of a sum, total to date ÷ target. The value is "
               "what the KPI's roll-up gives."),
            tr("Share; 1 means that the whole way is done. The same for higher-is-better and "
               "lower-is-better."),
            tr("Where the baseline meets the target already, the target is a floor or a cap: met or missed, "
               "with the distance. Without a value, no data."),
            tr("It is kept raw: below 0 or above 1 is possible, and only drawings are cut off."),
        ),
        Measure(
            "target-met",
            tr("Target met"),
            tr("The KPI's own comparator decides, before any share of a way: ≥, ≤, or between a lower and an "
               "upper bound."),
            tr("Yes or no, and the distance to the target or the nearer bound, in the KPI's unit."),
            tr("Without a value, no data. A sum that may not exceed its target is met at the year's end "
               "only."),
            tr("A near miss is a miss: 99.4% against ≥ 99.5% has not met its target, and a target missed at "
               "the year's end is never on track."),
        ),
        Measure(
            "pace",
            tr("Pace"),
            tr("Pace = attainment ÷ expected share. The expected share follows the KPI's trajectory; "
               "without one it grows evenly from the start of the plan year to its end. Of a sum that may "
               "not exceed its target: expected share ÷ share used up."),
            tr("Ratio; 1 means exactly on plan, higher is better."),
            tr("Before the plan year starts, without a value or with stale data: grey. A range, a floor and "
               "a cap have none."),
        ),
        Measure(
            "kpi-bands",
            tr("Status of a KPI"),
            tr("On track where the target is met or the pace is at least {green}; at risk from {amber}; "
               "below that off track.",
               green=book.locale.number(book.handbook.plan.thresholds.pace_on_track, 2),
               amber=book.locale.number(book.handbook.plan.thresholds.pace_at_risk, 2)),
            tr("On track, at risk, off track or no data; each with a word and a shape."),
            tr("No data or data older than the source allows: grey, never green."),
        ),
    )  # fmt: skip


def _periods(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "roll-up",
            tr("Roll-up of months"),
            tr("What is compared with the target: of a level the last value; of a sum the total to date, "
               "with the share of the target due; of a mean the mean to date, weighed by the denominators "
               "where each month has one; of a ratio sum of numerators ÷ sum of denominators."),
            tr("The KPI's unit. A ratio's value is numerator ÷ denominator × scale; where it is given too, "
               "both agree to the printed digits."),
            tr("A month without a value, or of a ratio without its parts, is left out and named; nothing is "
               "expected of it. A year's total that lacks months it could turn on has no status."),
            tr("The mean of monthly percentages is never used: months of different size would count the "
               "same."),
        ),
        Measure(
            "rhythm",
            tr("Rhythm"),
            tr("Month, quarter, half-year or year. Until the next value is due the last one counts, and "
               "longer where its source allows; it is compared with what was due when it was measured."),
            tr("Periods are counted from the start of the fiscal year."),
            tr("A period without a value is a gap; the months between two due values are none."),
            tr("Where no rhythm is stated, the series shows it: no two values nearer than three, six or "
               "twelve months, and a source that lets a value be as old."),
        ),
        Measure(
            "forecast",
            tr("Forecast to the year's end"),
            tr("Last value + Theil–Sen slope × months left; the slope is the median of the slopes between "
               "all pairs of the last six values. A sum, a mean and a ratio are rolled up from the months "
               "known and those on that line."),
            tr("The KPI's unit."),
            tr("With fewer than four values there is no forecast."),
            tr("One outlier hardly moves the median; the page names the method beside the figure."),
        ),
        Measure(
            "digits",
            tr("Printed digits"),
            tr("As many decimals as the KPI or metric says, and more where values that differ would read "
               "alike; a very small or very large value stands as a power of ten."),
            tr("At least the stated decimals."),
            tr("A value above 10¹⁵ or, other than 0, below 10⁻¹² is refused by the check."),
        ),
    )  # fmt: skip
