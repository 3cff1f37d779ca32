"""Take the actuals of KPIs from the help desk's tickets, where a KPI says so (`measured_from`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from erpsite.analysis.state.ticket_months import TicketMonth, ticket_months
from erpsite.issues import Origin, Source
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi, KpiActual, TicketMeasure

__all__ = ["with_measured"]

_COUNTS: Mapping[TicketMeasure, Callable[[TicketMonth], int]] = {
    TicketMeasure.OPENED: lambda month: month.opened,
    TicketMeasure.RESOLVED: lambda month: month.resolved,
    TicketMeasure.BACKLOG: lambda month: month.backlog,
}
_PARTS: Mapping[TicketMeasure, Callable[[TicketMonth], tuple[int, int]]] = {
    TicketMeasure.WITHIN_SLA: lambda month: (month.within_sla, month.judged),
    TicketMeasure.REOPENED: lambda month: (month.reopened, month.resolved),
}


def with_measured(handbook: Handbook, as_of: str) -> Handbook:
    """Return the handbook with an actual for each month up to `as_of` of each KPI that is measured,
    and for each plant that tickets name.

    A typed actual of the month wins. A share of no tickets is no value.
    """
    measured = [kpi for kpi in handbook.kpis.values() if kpi.measured_from]
    if not measured or not handbook.tickets:
        return handbook
    typed = {(row.kpi, row.month) for row in handbook.kpi_actuals}
    where = handbook.tickets[0].where
    made: list[KpiActual] = []
    for plant in (None, *dict.fromkeys(one.plant for one in handbook.tickets if one.plant)):
        own = [one for one in handbook.tickets if plant in (None, one.plant)]
        months = ticket_months(replace(handbook, tickets=tuple(own)), as_of)
        made += (row for kpi in measured for row in _actuals(kpi, months, where, plant))
    more = tuple(row for row in made if (row.kpi, row.month) not in typed)
    return replace(handbook, kpi_actuals=(*handbook.kpi_actuals, *more))


def _actuals(
    kpi: Kpi, months: tuple[TicketMonth, ...], where: Source, plant: str | None
) -> Iterator[KpiActual]:
    assert kpi.measured_from is not None  # noqa: S101 - the caller has checked; tells the type checker
    count, parts = _COUNTS.get(kpi.measured_from), _PARTS.get(kpi.measured_from)
    for month in months:
        if count is not None:
            yield _row(kpi, month.month, where, plant, actual=float(count(month)))
        elif parts is not None:
            numerator, denominator = parts(month)
            if denominator:
                yield _row(
                    kpi, month.month, where, plant, numerator=float(numerator), denominator=float(denominator)
                )


def _row(kpi: Kpi, month: str, where: Source, plant: str | None, **values: float) -> KpiActual:
    return KpiActual(kpi=kpi.id, month=month, plant=plant, **values).placed(Origin(where))
