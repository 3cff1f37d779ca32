"""Find what is late or missing in the preparation of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.people.agenda import SessionTime, agenda_times
from erpsite.issues import Source
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Rule

__all__ = ["RULES"]


def _charter(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    charter, sent = facts.handbook.charter, facts.handbook.plan.preread_sent_on
    if charter is None or sent is None:
        where = facts.handbook.plan.where_of("preread_sent_on") if charter else Source("charter.yml")
        yield NotJudged("plan", "charter", "the charter or the day the pre-read was sent is missing", where)
    elif charter.issued_on > sent:
        yield Hit(
            "plan",
            "charter",
            "the charter is of {issued}, the pre-read went out before it, on {sent}",
            charter.where_of("issued_on"),
            {"issued": charter.issued_on.isoformat(), "sent": sent.isoformat()},
            charter.sponsor,
        )


def _pack(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    plan = facts.handbook.plan
    if plan.preread_sent_on is None:
        yield NotJudged(
            "plan", "preread", "nobody says when the pre-read was sent", plan.where_of("preread_sent_on")
        )
        return
    days = (plan.meeting_date - plan.preread_sent_on).days
    if days < limits["days"]:
        yield Hit(
            "plan",
            "preread",
            "the pre-read went out {days} days before the meeting, {limit} are needed to read it",
            plan.where_of("preread_sent_on"),
            {"days": days, "limit": round(limits["days"])},
        )


def _group(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
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


def _seats(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
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


def _overlap(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    agenda = facts.handbook.agenda
    if agenda is None:
        yield NotJudged("plan", "agenda", "there is no agenda", Source("agenda.yml"))
        return
    before: SessionTime | None = None
    longest: SessionTime | None = None
    for slot in agenda_times(agenda).slots:
        if longest and slot.start < longest.end:
            message = "the session {record} starts {minutes} minutes before the one before it ends"
            if longest is not before:
                message = "the session {record} starts {minutes} minutes before the session {other} ends"
            values = {"minutes": longest.end - slot.start, "other": longest.session.id}
            yield Hit(
                "sessions",
                slot.session.id,
                message,
                slot.session.where_of("start"),
                {"record": slot.session.id, **values},
                slot.session.lead or agenda.facilitator,
            )
        before = slot
        longest = slot if longest is None or slot.end >= longest.end else longest


def _output(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    agenda = facts.handbook.agenda
    if agenda is None:
        yield NotJudged("plan", "agenda", "there is no agenda", Source("agenda.yml"))
        return
    for session in agenda.sessions:
        if session.output is None:
            yield Hit(
                "sessions",
                session.id,
                "nobody says what must exist when the session {record} ends",
                session.where_of("output"),
                {"record": session.id},
                session.lead or agenda.facilitator,
            )


RULES = (
    Rule(
        "R-CHARTER",
        "A charter before the pack",
        "The pack answers a question; the charter asks it.",
        "The charter was issued no later than the pre-read.",
        "It came after the pre-read.",
        "Issue the charter first; next year in time.",
        _charter,
    ),
    Rule(
        "R-PACK",
        "Seven days to read",
        "Who has not read decides by the loudest voice.",
        "The pre-read went out at least the limit's days before.",
        "It went out later.",
        "Move the meeting, or send the pack now.",
        _pack,
        limits={"days": 7},
    ),
    Rule(
        "R-GROUP",
        "A working group four weeks before",
        "Evidence takes weeks to collect.",
        "The group began at least the limit's days before the meeting.",
        "It began later.",
        "Move the meeting, or say what was left out.",
        _group,
        limits={"days": 28},
    ),
    Rule(
        "R-SEATS",
        "Every required seat taken",
        "The side that does not sit there is not heard.",
        "Each required role has a member.",
        "A seat is empty.",
        "Name a member in `working_group.yml`.",
        _seats,
        "seats",
    ),
    Rule(
        "R-OVERLAP",
        "Sessions one after the other",
        "Nobody sits in two sessions.",
        "Each session starts when the one before has ended.",
        "It starts before.",
        "Move the start, or shorten the session before.",
        _overlap,
        "sessions",
    ),
    Rule(
        "R-OUTPUT",
        "An output for each session",
        "A session without an output ends in talk.",
        "The session says what must exist when it ends.",
        "It says nothing.",
        "Fill `output`, or drop the session.",
        _output,
        "sessions",
    ),
)
