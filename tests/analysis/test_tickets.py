"""Tickets, counted by hand: volumes, backlog, ages, agreed times, causes that come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from erpsite.analysis.health.tickets import ticket_desk
from erpsite.analysis.state.measured import with_measured
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.analysis.state.ticket_months import TicketMonth
from erpsite.model import Handbook
from erpsite.model.kpi import KpiActual, TicketMeasure
from erpsite.model.ticket import Ticket
from tests.factory import small_handbook


def _handbook(*rows: dict[str, Any]) -> Handbook:
    tickets = tuple(Ticket.model_validate({"id": f"T{number}", **row}) for number, row in enumerate(rows))
    return small_handbook(tickets=tickets)


def test_a_month_counts_what_was_opened_and_resolved_in_it_and_what_is_open_at_its_end() -> None:
    handbook = _handbook(
        {"opened": "2026-01-05 09:00", "resolved": "2026-01-06 09:00", "sla_met": True},
        {"opened": "2026-01-20 09:00", "resolved": "2026-02-10 09:00", "sla_met": False, "reopened": 1},
        {"opened": "2026-02-01 00:00"},
        {"opened": "2026-02-28 23:59", "resolved": "2026-03-01 00:00", "sla_met": True},
        {"opened": "2026-03-01 00:00"},
    )
    desk = ticket_desk(handbook, "2026-02")
    assert desk.months == (
        TicketMonth("2026-01", 2, 1, 1, 1, 1, 0),
        TicketMonth("2026-02", 2, 1, 2, 0, 1, 1),
    )
    # Opened on 1 February (28 days before the month's end) and on its last minute.
    assert desk.ages == (1, 1, 0, 0)
    assert desk.oldest == 28
    assert desk.median_days == 11  # one day and 21 days


def test_a_later_resolution_is_not_known_in_an_earlier_month() -> None:
    handbook = _handbook({"opened": "2026-01-05 09:00", "resolved": "2026-03-06 09:00", "sla_met": True})
    january = ticket_desk(handbook, "2026-01")
    assert january.last is not None
    assert (january.last.resolved, january.last.backlog) == (0, 1)
    assert isinstance(january.last.sla_share, NotAvailable)


def test_months_are_those_of_the_plan_s_zone() -> None:
    """The small plan's zone is Asia/Shanghai: 23:30 of 31 January in UTC is in February there."""
    desk = ticket_desk(_handbook({"opened": "2026-01-31 23:30+00:00"}), "2026-02")
    assert [(one.month, one.opened) for one in desk.months] == [("2026-02", 1)]


def test_three_of_one_cause_are_a_repeated_one() -> None:
    rows = [{"opened": f"2026-02-0{day} 09:00", "cause": "printer", "module": "finance"} for day in (1, 2, 3)]
    rows += [{"opened": "2026-02-04 09:00", "cause": "password"}, {"opened": "2026-02-05 09:00"}]
    desk = ticket_desk(_handbook(*rows), "2026-02")
    assert [(one.cause, one.count, one.share, one.modules) for one in desk.causes] == [
        ("printer", 3, 0.75, ("finance",))
    ]
    assert desk.with_cause == 4


def test_a_plan_without_tickets_has_none() -> None:
    desk = ticket_desk(_handbook(), "2026-02")
    assert desk.last is None
    assert desk.oldest is None


def test_a_kpi_may_be_measured_from_tickets_and_a_typed_actual_wins() -> None:
    handbook = _handbook(
        {"opened": "2026-01-05 09:00", "resolved": "2026-01-06 09:00", "sla_met": True},
        {"opened": "2026-01-20 09:00", "resolved": "2026-01-21 09:00", "sla_met": False},
        {"opened": "2026-02-01 00:00"},
    )
    kpi = next(iter(handbook.kpis.values()))
    within = kpi.model_copy(
        update={"measured_from": TicketMeasure.WITHIN_SLA, "scale": 100, "roll_up": "ratio"}
    )
    kept = tuple(row for row in handbook.kpi_actuals if row.kpi != kpi.id)
    handbook = replace(handbook, kpis={**handbook.kpis, kpi.id: within}, kpi_actuals=kept)
    rows = [row for row in with_measured(handbook, "2026-02").kpi_actuals if row.kpi == kpi.id]
    # February resolved nothing, so it has no share.
    assert [(row.month, row.numerator, row.denominator) for row in rows] == [("2026-01", 1, 2)]
    backlog = within.model_copy(update={"measured_from": TicketMeasure.BACKLOG})
    typed = (*kept, KpiActual(kpi=kpi.id, month="2026-01", actual=9.0))
    handbook = replace(handbook, kpis={**handbook.kpis, kpi.id: backlog}, kpi_actuals=typed)
    rows = [row for row in with_measured(handbook, "2026-02").kpi_actuals if row.kpi == kpi.id]
    assert [(row.month, row.actual) for row in rows] == [("2026-01", 9), ("2026-02", 1)]
