"""Compare where the KPIs stand at two months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.analysis.kpi.attainment import GreyReason, KpiBand, KpiStatus
from erpsite.analysis.reviews.changes.change import TO_BAND, Change, ChangeKind, weighed
from erpsite.model.kpi import Kpi

__all__ = ["kpi_changes"]


def kpi_changes(earlier: Mapping[str, KpiStatus], later: Mapping[str, KpiStatus]) -> Iterator[Change]:
    """Yield KPIs that crossed a band or their target, came, went, or got another target."""
    for name, now in later.items():
        was = earlier.get(name)
        if was is None:
            yield weighed(ChangeKind.KPI_NEW, "kpis", name, now.kpi.where)
            continue
        yield from _definition(was.kpi, now.kpi)
        if was.reason is not GreyReason.BEFORE_PERIOD:
            yield from _standing(was, now)
    for name, gone in earlier.items():
        if name not in later:
            yield weighed(ChangeKind.KPI_DROPPED, "kpis", name, gone.kpi.where, name=gone.kpi.name)


def _definition(was: Kpi, now: Kpi) -> Iterator[Change]:
    old, new = _aim(was), _aim(now)
    if old != new:
        at = now.where_of("target")
        yield weighed(ChangeKind.TARGET_MOVED, "kpis", now.id, at, before=old, after=new)
    if was.owner != now.owner:
        at = now.where_of("owner")
        yield weighed(ChangeKind.OWNER_CHANGED, "kpis", now.id, at, before=was.owner, after=now.owner)


def _aim(kpi: Kpi) -> tuple[float, ...]:
    return tuple(value for value in (kpi.target, kpi.low, kpi.high) if value is not None)


def _standing(was: KpiStatus, now: KpiStatus) -> Iterator[Change]:
    kind = _crossing(was, now)
    if kind is ChangeKind.KPI_CROSSED:
        values = {"before": was.band, "after": now.band, "value": now.judged}
        yield Change(kind, "kpis", now.kpi.id, values, now.where, TO_BAND[now.band])
    elif kind:
        yield weighed(kind, "kpis", now.kpi.id, now.where, value=now.judged)


def _crossing(was: KpiStatus, now: KpiStatus) -> ChangeKind | None:
    known = KpiBand.GREY not in (was.band, now.band)
    if known and now.met and not was.met:
        return ChangeKind.KPI_MET
    if known and was.met and not now.met:
        return ChangeKind.KPI_LOST
    return ChangeKind.KPI_CROSSED if was.band != now.band else None
