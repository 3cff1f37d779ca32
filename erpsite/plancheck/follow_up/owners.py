"""Judge whether the owners are still here."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import owner_place
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_left"]


@rule("P4-OWNER", Pitfall.P4, scope="running", place=1)
def judge_left(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """One owner who is here.

    Why: Work without an owner stops at the first obstacle.
    Passes: The owner works in the organisation.
    Fails: Nobody owns it, or the owner has left, or is nobody in `people.yml`.
    Mend: Name one person as `owner`, in the next review's progress entry where it changes.
    """
    people = facts.handbook.people
    for now in facts.running:
        one, person = now.initiative, people.get(now.owner or "")
        if now.owner is None:
            yield Hit(
                "initiatives",
                one.id,
                "nobody owns {record}: name one person who answers for it",
                one.where,
                {"record": one.id},
                one.business_owner or one.sponsor,
            )
        elif person is None or (person.left_on and person.left_on <= facts.state.today):
            yield Hit(
                "initiatives",
                one.id,
                "{owner}, who owns {record}, has left: name one person who answers for it",
                owner_place(facts.state, now),
                {"record": one.id, "owner": now.owner},
                one.business_owner or one.sponsor,
            )
