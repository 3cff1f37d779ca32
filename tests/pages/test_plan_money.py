"""Prove that the tables of money and people agree with each other, with figures worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.load import draw_load_chart
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.resources import draw_resources
from tests.factory import INITIATIVES, bare_handbook, small_handbook
from tests.pages.drawing import book_of, table_of, words_of
from tests.pages.parts import parts_of

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def _book(handbook: Handbook | None = None, language: str = "en", as_of: str = "2026-03") -> Book:
    return book_of(handbook or small_handbook(), language, as_of)


def _shared() -> Handbook:
    """Return the small plan with initiatives of two modules and objectives, and money of another year."""
    one = {**INITIATIVES[0], "modules": ["finance", "supply-chain"], "objectives": ["grow", "fast-orders"]}
    two: dict[str, Any] = {
        **INITIATIVES[1], "objectives": [],
        "budget": [{"kind": "opex", "by_quarter": {"2026-Q3": 99_999.99, "2027-Q1": 100_000}}],
        "effort": [{"role": "key-user", "by_quarter": {"2027-Q1": 9}, "by_month": {"2026-02": 40}}],
    }  # fmt: skip
    rows = {row["id"]: Initiative.model_validate(row) for row in (one, two)}
    return small_handbook(initiatives=rows)


def _amounts(row: b.Row) -> list[float | Decimal | None]:
    """Return the number of each cell; None where it has none."""
    found: list[float | Decimal | None] = []
    for cell in row.cells:
        numbers = [part.value for part in parts_of(cell) if isinstance(part, b.Number)]
        found.append(numbers[0] if numbers else None)
    return found


@LANGUAGES
@pytest.mark.parametrize(
    "name", ["money", "money-by-module", "money-by-objective", "money-by-quarter", "budget"]
)
def test_every_total_is_the_sum_of_its_column(language: str, name: str) -> None:
    table = table_of(draw_resources(_book(_shared(), language)), name)
    assert table.total is not None
    amounts = [_amounts(row) for row in table.rows]
    summed = 0
    for index, (column, total) in enumerate(zip(table.columns, _amounts(table.total), strict=True)):
        if column.kind == "number" and column.key not in ("overrun", "over") and total is not None:
            assert sum(Decimal(row[index] or 0) for row in amounts) == total, column.key
            summed += 1
    assert summed >= 2


def test_all_tables_have_the_same_total() -> None:
    blocks = draw_resources(_book(_shared()))
    # 500,000 and 199,999.99.
    for name, index in (
        ("money", 2),
        ("money-by-module", 1),
        ("money-by-objective", 1),
        ("money-by-quarter", 1),
    ):
        total = table_of(blocks, name).total
        assert total is not None
        assert _amounts(total)[index] == Decimal("699999.99"), name
    kinds = table_of(blocks, "budget").total
    assert kinds is not None
    # Before the total stands what falls into other years.
    assert _amounts(kinds)[-3:-1] == [100_000, Decimal("699999.99")]


def test_the_envelope_runs_down_to_what_is_left() -> None:
    rows = table_of(draw_resources(_book()), "envelope").rows
    # 2,000,000 − 200,000 − 750,000; 230,000 spent; 820,000 expected. What is ordered nobody says of the work
    # that has begun, so it is no 0.
    assert [_amounts(row)[1] for row in rows] == [
        2_000_000, 200_000, 1_800_000, 750_000, 1_050_000, 230_000, None, 520_000, 820_000, 1_180_000,
    ]  # fmt: skip


def test_the_quarters_set_spent_beside_budget() -> None:
    first, second, *_ = table_of(draw_resources(_book()), "money-by-quarter").rows
    # 300,000 budgeted in Q1 and 230,000 spent by March; nothing is reported for Q2 yet.
    assert [_amounts(first)[index] for index in (1, 3, 4)] == [300_000, 230_000, -70_000]
    assert isinstance(first.cells[2], b.Progress)
    assert first.cells[2].text == "15%"
    assert second.cells[3] == b.Missing("not reported yet")


def test_effort_by_month_stands_in_its_own_table() -> None:
    blocks = draw_resources(_book(_shared()))
    months = table_of(blocks, "load-by-month")
    assert {row.group for row in months.rows} == {"Key user"}
    (february,) = months.rows
    assert february.tone == "red"
    load = table_of(blocks, "load")
    assert load.columns[-1].key == "other"
    assert words_of(load.rows[1])[-1] == "9"


@LANGUAGES
def test_the_heatmap_says_each_load_with_a_shape(language: str) -> None:
    book = _book(language=language)
    figure = draw_load_chart(book, book.figures.resources)
    assert isinstance(figure, b.Chart)
    assert words_of(figure.table.rows[0])[1:3] == ["● 83%", "■ 150%"]
    bare = _book(bare_handbook(), language)
    assert isinstance(draw_load_chart(bare, bare.figures.resources), b.Chart)


def test_a_plan_without_roles_says_so() -> None:
    plan = small_handbook().plan.model_copy(update={"roles": ()})
    rows = {row["id"]: Initiative.model_validate({**row, "effort": []}) for row in INITIATIVES}
    blocks = draw_resources(_book(replace(small_handbook(initiatives=rows), plan=plan)))
    assert table_of(blocks, "load").rows == ()
    # Without effort nobody knows whether a role is overloaded, so that no table says that none is.
    said = [str(block.content) for block in blocks if isinstance(block, b.Paragraph)]
    assert any(words.startswith("No initiative says how many person-days it needs") for words in said)
    with pytest.raises(AssertionError, match="no table overloads"):
        table_of(blocks, "overloads")


def test_contracts_stand_on_both_pages() -> None:
    rows = table_of(draw_resources(_book()), "contracts").rows
    assert [words_of(row)[0] for row in rows] == ["Vendor A"]
    assert words_of(rows[0])[-1] == "Not signed"
    own = table_of(draw_initiative(_book(), "erp-crm"), "third-parties-erp-crm").rows
    assert words_of(own[0])[0] == "Vendor A"


def _crowd(count: int) -> Handbook:
    """Return a plan of many initiatives that each ask for 10 consultant days in the second quarter."""
    rows = {
        f"i-{number:02d}": Initiative.model_validate(
            {**INITIATIVES[0], "id": f"i-{number:02d}", "risks": [],
             "effort": [{"role": "consultant", "by_quarter": {"2026-Q2": 10}}]}
        )
        for number in range(count)
    }  # fmt: skip
    return small_handbook(initiatives=rows, reviews={}, meeting_decisions={}, pain_points={})


@LANGUAGES
def test_an_overload_of_many_names_the_largest_and_lists_all_of_them(language: str) -> None:
    # 13 × 10 days of 40: 90 too many, which takes nine of the thirteen.
    blocks = draw_resources(_book(_crowd(13), language, "2026-01"))
    (row,) = table_of(blocks, "overloads").rows
    causes, relief = words_of(row)[5:7]
    assert {"en": "3 more (30 days)", "zh": "另有3个（30人天）"}[language] in causes
    assert relief == {"en": "the 9 largest of them", "zh": "其中最大的9个"}[language]
    assert len(table_of(blocks, "overload-causes").rows) == 13


def test_few_causes_are_all_named_at_once() -> None:
    blocks = draw_resources(_book(_crowd(7), "en", "2026-01"))
    (row,) = table_of(blocks, "overloads").rows
    assert words_of(row)[5].count("(10 days, 14%)") == 7
    # 70 of 40 days: three of ten days each clear 30.
    assert words_of(row)[6].count("Join ERP and CRM") == 3


def test_money_and_effort_of_other_years_share_one_column() -> None:
    blocks = draw_initiative(_book(_shared()), "report-auto")
    budget = table_of(blocks, "budget-report-auto")
    assert [column.key for column in budget.columns][-2:] == ["other", "total"]
    assert budget.total is not None
    assert _amounts(budget.total)[-2:] == [100_000, Decimal("199999.99")]
    effort = table_of(blocks, "effort-report-auto")
    assert words_of(effort.rows[0])[-2:] == ["9", "49"]
