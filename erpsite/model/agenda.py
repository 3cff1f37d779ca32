"""Hold `agenda.yml`: the sessions of the planning meeting."""

from typing import Annotated

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Clock, Ref, Slug
from erpsite.model.text import Text

__all__ = ["Agenda", "Session"]


@kind("sessions", page="meeting/agenda", scope="record")
class Session(Record):
    """Describe one timed part of the meeting."""

    id: Slug
    start: Clock
    end: Clock
    """Local time; earlier than `start` where the session runs past midnight."""
    title: Text
    goal: Text | None = None
    output: Text | None = None
    """What must exist when the session ends."""
    lead: Annotated[Slug, Ref("people")] | None = None
    pages: tuple[str, ...] = ()
    """Pages of the handbook that the session works with, such as `preread/health`."""
    questions: tuple[Text, ...] = ()
    """What the session must answer."""


@kind("agenda", file="agenda.yml", key=(), page="meeting/agenda")
class Agenda(Record):
    """Describe the day of the meeting; its date stands in `handbook.yml`."""

    place: Text
    facilitator: Annotated[Slug, Ref("people")]
    timekeeper: Annotated[Slug, Ref("people")]
    minute_taker: Annotated[Slug, Ref("people")] | None = None
    speaking_limit: Annotated[int, Field(strict=True, ge=1, le=60)] = 5
    """Minutes one speaker may speak."""
    sessions: tuple[Session, ...]
