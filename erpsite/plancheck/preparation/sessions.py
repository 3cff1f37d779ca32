"""Judge the sessions of the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.people.agenda import SessionTime, agenda_times
from erpsite.issues import Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_output", "judge_overlap"]


@rule("R-OVERLAP", Pitfall.R, scope="sessions", place=3)
def judge_overlap(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Sessions one after the other.

    Why: Nobody sits in two sessions.
    Passes: Each session starts when the one before has ended.
    Fails: It starts before.
    Mend: Move the start, or shorten the session before.
    """
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


@rule("R-OUTPUT", Pitfall.R, scope="sessions", place=3)
def judge_output(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """An output for each session.

    Why: A session without an output ends in talk.
    Passes: The session says what must exist when it ends.
    Fails: It says nothing.
    Mend: Fill `output`, or drop the session.
    """
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
