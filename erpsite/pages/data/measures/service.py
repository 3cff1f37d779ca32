"""Define the measures of service levels and surveys."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["service_group"]


def service_group(book: Book) -> MeasureGroup:
    """Return the measures of service levels and surveys."""
    name = book.tr("Service levels and surveys")
    return MeasureGroup("service-measures", name, (*_service(book), *_survey(book)))


def _service(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    excluded = tr("In this plan scheduled maintenance is left out of eligible and of down minutes.")
    included = tr("In this plan scheduled maintenance counts as down time.")
    return (
        Measure(
            "availability",
            tr("Availability"),
            tr("(Eligible minutes − down minutes) ÷ eligible minutes. Over plants, minutes are the mean of "
               "those that use the module: an outage of one of three counts a third."),
            tr("Percent; higher is better."),
            tr("A month without eligible minutes has no availability. Minutes are elapsed minutes: a day on "
               "which the clocks change has 23 or 25 hours. Overlapping outages count once."),
            excluded if book.handbook.plan.maintenance_excluded else included,
        ),
        Measure(
            "error-budget",
            tr("Error budget and burn rate"),
            tr("Error budget = (1 − target) × eligible minutes: 99.5% gives 216 minutes in 30 days. "
               "Burn rate = bad share ÷ (1 − target)."),
            tr("Minutes; burn rate as a ratio, above 1 the budget will not last."),
            tr("With a target of 100% there is no budget, and the burn rate is not available."),
        ),
        Measure(
            "tickets",
            tr("Help-desk tickets"),
            tr("Opened and resolved by month; backlog = opened and not resolved by the month's end; within "
               "the agreed time = resolved in time ÷ resolved of which it is known."),
            tr("Tickets; share 0 to 100%, higher is better."),
            tr("Where no resolved ticket says whether it was in time, there is no share. A ticket is never "
               "an outage."),
        ),
        Measure(
            "percentiles",
            tr("Percentiles"),
            tr("Computed from raw values or from sketches that can be merged."),
            tr("The metric's unit."),
            tr("Where only averages are known there is no percentile: averages of percentiles are never "
               "shown."),
        ),
    )  # fmt: skip


def _survey(book: Book) -> tuple[Measure, ...]:
    tr, least = book.tr, book.handbook.plan.survey.minimum_n
    return (
        Measure(
            "csat",
            tr("Satisfaction (CSAT)"),
            tr("Mean of the answers from 1 to 5, with the share of 4 and 5 beside it."),
            tr("1 to 5; higher is better. The number of answers n is always printed."),
            tr("Fewer than {n} answers are not shown, nor can they be worked out from the totals.", n=least),
        ),
        Measure(
            "nps",
            tr("Recommendation (NPS)"),
            tr("Share of 9 and 10 − share of 0 to 6."),
            tr("−100 to +100; higher is better."),
            tr("Fewer than {n} answers are not shown, nor can they be worked out from the totals.", n=least),
        ),
    )  # fmt: skip
