"""Prove what the pages of objectives, KPIs, resources and risks say."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.objective import Objective
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.kpi_page import draw_kpi
from erpsite.pages.plan.kpis import draw_kpis
from erpsite.pages.plan.objective_page import draw_objective
from erpsite.pages.plan.objectives import draw_objectives
from erpsite.pages.plan.resources import draw_resources
from erpsite.pages.plan.risks import draw_risks
from tests.factory import INITIATIVES, KPIS, OBJECTIVES, REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of
from tests.pages.parts import parts_of


def _book(as_of: str = "2026-03", language: str = "en", **changes: Any) -> Book:
    return book_of(small_handbook(**changes), language, as_of)


def _kpi(**changes: Any) -> Book:
    kpi = Kpi.model_validate({**KPIS[0], **changes})
    return _book(kpis={"cycle-time": kpi, "uptime": Kpi.model_validate(KPIS[1])})


def _tiles(blocks: tuple[b.Block, ...]) -> dict[str, str]:
    (tiles,) = [block for block in blocks if isinstance(block, b.Tiles)]
    return {tile.title: plain_text(tile.value) for tile in tiles.tiles}


def _facts(blocks: tuple[b.Block, ...]) -> dict[str, str]:
    found = [block for block in blocks if isinstance(block, b.Facts)]
    return {name: plain_text(value) for facts in found for name, value in facts.pairs}


def test_the_tree_of_objectives_sums_to_the_approved_budget() -> None:
    blocks = draw_objectives(_book())
    rows = [words_of(row) for row in table_of(blocks, "objectives").rows]
    assert rows[0][0] == "Grow"
    assert rows[1][0] == "└ Faster orders"
    assert rows[1][3:6] == ["On track 1", "2", "CNY\u00a0750\u00a0k"]
    assert lead_of(blocks) == (
        "All of the approved budget serves the 1 top objective, and every objective has an initiative."
    )


def test_loose_ends_are_named_in_both_directions() -> None:
    rows = [INITIATIVES[0], {**INITIATIVES[1], "objectives": [], "depends_on": []}]
    alone = {**OBJECTIVES[0], "id": "alone", "name": "Alone"}
    book = _book(
        initiatives={row["id"]: Initiative.model_validate(row) for row in rows},
        objectives={row["id"]: Objective.model_validate(row) for row in [*OBJECTIVES, alone]},
    )
    blocks = draw_objectives(book)
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    (items,) = callout.blocks
    assert isinstance(items, b.Items)
    assert [plain_text(item) for item in items.items] == [
        "Initiatives that serve no objective: Report automation",
        "Initiatives that move no KPI: Report automation",
        "Objectives without an initiative: Alone",
        "Objectives without a KPI: Alone",
        "KPIs that no initiative moves: Uptime",
        "KPIs that judge no objective: Uptime",
    ]
    # 500,000 of 750,000 serve an objective.
    assert lead_of(blocks).startswith("67% of the approved budget serves the 2 top objectives; 1 initiative")


def test_the_matrix_joins_objective_initiative_and_kpi() -> None:
    rows = table_of(draw_objectives(_book()), "alignment").rows
    assert [(row.group, words_of(row)[0], words_of(row)[2], words_of(row)[3]) for row in rows] == [
        ("Faster orders", "Join ERP and CRM", "Order cycle time", "1"),
        ("Faster orders", "Report automation", "", "0"),
    ]


def test_an_objective_shows_what_serves_it_through_those_below() -> None:
    blocks = draw_objective(_book(), "grow")
    assert "2 initiatives serve “Grow” with CNY\u00a0750\u00a0k" in lead_of(blocks)
    assert len(table_of(blocks, "initiatives-grow").rows) == 2
    assert _facts(blocks)["Served by"] == "Faster orders"
    assert _facts(blocks)["Pain points it answers"] == "Late purchase orders"
    below = draw_objective(_book(), "fast-orders")
    assert lead_of(below).endswith("1 of its 1 KPI is on track.")


def test_the_dashboard_groups_kpis_by_objective_and_module() -> None:
    blocks = draw_kpis(_book())
    rows = table_of(blocks, "kpis").rows
    assert [(row.group, words_of(row)[0]) for row in rows] == [
        ("Faster orders", "Order cycle time"), ("Under no objective", "Uptime"),
    ]  # fmt: skip
    # 24.4 in March: A = 5.6 / 9 = 0.622, expected 0.25, pace 2.49.
    assert words_of(rows[0])[1:6] == ["30.0\u00a0h", "24.4\u00a0h", "≤\u00a021.0\u00a0h", "2.49", "On track"]
    (module,) = table_of(blocks, "kpis-by-module").rows
    assert words_of(module) == ["Supply chain", "1", "0", "0", "0", "Order cycle time"]
    assert _tiles(blocks) == {"On track": "2", "At risk": "0", "Off track": "0", "No data": "0"}


def test_the_dashboard_names_the_kpi_that_is_furthest_behind() -> None:
    late = tuple(KpiActual(kpi="cycle-time", month="2026-03", actual=value) for value in [29.55])
    lead = lead_of(draw_kpis(_book(kpi_actuals=late)))
    # A = 0.45 / 9 = 0.05, expected 0.25: pace 0.2.
    assert lead == (
        "In March 2026 0 of 2 KPIs are on track, 0 at risk, 1 off track and 1 without a status; furthest "
        "behind is “Order cycle time” with a pace of 0.20."
    )


def test_a_missing_month_is_grey_and_named() -> None:
    blocks = draw_kpis(_book("2026-04"))
    assert lead_of(blocks) == "None of the 2 KPIs has a status for April 2026."
    callout = next(block for block in blocks if isinstance(block, b.Callout) and block.tone == "grey")
    assert "no value for this month; the last one is not carried forward" in str(callout)
    # The cell says what the last value was, and that it is not this month's.
    assert "last 24.4\u00a0h in March 2026" in words_of(table_of(blocks, "kpis").rows[0])[2]


def test_a_kpi_leads_with_its_way_and_what_was_due() -> None:
    assert lead_of(draw_kpi(_book(), "cycle-time")) == (
        "“Order cycle time” was 24.4\u00a0h in March 2026: 62% of the way from 30.0\u00a0h to ≤\u00a0"
        "21.0\u00a0h, where 25% was due; its status is “On track”."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"comparator": "between", "target": None, "low": 20, "high": 25},
            "against a target of 20.0–25.0\u00a0h; its status is “Target reached”.",
        ),
        (
            {"target": 30},
            "keeps its cap of ≤\u00a030.0\u00a0h, by 5.6\u00a0h; its status is “Target reached”.",
        ),
        (
            {"comparator": ">=", "target": 30},
            "misses its floor of ≥\u00a030.0\u00a0h by 5.6\u00a0h; its status is “Off track”.",
        ),
    ],
)
def test_ranges_and_pass_or_fail_have_no_way_to_go(changes: dict[str, Any], words: str) -> None:
    assert words in lead_of(draw_kpi(_kpi(**changes), "cycle-time"))


def test_a_kpi_without_fresh_value_says_why() -> None:
    lead = lead_of(draw_kpi(_book("2026-06"), "cycle-time"))
    assert lead == (
        "“Order cycle time” was last 24.4\u00a0h in March 2026, and has no status: the last value is older "
        "than its source may be."
    )
    nothing = lead_of(draw_kpi(_book(kpi_actuals=()), "cycle-time"))
    assert nothing == "“Order cycle time” has no value yet; its target is ≤\u00a021.0\u00a0h."


def test_a_kpi_shows_definition_source_effects_and_comments() -> None:
    blocks = draw_kpi(_book(), "cycle-time")
    facts = _facts(blocks)
    assert facts["Definition"] == "From order to release"
    assert facts["Objectives"] == "Faster orders"
    assert facts["Source of the data"] == "System log"
    assert facts["Age of the last value"] == (
        "0 days old at the end of the month; up to 45 days count as fresh"
    )
    assert facts["Pain points whose solution it will show"] == "Late purchase orders"
    (effect,) = table_of(blocks, "effects").rows
    assert words_of(effect)[:3] == ["Join ERP and CRM", "30% shorter", "\u22129.0\u00a0h"]
    (comment,) = table_of(blocks, "comments").rows
    assert words_of(comment) == ["February 2026", "Spring festival"]
    series = table_of(blocks, "series-cycle-time")
    assert len(series.rows) == 15
    assert words_of(series.rows[0])[0] == "March 2026"


def test_a_ratio_says_which_months_it_leaves_out() -> None:
    values = (
        KpiActual(kpi="cycle-time", month="2026-01", actual=25, numerator=50, denominator=2),
        KpiActual(kpi="cycle-time", month="2026-03", actual=24, numerator=24, denominator=1),
    )
    kpi = Kpi.model_validate({**KPIS[0], "roll_up": "ratio"})
    book = _book(kpis={"cycle-time": kpi, "uptime": Kpi.model_validate(KPIS[1])}, kpi_actuals=values)
    # (50 + 24) / (2 + 1), not the mean of 25 and 24.
    assert _facts(draw_kpi(book, "cycle-time"))["Year to date"] == (
        "24.7\u00a0h · sum of numerators ÷ sum of denominators of 2 months · left out: February 2026"
    )


def test_resources_name_the_overload_and_what_causes_it() -> None:
    blocks = draw_resources(_book())
    assert lead_of(blocks) == (
        "CNY\u00a0750\u00a0k of the CNY\u00a01.80\u00a0m that may be spent is approved, "
        "CNY\u00a0820\u00a0k is expected in the end; 1 load is above capacity: Consultant in Q2 2026 with "
        "150%."
    )
    (row,) = table_of(blocks, "overloads").rows
    assert words_of(row) == [
        "Consultant", "Q2 2026", "60", "40", "20", "Join ERP and CRM (60 days, 100%)", "Join ERP and CRM",
        "Q1 2026: 10 days",
    ]  # fmt: skip
    consultant = table_of(blocks, "load").rows[0]
    assert consultant.anchor == "role-consultant"
    bars = [part for cell in consultant.cells for part in parts_of(cell) if isinstance(part, b.Progress)]
    assert [(bar.text, bar.tone) for bar in bars] == [("50 of 60 days", "green"), ("60 of 40 days", "red")]
    assert words_of(consultant)[2] == " 20 days too many"


def test_resources_set_money_against_the_envelope() -> None:
    blocks = draw_resources(_book())
    assert _tiles(blocks)["Expected in the end"] == "CNY\u00a0820\u00a0k"
    budget = table_of(blocks, "budget")
    assert budget.total is not None
    assert words_of(budget.total)[-2] == "CNY\u00a0750\u00a0k"
    money = table_of(blocks, "money")
    assert words_of(money.rows[0])[-1] == "+14.0%"
    assert money.total is not None
    assert words_of(money.total)[-1] == "+9.3%"  # 70,000 of 750,000
    assert [words_of(row)[:2] for row in table_of(blocks, "money-by-module").rows] == [
        ["Supply chain", "CNY\u00a0500\u00a0k"], ["Finance", "CNY\u00a0250\u00a0k"],
    ]  # fmt: skip
    assert [words_of(row)[0] for row in table_of(blocks, "contracts").rows] == ["Vendor A"]


def test_a_risk_past_its_trigger_date_stands_on_top() -> None:
    # key-user-gone is made the higher score; vendor-late's trigger date, 20 February, has passed.
    march = {**REVIEWS[1], "risks": [{"risk": "vendor-late", "probability": 1}]}
    reviews = {row["month"]: Review.model_validate(row) for row in [REVIEWS[0], march]}
    blocks = draw_risks(_book(reviews=reviews))
    rows = table_of(blocks, "risks").rows
    assert [(row.anchor, row.group) for row in rows] == [
        ("vendor-late", "Past their trigger date: look now"), ("key-user-gone", "Others, by score"),
    ]  # fmt: skip
    assert words_of(rows[0])[2] == "4 medium 1\u00a0×\u00a04 Down from 16 to 4"
    assert words_of(rows[1])[2] == "10 high 2\u00a0×\u00a05 New"


def test_the_matrix_names_each_open_risk_in_its_cell() -> None:
    (drawing,) = [block for block in draw_risks(_book()) if isinstance(block, b.Drawing)]
    matrix = drawing.table
    cells = {
        (words_of(row)[0], impact): words_of(row)[impact] for row in matrix.rows for impact in range(1, 6)
    }
    # vendor-late 4 × 4 is first in the register, key-user-gone 2 × 5 second.
    assert cells["4", 4] == "1 risk #1"
    assert cells["2", 5] == "1 risk #2"
    assert sum(bool(words) for words in cells.values()) == 2


def test_risks_that_are_over_leave_the_register_but_stay_findable() -> None:
    march = {**REVIEWS[1], "risks": [{"risk": "vendor-late", "status": "occurred"}]}
    reviews = {row["month"]: Review.model_validate(row) for row in [REVIEWS[0], march]}
    blocks = draw_risks(_book(reviews=reviews))
    assert [row.anchor for row in table_of(blocks, "risks").rows] == ["key-user-gone"]
    (over,) = table_of(blocks, "risks-over").rows
    assert (over.anchor, words_of(over)[2]) == ("vendor-late", "Occurred")
    assert _tiles(blocks)["Occurred"] == "1"


def test_expected_loss_counts_what_has_a_stated_cost() -> None:
    # vendor-late: probability 4 stands for 70 % of 80,000; key-user-gone states no cost.
    assert _tiles(draw_risks(_book()))["Expected loss"] == "CNY\u00a056\u00a0k"


def test_a_sum_shows_its_total_and_the_month_beneath() -> None:
    sums = Kpi.model_validate({**KPIS[0], "comparator": ">=", "baseline": 0, "target": 240, "roll_up": "sum"})
    rows = tuple(KpiActual(kpi="cycle-time", month=f"2026-0{month}", actual=20) for month in (1, 2, 3))
    blocks = draw_kpi(_book(kpis={"cycle-time": sums}, kpi_actuals=rows), "cycle-time")
    assert (
        "came to 60.0\u00a0h in January to March 2026: 25% of the year’s target of ≥\u00a0240.0\u00a0h"
        in str(lead_of(blocks))
    )
    tiles = next(block for block in blocks if isinstance(block, b.Tiles))
    assert isinstance(tiles.tiles[0].value, b.Number)
    assert tiles.tiles[0].value.text == "60.0\u00a0h"
    assert "in March 2026 alone" in str(tiles.tiles[0].note)
