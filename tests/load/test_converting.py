"""Amounts of other currencies are converted by the stated rates, wherever money stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from erpsite.load import load_handbook
from erpsite.model import Handbook
from tests.load.golden import lay_out

_RATES = """loaded_hourly_cost: {amount: 15.5, currency: EUR}
currencies:
- {code: EUR, rate: 7.85, on: 2026-01-05}
- {code: JPY, rate: 0.0481, on: 2026-01-05}"""


def _loaded(folder: Path, edits: dict[str, dict[str, str]]) -> Handbook:
    lay_out({"edit": edits}, folder)
    result = load_handbook(folder)
    assert result.handbook is not None, [str(issue) for issue in result.issues]
    return result.handbook


def test_amounts_are_converted_and_rounded_to_the_minor_unit(tmp_path: Path) -> None:
    plan = _loaded(tmp_path / "data", {"handbook.yml": {"loaded_hourly_cost: 120": _RATES}}).plan
    assert plan.loaded_hourly_cost == Decimal("121.68")  # 15.5 x 7.85 = 121.675, half up
    assert [(one.code, one.rate) for one in plan.currencies] == [("EUR", 7.85), ("JPY", 0.0481)]


def test_amounts_by_quarter_and_inside_other_records_are_converted(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "golden/base_plan/initiatives/erp-crm.yml").read_text(
        encoding="utf-8"
    )
    line = next(row for row in text.splitlines() if row.strip().startswith("2026-Q1: "))
    name, number = line.split(": ")
    edit = {line: f"{name}: {{amount: 1000000, currency: JPY}}"}
    if text.count(line) != 1:
        edit = {f"{line}\n": edit[line]}
    plain = _loaded(tmp_path / "plain", {})
    other = _loaded(
        tmp_path / "other",
        {"handbook.yml": {"loaded_hourly_cost: 120": _RATES}, "initiatives/erp-crm.yml": edit},
    )
    cost = other.initiatives["erp-crm"].cost - plain.initiatives["erp-crm"].cost
    assert cost == Decimal(48_100) - Decimal(number)


def test_a_changed_rate_counts_at_the_next_load(tmp_path: Path) -> None:
    _loaded(tmp_path / "data", {"handbook.yml": {"loaded_hourly_cost: 120": _RATES}})
    file = tmp_path / "data" / "handbook.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("7.85", "8"), encoding="utf-8")
    result = load_handbook(tmp_path / "data")
    assert result.handbook is not None
    assert result.handbook.plan.loaded_hourly_cost == Decimal(124)
