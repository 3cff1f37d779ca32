"""Hold `incidents.csv`: outages and disturbances of the system."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Ref, Score, Share, Slug
from erpsite.model.text import Text

__all__ = ["Cause", "Incident", "Moment"]


def _moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or len(value) != 16 or value[10] not in " T":
        raise PydanticCustomError("moment_form", "must be a time such as 2026-03-31 18:05")
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("moment_form", "must be a time such as 2026-03-31 18:05") from None


Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda value: value.strftime("%Y-%m-%d %H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$"}),
]
"""Local time in the plan's time zone as `YYYY-MM-DD HH:MM`."""


class Cause(enum.StrEnum):
    """Name the cause of an incident."""

    HARDWARE = "hardware"
    SOFTWARE_DEFECT = "software-defect"
    INTERFACE = "interface"
    NETWORK = "network"
    CHANGE = "change"
    CAPACITY = "capacity"
    HUMAN_ERROR = "human-error"
    VENDOR = "vendor"
    SECURITY = "security"
    DATABASE = "database"
    MAINTENANCE = "maintenance"


@kind("incidents", file="incidents.csv", page=None)
class Incident(Record):
    """Describe one outage or disturbance."""

    id: Slug
    module: Annotated[Slug, Ref("modules")] | None = None
    """The module that suffered; empty where the whole system did."""
    started: Moment
    ended: Moment
    severity: Score
    """1 is the worst: the system is down; 5 is a nuisance."""
    cause: Cause
    planned: StrictBool = False
    """Whether it was scheduled maintenance."""
    degraded: Share = 1
    """Share of the service that was lost, 0 to 1; 1 is a full outage."""
    description: Text

    @property
    def minutes(self) -> float:
        """Return the length in minutes."""
        return (self.ended - self.started).total_seconds() / 60
