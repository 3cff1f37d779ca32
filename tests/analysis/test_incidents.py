"""The Pareto of incident causes, worked by hand."""

from __future__ import annotations

import pytest

from erpsite.analysis.health.incidents import incident_pareto
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.incident import Incident


def incident(start: str, end: str, cause: str, **more: object) -> Incident:
    row = {
        "id": "i",
        "started": start,
        "ended": end,
        "severity": 2,
        "cause": cause,
        "description": "x",
        **more,
    }
    return Incident.model_validate(row)


def test_causes_rank_by_weighted_minutes() -> None:
    # network 60 + 30 = 90; change 120 × 0.25 = 30; total 120 → 75 %, 25 %
    log = [
        incident("2026-02-01 10:00", "2026-02-01 12:00", "change", degraded=0.25),
        incident("2026-02-02 10:00", "2026-02-02 11:00", "network"),
        incident("2026-02-03 10:00", "2026-02-03 10:30", "network"),
        incident("2026-02-04 10:00", "2026-02-04 14:00", "maintenance", planned=True),
        incident("2025-12-31 10:00", "2025-12-31 14:00", "vendor"),
    ]
    rows = incident_pareto(log, "2026-01", "2026-02")
    assert [(row.cause, row.count, row.minutes) for row in rows] == [("network", 2, 90), ("change", 1, 30)]
    assert [row.share for row in rows] == [0.75, 0.25]
    assert [row.cumulative for row in rows] == pytest.approx([0.75, 1.0])


def test_only_minutes_within_the_period_count() -> None:
    rows = incident_pareto(
        [incident("2026-01-31 23:00", "2026-02-01 02:00", "database")], "2026-02", "2026-02"
    )
    assert rows[0].minutes == 120


def test_incidents_without_loss_have_no_share() -> None:
    rows = incident_pareto(
        [incident("2026-02-01 10:00", "2026-02-01 12:00", "vendor", degraded=0)], "2026-02", "2026-02"
    )
    assert rows[0].share == NotAvailable(Reason.NO_OUTAGE)
    assert incident_pareto([], "2026-01", "2026-02") == ()


def test_outages_of_one_cause_that_overlap_count_once() -> None:
    # finance 9:00 to 12:00, of which 10:00 to 11:00 twice and a quarter of an hour three times: 180 minutes;
    # the whole system 14:00 to 15:00, in which finance alone adds nothing: 60; supply chain beside finance
    # 9:00 to 9:30 is another module: 30
    log = [
        incident("2026-02-03 09:00", "2026-02-03 11:00", "interface", module="finance"),
        incident("2026-02-03 10:00", "2026-02-03 12:00", "interface", module="finance"),
        incident("2026-02-03 10:30", "2026-02-03 10:45", "interface", module="finance", degraded=0.5),
        incident("2026-02-03 09:00", "2026-02-03 09:30", "interface", module="supply-chain"),
        incident("2026-02-03 14:00", "2026-02-03 15:00", "interface"),
        incident("2026-02-03 14:10", "2026-02-03 14:30", "interface", module="finance"),
    ]
    rows = incident_pareto(log, "2026-02", "2026-02")
    assert [(row.count, row.minutes) for row in rows] == [(6, 270)]
    assert incident_pareto(log[::-1], "2026-02", "2026-02")[0].minutes == 270


def test_the_worse_of_two_overlapping_outages_counts_and_maintenance_takes_its_minutes() -> None:
    # 60 × 0.5 + 120 × 0.8 = 126, the worse of both from 10:00; maintenance until 9:30 takes 30 × 0.5
    log = [
        incident("2026-02-03 09:00", "2026-02-03 11:00", "interface", module="finance", degraded=0.5),
        incident("2026-02-03 10:00", "2026-02-03 12:00", "interface", module="finance", degraded=0.8),
        incident("2026-02-03 08:00", "2026-02-03 09:30", "maintenance", planned=True),
    ]
    assert incident_pareto(log, "2026-02", "2026-02")[0].minutes == pytest.approx(111)
    kept = incident_pareto(log, "2026-02", "2026-02", maintenance_excluded=False)
    assert kept[0].minutes == pytest.approx(126)
