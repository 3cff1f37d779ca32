"""The value page tells what the plan costs and brings, how far that is proven, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.charts.benefits import draw_benefit_chart
from tests.factory import INITIATIVES, small_handbook
from tests.pages.drawing import book_of, drawn, entries_of
from tests.pages.test_editions import hiding


def _words(book: Handbook, language: str = "en", as_of: str = "") -> str:
    (entry,) = [
        entry for entry in entries_of(book_of(book, language, as_of), "plan") if entry.path == "plan/value"
    ]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(entry, language)))


def _with_benefit(**benefit: Any) -> Handbook:
    """Return the plan in which the first initiative (cost 570,000) promises that benefit."""
    book = small_handbook()
    row = {**INITIATIVES[0], "benefit": {"text": "x", **benefit} if benefit else None}
    changed = Initiative.model_validate(row)
    return replace(book, initiatives={**book.initiatives, changed.id: changed})


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        (
            "zh",
            "已批准和已结项的项目预计费用82万元，承诺每年收益30万元（2项中1项有数值），33个月收回；尚无任何收益得到衡量。",
        ),
        (
            "en",
            "costs CNY 820 k and promises CNY 300 k (of 1 with a value, of 2 in all) a year, paid back in ",
        ),
    ],
)
def test_the_lead_weighs_cost_against_promise(language: str, lead: str) -> None:
    assert lead in _words(small_handbook(), language)  # 820 / 300 × 12 = 32.8 months


def test_what_is_measured_is_told_with_its_share_and_what_is_overdue_is_red() -> None:
    measured = _words(_with_benefit(amount=300_000, realised=240_000, measure_on="2026-02-27"))
    assert "1 of 2 benefits are measured, at 80% of their promise." in measured
    assert "kept in part" in measured
    overdue = _words(_with_benefit(amount=300_000, measure_on="2026-02-27"), as_of="2026-03")
    assert re.search(r"Overdue to be measured 1 ", overdue)
    assert "Overdue to be measured 0 " in _words(_with_benefit(amount=300_000, measure_on="2026-03-31"))


def test_a_plan_without_promises_says_so() -> None:
    words = _words(_with_benefit())
    assert "What is approved or finished costs CNY 820 k, and no initiative says what it will bring." in words
    assert "No benefit is promised yet." in words
    assert "paid back in" not in words


def test_an_edition_without_money_tells_of_practice_alone() -> None:
    words = _words(hiding(small_handbook(), ("money",)))
    assert "The plan gives the most practice to Consultant: 110 person-days." in words
    assert "promised" not in words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "FICO模块升级 关账五天 6天 已交付 未兑现"),
        ("en", "FICO upgrade Close in 5 6 days Delivered not kept"),
    ],
)
def test_last_years_word_stands_beside_what_came_of_it(language: str, words: str) -> None:
    shown = re.sub(r"[^\w ]", "", _words(small_handbook(), language))
    assert words in re.sub(r"\s+", " ", shown)  # 6 days where 5 were promised and fewer are better


def test_a_plan_without_last_year_says_that_it_is_not_recorded() -> None:
    words = _words(replace(small_handbook(), completed={}))
    assert "What last year delivered is not recorded yet." in words


def test_only_unfinished_items_of_last_year_ask_for_a_successor() -> None:
    book = small_handbook()
    (item,) = book.completed.values()
    asked = "no initiative takes it over"
    assert asked not in _words(book)
    partly = item.model_copy(update={"state": "partly"})
    assert asked in _words(replace(book, completed={item.id: partly}))


def test_of_many_finished_initiatives_a_dozen_are_named() -> None:
    book = small_handbook()
    promise = {"text": "x", "amount": 100, "measure_on": "2026-12-18"}
    plain = {**INITIATIVES[0], "depends_on": [], "benefit": promise}
    plans = {f"i{n}": Initiative.model_validate({**plain, "id": f"i{n}"}) for n in range(40)}
    review = {"month": "2026-01", "held_on": "2026-01-28", "chair": "li-qiang"}
    done = [{"initiative": name, "complete": 100} for name in plans]
    held = Review.model_validate({**review, "progress": done})
    many = replace(book, initiatives=plans, reviews={"2026-01": held}, meeting_decisions={}, pain_points={})
    words = _words(many)
    named = words.split("Work finished, benefit not yet measured")[1].split("28 more")[0]  # 40 − 12
    assert named.count(book.initiatives["erp-crm"].name.in_("en")) == 12


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "图中为承诺最多的20项"), ("en", "drawn are the 20 largest")]
)
def test_a_picture_of_many_says_that_it_draws_the_largest(repo_root: Path, language: str, said: str) -> None:
    plan = load_handbook(repo_root / "data").handbook
    assert plan is not None
    book = book_of(plan, language)
    found = book.figures.benefits
    figure = draw_benefit_chart(book, found)
    assert isinstance(figure, b.Chart)
    assert len(figure.table.rows) == sum(1 for one in found.initiatives if one.promised) > 20
    assert said in figure.finding
