"""Check that the plan can be carried out, and judge it by the four pitfalls: one function a rule."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence

from erpsite.analysis.figures import Figures
from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue, sort_issues
from erpsite.plancheck import business, evidence, follow_up, preparation, quality, realism, waivers
from erpsite.plancheck.date_needs import judge_dates
from erpsite.plancheck.dates import check_baseline_links, check_forecast_links, check_milestone_after_phase
from erpsite.plancheck.durations import check_duration_against_dates, check_estimate_against_plan
from erpsite.plancheck.judging import PITFALLS, Finding, Judgement, Waived, by_owner
from erpsite.plancheck.judging import judge as _judge
from erpsite.plancheck.judging import judge_alone as _judge_alone
from erpsite.plancheck.logic import check_loose_tasks, check_phases, check_unscheduled, check_waits
from erpsite.plancheck.quality_rules import date_rules
from erpsite.plancheck.rule import Pitfall, Rule

__all__ = [
    "DATE_RULES", "PITFALLS", "RULES", "Finding", "Judgement", "Pitfall", "Rule", "Waived", "by_owner",
    "check_plan", "check_settings", "judge_plan", "rule_of",
]  # fmt: skip

DATE_RULES: tuple[Callable[[PlanState], Iterable[Issue]], ...] = (
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
"""What the build runs, too: dates that contradict each other. Their findings keep the codes they have."""


_DATES = date_rules(tuple(judge_dates(check) for check in DATE_RULES))
_ALL = (
    *business.RULES, *evidence.RULES, *realism.RULES, *follow_up.RULES, *quality.RULES,
    *_DATES, *preparation.RULES, *waivers.RULES,
)  # fmt: skip
RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ALL}
"""Every rule by id, in the order in which they are told."""

_DATE_CODES: Mapping[str, str] = {
    "impossible-date": "S-LINK-DATES",
    "impossible-forecast": "S-FORECAST-DATES",
    "milestone-outside-phase": "S-MILESTONE-PHASE",
    "duration-mismatch": "S-DURATION",
    "shorter-than-optimistic": "S-ESTIMATE",
    "no-phases": "S-PHASES",
    "no-duration": "S-UNSCHEDULED",
    "no-date": "S-UNSCHEDULED",
    "waits-for-itself": "S-UNSCHEDULED",
    "waits-for-unplanned": "S-WAITS",
    "missing-logic": "S-LOGIC",
}
"""The rule of each code of the rules on dates, which keep the codes that the build has for them."""


def rule_of(code: str) -> Rule | None:
    """Return the rule that a finding of some code breaks; None for what the loader finds."""
    return RULES.get(_DATE_CODES.get(code, code))


def check_plan(plan: PlanState | Figures) -> tuple[Issue, ...]:
    """Return what contradicts itself in the plan at one month, by place; no rule raises on missing data.

    The plan's own severities and waivers count here, too: what they excuse does not stop a build.
    """
    return sort_issues([*_judge_alone(plan, _DATES), *check_settings(plan)])


def check_settings(plan: PlanState | Figures) -> tuple[Issue, ...]:
    """Return what is wrong with the waivers and the settings of rules, by place."""
    return sort_issues(waivers.check_settings(plan.state if isinstance(plan, Figures) else plan, RULES))


def judge_plan(plan: PlanState | Figures, only: Sequence[str] = ()) -> Judgement:
    """Return what every rule, or only those named, says of the plan at one month."""
    # A large plan makes millions of values; looking for circles among them takes a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _judge(plan, _ALL, only)
    finally:
        if collecting:
            gc.enable()
