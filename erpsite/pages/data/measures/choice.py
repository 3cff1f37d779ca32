"""Define the measures that choose: prioritisation, portfolio, maturity, opportunities."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["maturity_group", "priority_group"]


def priority_group(book: Book) -> MeasureGroup:
    """Return the measures of prioritisation and of the portfolio."""
    name = book.tr("Prioritisation and portfolio")
    return MeasureGroup("priority-measures", name, (*_scores(book), *_portfolio(book)))


def _scores(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "wsjf",
            tr("WSJF"),
            tr("WSJF = (business value + time criticality + risk reduction or opportunity enablement) ÷ "
               "job size, "
               "each scored 1, 2, 3, 5, 8, 13 or 20."),
            tr("Ratio; higher goes first."),
            tr("Without all four scores the initiative is listed as not scored, below the ranked ones."),
        ),
        Measure(
            "rice",
            tr("RICE"),
            tr("RICE = reach × impact × confidence ÷ effort. Impact is 0.25, 0.5, 1, 2 or 3; confidence is "
               "50%, 80% or 100%; effort is in person-months; reach is per quarter."),
            tr("People or transactions per person-month; higher goes first."),
            tr("Without all four scores the initiative is listed as not scored, below the ranked ones."),
        ),
        Measure(
            "weighted-score",
            tr("Weighted score"),
            tr("Σ weight × normalised score of each criterion; the weights sum to 1."),
            tr("0 to 1; higher goes first."),
            tr("A criterion without a score leaves the initiative unscored; it never counts as 0."),
        ),
    )  # fmt: skip


def _portfolio(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "portfolio",
            tr("Best portfolio"),
            tr("Choose the initiatives with the largest sum of value, such that their cost fits the budget, "
               "their effort fits each role's capacity in each quarter, what they depend on is in, at most "
               "one "
               "of an exclusive group is in, and every mandatory one is in."),
            tr("Value in the unit of the chosen scoring method."),
            tr("Where the constraints clash there is no portfolio, and the page names those that clash."),
            tr("Solved exactly. The value is maximised, not the ratio that ranks single initiatives. "
               "Finished work is in, unless it breaks a rule by itself."),
        ),
        Measure(
            "sensitivity",
            tr("Sensitivity"),
            tr("How often an initiative stays above the cut line of the budget while the weights vary by "
               "±20%."),
            tr("Percent of the trials, with a fixed seed."),
            tr("Without scores: not available."),
        ),
    )  # fmt: skip


def maturity_group(book: Book) -> MeasureGroup:
    """Return the measures of maturity and of technology opportunities."""
    tr = book.tr
    measures = (
        Measure(
            "maturity",
            tr("Maturity"),
            tr("Dimension = weighted mean of its criteria; overall = weighted mean of the dimensions. "
               "Gap = target − current; priority = importance × gap."),
            tr("Level 1 to 5: initial, repeatable, defined, managed, optimised. Higher is better."),
            tr("A score without evidence does not count and is listed; a dimension without any counted score "
               "has none."),
            tr("The weakest dimension is always named."),
        ),
        Measure(
            "opportunity",
            tr("Ranking of technology opportunities"),
            tr("Value × feasibility, each scored 1 to 5."),
            tr("1 to 25; higher goes first."),
            tr("Every opportunity carries both scores; a plan without them does not load."),
            tr("Readiness says how close the technology is to use here: adopt, trial, assess or hold."),
        ),
    )  # fmt: skip
    return MeasureGroup("maturity-measures", tr("Maturity and opportunities"), measures)
