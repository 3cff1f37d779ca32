"""Hold `kpis.yml` and `kpis.csv`: the measures of success."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Figure, Money, Month, Ref, Slug
from erpsite.model.text import Text

__all__ = ["Comparator", "Kpi", "KpiActual", "RollUp"]


class Comparator(enum.StrEnum):
    """Name the test that says whether a target is met."""

    AT_LEAST = ">="
    AT_MOST = "<="
    BETWEEN = "between"


class RollUp(enum.StrEnum):
    """Name how months become a period."""

    LAST = "last"
    MEAN = "mean"
    SUM = "sum"
    RATIO = "ratio"
    """Sum of numerators over sum of denominators."""


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
    baseline: Figure
    """Value before the plan began, in the KPI's unit."""
    target: Figure | None = None
    """Value to reach by the end of the plan year; not for `between`."""
    low: Figure | None = None
    """Lower bound of a `between` KPI."""
    high: Figure | None = None
    """Upper bound of a `between` KPI."""
    why: Text | None = None
    """Why this target."""
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] = 1
    """Decimals to print."""
    roll_up: RollUp = RollUp.LAST
    scale: Figure = 1
    """Factor from numerator / denominator to the unit, such as 100 for percent."""
    trajectory: Mapping[Month, Figure] = {}
    """Expected value at the end of some months; left out, linear."""
    owner: Annotated[Slug, Ref("people")]
    source: Annotated[Slug, Ref("sources")]
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    value_of_unit: Money | None = None
    """Money that one unit of change is worth in a year."""


@kind("kpi_actuals", file="kpis.csv", key=("kpi", "month"), page=None)
class KpiActual(Record):
    """Hold one month's actual of a KPI."""

    kpi: Annotated[Slug, Ref("kpis")]
    month: Month
    actual: Figure
    """In the KPI's unit."""
    numerator: Figure | None = None
    """What is counted, for a KPI whose months are added up as a ratio."""
    denominator: Figure | None = None
    """Out of how many, in the same count."""
