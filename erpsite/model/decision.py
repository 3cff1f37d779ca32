"""Hold `decisions.yml` and the decisions of the reviews."""

from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug
from erpsite.model.text import Text

__all__ = ["Decision"]


@kind("decisions", file="decisions.yml", page="reviews/decisions")
class Decision(Record):
    """Hold one resolution; it never changes, another may supersede it."""

    id: Slug
    date: Day
    title: Text
    text: Text
    """What was resolved, word for word."""
    reason: Text | None = None
    by: Annotated[Slug, Ref("people")]
    """Who decided."""
    initiatives: tuple[Annotated[Slug, Ref("initiatives")], ...] = ()
    supersedes: Annotated[Slug, Ref("decisions")] | None = None
    freeze: Annotated[Slug, Ref("freezes")] | None = None
    """Stamp of the frozen pre-read that the decision was based on."""
