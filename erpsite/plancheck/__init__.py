"""Check that the plan can be carried out, and judge it by the four pitfalls: one function a rule."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.figures import Figures
from erpsite.analysis.state.plan_state import PlanState
from erpsite.collector import paused_collector
from erpsite.issues import Issue, sort_issues
from erpsite.plancheck.declaring import all_rules, build_rules, rule, rule_of
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.judging import PITFALLS, Finding, Judgement, Waived, by_owner
from erpsite.plancheck.judging import judge as _judge
from erpsite.plancheck.judging import judge_alone as _judge_alone
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall, Rule
from erpsite.plancheck.waivers import settings

__all__ = [
    "PITFALLS", "Facts", "Finding", "Hit", "Judgement", "Limits", "NotJudged", "Pitfall", "Rule", "Waived",
    "all_rules", "build_rules", "by_owner", "check_plan", "check_settings", "judge_plan", "rule", "rule_of",
]  # fmt: skip


def check_plan(plan: PlanState | Figures) -> tuple[Issue, ...]:
    """Return what contradicts itself in the plan at one month, by place; no rule raises on missing data.

    The plan's own severities and waivers count here, too: what they excuse does not stop a build.
    """
    return sort_issues([*_judge_alone(plan, build_rules()), *check_settings(plan)])


def check_settings(plan: PlanState | Figures) -> tuple[Issue, ...]:
    """Return what is wrong with the waivers and the settings of rules, by place."""
    return sort_issues(
        settings.check_settings(plan.state if isinstance(plan, Figures) else plan, all_rules())
    )


def judge_plan(plan: PlanState | Figures, only: Sequence[str] = ()) -> Judgement:
    """Return what every rule, or only those named, says of the plan at one month."""
    # A large plan makes millions of values; looking for circles among them takes a third of the time.
    with paused_collector():
        return _judge(plan, all_rules().values(), only)
