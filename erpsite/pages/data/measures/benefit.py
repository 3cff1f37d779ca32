"""Define the measures of pain points, risk, benefit and objectives."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["benefit_group", "objective_group"]


def benefit_group(book: Book) -> MeasureGroup:
    """Return the measures of pain points, risk and benefit."""
    tr, limits = book.tr, book.handbook.plan.thresholds
    measures = (
        Measure(
            "pain-point-impact",
            tr("Impact of a pain point"),
            tr("Hours lost per month × loaded hourly cost + direct loss per month. Where no hours are known: "
               "frequency × severity, 1 to 5 each."),
            tr("The plan's currency per month, or points from 1 to 25; more hurts more."),
            tr("With neither hours nor scores the pain point stands at the end of the list as not measured."),
            tr("TOP 5 by impact, the older first where two are equal. Money and points are never mixed: "
               "what is measured in money comes first, and the page says which it is."),
        ),
        Measure(
            "risk-score",
            tr("Risk score"),
            tr("Probability × impact, 1 to 5 each."),
            tr("1 to 25; lower is better. Bands: below {medium} low, below {high} medium, below {very_high} "
               "high, else very high.",
               medium=limits.risk_medium, high=limits.risk_high, very_high=limits.risk_very_high),
            tr("Every risk carries both scores; a plan without them does not load."),
        ),
        Measure(
            "expected-loss",
            tr("Expected loss"),
            tr("Probability × cost if it happens; probability 1 to 5 stands for 10%, 30%, 50%, 70% and 90%."),
            tr("The plan's currency; lower is better."),
            tr("A risk without a cost is counted beside the sum, not in it."),
        ),
        Measure(
            "benefit",
            tr("Benefit"),
            tr("(Baseline − actual) in the KPI's unit, turned into money only with a stated rate."),
            tr("The KPI's unit, or the plan's currency per year."),
            tr("Before the measure date a benefit is promised, not realised; without a rate it stays in the "
               "KPI's unit."),
        ),
    )  # fmt: skip
    return MeasureGroup("benefit-measures", tr("Pain points, risk and benefit"), measures)


def objective_group(book: Book) -> MeasureGroup:
    """Return the measures of objectives."""
    tr = book.tr
    measures = (
        Measure(
            "okr",
            tr("Score of an objective"),
            tr("Mean of its key results, each between 0 and 1; a key result is the attainment of a KPI, "
               "cut off at 0 and 1."),
            tr("0 to 1; from 0.7 green, from 0.4 amber, else red."),
            tr("Without a key result that has data: grey."),
            tr("A key result that is a promised service level is passed or failed; 0.7 of it is not good "
               "enough."),
        ),
        Measure(
            "alignment",
            tr("Share of the budget by objective"),
            tr("Budget of the initiatives that serve an objective ÷ budget of all initiatives; "
               "an initiative that serves several is divided evenly among them."),
            tr("Percent."),
            tr("Initiatives that serve no objective, and objectives without an initiative, are listed by "
               "name."),
        ),
    )  # fmt: skip
    return MeasureGroup("objective-measures", tr("Objectives"), measures)
