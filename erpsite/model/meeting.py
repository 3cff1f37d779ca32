"""Hold `meeting.yml`: what the planning meeting recorded, as meeting mode exports it."""

from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.decision import Decision
from erpsite.model.kinds import kind
from erpsite.model.quantity import Clock, Day, Ref, Slug, Whole
from erpsite.model.review import Action
from erpsite.model.text import Text

__all__ = ["HeldSession", "MeetingRecord", "ParkedQuestion", "Vote"]


class HeldSession(Record):
    """Say when a session of the agenda really took place."""

    session: Slug
    """Id of the session in `agenda.yml`."""
    start: Clock
    end: Clock | None = None
    """Local time; left out while the session was not closed."""


class Vote(Record):
    """Hold how many people want a pain point among the TOP 5."""

    pain_point: Annotated[Slug, Ref("pain_points")]
    votes: Whole


class ParkedQuestion(Record):
    """Hold a question that was put aside, to be answered later."""

    text: Text
    session: Slug | None = None
    """Id of the session in `agenda.yml` in which it came up."""
    owner: Annotated[Slug, Ref("people")] | None = None
    """Who brings the answer."""


@kind("meeting", file="meeting.yml", key=(), page="meeting/record")
class MeetingRecord(Record):
    """Hold what the planning meeting resolved and noted; `decisions.yml` may hold decisions, too."""

    held_on: Day
    sessions: tuple[HeldSession, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    """They count in the register of actions from the first review on."""
    votes: tuple[Vote, ...] = ()
    parked: tuple[ParkedQuestion, ...] = ()
