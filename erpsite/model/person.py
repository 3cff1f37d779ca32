"""Hold `people.yml`: everyone whom the plan names."""

from typing import Annotated, Literal

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug
from erpsite.model.text import Text

__all__ = ["Person"]


@kind("people", file="people.yml", page="meeting/people", own_page=True, required=True)
class Person(Record):
    """Describe someone who owns, sponsors, decides or does something in the plan."""

    id: Slug
    name: Text
    title: Text
    """Position in the organisation."""
    department: Annotated[Slug, Ref("departments")] | None = None
    side: Literal["business", "it", "finance", "external"]
    """Whether the person speaks for the business, IT, finance, or works for another company."""
    email: str | None = None
    left_on: Day | None = None
    """The last day in the organisation, where the person has left."""
