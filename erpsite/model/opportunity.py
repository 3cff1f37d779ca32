"""Hold `opportunities.yml`: what new technology could do for the ERP."""

import enum
from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Ref, Score, Slug
from erpsite.model.text import Text

__all__ = ["Opportunity", "Readiness", "Technology"]


class Technology(enum.StrEnum):
    """Name a family of technology."""

    AI = "ai"
    RPA = "rpa"
    LOW_CODE = "low-code"
    ANALYTICS = "analytics"
    IOT = "iot"
    CLOUD = "cloud"
    API = "api"
    OTHER = "other"


class Readiness(enum.StrEnum):
    """Name how close a technology is to use here."""

    ADOPT = "adopt"
    TRIAL = "trial"
    ASSESS = "assess"
    HOLD = "hold"


@kind("opportunities", file="opportunities.yml", page="preread/opportunities")
class Opportunity(Record):
    """Describe one technology opportunity, tied to a pain point."""

    id: Slug
    name: Text
    technology: Technology
    description: Text
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    pain_points: tuple[Annotated[Slug, Ref("pain_points")], ...] = ()
    value: Score
    feasibility: Score
    readiness: Readiness
    hypothesis: Text
    """What a pilot must show, with a number."""
    stop_criterion: Text
    """What would end the pilot."""
    owner: Annotated[Slug, Ref("people")] | None = None
    initiative: Annotated[Slug, Ref("initiatives")] | None = None
