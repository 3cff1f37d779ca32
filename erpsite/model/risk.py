"""Hold the risks of an initiative."""

from typing import Annotated, Literal

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Money, Ref, Score, Slug
from erpsite.model.text import Text

__all__ = ["Risk", "RiskStatus"]

RiskStatus = Literal["open", "closed", "occurred"]


@kind("risks", page="plan/risks")
class Risk(Record):
    """Describe what could go wrong; the reviews say how it moves."""

    id: Slug
    """Unique over the whole plan."""
    name: Text
    probability: Score
    impact: Score
    cost: Money | None = None
    """What it would cost if it happened, in the plan's currency."""
    trigger: Text
    """The sign that it is happening."""
    trigger_date: Day | None = None
    """By when the sign will have shown or not."""
    response: Text
    owner: Annotated[Slug, Ref("people")]
    next_look: Day | None = None
