"""Impact, order, age and chain of the pain points, worked by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.diagnosis.pain_points import (
    Impact,
    age_bands,
    by_module,
    by_process,
    chained,
    impact,
    weigh_pain_points,
)
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model import Handbook
from erpsite.model.pain_point import PainPoint
from tests.factory import small_handbook

TODAY = dt.date(2026, 1, 15)


def pain(name: str = "p", reported: str = "2025-12-01", **more: Any) -> PainPoint:
    row = {
        "id": name, "name": name, "process": "Buying", "modules": ["finance"], "owner": "zhao-min",
        "reported_on": reported, "description": "x", **more,
    }  # fmt: skip
    return PainPoint.model_validate(row)


def book(*pains: PainPoint) -> Handbook:
    return small_handbook(pain_points={one.id: one for one in pains})


@pytest.mark.parametrize(
    ("fields", "hourly", "weight"),
    [
        # 200 h × 120 + 10,000 = 34,000 a month
        ({"hours_lost": 200, "direct_loss": 10_000}, 120, Impact(Decimal(34_000), None)),
        ({"hours_lost": 200}, 120, Impact(Decimal(24_000), None)),
        ({"frequency": 4, "severity": 3}, 120, Impact(None, 12)),
        # no hours are known: the scores speak, the loss is not mixed in
        ({"frequency": 4, "severity": 3, "direct_loss": 500}, 120, Impact(None, 12)),
        ({"direct_loss": 500}, 120, Impact(Decimal(500), None)),
        ({"hours_lost": 10, "frequency": 2, "severity": 2}, None, Impact(None, 4)),
        ({"hours_lost": 10}, None, NotAvailable(Reason.NO_HOURLY_COST)),
        ({"frequency": 4}, 120, NotAvailable(Reason.NO_IMPACT)),
    ],
)
def test_impact(fields: dict[str, Any], hourly: int | None, weight: object) -> None:
    assert impact(pain(**fields), Decimal(hourly) if hourly else None) == weight


def test_order_is_money_then_score_then_age() -> None:
    weighed = weigh_pain_points(
        book(
            pain("unknown"),
            pain("scored", frequency=5, severity=5),
            pain("young", "2025-12-01", hours_lost=10),
            pain("old", "2025-01-01", hours_lost=10),
            pain("dear", hours_lost=100),
            pain("tomorrow", "2026-01-16", hours_lost=999),
        ),
        TODAY,
    )
    assert [one.pain.id for one in weighed] == ["dear", "old", "young", "scored", "unknown"]
    assert [one.rank for one in weighed] == [1, 2, 3, 4, 5]
    assert weighed[1].age == 379  # 2025-01-01 to 2026-01-15


def test_ages_fall_into_bands() -> None:
    # 89 days (2025-10-18), 90 (2025-10-17), 365 (2025-01-15)
    days = [("a", "2025-10-18"), ("b", "2025-10-17"), ("c", "2025-01-15")]
    weighed = weigh_pain_points(book(*(pain(n, day, hours_lost=1) for n, day in days)), TODAY)
    assert [(band.from_day, band.to_day, band.count) for band in age_bands(weighed)] == [
        (0, 90, 1), (90, 180, 1), (180, 365, 0), (365, None, 1),
    ]  # fmt: skip


def test_groups_sum_the_money() -> None:
    weighed = weigh_pain_points(
        book(
            pain("a", hours_lost=10, modules=["finance", "supply-chain"]),
            pain("b", hours_lost=5, process="Selling"),
            pain("c", frequency=2, severity=2, process="Selling"),
        ),
        TODAY,
    )
    # 10 h and 5 h at 120; the scored one counts but adds nothing
    assert [(row.count, int(row.money), row.in_money) for row in by_process(weighed)] == [
        (1, 1200, 1),
        (2, 600, 1),
    ]
    assert {row.key: row.money for row in by_module(weighed)} == {"finance": 1800, "supply-chain": 1200}


def test_the_chain_follows_references_from_both_sides() -> None:
    handbook = small_handbook()
    found = chained(handbook, handbook.pain_points["order-delay"])
    assert (found.initiatives, found.kpis, found.missing) == (("erp-crm",), ("cycle-time",), ())
    lonely = pain("lonely")
    assert chained(book(lonely), lonely).missing == (
        "evidence", "causes", "solution", "benefit", "initiatives", "kpis",
    )  # fmt: skip
    crm = handbook.initiatives["erp-crm"].model_copy(update={"pain_points": ("lonely",)})
    back = replace(book(lonely), initiatives={"erp-crm": crm})
    assert chained(back, lonely).initiatives == ("erp-crm",)
    assert chained(back, lonely).kpis == ("cycle-time",)
