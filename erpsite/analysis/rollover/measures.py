"""Carry over what is measured: KPIs, health, incidents, maturity."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.kpi.attainment import KpiStatus, kpi_statuses
from erpsite.analysis.rollover.note import Turn
from erpsite.model.health import HealthValue
from erpsite.model.incident import Incident
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.maturity import Criterion, MaturityDimension
from erpsite.model.quantity import month_of, next_month
from erpsite.model.ticket import Ticket

__all__ = ["next_actuals", "next_health", "next_incidents", "next_kpis", "next_maturity", "next_tickets"]


def next_kpis(turn: Turn) -> Mapping[str, Kpi]:
    """Return the KPIs with what last year came to as baseline, and their targets to be set."""
    statuses = kpi_statuses(turn.before.handbook, turn.before.as_of)
    return {name: _kpi(turn, status) for name, status in statuses.items()}


def _kpi(turn: Turn, status: KpiStatus) -> Kpi:
    kpi, tr, file = status.kpi, turn.tr, "kpis.yml"
    baseline = kpi.baseline if status.judged is None else status.judged
    if status.judged is None:
        turn.note(file, kpi.id, "baseline", text=tr("There is no actual; measure the baseline."))
    elif status.month != turn.before.as_of:
        text = tr("The baseline is the value of {month}, the last there is; verify it.", month=status.month)
        turn.note(file, kpi.id, "baseline", text=text)
    field = "low" if kpi.target is None else "target"
    if status.met:
        turn.note(file, kpi.id, field, text=tr("Last year’s target is met; set a new one."))
    else:
        turn.note(file, kpi.id, field, text=tr("Last year’s target was not met; keep it or set a new one."))
    return kpi.model_copy(update={"baseline": baseline, "trajectory": {}})


def _first_month(turn: Turn) -> str:
    """Return the first month that the new plan's series may hold."""
    return next_month(month_of(turn.first_day), -12)


def next_actuals(turn: Turn) -> tuple[KpiActual, ...]:
    """Return the monthly actuals of the year before the new one, up to the month carried over."""
    first, last = _first_month(turn), turn.before.as_of
    return tuple(one for one in turn.before.handbook.kpi_actuals if first <= one.month <= last)


def next_health(turn: Turn) -> tuple[HealthValue, ...]:
    """Return the monthly health values of the year before the new one, up to the month carried over."""
    first, last = _first_month(turn), turn.before.as_of
    return tuple(one for one in turn.before.handbook.health_values if first <= one.month <= last)


def next_incidents(turn: Turn) -> tuple[Incident, ...]:
    """Return the incidents of the year before the new one, up to the month carried over."""
    first, last = _first_month(turn), turn.before.as_of
    return tuple(one for one in turn.before.handbook.incidents if first <= f"{one.started:%Y-%m}" <= last)


def next_tickets(turn: Turn) -> tuple[Ticket, ...]:
    """Return the tickets of the year before the new one, and older ones that were still open then."""
    first, last = _first_month(turn), turn.before.as_of
    return tuple(
        one
        for one in turn.before.handbook.tickets
        if f"{one.opened:%Y-%m}" <= last
        and (f"{one.opened:%Y-%m}" >= first or one.resolved is None or f"{one.resolved:%Y-%m}" >= first)
    )


def next_maturity(turn: Turn) -> Mapping[str, MaturityDimension]:
    """Return the dimensions with last year's targets as last year's scores, to be verified.

    The assessment has to be made anew: a score without evidence does not count, and last year's evidence
    is no evidence for this year.
    """
    return {
        name: dimension.model_copy(
            update={"criteria": tuple(_criterion(turn, name, one) for one in dimension.criteria)}
        )
        for name, dimension in turn.before.handbook.maturity.items()
    }


def _criterion(turn: Turn, dimension: str, criterion: Criterion) -> Criterion:
    place = (dimension, "criteria", criterion.id)
    turn.note(
        "maturity.yml", *place, "last_year",
        text=turn.tr("This was last year’s target; verify whether it was reached."),
    )  # fmt: skip
    turn.note(
        "maturity.yml", *place, "current",
        text=turn.tr("This is last year’s assessment; assess anew, with evidence, and set a target."),
    )  # fmt: skip
    return criterion.model_copy(update={"last_year": criterion.target, "evidence": None})
