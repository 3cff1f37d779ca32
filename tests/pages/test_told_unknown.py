"""Prove that sentences and sums say what is not known: no 0 for orders, no 100% for a missed target."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from erpsite.model import Handbook
from erpsite.model.digits import decimals_for
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.cells import some_money
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.kpi_page import draw_kpi
from erpsite.pages.plan.resources import draw_resources
from tests.factory import small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of


def _plan(*rows: dict[str, Any], spent: int = 5000) -> Handbook:
    made = {
        str(row["id"]): Initiative.model_validate({"name": str(row["id"]), "type": "optimisation", **row})
        for row in rows
    }
    progress = [{"initiative": name, "spent": spent} for name in made]
    review = Review.model_validate(
        {"month": "2026-03", "held_on": "2026-04-01", "chair": "li-qiang", "progress": progress}
    )
    return small_handbook(
        initiatives=made, reviews={"2026-03": review}, pain_points={}, opportunities={}, completed={}
    )


def _shown(row: b.Row) -> list[str]:
    """Return a row's cells as words, with the reasons of what is missing."""
    cells = zip(row.cells, words_of(row), strict=True)
    return [cell.reason if isinstance(cell, b.Missing) else words for cell, words in cells]


def test_orders_that_nobody_reports_are_no_zero_beside_spending() -> None:
    blocks = draw_resources(book_of(_plan({"id": "a", "budget_total": 9000}), "en", "2026-03"))
    total = table_of(blocks, "money").total
    assert total is not None
    assert [_shown(total)[place] for place in (3, 4)] == ["CNY\u00a05,000", "not reported yet"]
    quarters = {_shown(row)[0]: _shown(row)[3] for row in table_of(blocks, "money-by-quarter").rows}
    assert quarters["Q2 2026"] == "not reported yet"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "“a” is approved: no last day set; budget withheld: tender; progress not reported yet; spent: ",
        ),
        ("zh", "“a”已批准：未设定完成日期；预算不予公开：tender；"),
    ],
)
def test_an_initiative_says_which_of_its_marks_are_not_known(language: str, said: str) -> None:
    plan = _plan({"id": "a", "budget_total": {"withheld": "tender"}})
    assert lead_of(draw_initiative(book_of(plan, language, "2026-03"), "a")).startswith(said)


def test_a_withheld_line_leaves_no_sum_of_the_others() -> None:
    lines = [{"kind": "opex", "amount": {"withheld": "tender"}}, {"kind": "capex", "amount": 700}]
    book = book_of(_plan({"id": "a", "budget": lines}), "en", "2026-03")
    table = table_of(draw_initiative(book, "a"), "budget-a")
    assert [_shown(row)[-1] for row in table.rows] == ["withheld: tender", "CNY\u00a0700"]
    assert table.total is not None
    assert _shown(table.total)[-1] == "withheld: tender"
    assert isinstance(some_money(book, None), b.Missing)


def test_a_target_that_is_missed_by_a_hair_reads_so() -> None:
    kpi = Kpi.model_validate(
        {
            "id": "k", "name": "K", "definition": "D", "unit": "%", "comparator": ">=", "baseline": 99.5,
            "target": 99.95, "owner": "li-qiang", "source": "erp-log",
        }
    )  # fmt: skip
    plan = small_handbook()
    actual = KpiActual(kpi="k", month="2026-12", actual=99.949)
    plan = replace(plan, kpis={**plan.kpis, "k": kpi}, kpi_actuals=(*plan.kpi_actuals, actual))
    # (99.949 − 99.5) / 0.45 = 99.78 %: not 100, and the target is not ≥ 100.0.
    lead = lead_of(draw_kpi(book_of(plan, "en", "2026-12"), "k"))
    assert "99.8% of the way from 99.500% to ≥\u00a099.950%" in lead.replace("to ≥ ", "to ≥\u00a0")


@pytest.mark.parametrize(
    ("least", "marks", "decimals"),
    [(1, (99.95, 99.5), 2), (1, (1 / 3, 1), 1), (0, (12.0, 5), 0), (1, (0.000001, 1), 6)],
)
def test_marks_print_as_they_were_stated(least: int, marks: tuple[float, ...], decimals: int) -> None:
    assert decimals_for(least, marks, ()) == decimals
