"""Judge who leads the sessions of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Source
from erpsite.plancheck.business.owner import BUSINESS
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_session"]


@rule("P1-SESSION", Pitfall.P1, limits={"share": 0.4}, place=4)
def judge_session(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Sessions led by the business.

    Why: Whoever leads the session decides what is talked about.
    Passes: The business or finance leads the limit's share of the sessions.
    Fails: It leads fewer.
    Mend: Give sessions on pain points, goals and priorities to business leads.
    """
    agenda, people = facts.handbook.agenda, facts.handbook.people
    sessions = agenda.sessions if agenda else ()
    if agenda is None or not any(one.lead for one in sessions):
        source = agenda.where if agenda else Source("agenda.yml")
        yield NotJudged("plan", "agenda", "no session of the agenda names who leads it", source)
        return
    others = [one for one in sessions if one.lead and people[one.lead].side not in BUSINESS]
    unnamed = [one for one in sessions if one.lead is None]
    business, least = len(sessions) - len(others) - len(unnamed), limits["share"] * len(sessions)
    if business + len(unnamed) < least:
        yield Hit(
            "plan",
            "agenda",
            "the business leads {business} of {n} sessions of the agenda, at least {limit}% are expected",
            (others or sessions)[0].where_of("lead"),
            {"business": business, "n": len(sessions), "limit": round(100 * limits["share"])},
            agenda.facilitator,
        )
    elif business < least:
        message = "the business leads {business} of {n} sessions; nobody says who leads {record}"
        values = {"business": business, "n": len(sessions), "record": unnamed[0].id}
        yield NotJudged("plan", "agenda", message, unnamed[0].where, values)
