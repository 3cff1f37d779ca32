"""Hold `objectives.yml`: the business strategy and the ERP objectives that serve it."""

from typing import Annotated, Literal

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Ref, Slug
from erpsite.model.text import Text

__all__ = ["Objective"]


@kind("objectives", file="objectives.yml", page="plan/objectives", own_page=True)
class Objective(Record):
    """Describe a business goal that the ERP must serve, or an ERP objective under one."""

    id: Slug
    name: Text
    kind: Literal["business", "erp"]
    statement: Text
    """What will be true when the objective is reached."""
    owner: Annotated[Slug, Ref("people")]
    serves: tuple[Annotated[Slug, Ref("objectives")], ...] = ()
    """The objectives above it."""
    kpis: tuple[Annotated[Slug, Ref("kpis")], ...] = ()
    """KPIs by which it is judged."""
