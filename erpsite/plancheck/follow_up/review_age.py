"""Judge how long ago the last review was held."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_review_age"]


@rule("P4-REVIEW-AGE", Pitfall.P4, limits={"days": 35}, thresholds={"days": "review_age_days"}, place=3)
def judge_review_age(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A review every month.

    Why: A plan nobody looks at drifts unseen.
    Passes: The last review is no older than the limit's days.
    Fails: It was held longer ago.
    Mend: Hold the review; `erpsite review` writes its file.
    """
    state, plan = facts.state, facts.handbook.plan
    if not state.reviews:
        if (state.today - plan.meeting_date).days > limits["days"]:
            values = {"days": (state.today - plan.meeting_date).days, "limit": round(limits["days"])}
            yield Hit(
                "plan",
                "review",
                "no review was held in the {days} days since the meeting; the limit is {limit}",
                plan.where_of("meeting_date"),
                values,
            )
        else:
            yield NotJudged("plan", "review", "no review was due yet", plan.where_of("meeting_date"))
        return
    last = state.reviews[-1]
    days = (state.today - last.held_on).days
    if days > limits["days"]:
        yield Hit(
            "reviews",
            last.month,
            "the last review was held {days} days ago; the limit is {limit}",
            last.where_of("held_on"),
            {"days": days, "limit": round(limits["days"])},
            last.chair,
        )
