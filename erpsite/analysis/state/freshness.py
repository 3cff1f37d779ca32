"""Compute how old each source's figures are (FORMULAS.md, RAG: stale data is grey)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from erpsite.analysis.state.rag import worse
from erpsite.analysis.state.rhythm import Beat, beat_of
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.data_source import DataSource
from erpsite.model.health import HealthMetric
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Rag
from erpsite.model.quantity import last_day_of

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
    """Whether no module's last value is older than its source's `max_age`, or the next one is not yet due."""
    gaps: tuple[str, ...] = ()
    """Months without a value between the first and the last; of a rarer rhythm, its last month."""
    lagging: tuple[str, ...] = ()
    """Ids of the modules whose last value is older than that of others, by a period or more."""
    stale: tuple[str, ...] = ()
    """Ids of the modules whose last value is older than the source allows; "" is the whole system."""
    broken: tuple[str, ...] = ()
    """Ids of the modules with gaps."""
    modules: int = 0
    """Series of single modules, or of the whole system, that this one is made of."""

    @property
    def count(self) -> int:
        """Return how many series it is: one a module, and one where there is no value at all."""
        return max(self.modules, 1)

    @property
    def stale_count(self) -> int:
        """Return how many of them are stale or empty."""
        return len(self.stale) if self.modules else 1

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
        beats = {
            module: beat_of(record.rhythm, values, limit, handbook.plan.fiscal_start)
            for module, values in months.items()
        }
        ends = _last_rows(handbook, kind, record.id)
        series[record.source].append(_series(kind, record.id, months, beats, today, ends))
    cited = [evidence.source for point in handbook.pain_points.values() for evidence in point.evidence]
    return tuple(
        SourceFreshness(source, tuple(series[name]), cited.count(name))
        for name, source in handbook.sources.items()
    )


def _known_months(handbook: Handbook, as_of: str) -> dict[tuple[Kind, str], dict[str, set[str]]]:
    """Return the months with a value by series and module; a series of the whole system has the module "".

    A value that is withheld is known to somebody, so that nothing is missing.
    """
    known: dict[tuple[Kind, str], dict[str, set[str]]] = {}
    for name, actuals in handbook.actuals.items():
        held = {month for kpi, month in handbook.withheld_actuals if kpi == name}
        if months := {month for month in (*actuals, *held) if month <= as_of}:
            known["kpis", name] = {"": months}
    for (name, module), values in handbook.health.items():
        held = {month for metric, of, month in handbook.withheld_health if (metric, of) == (name, module)}
        if months := {month for month in (*values, *held) if month <= as_of}:
            known.setdefault(("health_metrics", name), {})[module or ""] = months
    return known


def _last_rows(handbook: Handbook, kind: Kind, name: str) -> Mapping[str, dt.date]:
    """Return the day of the newest row by month, of a series counted from logs: a month may be begun."""
    return {
        month.month: dt.date.fromisoformat(month.last[:10])
        for account in handbook.rollups.values()
        if any(feed[:2] == (kind, name) for feed in account.feeds)
        for month in account.months
        if month.plant is None
    }


def _series(
    kind: Kind,
    name: str,
    months: dict[str, set[str]],
    beats: dict[str, Beat],
    today: dt.date,
    ends: Mapping[str, dt.date],
) -> SeriesFreshness:
    if not months:
        return SeriesFreshness(kind, name, None, None, None, False)
    lasts = {module: max(values) for module, values in months.items()}
    left = {
        module: beats[module].fresh_days(month) - (today - ends.get(month, last_day_of(month))).days
        for module, month in lasts.items()
    }
    last = min(lasts.values())
    first = min(min(values) for values in months.values())
    return SeriesFreshness(
        kind,
        name,
        first,
        last,
        age=max((today - ends.get(last, last_day_of(last))).days, 0),
        fresh=min(left.values()) >= 0,
        gaps=tuple(sorted({gap for module, values in months.items() for gap in beats[module].gaps(values)})),
        lagging=_lagging(lasts, beats),
        stale=tuple(module for module, days in left.items() if days < 0),
        broken=tuple(module for module, values in months.items() if beats[module].gaps(values)),
        modules=len(lasts),
    )


def _lagging(lasts: dict[str, str], beats: dict[str, Beat]) -> tuple[str, ...]:
    newest = max(lasts.values())
    return tuple(module for module, month in lasts.items() if beats[module].end(month) < newest)
