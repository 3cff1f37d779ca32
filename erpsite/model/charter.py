"""Hold `charter.yml`: why the planning meeting is held."""

import enum
from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug
from erpsite.model.text import Text

__all__ = ["Aim", "AimKind", "Attendee", "Charter"]


class AimKind(enum.StrEnum):
    """Name the four aims of a planning meeting."""

    LOOK_BACK = "look-back"
    ALIGN = "align"
    PLAN = "plan"
    CONSENSUS = "consensus"


class Aim(Record):
    """Say what the meeting wants under one of the four aims."""

    kind: AimKind
    text: Text


class Attendee(Record):
    """Say who attends and why."""

    person: Annotated[Slug, Ref("people")]
    why: Text


@kind("charter", file="charter.yml", key=(), page="meeting/charter")
class Charter(Record):
    """Say why the meeting is held, issued by the sponsor before it."""

    title: Text
    sponsor: Annotated[Slug, Ref("people")]
    issued_on: Day
    message: Text
    """What the sponsor says to everyone who attends."""
    aims: tuple[Aim, ...]
    results: tuple[Text, ...]
    """What must exist when the meeting ends."""
    attendees: tuple[Attendee, ...] = ()
    ground_rules: tuple[Text, ...] = ()
