"""Prove that what nobody states is no 0, and that sums say of how many initiatives they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.money.accounts import Known
from erpsite.analysis.money.budget import budget_state
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.resources import draw_resources
from erpsite.pages.plan.value import draw_value
from tests.analysis.figures import values
from tests.factory import INITIATIVES, REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of

_PLAIN = {
    "type": "optimisation", "modules": ["finance"], "owner": "wang-fang",
    "phases": [{"id": "build", "name": "Build", "start": "2026-02-02", "finish": "2026-05-29"}],
}  # fmt: skip


def _plan(reported: bool = True) -> Handbook:
    """Return the small plan with three more: one without a budget, one withheld, one that is silent."""
    more: list[dict[str, Any]] = [
        {"id": "bare", "name": "Bare", "summary": "No budget."},
        {"id": "held", "name": "Held", "summary": "Held.", "budget_total": {"withheld": "under tender"}},
        {"id": "mute", "name": "Mute", "summary": "Silent.", "budget_total": 100_000},
    ]
    rows = [*INITIATIVES, *({**_PLAIN, **row} for row in more)]
    initiatives = {row["id"]: Initiative.model_validate(row) for row in rows}
    bare = {"initiative": "bare", "complete": 40, "spent": 30_000}
    last = {**REVIEWS[-1], "progress": [*REVIEWS[-1]["progress"], bare]}
    reviews = {row["month"]: Review.model_validate(row) for row in [*REVIEWS[:-1], last]} if reported else {}
    return replace(small_handbook(), initiatives=initiatives, reviews=reviews)


def test_an_account_says_of_how_many_initiatives_each_sum_is() -> None:
    # erp-crm: 500,000 and 230,000 spent; report-auto: 250,000, begins in July, so nothing is spent;
    # bare: no budget, 30,000 spent; held: withheld; mute: 100,000 and nobody says what is spent.
    total = budget_state(state(_plan(), "2026-03")).total
    assert total.known == Known(
        every=5, budget=3, spent=3, committed=1, forecast=3, left=2, idle_spent=1, idle_committed=1
    )
    assert values(total.budget, total.spent) == values(850_000, 260_000)
    # 500,000 − 230,000 and 250,000; of the others budget or spend is not known.
    assert total.left == 520_000
    # 570,000 + 250,000 + 100,000 against 850,000.
    assert values(total.forecast, total.overrun) == values(920_000, 70_000)


def test_a_forecast_without_a_budget_is_no_overrun() -> None:
    plan = _plan()
    april = {
        "month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang",
        "progress": [{"initiative": "bare", "forecast_cost": 60_000}],
    }  # fmt: skip
    reviews = {**plan.reviews, "2026-04": Review.model_validate(april)}
    found = budget_state(state(replace(plan, reviews=reviews), "2026-04"))
    assert [now.initiative.id for now in found.over] == ["erp-crm"]
    assert values(found.forecast, found.overrun) == values(980_000, 70_000)


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("en", ["no budget stated", "30\u00a0k", "not reported yet", "no budget stated"]),
        ("zh", ["未写明预算", "3万元", "尚未汇报", "未写明预算"]),
    ],
)
def test_what_nobody_states_is_shown_as_such(language: str, cells: list[str]) -> None:
    rows = {
        words_of(row)[0]: row for row in table_of(draw_resources(book_of(_plan(), language)), "money").rows
    }
    shown = [
        cell.reason if isinstance(cell, b.Missing) else str(getattr(cell, "text", cell))
        for cell in rows["Bare"].cells[2:6]
    ]
    assert [want in found for want, found in zip(cells, shown, strict=True)] == [True] * 4, shown
    assert all(
        isinstance(cell, b.Missing) and "under tender" in cell.reason
        for cell in (rows["Held"].cells[2], rows["Held"].cells[6])
    )


def test_a_budget_of_nothing_is_a_budget() -> None:
    plan = _plan()
    free = plan.initiatives["bare"].model_copy(update={"budget_total": Decimal(0)})
    book = book_of(replace(plan, initiatives={**plan.initiatives, "bare": free}), "en")
    rows = {words_of(row)[0]: words_of(row) for row in table_of(draw_resources(book), "money").rows}
    assert rows["Bare"][2] == "CNY\u00a00"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "CNY\u00a0850\u00a0k (of 3 with a value, of 5 in all)"),
        ("zh", "85万元（5项中3项有数值）"),
    ],
)
def test_sums_say_of_how_many_they_are(language: str, said: str) -> None:
    book = book_of(_plan(), language)
    total = table_of(draw_resources(book), "money").total
    assert total is not None
    assert words_of(total)[2] == said
    # 570,000 + 250,000 + 100,000 over the same three.
    cover = "of 3 with a value, of 5 in all" if language == "en" else "5项中3项有数值"
    assert cover in lead_of(draw_value(book))


def test_home_tells_who_has_not_reported() -> None:
    english, chinese = draw_home(book_of(_plan())), draw_home(book_of(_plan(), "zh"))
    assert lead_of(english).endswith("Reviews have reported on 2 of the 5 initiatives that run.")
    assert lead_of(chinese).endswith("在施的5个项目里，复盘汇报过2个。")
    assert any(words.endswith("Reviews have reported on 2 of these 5.") for words in _texts(english))
    silent = _texts(draw_home(book_of(_plan(reported=False))))
    assert any(words.endswith("no review has reported on them yet.") for words in silent)
    tiles = [block for block in english if isinstance(block, b.Tiles)][1].tiles
    # 30 % of 500,000 and 0 % of 250,000; of the others budget or progress is not known.
    assert "20% (of 2 with a value, of 5 in all) of the work is done" in str(tiles[1].note)


def test_without_any_budget_no_sum_is_drawn() -> None:
    plan = _plan(reported=False)
    bare = {"bare": plan.initiatives["bare"], "held": plan.initiatives["held"]}
    book = book_of(replace(plan, initiatives=bare), as_of="2026-03")
    resources, value = draw_resources(book), draw_value(book)
    assert lead_of(resources).startswith("No initiative states its budget")
    assert lead_of(value) == "No initiative says what it costs or what it will bring."
    texts = [words for blocks in (resources, value) for words in _texts(blocks)]
    assert not [words for words in texts if words == "CNY\u00a00"]


def _texts(blocks: tuple[b.Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, b.Table):
            rows = [*block.rows, *([block.total] if block.total else [])]
            found += [words for row in rows for words in words_of(row)]
        if isinstance(block, b.Tiles):
            found += [str(getattr(tile.value, "text", "")) for tile in block.tiles]
        if isinstance(block, b.Paragraph):
            found.append(str(block.content))
    return found


@pytest.mark.parametrize(
    ("amount", "language", "said"),
    [
        ({"amount": {"withheld": "under tender"}}, "en", "withheld: under tender"),
        ({"amount": {"withheld": "under tender"}}, "zh", "不予公开：under tender"),
        ({}, "en", "amount not known"),
        ({"amount": 0}, "en", "nothing promised"),
    ],
)
def test_a_benefit_may_be_unknown_or_withheld(amount: dict[str, Any], language: str, said: str) -> None:
    row = {**INITIATIVES[0], "benefit": {"text": "Fewer orders are late.", **amount}}
    plan = small_handbook(initiatives={row["id"]: Initiative.model_validate(row)})
    (shown,) = table_of(draw_value(book_of(plan, language)), "benefits").rows
    cell = shown.cells[2]
    assert isinstance(cell, b.Missing)
    assert cell.reason == said
