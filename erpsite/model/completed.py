"""Hold `completed.yml`: what last year delivered against what it promised."""

from typing import Annotated, Literal

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Figure, Money, Ref, Slug
from erpsite.model.text import Text

__all__ = ["CompletedItem", "Outcome"]


class Outcome(Record):
    """Hold one side of a comparison: what was promised, or what was delivered."""

    date: Day | None = None
    cost: Money | None = None
    """In the plan's currency."""
    benefit: Text | None = None
    measure: Figure | None = None
    """The benefit as a number, in `CompletedItem.unit`."""


@kind("completed", file="completed.yml", page="preread/last-year")
class CompletedItem(Record):
    """Describe one delivery of the year before the plan year."""

    id: Slug
    name: Text
    modules: tuple[Annotated[Slug, Ref("modules")], ...]
    owner: Annotated[Slug, Ref("people")]
    state: Literal["delivered", "partly", "carried-over", "cancelled"]
    promised: Outcome
    delivered: Outcome
    unit: Text | None = None
    """Unit of the two measures."""
    better: Literal["higher", "lower"] = "higher"
    """Which way the measure should go."""
    carried_to: Annotated[Slug, Ref("initiatives")] | None = None
    """The initiative that takes over what is left."""
    lesson: Text | None = None
