"""Hold `organisation.yml`: the plants, sites or departments by which values and work are told apart."""

import enum
from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Ref, Slug
from erpsite.model.text import Text

__all__ = ["Plant", "PlantKind"]


class PlantKind(enum.StrEnum):
    """Name what a part of the organisation is."""

    PLANT = "plant"
    SITE = "site"
    DEPARTMENT = "department"


@kind("plants", file="organisation.yml", page="plan/by-plant", own_page=True)
class Plant(Record):
    """Describe one part of the organisation."""

    id: Slug
    name: Text
    kind: PlantKind = PlantKind.PLANT
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    """ERP modules that it uses."""
    people: tuple[Annotated[Slug, Ref("people")], ...] = ()
    """Who speaks for it."""
