"""Prove effort against capacity, and the budget against the envelope, with cases worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.money.budget import budget_state
from erpsite.analysis.people.resources import (
    Load,
    Resources,
    load_of,
    months_of,
    plan_quarters,
    resources,
    resources_by_month,
)
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.quantity import months_between, quarter_of
from erpsite.model.review import Review
from tests.analysis.figures import values
from tests.factory import INITIATIVES, PLAN, REVIEWS, bare_handbook, small_handbook


def test_effort_above_capacity_is_an_overload_with_its_causes() -> None:
    # Consultants: 50 of 60 days in Q1, 60 of 40 in Q2.
    found = resources(state(small_handbook(), "2026-03"))
    (worst,) = found.overloads
    assert (worst.role, worst.period, worst.over) == ("consultant", "2026-Q2", 20)
    assert worst.parts == (("erp-crm", 60.0),)
    assert worst.share == 1.5
    assert found.loads["consultant", "2026-Q1"].share == 50 / 60
    assert found.loads["key-user", "2026-Q3"] == Load("key-user", "2026-Q3", 0, None, ())


def test_exactly_full_is_not_overloaded_and_zero_capacity_has_no_share() -> None:
    assert not Load("r", "2026-Q1", 40, 40, ()).overloaded
    none = Load("r", "2026-Q1", 5, 0, ())
    assert (none.share, none.over, none.overloaded) == (None, 5, True)


def test_months_count_in_their_quarter_and_causes_are_ordered() -> None:
    rows = [
        {
            **INITIATIVES[0],
            "id": name,
            "effort": [{"role": "consultant", "by_quarter": quarters, "by_month": months}],
        }
        for name, quarters, months in (
            ("small", {"2026-Q2": 5}, {}),
            ("large", {"2026-Q2": 10}, {"2026-04": 3, "2026-06": 4}),
        )
    ]
    plan = small_handbook().plan
    found = load_of(plan, [Initiative.model_validate(row) for row in rows])
    assert found.loads["consultant", "2026-Q2"].parts == (("large", 17.0), ("small", 5.0))
    assert found.loads["consultant", "2026-Q2"].effort == 22


def test_effort_without_known_capacity_is_listed_apart() -> None:
    row = {**INITIATIVES[0], "effort": [{"role": "consultant", "by_quarter": {"2026-Q4": 7}}]}
    found = load_of(small_handbook().plan, [Initiative.model_validate(row)])
    assert [(load.role, load.period) for load in found.unknown] == [("consultant", "2026-Q4")]
    assert found.overloads == ()


def test_dropped_initiatives_ask_for_nothing() -> None:
    row = {**INITIATIVES[0], "stage": "deferred"}
    handbook = small_handbook(initiatives={"erp-crm": Initiative.model_validate(row)}, reviews={})
    assert resources(state(handbook, "2026-03")).overloads == ()
    assert budget_state(state(handbook, "2026-03")).approved == 0


def test_quarters_follow_the_fiscal_year() -> None:
    plan = Plan.model_validate({**PLAN, "fiscal_start": 4})
    assert plan_quarters(plan) == ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
    row = {**INITIATIVES[0], "effort": [{"role": "consultant", "by_month": {"2027-02": 6}}]}
    found = load_of(plan, [Initiative.model_validate(row)])
    assert found.loads["consultant", "2026-Q4"].effort == 6


def test_the_budget_of_the_small_plan() -> None:
    # Envelope 2,000,000 with a tenth held back; 500,000 + 250,000 approved; erp-crm expects 570,000.
    found = budget_state(state(small_handbook(), "2026-03"))
    assert values(found.envelope, found.contingency, found.spendable) == values(2_000_000, 200_000, 1_800_000)
    assert values(found.approved, found.free) == values(750_000, 1_050_000)
    assert values(found.spent, found.committed) == values(230_000, 0)
    assert values(found.forecast, found.overrun, found.contingency_used) == values(820_000, 70_000, 0)
    assert (found.reporting, found.count) == (1, 2)
    assert [now.initiative.id for now in found.over] == ["erp-crm"]
    assert {name: one.budget for name, one in found.modules.items()} == {
        "supply-chain": 500_000,
        "finance": 250_000,
    }
    assert found.split.by_kind == {"capex": 250_000, "internal": 100_000, "vendor": 400_000}


def test_a_forecast_above_the_spendable_money_uses_the_contingency() -> None:
    tight = Plan.model_validate({**PLAN, "budget": {"envelope": 850_000, "contingency": 0.1}})
    found = budget_state(state(replace(small_handbook(), plan=tight), "2026-03"))
    # Spendable 765,000; forecast 820,000.
    assert found.free == Decimal(15_000)
    assert found.contingency_used == Decimal(55_000)


def test_money_spent_on_what_was_dropped_stays_spent() -> None:
    dropped = {"initiative": "erp-crm", "stage": "deferred", "committed": 20_000}
    april = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang", "progress": [dropped]}
    reviews = {row["month"]: Review.model_validate(row) for row in [*REVIEWS, april]}
    found = budget_state(state(small_handbook(reviews=reviews), "2026-04"))
    assert values(found.approved, found.spent, found.committed) == values(250_000, 230_000, 20_000)
    # The budget of report-auto, and what is gone with erp-crm.
    assert values(found.sunk, found.forecast) == values(250_000, 500_000)


def test_modules_share_an_initiative_equally() -> None:
    row = {**INITIATIVES[0], "modules": ["finance", "supply-chain"]}
    handbook = small_handbook(initiatives={"erp-crm": Initiative.model_validate(row)}, reviews={})
    found = budget_state(state(handbook, "2026-01")).modules
    assert {name: one.budget for name, one in found.items()} == {"finance": 250_000, "supply-chain": 250_000}


def test_an_empty_plan_has_an_empty_budget() -> None:
    found = budget_state(state(bare_handbook(), "2026-01"))
    assert values(found.approved, found.forecast, found.count) == values(0, 0, 0)


def _monthly(effort: list[dict[str, Any]], fiscal_start: int = 1) -> Resources:
    """Return the load by month of one initiative; consultants have 60 days in the first quarter."""
    plan = Plan.model_validate({**PLAN, "fiscal_start": fiscal_start, "calendar": {"base": "weekdays"}})
    row = {**INITIATIVES[0], "effort": effort}
    handbook = small_handbook(initiatives={"erp-crm": Initiative.model_validate(row)}, reviews={})
    return resources_by_month(state(replace(handbook, plan=plan), "2026-03"))


def test_a_month_can_be_overloaded_in_a_quarter_that_is_not() -> None:
    # Working days of January, February, March 2026: 22, 20, 22 of 64. February has 60 × 20/64 = 18.75 days
    # of capacity; 16 days of the quarter spread give it 5, and 20 are asked for by month: 6.25 too many.
    effort = [{"role": "consultant", "by_quarter": {"2026-Q1": 16}, "by_month": {"2026-02": 20}}]
    found = _monthly(effort)
    assert found.roles == ("consultant",)
    assert found.periods == months_between("2026-01", "2026-12")
    (worst,) = found.overloads
    assert (worst.period, worst.effort, worst.capacity, worst.over) == ("2026-02", 25, 18.75, 6.25)
    assert worst.parts == (("erp-crm", 25.0),)


def test_without_effort_by_month_there_is_nothing_to_show_by_month() -> None:
    assert _monthly([{"role": "consultant", "by_quarter": {"2026-Q1": 16}}]).roles == ()


@pytest.mark.parametrize("fiscal_start", range(1, 13))
def test_the_months_of_a_quarter_are_those_that_fall_into_it(fiscal_start: int) -> None:
    for quarter in ("2026-Q1", "2026-Q4"):
        months = months_of(quarter, fiscal_start)
        assert len(set(months)) == 3
        assert {quarter_of(month, fiscal_start) for month in months} == {quarter}


def test_relief_is_the_smallest_initiative_that_makes_it_fit_or_the_largest_together() -> None:
    parts = (("a", 30.0), ("b", 15.0), ("c", 5.0))
    # 50 asked for. Of 40 days 10 are too many: b is enough. Of 10 days 40: a and b together.
    assert Load("r", "2026-Q1", 50, 40, parts).relief == ("b",)
    assert Load("r", "2026-Q1", 50, 10, parts).relief == ("a", "b")
    assert Load("r", "2026-Q1", 50, 60, parts).relief == ()
    assert Load("r", "2026-Q1", 50, 60, parts).free == 10
