"""Keep the analyses of the year behind the plan: evidence, health and diagnosis, each computed once.

What computes an analysis is read then, too: a command that asks for few does not pay for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from erpsite.analysis.state.plan_state import PlanState
from erpsite.model.quantity import months_between, next_month

if TYPE_CHECKING:
    from erpsite.analysis.diagnosis.last_year import LastYear
    from erpsite.analysis.diagnosis.maturity import Maturity
    from erpsite.analysis.diagnosis.opportunities import RankedOpportunity
    from erpsite.analysis.diagnosis.pain_points import WeighedPain
    from erpsite.analysis.health.availability import Availability
    from erpsite.analysis.health.incidents import CauseShare
    from erpsite.analysis.health.metrics import HealthSeries
    from erpsite.analysis.health.survey import SurveyResult
    from erpsite.analysis.health.tickets import TicketDesk
    from erpsite.analysis.state.freshness import SourceFreshness
    from erpsite.analysis.state.not_available import NotAvailable

__all__ = ["LookBack"]


class LookBack:
    """Hold what one state of the plan knows of the year before the day shown."""

    def __init__(self, state: PlanState) -> None:
        self.state = state
        self.handbook = state.handbook

    @cached_property
    def freshness(self) -> tuple[SourceFreshness, ...]:
        """Return every source with its series and their age."""
        from erpsite.analysis.state.freshness import source_freshness

        return source_freshness(self.handbook, self.state.as_of, self.state.today)

    @cached_property
    def metric_decimals(self) -> Mapping[str, int]:
        """Return the decimals with which the values of each health metric are told apart."""
        from erpsite.analysis.health.digits import metric_decimals

        return metric_decimals(self.handbook, self.state.as_of)

    @cached_property
    def tickets(self) -> TicketDesk:
        """Return the help desk's tickets: volumes, backlog, ages, agreed times, repeated causes."""
        from erpsite.analysis.health.tickets import ticket_desk

        return ticket_desk(self.handbook, self.state.as_of)

    @cached_property
    def year(self) -> tuple[str, ...]:
        """Return the twelve months up to the month shown, or fewer where the series begin later."""
        months = months_between(next_month(self.state.as_of, -11), self.state.as_of)
        return tuple(month for month in months if month >= self.handbook.plan.series_from)

    @cached_property
    def availability(self) -> Availability:
        """Return the uptime of each module and month."""
        from erpsite.analysis.health.availability import availability

        return availability(self.handbook, self.state.as_of)

    @cached_property
    def outage_causes(self) -> tuple[CauseShare, ...]:
        """Return the causes of unplanned outages in the year up to the month shown."""
        from erpsite.analysis.health.incidents import incident_pareto

        months = self.year
        zone = ZoneInfo(self.handbook.plan.timezone)
        excluded = self.handbook.plan.maintenance_excluded
        log = self.handbook.incidents
        return incident_pareto(log, months[0], months[-1], zone, excluded) if months else ()

    @cached_property
    def health(self) -> tuple[HealthSeries, ...]:
        """Return the series of each health metric."""
        from erpsite.analysis.health.metrics import health_series

        return health_series(self.handbook, self.state.as_of)

    @cached_property
    def survey(self) -> SurveyResult | NotAvailable:
        """Return the survey's result."""
        from erpsite.analysis.health.survey import survey_result

        return survey_result(self.handbook, self.state.today)

    @cached_property
    def last_year(self) -> LastYear:
        """Return last year's record."""
        from erpsite.analysis.diagnosis.last_year import last_year

        return last_year(self.handbook.completed.values(), self.state.days)

    @cached_property
    def pain_points(self) -> tuple[WeighedPain, ...]:
        """Return the pain points, the one that hurts most first."""
        from erpsite.analysis.diagnosis.pain_points import weigh_pain_points

        return weigh_pain_points(self.handbook, self.state.today)

    @cached_property
    def pain_point(self) -> Mapping[str, WeighedPain]:
        """Return each pain point with its weight, by its id."""
        return {one.pain.id: one for one in self.pain_points}

    @cached_property
    def maturity(self) -> Maturity:
        """Return the maturity assessment."""
        from erpsite.analysis.diagnosis.maturity import maturity

        return maturity(self.handbook.maturity.values())

    @cached_property
    def opportunities(self) -> tuple[RankedOpportunity, ...]:
        """Return the technology opportunities, the best first."""
        from erpsite.analysis.diagnosis.opportunities import rank_opportunities

        return rank_opportunities(self.handbook)
