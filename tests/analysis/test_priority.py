"""Scores, order and cut line, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.portfolio.priority import priorities, rice, weighted, wsjf
from erpsite.analysis.portfolio.sensitivity import sensitivity
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative, RiceScore, WsjfScore
from erpsite.model.plan import Plan
from tests.factory import INITIATIVES, PLAN, small_handbook


def initiative(name: str, cost: int, value: int | None, **more: Any) -> Initiative:
    scores = {"wsjf": {"business_value": value, "time_criticality": 1, "risk_reduction": 1, "job_size": 1}}
    row = {
        "id": name, "name": name, "type": "technology", "summary": "x", "modules": ["finance"],
        "owner": "zhao-min", "budget": [{"kind": "opex", "by_quarter": {"2026-Q1": cost}}],
        "scores": scores if value else {}, **more,
    }  # fmt: skip
    return Initiative.model_validate(row)


def book(*initiatives: Initiative, **plan: Any) -> Handbook:
    settings = {**PLAN, "budget": {"envelope": 100, "contingency": 0.1}, **plan}
    return small_handbook(
        plan=Plan.model_validate(settings), initiatives={one.id: one for one in initiatives}
    )


def test_formulas() -> None:
    # (13 + 8 + 5) / 8 = 3.25
    score = {"business_value": 13, "time_criticality": 8, "risk_reduction": 5, "job_size": 8}
    assert wsjf(WsjfScore.model_validate(score)) == 3.25
    # 400 × 2 × 0.8 / 12 = 53.33
    reach = {"reach": 400, "impact": 2, "confidence": 80, "effort": 12}
    assert rice(RiceScore.model_validate(reach)) == pytest.approx(53.333, abs=1e-3)
    # 0.6 × 0.5 + 0.4 × 1 = 0.7
    assert weighted({"value": 0.5, "risk": 1}, {"value": 0.6, "risk": 0.4}) == pytest.approx(0.7)
    assert weighted({"value": 0.5}, {"value": 0.6, "risk": 0.4}) == NotAvailable(Reason.NO_SCORES)
    assert weighted({"value": 0.5}, {}) == NotAvailable(Reason.NO_SCORES)


def test_the_line_falls_where_the_money_ends() -> None:
    # 90 may be spent: a 40 → 40, b 30 → 70, c 30 → 100 is too much; d would fit but stands below
    found = priorities(
        book(
            initiative("d", 5, 3),
            initiative("a", 40, 20),
            initiative("c", 30, 8, depends_on=["a"]),
            initiative("b", 30, 13, depends_on=["c"]),
            initiative("blank", 10, None),
        )
    )
    assert [(one.initiative.id, int(one.cumulative), one.funded) for one in found.ranked] == [
        ("a", 40, True), ("b", 70, True), ("c", 100, False), ("d", 105, False),
    ]  # fmt: skip
    assert [one.score for one in found.ranked] == [22, 15, 10, 5]
    assert [one.waits_for for one in found.ranked] == [(), ("c",), (), ()]
    assert [one.id for one in found.unscored] == ["blank"]
    assert (found.spendable, found.funded_cost, found.asked_cost) == (Decimal(90), Decimal(70), Decimal(115))
    assert [one.initiative.id for one in found.below] == ["c", "d"]


def test_what_is_mandatory_comes_first_and_needs_no_score() -> None:
    found = priorities(book(initiative("a", 60, 20), initiative("law", 50, None, mandatory=True)))
    assert [(one.initiative.id, one.funded) for one in found.ranked] == [("law", True), ("a", False)]
    assert found.ranked[0].score == NotAvailable(Reason.NO_SCORES)
    assert found.unscored == ()


def test_exactly_spent_is_above_the_line() -> None:
    found = priorities(book(initiative("a", 90, 20), initiative("free", 0, 1)))
    assert [one.funded for one in found.ranked] == [True, True]


def test_ties_go_to_the_more_urgent_then_the_cheaper() -> None:
    found = priorities(book(initiative("x", 5, 8), initiative("y", 4, 8), initiative("z", 9, 8, priority=1)))
    assert [one.initiative.id for one in found.ranked] == ["z", "y", "x"]


@pytest.mark.parametrize("method", ["rice", "weighted"])
def test_the_plan_chooses_the_method(method: str) -> None:
    crm = Initiative.model_validate(
        {**INITIATIVES[0], "scores": {**INITIATIVES[0]["scores"], "weighted": {"value": 0.5}}}
    )
    found = priorities(book(crm, prioritisation={"method": method, "weights": {"value": 1}}))
    assert found.ranked[0].score == pytest.approx({"rice": 53.333, "weighted": 0.5}[method], abs=1e-3)


def test_no_initiatives() -> None:
    found = priorities(book())
    assert found.ranked == ()
    assert found.funded_cost == found.asked_cost == 0


def test_from_an_unknown_budget_on_nobody_knows_what_is_funded() -> None:
    # 90 may be spent: a 40 is sure; of b nobody knows the cost, and so of c, which is 70 at least; d brings
    # the known budgets alone to 110, so it is below for sure, and so is e.
    known = book(
        initiative("a", 40, 20),
        initiative("b", 0, 13, budget=[]),
        initiative("c", 30, 8),
        initiative("d", 40, 5),
        initiative("e", 1, 3),
    )
    found = priorities(known)
    assert [(one.initiative.id, one.funded, one.below, one.sure) for one in found.ranked] == [
        ("a", True, False, True), ("b", False, False, False), ("c", False, False, False),
        ("d", False, True, False), ("e", False, True, False),
    ]  # fmt: skip
    assert [one.initiative.id for one in found.unplaced] == ["b", "c"]
    assert ([one.id for one in found.uncosted], found.asked_of) == (["b"], 4)
    assert found.asked_cost == 111
    # Without every budget no trial can say who stays above the line.
    assert sensitivity(known, found) == {}
