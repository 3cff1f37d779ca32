"""Judge what the budget holds back."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_contingency"]


@rule("P3-CONTINGENCY", Pitfall.P3, limits={"share": 0.05}, place=3)
def judge_contingency(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A budget with contingency.

    Why: A budget without reserve is broken by the first surprise.
    Passes: At least the limit's share of the envelope is held back.
    Fails: Less is.
    Mend: Raise `budget.contingency` in `handbook.yml`.
    """
    budget = facts.handbook.plan.budget
    where = facts.handbook.plan.envelope_place
    if budget.contingency is None or (budget.envelope is None and not budget.contingency):
        yield NotJudged("plan", "budget", "nobody says what the plan may spend", where)
    elif budget.envelope == 0:
        yield NotJudged("plan", "budget", "the plan has no budget", where)
    elif budget.contingency < limits["share"]:
        yield Hit(
            "plan",
            "budget",
            "{share}% of the budget is held back for surprises, {limit}% should be",
            budget.where_of("contingency"),
            {"share": f"{100 * budget.contingency:g}", "limit": f"{100 * limits['share']:g}"},
        )
