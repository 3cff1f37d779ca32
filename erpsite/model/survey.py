"""Hold `survey.csv`: answers to the user satisfaction survey."""

from typing import Annotated

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Score, Slug, Whole
from erpsite.model.text import Text

__all__ = ["SurveyAnswer"]


# Unpublished: from single answers one could read what a small group said.
@kind("survey", file="survey.csv", page=None, published=False)
class SurveyAnswer(Record):
    """Hold one person's anonymous answer."""

    id: Slug
    answered_on: Day
    department: Annotated[Slug, Ref("departments")]
    module: Annotated[Slug, Ref("modules")]
    score: Score
    """Satisfaction from 1 to 5."""
    recommend: Annotated[Whole, Field(le=10)] | None = None
    """Would recommend, 0 to 10, where it was asked."""
    theme: Annotated[Slug, Ref("themes")] | None = None
    """What the comment is about."""
    comment: Text | None = None
    plant: Annotated[Slug, Ref("plants")] | None = None
    """The plant that it is of; empty where it is the whole plan's."""
