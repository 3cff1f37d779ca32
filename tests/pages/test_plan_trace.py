"""Prove the traceability page and the stories of the objectives: what they say, however large the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from erpsite.model.initiative import Initiative
from erpsite.model.pain_point import PainPoint
from erpsite.model.person import Person
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.objective_page import draw_objective
from erpsite.pages.plan.trace import draw_trace
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.site.search_text import SearchPage, search_page
from tests.factory import INITIATIVES, PAIN_POINTS, bare_handbook, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of
from tests.pages.test_editions import hiding

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
NBSP = "\u00a0"


def _alone(**changes: Any) -> Any:
    """Return a plan with only the first initiative, which traces through."""
    row = Initiative.model_validate({**INITIATIVES[0], **changes})
    pain = PainPoint.model_validate(PAIN_POINTS[0])
    return small_handbook(
        initiatives={row.id: row},
        pain_points={pain.id: pain},
        opportunities={},
        reviews={},
        meeting_decisions={},
    )


def _chains(blocks: tuple[b.Block, ...]) -> list[dict[str, list[str]]]:
    """Return the words of each thread by step."""
    return [
        {label: [_said(part) for part in parts] for label, parts in block.steps}
        for block in blocks
        if isinstance(block, b.Chain)
    ]  # fmt: skip


def _said(part: b.Content) -> str:
    return plain_text(part) or getattr(part, "reason", "")


def _html(book: Book, blocks: tuple[b.Block, ...], path: str) -> str:
    return HtmlRenderer(book.locale, path).render(blocks).html


def test_the_page_opens_with_how_much_traces_and_where_most_of_the_rest_breaks() -> None:
    assert lead_of(draw_trace(book_of(small_handbook()))) == (
        f"67% of the approved budget (CNY{NBSP}500{NBSP}k of CNY{NBSP}750{NBSP}k) traces from evidence to a "
        f"business goal; the largest break: Pain point without evidence (1 initiative, CNY{NBSP}250{NBSP}k)."
    )
    assert lead_of(draw_trace(book_of(small_handbook(), "zh"))) == (
        "已批准预算的67%（75万元中的50万元）能从证据一路追溯到业务目标；最大的断点：痛点缺少证据（1个项目，25万元）。"
    )


def test_a_plan_that_traces_through_says_so_and_what_hangs_loose_beside_it() -> None:
    assert lead_of(draw_trace(book_of(_alone()))) == (
        f"All of the approved budget, CNY{NBSP}500{NBSP}k, traces from evidence to a business goal; 1 record "
        "beside it is linked to nothing: KPI that no approved initiative moves."
    )


def test_the_matrix_marks_where_each_thread_breaks_in_words() -> None:
    table = table_of(draw_trace(book_of(small_handbook())), "threads")
    assert len(table.columns) == 8
    broken, whole = table.rows
    assert (broken.group, whole.group) == ("1 thread breaks", "1 thread holds throughout")
    assert words_of(broken) == [
        f"Report automation · CNY{NBSP}250{NBSP}k",
        "4 breaks",
        "Inaccurate stock no evidence",
        "no cause",
        f"1, on 25{NBSP}Aug{NBSP}2026",
        "no KPI",
        "no benefit",
        "Faster orders",
    ]
    assert words_of(whole)[2:] == [
        "Late purchase orders · 1 piece of evidence",
        "1 cause, with a solution",
        f"1, on 7{NBSP}Aug{NBSP}2026",
        "Order cycle time",
        f"CNY{NBSP}300{NBSP}k a year",
        "Faster orders",
    ]


def test_a_duty_says_which_steps_it_does_not_need() -> None:
    plan = _alone(mandatory=True, benefit=None, pain_points=[])
    bare = small_handbook(
        initiatives=plan.initiatives, pain_points={}, opportunities={}, reviews={}, meeting_decisions={}
    )
    (row,) = table_of(draw_trace(book_of(bare)), "threads").rows
    assert [getattr(cell, "reason", "") for cell in row.cells].count("not needed") == 3
    (chain,) = _chains(draw_objective(book_of(bare), "fast-orders"))
    assert "demanded by law, audit or contract" in chain["Initiative"]
    assert chain["Benefit"] == chain["Cause"] == ["not needed"]


def test_breaks_stand_under_who_can_mend_them_with_their_place_and_the_way() -> None:
    blocks = draw_trace(book_of(small_handbook()))
    folds = {part.summary: part for part in blocks if isinstance(part, b.Details)}
    assert list(folds) == ["Zhao Min: 2 breaks", "Wang Fang: 2 breaks", "Li Qiang: 1 break"]
    first = table_of(blocks, "breaks-of-zhao-min").rows[0]
    assert words_of(first)[:4] == [
        "Pain point without evidence", "Inaccurate stock", f"CNY{NBSP}250{NBSP}k",
        "Write down a figure with its source under evidence.",
    ]  # fmt: skip
    assert isinstance(first.cells[4], b.Place)


@LANGUAGES
def test_a_plan_without_initiatives_says_which_file_to_fill(language: str) -> None:
    blocks = draw_trace(book_of(bare_handbook(), language))
    assert any(isinstance(block, b.Callout) and "data/initiatives/" in block.title for block in blocks)


@LANGUAGES
def test_an_objective_is_told_from_evidence_to_benefit(language: str) -> None:
    chain, second = _chains(draw_objective(book_of(small_handbook(), language), "fast-orders"))
    texts = [text for parts in chain.values() for text in parts]
    wanted = {
        "en": ["31% later than promised · System log", "Long approval", "Automatic approval",
               f"Budget: CNY{NBSP}500{NBSP}k", f"7{NBSP}Aug{NBSP}2026 · Go-live Late",
               f"24.4{NBSP}h → ≤{NBSP}21.0{NBSP}h On track", f"CNY{NBSP}300{NBSP}k a year",
               "Measured by: Order cycle time"],
        "zh": ["31%晚于承诺 · 系统日志", "审批冗长", "自动审批", "预算：50万元", "2026年8月7日 · 上线 延期",
               "24.4小时 → ≤21.0小时 正常", "每年30万元", "衡量指标：订单处理时间"],
    }  # fmt: skip
    assert [text for text in wanted[language] if text not in texts] == []
    broken = {
        "en": ["no evidence", "no cause", "no KPI", "no benefit"],
        "zh": ["缺少证据", "缺少原因", "没有KPI", "没有收益"],
    }
    found = [text for parts in second.values() for text in parts]
    assert [text for text in broken[language] if text not in found] == []


def test_an_objective_adds_up_what_it_asks_and_brings_to_the_last_unit() -> None:
    table = table_of(draw_objective(book_of(small_handbook()), "grow"), "sum-grow")
    assert [words_of(row)[2:5] for row in table.rows] == [
        ["100%", "500,000", "300,000"], ["100%", "250,000", ""],
    ]  # fmt: skip
    assert table.total is not None
    assert words_of(table.total)[3:] == [
        "750,000", "300,000 (of 1 with a value, of 2 in all)", "",
    ]  # fmt: skip


def test_a_pain_point_of_two_initiatives_is_told_once() -> None:
    rows = {
        name: Initiative.model_validate(
            {**INITIATIVES[0], "id": name, "risks": [], "third_parties": [], "budget": []}
        )
        for name in ("erp-crm", "second")
    }
    plan = small_handbook(initiatives=rows, reviews={}, meeting_decisions={})
    first, second = _chains(draw_objective(book_of(plan), "fast-orders"))
    assert first["Evidence"] == ["31% later than promised · System log"]
    assert second["Evidence"] == ["told above"]
    assert second["Pain point"] == ["Late purchase orders", "told above under Join ERP and CRM"]


def test_an_edition_without_money_shows_neither_shares_of_it_nor_missing_benefits() -> None:
    for language in ("zh", "en"):
        book = book_of(hiding(small_handbook(), ("money",)), language)
        blocks = draw_trace(book)
        assert "benefit" not in [column.key for column in table_of(blocks, "threads").columns]
        text = _html(book, (*blocks, *draw_objective(book, "fast-orders")), "plan/trace")
        assert not re.search(r"CNY|万元|no benefit|没有收益|nothing promised|未承诺|67%", text)
    assert lead_of(draw_trace(book_of(hiding(small_handbook(), ("money",))))).startswith("1 of 2 approved")


def test_three_hundred_initiatives_with_long_names_stay_readable() -> None:
    rows = {
        f"i-{n}": Initiative.model_validate(
            {**INITIATIVES[n % 2], "id": f"i-{n}", "name": "长" * 80, "depends_on": [], "phases": [],
             "milestones": [], "risks": [], "third_parties": [], "budget": []}
        ) for n in range(300)
    }  # fmt: skip
    book = book_of(small_handbook(initiatives=rows, reviews={}, meeting_decisions={}), "zh")
    blocks = draw_trace(book)
    assert len(table_of(blocks, "breaks-of-li-qiang").rows) == 20
    story = draw_objective(book, "fast-orders")
    told = [part for part in story if isinstance(part, b.Details)]
    assert len(told) == 40 + 1
    assert told[-1].summary == "其余260个预算较小的项目"
    links = told[-1].blocks[0]
    assert isinstance(links, b.Paragraph)
    assert isinstance(links.content, tuple)
    assert sum(isinstance(one, b.Link) for one in links.content) == 260
    assert not [part for part in story if isinstance(part, b.Heading) and part.level == 3]
    index = search_page(SearchPage("", ""), (*blocks, *story))
    assert "晚于承诺" not in "".join(part.text for part in index.parts)


def test_the_more_people_can_mend_something_the_fewer_breaks_of_each_stand_open() -> None:
    people = {
        f"p-{n}": Person(id=f"p-{n}", name=f"Person {n}", title="Owner", side="business") for n in range(60)
    }
    rows = {
        f"i-{n}": Initiative.model_validate(
            {**INITIATIVES[n % 2], "id": f"i-{n}", "owner": f"p-{n % 60}", "depends_on": [], "phases": [],
             "milestones": [], "risks": [], "third_parties": [], "budget": []}
        ) for n in range(1800)
    }  # fmt: skip
    plan = small_handbook(initiatives=rows, reviews={}, meeting_decisions={})
    book = book_of(replace(plan, people={**plan.people, **people}))
    blocks = draw_trace(book)
    told = [part for part in blocks if isinstance(part, b.Details) and ":" in part.summary]
    shown = [len(table.rows) for part in told for table in part.blocks if isinstance(table, b.Table)]
    assert len(told) == 40
    assert max(shown) < 20
    assert sum(shown) <= 300
    assert len(_html(book, blocks, "plan/trace")) < 500_000
