"""Judge the working group: when it began, and who sits in it."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_group", "judge_seats"]


@rule("R-GROUP", Pitfall.R, limits={"days": 28}, place=2)
def judge_group(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A working group four weeks before.

    Why: Evidence takes weeks to collect.
    Passes: The group began at least the limit's days before the meeting.
    Fails: It began later.
    Mend: Move the meeting, or say what was left out.
    """
    group = facts.handbook.working_group
    if group is None:
        yield NotJudged("plan", "working-group", "there is no working group", Source("working_group.yml"))
        return
    days = (facts.handbook.plan.meeting_date - group.formed_on).days
    if days < limits["days"]:
        yield Hit(
            "plan",
            "working-group",
            "the working group began {days} days before the meeting, at least {limit} are needed",
            group.where_of("formed_on"),
            {"days": days, "limit": round(limits["days"])},
        )


@rule("R-SEATS", Pitfall.R, scope="seats", place=2)
def judge_seats(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Every required seat taken.

    Why: The side that does not sit there is not heard.
    Passes: Each required role has a member.
    Fails: A seat is empty.
    Mend: Name a member in `working_group.yml`.
    """
    group = facts.handbook.working_group
    if group is None:
        yield NotJudged("plan", "working-group", "there is no working group", Source("working_group.yml"))
        return
    for role in group.roles:
        if role.required and role.member is None:
            yield Hit(
                "seats",
                role.id,
                "nobody sits in the required seat {record} of the working group",
                role.where,
                {"record": role.id},
            )
