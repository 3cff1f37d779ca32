"""Judge whether the business answers for each initiative."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["BUSINESS", "judge_owner"]

BUSINESS = ("business", "finance")
"""Sides that speak for the business."""


@rule("P1-OWNER", Pitfall.P1, scope="running", place=1)
def judge_owner(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """A business owner for each initiative.

    Why: An ERP initiative that only IT wants changes systems, and nobody's work.
    Passes: Owner, business owner or sponsor speaks for the business or for finance.
    Fails: All who answer for it work in IT, or outside.
    Mend: Fill `business_owner` or `sponsor` with someone whose work will change.
    """
    people = facts.handbook.people
    for now in facts.running:
        one = now.initiative
        answering = (now.owner, one.business_owner, one.sponsor)
        if not any(name in people and people[name].side in BUSINESS for name in answering if name):
            yield Hit(
                "initiatives",
                one.id,
                "nobody of the business or of finance answers for {record}: give it a business owner or a "
                "sponsor",
                one.where_of("business_owner" if one.business_owner else "owner"),
                {"record": one.id},
                now.owner,
            )
