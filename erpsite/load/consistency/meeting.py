"""Check that the record of the meeting fits the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.nearest import say_nearest

__all__ = ["check_action_days", "check_meeting"]


def check_action_days(draft: Draft) -> Iterator[Issue]:
    """Warn of an action without a due day: it can never be late, so nobody will miss it."""
    given = draft.meeting.actions if draft.meeting else ()
    later = (action for review in draft.reviews for action in review.actions)
    for action in (*given, *later):
        if action.due is None and "due" not in action.withheld:
            message = "the action {action} has no due day, so it can never be late"
            yield Issue("no-due-day", message, action.where, Severity.WARNING, {"action": action.id})


def check_meeting(draft: Draft) -> Iterator[Issue]:
    """Refuse sessions that the agenda does not have, and two counts of votes for one pain point."""
    meeting = draft.meeting
    if meeting is None:
        return
    known = [session.id for session in draft.agenda.sessions] if draft.agenda else None
    named: list[tuple[str | None, Source]] = [
        *((held.session, held.where_of("session")) for held in meeting.sessions),
        *((question.session, question.where_of("session")) for question in meeting.parked),
    ]
    for name, source in named:
        if name is not None and known is not None and name not in known:
            message, values = say_nearest(
                "agenda.yml has no session {found}",
                "agenda.yml has no session {found}; did you mean {nearest}?",
                name,
                known,
                found=name,
            )
            yield Issue("unknown-session", message, source, values=values)
    counted: set[str] = set()
    for vote in meeting.votes:
        if vote.pain_point in counted:
            message = "the votes for {found} are counted twice"
            yield Issue("second-vote", message, vote.where, values={"found": vote.pain_point})
        counted.add(vote.pain_point)
