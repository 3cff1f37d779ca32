"""Judge how much one person owns at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import owner_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_parallel"]


@rule("P3-PARALLEL", Pitfall.P3, limits={"initiatives": 3}, scope="people", place=5)
def judge_parallel(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Few initiatives at once for each owner.

    Why: Whoever answers for everything answers for nothing.
    Passes: Nobody owns more than the limit at one time.
    Fails: Somebody owns more.
    Mend: Hand one over, or let one wait.
    """
    people, held = facts.handbook.people, defaultdict[str, list[InitiativeState]](list)
    for now in facts.running:
        if now.owner:
            held[now.owner].append(now)
    for person, states in held.items():
        most = _at_once(states)
        if len(most) > limits["initiatives"] and person in people:
            yield Hit(
                "people",
                person,
                "{record} owns {n} initiatives at the same time, {limit} are the most: {names}",
                owner_place(facts.state, most[-1]),
                {
                    "record": person,
                    "n": len(most),
                    "limit": round(limits["initiatives"]),
                    "names": ", ".join(now.initiative.id for now in most),
                },
                person,
            )
        elif len(states) > limits["initiatives"]:
            yield from _undated(person, states)


def _undated(person: str, states: list[InitiativeState]) -> Iterator[NotJudged]:
    """Name the first initiative without dates of somebody who owns many: it may run beside the others."""
    for now in states:
        if now.start is None or now.finish is None:
            yield NotJudged(
                "people",
                person,
                "{initiative} has no dates, so nobody knows how much {record} owns at the same time",
                now.initiative.where_of("phases"),
                {"record": person, "initiative": now.initiative.id},
            )
            return


def _at_once(states: list[InitiativeState]) -> list[InitiativeState]:
    """Return the most initiatives that run on one day, by start."""
    spans = [(now.start, now.finish, now) for now in states if now.start and now.finish]
    starts = sorted(start for start, _, _ in spans)
    ends = sorted(finish for _, finish, _ in spans)
    most, busiest, ended = 0, None, 0
    for number, day in enumerate(starts, 1):
        while ends[ended] < day:
            ended += 1
        if number - ended > most:
            most, busiest = number - ended, day
    if busiest is None:
        return []
    running = [(start, now) for start, finish, now in spans if start <= busiest <= finish]
    return [now for _, now in sorted(running, key=lambda pair: pair[0])]
