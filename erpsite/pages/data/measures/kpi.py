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
            tr("A = (actual − baseline) ÷ (target − baseline)"),
            tr("Share; 1 means that the whole way is done. The same for higher-is-better and "
               "lower-is-better."),
            tr("Where baseline and target are equal there is only met or missed; without an actual, no "
               "data."),
            tr("It is kept raw: below 0 or above 1 is possible, and only drawings are cut off."),
        ),
        Measure(
            "target-met",
            tr("Target met"),
            tr("The KPI's own comparator decides: ≥, ≤, or between a lower and an upper bound."),
            tr("Yes or no; for a range also the distance to the nearer bound, in the KPI's unit."),
            tr("Without an actual, no data."),
            tr("A near miss is a miss: 99.4% against ≥ 99.5% has not met its target."),
        ),
        Measure(
            "pace",
            tr("Pace"),
            tr("Pace = attainment ÷ expected share. The expected share follows the KPI's trajectory; "
               "without one it grows evenly from the start of the plan year to its end."),
            tr("Ratio; 1 means exactly on plan, higher is better."),
            tr("Before the plan year starts, without an actual or with stale data: grey."),
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
            tr("A ratio over several months = sum of numerators ÷ sum of denominators; "
               "other KPIs take the last value, the mean or the sum, as each defines."),
            tr("The KPI's unit."),
            tr("A month without numerator or denominator is left out and named."),
            tr("The mean of monthly percentages is never used: months of different size would count the "
               "same."),
        ),
        Measure(
            "forecast",
            tr("Forecast to the year's end"),
            tr("Last value + Theil–Sen slope × months left; the slope is the median of the slopes between "
               "all pairs of the last six months."),
            tr("The KPI's unit."),
            tr("With fewer than four values there is no forecast."),
            tr("One outlier hardly moves the median; the page names the method beside the figure."),
        ),
    )  # fmt: skip
