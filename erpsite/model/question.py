"""Hold `questions.yml`: what readers asked, or objected to, before the meeting, and what was answered."""

from typing import Annotated, Literal

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug
from erpsite.model.text import Text

__all__ = ["ReaderQuestion"]


@kind("reader_questions", file="questions.yml", page="meeting/asked")
class ReaderQuestion(Record):
    """Hold one question or objection to the pre-read; the same one of several people is one."""

    id: Slug
    page: str
    """Page that it is about, such as `preread/pain-points`."""
    paragraph: str | None = None
    """Anchor of the paragraph or heading on that page."""
    quote: Text | None = None
    """How the paragraph began when it was asked."""
    sort: Literal["question", "objection"] = "question"
    text: Text
    asked_on: Day
    votes: Annotated[int, Field(strict=True, ge=1)] = 1
    """How many people ask it."""
    asked_by: tuple[Annotated[Slug, Ref("people")], ...] = ()
    """Those of them who stand in `people.yml`."""
    others: tuple[str, ...] = ()
    """Names, as typed, of those who do not."""
    answer: Text | None = None
    answered_by: Annotated[Slug, Ref("people")] | None = None
    answered_on: Day | None = None

    @property
    def open(self) -> bool:
        """Say whether nobody has answered it."""
        return self.answer is None
