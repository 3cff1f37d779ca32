"""Availability and error budget, worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from erpsite.analysis.health.availability import Uptime, availability, sum_uptime, uptime
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.incident import Incident
from erpsite.model.module import Module
from erpsite.model.plan import Plan, Rag
from tests.factory import PLAN, bare_handbook, small_handbook

DAY = dt.datetime.fromisoformat("2026-02-03"), dt.datetime.fromisoformat("2026-02-04")
"""One day: 1440 minutes."""


def incident(start: str, end: str, **more: Any) -> Incident:
    row = {
        "id": "i", "started": start, "ended": end, "severity": 2, "cause": "network", "description": "x",
        **more,
    }  # fmt: skip
    return Incident.model_validate(row)


Outages = list[tuple[str, str, dict[str, Any]]]

CASES: dict[str, tuple[Outages, bool, float, float]] = {
    # 1440 − 120 = 1320 of 1440
    "one outage": ([("2026-02-03 09:00", "2026-02-03 11:00", {})], True, 1440, 120),
    # 09:00–11:00 and 10:00–12:00 are three hours, not four
    "overlap counts once": (
        [("2026-02-03 09:00", "2026-02-03 11:00", {}), ("2026-02-03 10:00", "2026-02-03 12:00", {})],
        True, 1440, 180,
    ),
    # half the service for two hours = 60 minutes
    "degraded": ([("2026-02-03 09:00", "2026-02-03 11:00", {"degraded": 0.5})], True, 1440, 60),
    # 09–10 at 0.5 (30), 10–11 the worse 1 (60), 11–12 at 1 (60)
    "the worst of two counts": (
        [
            ("2026-02-03 09:00", "2026-02-03 11:00", {"degraded": 0.5}),
            ("2026-02-03 10:00", "2026-02-03 12:00", {}),
        ],
        True, 1440, 150,
    ),
    # maintenance 22:00–24:00 leaves 1320; the outage 21:00–23:00 counts its first hour only
    "maintenance is out of both": (
        [
            ("2026-02-03 22:00", "2026-02-04 02:00", {"planned": True}),
            ("2026-02-03 21:00", "2026-02-03 23:00", {}),
        ],
        True, 1320, 60,
    ),
    # the same with maintenance counted: 21:00–24:00 down
    "maintenance counts as down": (
        [
            ("2026-02-03 22:00", "2026-02-04 02:00", {"planned": True}),
            ("2026-02-03 21:00", "2026-02-03 23:00", {}),
        ],
        False, 1440, 180,
    ),
    # 23:00–01:00 on the day before: one hour falls into the day
    "cut at the border": ([("2026-02-02 23:00", "2026-02-03 01:00", {})], True, 1440, 60),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_minutes(name: str) -> None:
    rows, excluded, eligible, down = CASES[name]
    incidents = [incident(start, end, **more) for start, end, more in rows]
    found = uptime(*DAY, incidents, maintenance_excluded=excluded)
    assert isinstance(found, Uptime)
    assert (found.eligible, found.down) == (eligible, down)


def test_a_day_of_maintenance_has_no_availability() -> None:
    whole = incident("2026-02-03 00:00", "2026-02-04 00:00", planned=True)
    assert uptime(*DAY, [whole]) == NotAvailable(Reason.ALL_MAINTENANCE)


def test_error_budget_of_thirty_days() -> None:
    # FORMULAS.md: 99.5 % of 30 days leaves 0.005 × 43200 = 216 minutes; 108 lost burn half of it
    month = Uptime(43_200, 108, 99.5)
    assert month.budget == pytest.approx(216)
    assert month.burn_rate == pytest.approx(0.5)
    assert month.budget_left == pytest.approx(108)
    assert month.percent == pytest.approx(99.75)
    assert month.rag is Rag.GREEN
    assert Uptime(43_200, 216, 99.5).rag is Rag.GREEN
    assert Uptime(43_200, 432, 99.5).rag is Rag.AMBER
    assert Uptime(43_200, 433, 99.5).rag is Rag.RED


def test_a_target_of_hundred_percent_leaves_no_budget() -> None:
    assert Uptime(1440, 0, 100).burn_rate == NotAvailable(Reason.NO_ERROR_BUDGET)
    assert Uptime(1440, 0, 100).rag is Rag.GREEN
    assert Uptime(1440, 1, 100).rag is Rag.RED


def test_sums_are_ratios_of_totals() -> None:
    # (1000 − 10 + 100 − 10) / 1100 = 98.18 %; the mean of 99 % and 90 % would be 94.5 %
    total = sum_uptime([Uptime(1000, 10, 99.5), NotAvailable(Reason.NOT_LIVE), Uptime(100, 10, 99.5)])
    assert isinstance(total, Uptime)
    assert total.percent == pytest.approx(98.1818, abs=1e-4)
    assert sum_uptime([]) == NotAvailable(Reason.NO_LOG)


def test_a_month_of_the_small_plan() -> None:
    # February 2026: 28 × 1440 = 40320 minutes; maintenance 22:00–02:00 takes 240 from both modules.
    # Finance lost 120 more: 39960 / 40080 = 99.7006 %. Supply chain lost none.
    found = availability(small_handbook(), "2026-03")
    finance, chain = found.cells["finance", "2026-02"], found.cells["supply-chain", "2026-02"]
    assert isinstance(finance, Uptime)
    assert isinstance(chain, Uptime)
    assert (finance.eligible, finance.down) == (40_080, 120)
    assert finance.percent == pytest.approx(99.7006, abs=1e-4)
    assert chain.down == 0
    system = found.of_system(["2026-02"])
    assert isinstance(system, Uptime)
    assert (system.eligible, system.down) == (80_160, 120)


def test_silence_of_the_log_is_no_uptime() -> None:
    found = availability(small_handbook(), "2026-05")
    assert found.cells["finance", "2026-01"] == NotAvailable(Reason.BEFORE_LOG)
    # last entry in February, believed for 45 days after its end: until 14 April
    assert isinstance(found.cells["finance", "2026-03"], Uptime)
    assert found.cells["finance", "2026-04"] == NotAvailable(Reason.LOG_OLD)
    assert availability(bare_handbook(), "2026-01").of_system(["2026-01"]) == NotAvailable(Reason.NO_LOG)


def test_an_incident_after_the_month_shown_is_not_known_yet() -> None:
    late = incident("2026-03-30 00:00", "2026-04-02 00:00")
    found = availability(small_handbook(incidents=(late,)), "2026-03")
    march = found.cells["finance", "2026-03"]
    assert isinstance(march, Uptime)
    assert march.down == 2 * 1440


def test_a_module_counts_from_the_day_it_went_live() -> None:
    new = Module.model_validate({"id": "new", "name": "New", "owner": "zhao-min", "live_since": "2026-02-27"})
    later = Module.model_validate(
        {"id": "later", "name": "Later", "owner": "zhao-min", "live_since": "2026-05-01"}
    )
    found = availability(small_handbook(modules={"new": new, "later": later}), "2026-02")
    cell = found.cells["new", "2026-02"]
    assert isinstance(cell, Uptime)
    assert cell.eligible == 2 * 1440
    assert found.cells["later", "2026-02"] == NotAvailable(Reason.NOT_LIVE)


def test_the_setting_for_maintenance_is_obeyed() -> None:
    plan = Plan.model_validate({**PLAN, "maintenance_excluded": False})
    cell = availability(small_handbook(plan=plan), "2026-02").cells["supply-chain", "2026-02"]
    assert isinstance(cell, Uptime)
    assert (cell.eligible, cell.down) == (40_320, 240)


def test_minutes_are_elapsed_minutes_when_the_clocks_change() -> None:
    """Worked by hand: 01:30 to 03:30 is one hour in spring; 01:30 to 04:30 four in autumn."""
    berlin = ZoneInfo("Europe/Berlin")
    march = (dt.datetime.fromisoformat("2026-03-01"), dt.datetime.fromisoformat("2026-04-01"))
    spring = uptime(*march, [incident("2026-03-29 01:30", "2026-03-29 03:30")], 99.8, zone=berlin)
    assert isinstance(spring, Uptime)
    assert (spring.eligible, spring.down) == (44_580, 60)
    assert spring.rag is Rag.GREEN
    october = (dt.datetime.fromisoformat("2026-10-01"), dt.datetime.fromisoformat("2026-11-01"))
    autumn = uptime(*october, [incident("2026-10-25 01:30", "2026-10-25 04:30")], zone=berlin)
    assert isinstance(autumn, Uptime)
    assert (autumn.eligible, autumn.down) == (44_700, 240)
    settled = uptime(*october, [incident("2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00")], zone=berlin)
    assert isinstance(settled, Uptime)
    assert settled.down == 60
