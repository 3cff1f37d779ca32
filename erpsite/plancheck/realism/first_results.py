"""Judge how soon an initiative shows a result."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_first_milestone", "judge_smallest"]


@rule("P3-FIRST-MILESTONE", Pitfall.P3, limits={"days": 90}, scope="running", place=1)
def judge_first_milestone(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A first milestone within 90 days.

    Why: What shows nothing for a quarter is believed for a quarter, and then no longer.
    Passes: A milestone lies within the limit's days after the start.
    Fails: The first one comes later.
    Mend: Bring forward a result that users can see.
    """
    for now in facts.running:
        one, start = now.initiative, now.initiative.baseline_start
        dated = [(stone.date, stone.id, stone) for stone in one.milestones if stone.date]
        first = min(dated, default=None)
        if not one.milestones:
            yield Hit(
                "initiatives",
                one.id,
                "{record} has no milestone: nobody sees whether it works until it ends",
                one.where_of("milestones"),
                {"record": one.id},
                now.owner,
            )
        elif start is None:
            yield NotJudged(
                "initiatives",
                one.id,
                "no phase of {record} has a start",
                one.where_of("phases"),
                {"record": one.id},
            )
        elif first is None:
            yield NotJudged(
                "initiatives",
                one.id,
                "no milestone of {record} has a date",
                one.where_of("milestones"),
                {"record": one.id},
            )
        elif (days := (first[0] - start).days) > limits["days"]:
            yield Hit(
                "initiatives",
                one.id,
                "the first milestone of {record}, {milestone}, comes {days} days after its start; the limit "
                "is {limit}",
                first[2].where_of("date"),
                {"record": one.id, "milestone": first[1], "days": days, "limit": round(limits["days"])},
                now.owner,
            )


@rule("P3-SMALLEST", Pitfall.P3, scope="running", place=1)
def judge_smallest(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A smallest viable phase.

    Why: Value that comes only at the end comes not at all when the end moves.
    Passes: One phase is marked `smallest_viable`.
    Fails: None is.
    Mend: Split off the smallest part that users would miss, and mark it.
    """
    for now in facts.running:
        one = now.initiative
        if not one.phases:
            yield NotJudged(
                "initiatives", one.id, "{record} has no phase", one.where_of("phases"), {"record": one.id}
            )
        elif not any(phase.smallest_viable for phase in one.phases):
            yield Hit(
                "initiatives",
                one.id,
                "no phase of {record} gives value on its own",
                one.where_of("phases"),
                {"record": one.id},
                now.owner,
            )
