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
