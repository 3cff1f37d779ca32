"""Hold `incidents.csv`: outages and disturbances of the system."""

import enum
from typing import Annotated

from pydantic import StrictBool

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.moment import Moment
from erpsite.model.quantity import Ref, Score, Share, Slug
from erpsite.model.text import Text

__all__ = ["Cause", "Incident"]


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
    NOT_STATED = "not-stated"


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
    degraded: Share | None = None
    """Share of the service that was lost, 0 to 1; 1 is a full outage. It may be left out where the system, or
    the module, was down altogether; an outage of severity 4 or 5 always says it."""
    description: Text
    plant: Annotated[Slug, Ref("plants")] | None = None
    """The plant that suffered; empty where every plant did."""

    @property
    def lost(self) -> float:
        """Return the share of the service that was lost, 0 to 1; all of it where nobody says otherwise."""
        return 1.0 if self.degraded is None else self.degraded
