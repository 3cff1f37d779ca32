"""Hold `health_metrics.yml` and `health.csv`: how the ERP system itself runs."""

import enum
from typing import Annotated, Literal

from pydantic import StrictBool

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Figure, Month, Ref, Slug, Whole
from erpsite.model.rhythm import Rhythm
from erpsite.model.text import Text

__all__ = ["HealthDimension", "HealthMetric", "HealthValue"]


class HealthDimension(enum.StrEnum):
    """Name the sides of system health."""

    AVAILABILITY = "availability"
    STABILITY = "stability"
    SECURITY = "security"
    PERFORMANCE = "performance"
    USAGE = "usage"
    DATA_ACCURACY = "data-accuracy"
    SATISFACTION = "satisfaction"


@kind("health_metrics", file="health_metrics.yml", page="preread/health")
class HealthMetric(Record):
    """Define one measure of the system's health."""

    id: Slug
    name: Text
    dimension: HealthDimension
    definition: Text
    unit: Text
    comparator: Literal[">=", "<="]
    """`>=` where more is better, `<=` where less is."""
    target: Figure | None = None
    """Value from which the metric is green."""
    limit: Figure | None = None
    """Value beyond which the metric is red; between the two it is amber."""
    decimals: Whole = 1
    """Decimals to print."""
    per_module: StrictBool = True
    """Whether values are measured for each module, or once for the whole system."""
    scale: Figure = 1
    """Factor from numerator / denominator to the unit, such as 100 for percent."""
    rhythm: Rhythm | None = None
    """How often there is a value; left out, what the series and its source's `max_age` show."""
    source: Annotated[Slug, Ref("sources")]


@kind("health_values", file="health.csv", key=("metric", "module", "plant", "month"), page=None)
class HealthValue(Record):
    """Hold one month's value of a health metric."""

    one_of = (("value", "numerator"),)

    metric: Annotated[Slug, Ref("health_metrics")]
    month: Month
    module: Annotated[Slug, Ref("modules")] | None = None
    """Empty for a value of the whole system."""
    value: Figure | None = None
    """In the metric's unit; left out, numerator / denominator × scale, and without these not known."""
    numerator: Figure | None = None
    """What is counted, so that the value of the whole system is weighed rightly from its modules."""
    denominator: Figure | None = None
    """Out of how many, in the same count."""
    plant: Annotated[Slug, Ref("plants")] | None = None
    """The plant that it is of; empty where it is the whole plan's."""
