"""Define the measures of preparation, follow-up and data."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["follow_up_group"]


def follow_up_group(book: Book) -> MeasureGroup:
    """Return the measures of preparation, follow-up and data."""
    tr = book.tr
    measures = (
        Measure(
            "readiness",
            tr("Readiness"),
            tr("Items in place ÷ items expected. Expected are the charter, the pre-read sent, each required "
               "seat filled, each preparation step done, and each session with goal, output and lead."),
            tr("Percent; higher is better."),
            tr("A missing file counts as one item that is not in place."),
        ),
        Measure(
            "overdue",
            tr("Overdue actions"),
            tr("Open actions whose due day lies before the last day of the month shown."),
            tr("Count; lower is better."),
            tr("An action that nobody reports on stays open."),
        ),
        Measure(
            "overdue-dates",
            tr("Milestones and commitments past their date"),
            tr("Past the approved date: not reached at the end of the day of the baseline, or of the last "
               "renewed one. Past the date expected now: not reached though even the last forecast has "
               "passed. The two are told apart, each in words."),
            tr("Count; lower is better."),
            tr("Without a date it is not counted. What is called finished has all its parts reached."),
        ),
        Measure(
            "freshness",
            tr("Age of a series"),
            tr("Last day of the month shown − last day of the last month with a value. Fresh where the age "
               "is at most what the source allows."),
            tr("Days; lower is better."),
            tr("Without any value, or older than the source allows: grey. A missing month is never filled "
               "in."),
            tr("Where a metric is measured by module, the module that lags most decides."),
        ),
        Measure(
            "reading-time",
            tr("Reading time"),
            tr("Chinese characters ÷ 400 a minute + other words ÷ 220 a minute, rounded to whole minutes, "
               "at least one."),
            tr("Minutes."),
            tr("A page without text takes one minute."),
            tr("Everything counts that stands open: small print, and a table with its open rows; a picture "
               "counts with five seconds more; what is folded does not count."),
        ),
    )  # fmt: skip
    return MeasureGroup("follow-up-measures", tr("Preparation, follow-up and data"), measures)
