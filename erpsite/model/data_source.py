"""Hold `sources.yml`: where figures come from and how old they may be."""

from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Ref, Slug, Whole
from erpsite.model.text import Text

__all__ = ["DataSource"]


@kind("sources", file="sources.yml", page="data/freshness")
class DataSource(Record):
    """Describe where a series or a piece of evidence comes from."""

    id: Slug
    name: Text
    owner: Annotated[Slug, Ref("people")]
    description: Text | None = None
    max_age: Whole = 45
    """Days after the end of its month for which the last value counts as fresh."""
