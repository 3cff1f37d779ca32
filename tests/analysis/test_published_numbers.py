"""Earned value, earned schedule and pace agree with numbers that others have worked out and published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis.kpi.attainment import kpi_status
from erpsite.analysis.money.planned_value import PlannedValue
from erpsite.analysis.money.value import EarnedValue, NoValue, earned_schedule
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.quantity import months_between, next_month
from tests.factory import KPIS, small_handbook

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "analysis"


def _cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


EARNED, PACE = _cases("earned_value.yml"), _cases("pace.yml")


def _as_printed(value: object, printed: str) -> str:
    """Return the value with as many decimals as the source prints."""
    digits = len(printed.partition(".")[2])
    return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _value(case: dict[str, Any]) -> EarnedValue:
    amounts = tuple(Decimal(amount) for amount in case["planned"])
    months = months_between("2026-01", next_month("2026-01", len(amounts) - 1))
    curve = PlannedValue(months, amounts)
    earned = Decimal(case["earned"])
    spent = Decimal(case["spent"]) if "spent" in case else NoValue.NO_SPEND
    at = next_month("2026-01", case["at"] - 1)
    return EarnedValue(
        curve.budget, curve.at(at), earned, spent, earned_schedule(curve, earned), curve.elapsed(at),
        curve.duration, curve,
    )  # fmt: skip


@pytest.mark.parametrize("case", EARNED, ids=lambda case: case["name"])
def test_earned_value_as_published(case: dict[str, Any]) -> None:
    found = _value(case)
    expected = {**case["expect"], **case.get("by hand", {})}
    assert expected
    told = {name: _as_printed(getattr(found, name), printed) for name, printed in expected.items()}
    assert told == expected


@pytest.mark.parametrize("case", PACE, ids=lambda case: case["name"])
def test_pace_as_published(case: dict[str, Any]) -> None:
    gone, whole = case["share"]
    assert int(case["month"][5:]) * whole == gone * 12
    row = {**KPIS[0], "id": "k", "comparator": ">=", "baseline": case["baseline"], "target": case["target"]}
    actual = KpiActual(kpi="k", month=case["month"], actual=case["actual"])
    handbook = small_handbook(kpis={"k": Kpi.model_validate(row)}, kpi_actuals=(actual,))
    found = kpi_status(handbook, handbook.kpis["k"], case["month"])
    told = {name: _as_printed(getattr(found, name), printed) for name, printed in case["expect"].items()}
    assert told == case["expect"]


def test_every_case_names_its_source() -> None:
    assert all(case["source"].startswith("https://") for case in [*EARNED, *PACE])
    assert len({case["source"] for case in EARNED}) >= 5
