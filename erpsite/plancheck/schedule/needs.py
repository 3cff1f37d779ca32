"""Say what a rule on dates needs before it can judge anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from erpsite.analysis.schedule.tasks import parts_of
from erpsite.issues import Issue
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Judge, Limits, NotJudged

__all__ = ["NO_LINK", "has_estimates", "has_forecasts", "has_links", "has_phases_of_milestones", "needs"]

NO_LINK = "no phase and no milestone waits for another"


def has_links(facts: Facts) -> bool:
    """Return whether anything waits for something."""
    return any(part.after for now in facts.planned for part in parts_of(now))


def has_forecasts(facts: Facts) -> bool:
    """Return whether a review has forecast a date."""
    reports = [report for review in facts.state.reviews for report in review.progress]
    return any(
        any(one.forecast_start or one.forecast_finish for one in report.phases)
        or any(one.forecast for one in report.milestones)
        for report in reports
    )


def has_phases_of_milestones(facts: Facts) -> bool:
    """Return whether a milestone names its phase."""
    return any(stone.phase for now in facts.planned for stone in now.initiative.milestones)


def has_estimates(facts: Facts) -> bool:
    """Return whether a phase has a three-point estimate."""
    return any(phase.estimate for now in facts.planned for phase in now.initiative.phases)


def needs(has: Callable[[Facts], bool], message: str) -> Callable[[Judge], Judge]:
    """Let the judge below say the message (a msgid) where the plan lacks what it compares."""

    def decorate(judge: Judge) -> Judge:
        @wraps(judge)
        def judged(facts: Facts, limits: Limits) -> Iterable[Hit | NotJudged | Issue]:
            if has(facts):
                return judge(facts, limits)
            return [NotJudged("plan", "schedule", message, facts.handbook.plan.where)]

        return judged

    return decorate
