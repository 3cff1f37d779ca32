"""Prove that what a plan does not use at all is told once, and what only some records lack one by one."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.i18n import translator
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.plancheck import Judgement, Pitfall, all_rules, judge_plan
from tests.factory import small_handbook
from tests.pages.drawing import book_of, drawn, entries_of

_COUNT = 7


def _plain(**fields: Any) -> Handbook:
    """Return a plan of seven initiatives that say nothing but who and what; `fields` go to the first."""
    rows = [
        {
            "id": f"p-{n}", "name": f"P {n}", "type": "optimisation", "summary": "S.", "modules": ["finance"],
            "owner": "wang-fang", **(fields if n == 0 else {}),
        }
        for n in range(_COUNT)
    ]  # fmt: skip
    made = {str(row["id"]): Initiative.model_validate(row) for row in rows}
    return small_handbook(initiatives=made, pain_points={}, opportunities={}, reviews={})


def _judged(book: Handbook) -> Judgement:
    return judge_plan(state(book, "2026-01"))


@pytest.mark.parametrize("rule", ["P1-OBJECTIVE", "P1-REASON", "P3-FIRST-MILESTONE", "S-PHASES"])
def test_what_no_initiative_has_is_told_once(rule: str) -> None:
    judged = _judged(_plain())
    (one,) = judged.by_rule[rule]
    assert one.issue.values["n"] == _COUNT
    # None of the seven passes, though there is one finding.
    assert judged.share(all_rules()[rule]) == 0.0
    for language in ("en", "zh"):
        assert str(_COUNT) in translator(language)(one.issue.message, **one.issue.values)


@pytest.mark.parametrize("rule", ["P2-BENEFIT", "P3-SMALLEST", "P4-PATH", "P4-WATERMELON"])
def test_what_cannot_be_judged_of_any_is_told_once(rule: str) -> None:
    judged = _judged(_plain())
    (one,) = judged.not_judged_by_rule[rule]
    assert one.issue.values["n"] == _COUNT
    assert judged.share(all_rules()[rule]) is None


def test_what_some_have_is_told_of_each_that_lacks_it() -> None:
    judged = _judged(_plain(objectives=["fast-orders"]))
    found = judged.by_rule["P1-OBJECTIVE"]
    assert [one.record for one in found] == [f"p-{n}" for n in range(1, _COUNT)]
    # One of seven passes.
    assert judged.share(all_rules()["P1-OBJECTIVE"]) == pytest.approx(1 / _COUNT)


def test_the_whole_is_as_bad_as_its_parts() -> None:
    alone, one_less = _judged(_plain()), _judged(_plain(objectives=["fast-orders"]))
    assert (alone.score(Pitfall.P1) or 0) < (one_less.score(Pitfall.P1) or 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_plan_check_page_tells_it_once(language: str) -> None:
    pages = entries_of(book_of(_plain(), language, as_of="2026-01"), "data")
    text = drawn(next(page for page in pages if page.path == "data/plan-check"), language)
    words = {"en": "none of the 7 initiatives serves an objective", "zh": "7个项目均未服务任何目标"}[language]
    assert words in text
