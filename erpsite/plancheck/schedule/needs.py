"""Say what each rule on dates needs before it can judge anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from erpsite.analysis.schedule.tasks import parts_of
from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Judge, Limits, NotJudged
from erpsite.plancheck.schedule.dates import (
    check_baseline_links,
    check_forecast_links,
    check_milestone_after_phase,
)
from erpsite.plancheck.schedule.durations import check_estimate_against_plan
from erpsite.plancheck.schedule.logic import check_waits

__all__ = ["judge_dates"]

Check = Callable[[PlanState], Iterable[Issue]]


def _has_links(facts: Facts) -> bool:
    return any(part.after for now in facts.planned for part in parts_of(now))


def _has_forecasts(facts: Facts) -> bool:
    reports = [report for review in facts.state.reviews for report in review.progress]
    return any(
        any(one.forecast_start or one.forecast_finish for one in report.phases)
        or any(one.forecast for one in report.milestones)
        for report in reports
    )


def _has_phases_of_milestones(facts: Facts) -> bool:
    return any(stone.phase for now in facts.planned for stone in now.initiative.milestones)


def _has_estimates(facts: Facts) -> bool:
    return any(phase.estimate for now in facts.planned for phase in now.initiative.phases)


_NO_LINK = "no phase and no milestone waits for another"
_NEEDS: dict[Check, tuple[Callable[[Facts], bool], str]] = {
    check_baseline_links: (_has_links, _NO_LINK),
    check_waits: (_has_links, _NO_LINK),
    check_forecast_links: (_has_forecasts, "no review has forecast a date"),
    check_milestone_after_phase: (_has_phases_of_milestones, "no milestone names its phase"),
    check_estimate_against_plan: (_has_estimates, "no phase has a three-point estimate"),
}


def judge_dates(check: Check) -> Judge:
    """Return the check as a rule's judge; where the plan lacks what it compares, it says so."""

    def judge(facts: Facts, _limits: Limits) -> Iterable[Issue | NotJudged]:
        has, message = _NEEDS.get(check, (bool, ""))
        if has(facts):
            return check(facts.state)
        return [NotJudged("plan", "schedule", message, facts.handbook.plan.where)]

    return judge
