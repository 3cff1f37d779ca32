"""The split of the money, worked by hand."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.money.draft_budget import draft_budget
from erpsite.model.initiative import Initiative
from tests.factory import INITIATIVES, small_handbook


def test_the_small_plan() -> None:
    # vendor 200 + 200, internal 100, capex 250 thousand
    found = draft_budget(small_handbook().initiatives.values())
    assert found.total == 750_000
    assert found.by_kind == {"capex": 250_000, "internal": 100_000, "vendor": 400_000}
    assert found.by_quarter == {"2026-Q1": 300_000, "2026-Q2": 200_000, "2026-Q3": 250_000}
    assert found.cells["vendor", "2026-Q1"] == 200_000
    assert found.by_objective == {"fast-orders": 750_000}
    assert found.without_objective == 0


def test_parts_by_objective_sum_to_the_total() -> None:
    two = Initiative.model_validate({**INITIATIVES[0], "objectives": ["grow", "fast-orders"]})
    none = Initiative.model_validate({**INITIATIVES[1], "objectives": []})
    found = draft_budget([two, none])
    assert found.by_objective == {"grow": 250_000, "fast-orders": 250_000}
    assert found.without_objective == 250_000
    assert sum(found.by_objective.values(), Decimal(0)) + found.without_objective == found.total


def test_no_initiatives() -> None:
    assert draft_budget([]).total == 0
