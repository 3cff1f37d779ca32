"""Hold `modules.yml`: the modules of the ERP system."""

from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug, Whole
from erpsite.model.text import Text

__all__ = ["Module"]


@kind("modules", file="modules.yml", page="data/glossary", required=True)
class Module(Record):
    """Describe one ERP module, such as finance or supply chain."""

    id: Slug
    name: Text
    owner: Annotated[Slug, Ref("people")]
    """The business owner of the module."""
    it_owner: Annotated[Slug, Ref("people")] | None = None
    product: str | None = None
    """What the vendor calls it, such as `FI/CO`."""
    description: Text | None = None
    live_since: Day | None = None
    users: Whole | None = None
    """Named users."""
