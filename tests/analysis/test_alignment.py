"""Prove what serves what, and what hangs loose, with cases worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.goals.alignment import Alignment, alignment
from erpsite.analysis.trace.backlinks import backlinks
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.objective import Objective
from tests.analysis.figures import values
from tests.factory import INITIATIVES, OBJECTIVES, bare_handbook, small_handbook


def _aligned(handbook: Handbook) -> Alignment:
    plan = state(handbook, "2026-03")
    return alignment(plan, backlinks(plan))


def _objective(name: str, *serves: str, kpis: tuple[str, ...] = ()) -> dict[str, Any]:
    return {**OBJECTIVES[0], "id": name, "kind": "erp", "serves": serves, "kpis": kpis}


def _handbook(objectives: list[dict[str, Any]], serving: dict[str, tuple[str, ...]]) -> Handbook:
    rows = [
        {**INITIATIVES[1], "id": name, "objectives": goals, "depends_on": [], "kpis": [], "phases": []}
        for name, goals in serving.items()
    ]
    return small_handbook(
        objectives={row["id"]: Objective.model_validate(row) for row in objectives},
        initiatives={row["id"]: Initiative.model_validate(row) for row in rows},
        meeting_decisions={},
        reviews={},
    )


def test_the_small_plan_is_aligned_but_for_one_initiative_and_one_kpi() -> None:
    found = _aligned(small_handbook())
    assert [(one.objective.id, one.depth) for one in found.objectives] == [("grow", 0), ("fast-orders", 1)]
    grow, fast = found.objectives
    assert (grow.initiatives, grow.below) == ((), ("erp-crm", "report-auto"))
    assert fast.initiatives == ("erp-crm", "report-auto")
    assert values(grow.money, grow.share) == values(750_000, 1.0)
    assert found.without_objective == ()
    assert found.without_kpi == ("report-auto",)
    assert found.unserved == ()
    assert found.unmeasured == ()
    assert (found.unmoved, found.unowned) == (("uptime",), ("uptime",))


def test_money_is_split_equally_and_never_counted_twice() -> None:
    # Each initiative costs 250,000. `one` serves a and b; `two` serves only c, which serves a and b.
    objectives = [_objective("a"), _objective("b"), _objective("c", "a", "b")]
    found = _aligned(_handbook(objectives, {"one": ("a", "b"), "two": ("c",), "three": ()}))
    money = {one.objective.id: one.money for one in found.objectives}
    assert money == {"a": 250_000, "b": 250_000, "c": 250_000}
    assert values(found.aligned, found.total) == values(500_000, 750_000)
    assert found.without_objective == ("three",)
    assert {one.objective.id: one.depth for one in found.objectives} == {"a": 0, "c": 1, "b": 0}
    assert found.objectives[0].share == pytest.approx(1 / 3)


def test_money_passes_all_levels_whatever_their_order() -> None:
    # c serves a directly and through b: half of its money goes each way, and all of it reaches a.
    objectives = [_objective("a"), _objective("c", "a", "b"), _objective("b", "a")]
    found = _aligned(_handbook(objectives, {"one": ("c",)}))
    assert {one.objective.id: one.money for one in found.objectives} == {
        "a": 250_000,
        "c": 250_000,
        "b": 125_000,
    }


def test_objectives_without_initiative_or_kpi_are_named() -> None:
    objectives = [_objective("a"), _objective("b", "a", kpis=("uptime",)), _objective("alone")]
    found = _aligned(_handbook(objectives, {"one": ("b",)}))
    assert found.unserved == ("alone",)
    assert found.unmeasured == ("alone",)  # a is measured through b
    assert found.unowned == ("cycle-time",)


def test_only_funded_initiatives_count() -> None:
    rows = {row["id"]: {**row, "stage": "rejected"} for row in INITIATIVES}
    initiatives = {name: Initiative.model_validate(row) for name, row in rows.items()}
    found = _aligned(small_handbook(initiatives=initiatives, reviews={}))
    assert values(found.total, found.aligned) == values(0, 0)
    assert found.objectives[0].share is None
    assert found.unserved == ("grow", "fast-orders")


def test_an_empty_plan_aligns_nothing() -> None:
    found = _aligned(bare_handbook())
    assert (found.objectives, found.unserved, found.unmoved) == ((), (), ())


def test_backlinks_turn_every_reference_round() -> None:
    links = backlinks(state(small_handbook(), "2026-03"))
    assert links.initiatives_of_objective == {"fast-orders": ("erp-crm", "report-auto")}
    assert links.initiatives_of_kpi == {"cycle-time": ("erp-crm",)}
    assert links.initiatives_of_pain_point == {"order-delay": ("erp-crm",)}  # named from both sides, once
    assert links.pain_points_of_kpi == {"cycle-time": ("order-delay",)}
    assert links.dependants == {"erp-crm": ("report-auto",)}
    assert links.children == {"grow": ("fast-orders",)}
    assert links.risks_of_initiative == {"erp-crm": ("vendor-late", "key-user-gone")}
    assert links.actions_of_initiative == {"erp-crm": ("a-2026-02-1",)}
    assert links.actions_of_decision == {"d-2026-03-1": ("a-2026-03-1",)}
    assert links.decisions_of_initiative["erp-crm"] == ("d-2026-01", "d-2026-03-1")
    assert [month for month, _ in links.reports["erp-crm"]] == ["2026-02", "2026-03"]
    assert [month for month, _ in links.measures["erp-crm"]] == ["2026-03"]
    assert [month for month, _ in links.comments["cycle-time"]] == ["2026-02"]


def test_backlinks_do_not_look_past_the_month() -> None:
    links = backlinks(state(small_handbook(), "2026-02"))
    assert links.decisions_of_initiative["erp-crm"] == ("d-2026-01",)
    assert "erp-crm" not in links.measures
