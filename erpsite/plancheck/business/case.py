"""Judge how much of the budget has a business case."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_case"]


@rule("P1-CASE", Pitfall.P1, limits={"share": 0.2}, place=3)
def judge_case(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A business case behind the budget.

    Why: The business pays, so the business must see what for.
    Passes: At most the limit's share of the budget has no stated benefit.
    Fails: More of the budget goes to initiatives without a benefit.
    Mend: State the yearly benefit of the largest ones first.
    """
    budget = facts.handbook.plan.budget
    whole = sum((now.initiative.cost for now in facts.planned), Decimal(0))
    if not whole:
        yield NotJudged("plan", "budget", "no initiative has a budget", budget.where)
        return
    bare = [now for now in facts.planned if now.initiative.benefit is None and not now.initiative.mandatory]
    share = float(sum((now.initiative.cost for now in bare), Decimal(0)) / whole)
    if share > limits["share"]:
        worst = max(bare, key=lambda now: now.initiative.cost)
        yield Hit(
            "plan",
            "budget",
            "{share}% of the budget goes to initiatives without a business case, at most {limit}% is "
            "allowed; the largest is {record}",
            worst.initiative.where_of("benefit"),
            {
                "share": round(100 * share),
                "limit": round(100 * limits["share"]),
                "record": worst.initiative.id,
            },
            worst.owner,
        )
        return
    for now in bare:
        if not now.initiative.budget:
            message = (
                "{record} has neither a business case nor a budget, so its share of the money is not known"
            )
            values = {"record": now.initiative.id}
            yield NotJudged("plan", "budget", message, now.initiative.where_of("budget"), values)
