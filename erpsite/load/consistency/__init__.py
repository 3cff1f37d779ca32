"""Check that valid records fit together; one function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from erpsite.issues import Issue
from erpsite.load.consistency.bare import check_unsaid
from erpsite.load.consistency.calendars import check_calendar
from erpsite.load.consistency.choices import (
    check_exclusive_groups,
    check_mandatory_cost,
    check_mandatory_needs,
    check_rivals,
    check_waivers,
)
from erpsite.load.consistency.circles import check_circles
from erpsite.load.consistency.days import check_day_range, check_milestone_phase, check_order_of_days
from erpsite.load.consistency.draft import Draft
from erpsite.load.consistency.incidents import check_degraded, check_moments, check_order_of_moments
from erpsite.load.consistency.judging import OfEach, judge_each
from erpsite.load.consistency.languages import (
    check_languages,
    check_lengths_of_texts,
    check_translations,
)
from erpsite.load.consistency.measures import (
    check_health_limits,
    check_kpi_target,
    check_measured,
    check_module_of_value,
    check_ratio_parts,
    check_still_target,
)
from erpsite.load.consistency.meeting import check_action_days, check_meeting
from erpsite.load.consistency.money import (
    check_bands,
    check_budget_lines,
    check_budget_total,
    check_capacity,
    check_capacity_sign,
    check_contract_value,
    check_criteria,
    check_currencies,
    check_effort_months,
    check_effort_sign,
    check_effort_twice,
    check_envelope,
    check_weights,
)
from erpsite.load.consistency.months import (
    check_month_range,
    check_one_value,
    check_quarters,
    check_review_name,
)
from erpsite.load.consistency.plants import check_plant_modules
from erpsite.load.consistency.progress import check_progress_parts, check_progress_twice
from erpsite.load.consistency.reviews import (
    check_confirmed,
    check_follow_up,
    check_forecast_ahead,
    check_forecast_order,
    check_month_twice,
    check_no_gap,
    check_progress_course,
)
from erpsite.load.consistency.schedule import (
    check_estimates,
    check_leads,
    check_lengths,
    check_links,
    check_parts,
)
from erpsite.load.consistency.series import (
    check_hundredfold,
    check_parts_agree,
    check_plants_agree,
    check_plants_roll_up,
    check_printable,
)
from erpsite.load.consistency.survey import check_closed_rounds
from erpsite.load.consistency.zones import check_timezone

__all__ = ["RULES", "check_consistency"]

Rule = Callable[[Draft], Iterable[Issue]]

RULES: tuple[Rule, ...] = (
    check_timezone,
    check_calendar,
    check_moments,
    check_order_of_moments,
    check_degraded,
    check_closed_rounds,
    check_day_range,
    check_order_of_days,
    check_milestone_phase,
    check_month_range,
    check_one_value,
    check_quarters,
    check_review_name,
    check_kpi_target,
    check_measured,
    check_still_target,
    check_ratio_parts,
    check_parts_agree,
    check_printable,
    check_hundredfold,
    check_plants_roll_up,
    check_plants_agree,
    check_plant_modules,
    check_health_limits,
    check_module_of_value,
    check_unsaid,
    check_budget_lines,
    check_budget_total,
    check_capacity,
    check_effort_twice,
    check_capacity_sign,
    check_effort_sign,
    check_effort_months,
    check_contract_value,
    check_envelope,
    check_currencies,
    check_bands,
    check_weights,
    check_criteria,
    check_links,
    check_parts,
    check_leads,
    check_lengths,
    check_estimates,
    check_circles,
    check_progress_parts,
    check_progress_twice,
    check_month_twice,
    check_no_gap,
    check_progress_course,
    check_forecast_order,
    check_forecast_ahead,
    check_follow_up,
    check_confirmed,
    check_exclusive_groups,
    check_mandatory_cost,
    check_mandatory_needs,
    check_rivals,
    check_waivers,
    check_action_days,
    check_meeting,
    check_languages,
    check_translations,
    check_lengths_of_texts,
)


_OF_EACH = {
    field: tuple(rule for rule in RULES if isinstance(rule, OfEach) and rule.field == field)
    for field in {rule.field for rule in RULES if isinstance(rule, OfEach)}
}
"""The rules that judge records one by one, by the field that they judge."""
_OF_ALL = tuple(rule for rule in RULES if not isinstance(rule, OfEach))


def check_consistency(draft: Draft) -> list[Issue]:
    """Return what every rule finds."""
    issues = [issue for rule in _OF_ALL for issue in rule(draft)]
    return issues + [issue for field, rules in _OF_EACH.items() for issue in judge_each(field, rules, draft)]
