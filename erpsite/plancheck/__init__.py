"""Check that the plan can be carried out: rules on what is computed of it; one function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from erpsite.analysis.state import PlanState
from erpsite.issues import Issue, sort_issues
from erpsite.plancheck.dates import check_baseline_links, check_forecast_links, check_milestone_after_phase
from erpsite.plancheck.durations import check_duration_against_dates, check_estimate_against_plan
from erpsite.plancheck.logic import check_loose_tasks, check_phases, check_unscheduled, check_waits

__all__ = ["RULES", "check_plan"]

Rule = Callable[[PlanState], Iterable[Issue]]

RULES: tuple[Rule, ...] = (
    check_baseline_links,
    check_forecast_links,
    check_milestone_after_phase,
    check_duration_against_dates,
    check_estimate_against_plan,
    check_phases,
    check_unscheduled,
    check_waits,
    check_loose_tasks,
)


def check_plan(state: PlanState) -> tuple[Issue, ...]:
    """Return what every rule finds in the plan at one month, by place; no rule raises on missing data."""
    return sort_issues(issue for rule in RULES for issue in rule(state))
