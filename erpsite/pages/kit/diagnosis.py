"""Share the analyses of the pre-read between its pages: each is computed once a build."""

from __future__ import annotations

from erpsite.analysis.diagnosis.last_year import LastYear, last_year
from erpsite.analysis.diagnosis.maturity import Maturity, maturity
from erpsite.analysis.diagnosis.opportunities import RankedOpportunity, rank_opportunities
from erpsite.analysis.diagnosis.pain_points import WeighedPain, weigh_pain_points
from erpsite.analysis.health.availability import Availability, availability
from erpsite.analysis.health.incidents import CauseShare, incident_pareto
from erpsite.analysis.health.metrics import HealthSeries, health_series
from erpsite.analysis.health.survey import SurveyResult, survey_result
from erpsite.analysis.money.benefits import PlanBenefits, plan_benefits
from erpsite.analysis.money.draft_budget import DraftBudget, draft_budget
from erpsite.analysis.portfolio.priority import Priorities, priorities
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.quantity import months_between, next_month
from erpsite.pages.kit.book import Book

__all__ = [
    "availability_of", "causes_of", "draft_budget_of", "health_of", "last_year_of", "maturity_of",
    "opportunities_of", "pain_points_of", "priorities_of", "survey_of", "year_to",
]  # fmt: skip


def year_to(book: Book) -> tuple[str, ...]:
    """Return the twelve months up to the month shown, or fewer where the series begin later."""
    months = months_between(next_month(book.state.as_of, -11), book.state.as_of)
    return tuple(month for month in months if month >= book.handbook.plan.series_from)


def availability_of(book: Book) -> Availability:
    """Return the uptime of each module and month."""
    found: Availability = book.once("availability", lambda: availability(book.handbook, book.state.as_of))
    return found


def causes_of(book: Book) -> tuple[CauseShare, ...]:
    """Return the causes of unplanned incidents in the year up to the month shown."""
    months = year_to(book)
    found: tuple[CauseShare, ...] = book.once(
        "incident-causes",
        lambda: incident_pareto(book.handbook.incidents, months[0], months[-1]) if months else (),
    )
    return found


def health_of(book: Book) -> tuple[HealthSeries, ...]:
    """Return the series of each health metric."""
    found: tuple[HealthSeries, ...] = book.once(
        "health", lambda: health_series(book.handbook, book.state.as_of)
    )
    return found


def survey_of(book: Book) -> SurveyResult | NotAvailable:
    """Return the survey's result."""
    found: SurveyResult | NotAvailable = book.once(
        "survey", lambda: survey_result(book.handbook, book.state.today)
    )
    return found


def last_year_of(book: Book) -> LastYear:
    """Return last year's record."""
    found: LastYear = book.once(
        "last-year", lambda: last_year(book.handbook.completed.values(), book.state.days)
    )
    return found


def pain_points_of(book: Book) -> tuple[WeighedPain, ...]:
    """Return the pain points, the one that hurts most first."""
    found: tuple[WeighedPain, ...] = book.once(
        "pain-points", lambda: weigh_pain_points(book.handbook, book.state.today)
    )
    return found


def maturity_of(book: Book) -> Maturity:
    """Return the maturity assessment."""
    found: Maturity = book.once("maturity", lambda: maturity(book.handbook.maturity.values()))
    return found


def opportunities_of(book: Book) -> tuple[RankedOpportunity, ...]:
    """Return the technology opportunities, the best first."""
    found: tuple[RankedOpportunity, ...] = book.once(
        "opportunities", lambda: rank_opportunities(book.handbook)
    )
    return found


def priorities_of(book: Book) -> Priorities:
    """Return the ranking of the initiatives."""
    found: Priorities = book.once("priorities", lambda: priorities(book.handbook))
    return found


def benefits_of(book: Book) -> PlanBenefits:
    """Return cost, promise and proof of the funded initiatives."""
    found: PlanBenefits = book.once("benefits", lambda: plan_benefits(book.state))
    return found


def draft_budget_of(book: Book) -> DraftBudget:
    """Return the split of the money above the cut line."""
    found: DraftBudget = book.once(
        "draft-budget", lambda: draft_budget(one.initiative for one in priorities_of(book).funded)
    )
    return found
