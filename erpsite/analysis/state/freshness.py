"""Compute how old each source's figures are (FORMULAS.md, RAG: stale data is grey)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from erpsite.analysis.state.plan_state import last_day_of
from erpsite.analysis.state.rag import worse
from erpsite.model import Handbook
from erpsite.model.data_source import DataSource
from erpsite.model.health import HealthMetric
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Rag
from erpsite.model.quantity import months_between

__all__ = ["Kind", "SeriesFreshness", "SourceFreshness", "source_freshness"]

Kind = Literal["kpis", "health_metrics"]
"""Collection of the plan that a series belongs to."""


@dataclass(frozen=True)
class SeriesFreshness:
    """Hold how old one series is: the actuals of a KPI, or the values of a health metric."""

    kind: Kind
    id: str
    first: str | None
    last: str | None
    """Last month with a value, of the module that lags most where modules are measured; None: no value."""
    age: int | None
    """Calendar days from the end of `last` to today, 0 or more; None where there is no value."""
    fresh: bool
    """Whether `age` is within the source's `max_age`."""
    gaps: tuple[str, ...] = ()
    """Months without a value between the first and the last."""
    lagging: tuple[str, ...] = ()
    """Ids of the modules whose last value is older than that of others."""

    @property
    def state(self) -> Rag:
        """Return green where fresh and whole, amber where fresh with gaps, grey where stale or empty."""
        if not self.fresh:
            return Rag.GREY
        return Rag.AMBER if self.gaps else Rag.GREEN


@dataclass(frozen=True)
class SourceFreshness:
    """Hold a source with all its series."""

    source: DataSource
    series: tuple[SeriesFreshness, ...]
    citations: int
    """Pieces of evidence of pain points that name the source."""

    @property
    def oldest(self) -> SeriesFreshness | None:
        """Return the series with the oldest last value; one without any value counts as oldest."""
        return max(self.series, key=lambda one: float("inf") if one.age is None else one.age, default=None)

    @property
    def stale(self) -> tuple[SeriesFreshness, ...]:
        """Return the series that are stale or empty."""
        return tuple(one for one in self.series if not one.fresh)

    @property
    def state(self) -> Rag:
        """Return grey where any series is stale, else the worst of its series; grey without any series."""
        if self.stale:
            return Rag.GREY
        return worse(*(one.state for one in self.series))


def source_freshness(handbook: Handbook, as_of: str, today: dt.date) -> tuple[SourceFreshness, ...]:
    """Return every source with its series, as known at the end of `as_of` (`YYYY-MM`), aged at `today`."""
    known = _known_months(handbook, as_of)
    series: dict[str, list[SeriesFreshness]] = {name: [] for name in handbook.sources}
    records: list[Kpi | HealthMetric] = [*handbook.kpis.values(), *handbook.health_metrics.values()]
    for record in records:
        kind: Kind = "kpis" if isinstance(record, Kpi) else "health_metrics"
        limit = handbook.sources[record.source].max_age
        months = known.get((kind, record.id), {})
        series[record.source].append(_series(kind, record.id, months, limit, today))
    cited = [evidence.source for point in handbook.pain_points.values() for evidence in point.evidence]
    return tuple(
        SourceFreshness(source, tuple(series[name]), cited.count(name))
        for name, source in handbook.sources.items()
    )


def _known_months(handbook: Handbook, as_of: str) -> dict[tuple[Kind, str], dict[str, set[str]]]:
    """Return the months with a value by series and module; a series of the whole system has the module ""."""
    known: dict[tuple[Kind, str], dict[str, set[str]]] = {}
    for actual in handbook.kpi_actuals:
        if actual.month <= as_of:
            known.setdefault(("kpis", actual.kpi), {}).setdefault("", set()).add(actual.month)
    for value in handbook.health_values:
        if value.month <= as_of:
            by_module = known.setdefault(("health_metrics", value.metric), {})
            by_module.setdefault(value.module or "", set()).add(value.month)
    return known


def _series(
    kind: Kind,
    name: str,
    months: dict[str, set[str]],
    max_age: int,
    today: dt.date,
) -> SeriesFreshness:
    if not months:
        return SeriesFreshness(kind, name, None, None, None, False)
    lasts = {module: max(values) for module, values in months.items()}
    last = min(lasts.values())
    age = max((today - last_day_of(last)).days, 0)
    lagging = tuple(module for module, month in lasts.items() if month < max(lasts.values()))
    first = min(min(values) for values in months.values())
    return SeriesFreshness(kind, name, first, last, age, age <= max_age, _gaps(months.values()), lagging)


def _gaps(series: Iterable[set[str]]) -> tuple[str, ...]:
    missing: set[str] = set()
    for months in series:
        missing |= set(months_between(min(months), max(months))) - months
    return tuple(sorted(missing))
