"""Judge how much has priority one."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_priority"]


@rule("P3-PRIORITY", Pitfall.P3, limits={"share": 0.5, "least": 3}, place=9)
def judge_priority(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Not everything of priority one.

    Why: Where all is urgent, the loudest decides.
    Passes: At most the limit's share of the running initiatives has priority 1.
    Fails: More have.
    Mend: Rank them; half of them can wait a quarter.
    """
    first = [now for now in facts.running if now.initiative.priority == 1]
    if len(facts.running) < limits["least"]:
        yield NotJudged(
            "plan",
            "priority",
            "initiatives that run: {n}; {least} are needed to compare priorities",
            facts.handbook.plan.where,
            {"n": len(facts.running), "least": round(limits["least"])},
        )
    elif len(first) > limits["share"] * len(facts.running):
        one = first[-1].initiative
        yield Hit(
            "plan",
            "priority",
            "{n} of {all} running initiatives have priority 1, so nothing has priority; the last is {record}",
            one.where_of("priority"),
            {"n": len(first), "all": len(facts.running), "record": one.id},
            first[-1].owner,
        )
