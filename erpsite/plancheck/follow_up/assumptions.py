"""Judge whether assumptions still hold."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_assumption"]


@rule("P4-ASSUMPTION", Pitfall.P4, scope="assumptions", place=9)
def judge_assumption(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Assumptions that still hold.

    Why: What was true in January decides in October.
    Passes: The assumption has not expired.
    Fails: It has.
    Mend: Test it, and set a new day or change the plan.
    """
    for now in facts.planned:
        for one in now.initiative.assumptions if now.stage != "finished" else ():
            if one.expires_on is None:
                yield NotJudged(
                    "assumptions",
                    one.id,
                    "nobody says until when the assumption {record} holds",
                    one.where,
                    {"record": one.id},
                )
            elif one.expires_on < facts.state.today:
                yield Hit(
                    "assumptions",
                    one.id,
                    "the assumption {record} of {initiative} expired on {day}: test it or renew it",
                    one.where_of("expires_on"),
                    {"record": one.id, "initiative": now.initiative.id, "day": one.expires_on.isoformat()},
                    one.owner or now.owner,
                )
