"""Hold `tickets.csv`: what people asked the help desk for; a ticket is never an outage."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.moment import Moment
from erpsite.model.quantity import Ref, Score, Slug, Whole

__all__ = ["Ticket"]


def _one_line(value: object) -> object:
    """Return a name with its blanks and line breaks as single blanks: one name is written one way."""
    return " ".join(value.split()) if isinstance(value, str) else value


Label = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=200)]
"""A name as the help desk writes it, on one line."""


@kind("tickets", file="tickets.csv", page=None, published=False)
class Ticket(Record):
    """Describe one request or problem at the help desk."""

    id: Label
    """The help desk's own number, such as INC0012345."""
    opened: Moment
    resolved: Moment | None = None
    """Empty while it is open."""
    priority: Score | None = None
    """1 is the most urgent."""
    group: Label | None = None
    """Who works on it."""
    sla_met: StrictBool | None = None
    """Whether it was resolved within the agreed time; empty where nobody says."""
    reopened: Whole = 0
    """How often it was opened again."""
    module: Annotated[Slug, Ref("modules")] | None = None
    cause: Label | None = None
    """What was behind it, in the help desk's words; the same cause is written the same way."""
    plant: Annotated[Slug, Ref("plants")] | None = None
    """The plant that it came from; empty where nobody says."""
