"""Hold `kpis.yml` and `kpis.csv`: the measures of success."""

import enum
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Figure, Money, Month, Ref, Slug
from erpsite.model.rhythm import Rhythm
from erpsite.model.text import Text

__all__ = ["Comparator", "Kpi", "KpiActual", "RollUp", "TicketMeasure", "tolerates_nothing"]


class Comparator(enum.StrEnum):
    """Name the test that says whether a target is met."""

    AT_LEAST = ">="
    AT_MOST = "<="
    BETWEEN = "between"


class RollUp(enum.StrEnum):
    """Name what of a period is compared with the target."""

    LAST = "last"
    """The newest value: a level to reach."""
    MEAN = "mean"
    """The mean to date; weighed by the denominators where every month has one."""
    SUM = "sum"
    """The total to date, against the share of the target that is due."""
    RATIO = "ratio"
    """Sum of numerators over sum of denominators to date."""


class TicketMeasure(enum.StrEnum):
    """Name what a month of the help desk can give to a KPI."""

    OPENED = "tickets.opened"
    RESOLVED = "tickets.resolved"
    BACKLOG = "tickets.backlog"
    """Open at the month's end."""
    WITHIN_SLA = "tickets.within-sla"
    """Resolved within the agreed time, of those resolved of which it is known: numerator and denominator."""
    REOPENED = "tickets.reopened"
    """Opened again, of those resolved: numerator and denominator."""


@kind("kpis", file="kpis.yml", page="plan/kpis", own_page=True)
class Kpi(Record):
    """Define one measure of success."""

    id: Slug
    name: Text
    definition: Text
    """What is measured, in words."""
    formula: Text | None = None
    """How it is computed."""
    unit: Text
    comparator: Comparator
    baseline: Figure | None = None
    """Value before the plan began, in the KPI's unit; left out where nobody knows it."""
    target: Figure | None = None
    """Value to reach by the end of the plan year; not for `between`."""
    low: Figure | None = None
    """Lower bound of a `between` KPI."""
    high: Figure | None = None
    """Upper bound of a `between` KPI."""
    why: Text | None = None
    """Why this target."""
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] = 1
    """Decimals to print, at least; more are printed where values would look alike."""
    rhythm: Rhythm | None = None
    """How often there is a value; left out, what the series and its source's `max_age` show."""
    roll_up: RollUp = RollUp.LAST
    scale: Figure = 1
    """Factor from numerator / denominator to the unit, such as 100 for percent."""
    trajectory: Mapping[Month, Figure] = {}
    """Expected value, rolled up to date, at the end of some months; left out, linear."""
    owner: Annotated[Slug, Ref("people")]
    source: Annotated[Slug, Ref("sources")]
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    measured_from: TicketMeasure | None = None
    """Count of `tickets.csv` that gives each month's actual; a typed one wins, with a finding."""
    value_of_unit: Money | None = None
    """Money that one unit of change is worth in a year."""


def tolerates_nothing(kpi: Kpi) -> bool:
    """Say whether the target is that nothing happens, `<= 0`: of that no more can be asked."""
    return kpi.comparator is Comparator.AT_MOST and kpi.target == 0


@kind("kpi_actuals", file="kpis.csv", key=("kpi", "plant", "month"), page=None)
class KpiActual(Record):
    """Hold one month's actual of a KPI."""

    one_of = (("actual", "numerator"),)

    kpi: Annotated[Slug, Ref("kpis")]
    month: Month
    actual: Figure | None = None
    """In the KPI's unit; left out, numerator / denominator × scale, and without these not known."""
    numerator: Figure | None = None
    """What is counted, for a KPI whose months are added up as a ratio."""
    denominator: Figure | None = None
    """Out of how many, in the same count; the weight of the month in a mean."""
    plant: Annotated[Slug, Ref("plants")] | None = None
    """The plant that it is of; empty where it is the whole plan's."""
