"""Prove that initiatives of one line load, that what they lack is told once with counts, and never as 0."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generated_plan import write_one_line_plan
from erpsite.analysis import state
from erpsite.i18n import translator
from erpsite.issues import Issue
from erpsite.load import LoadResult, load_handbook
from erpsite.pages.kit.contents import contents
from erpsite.plancheck import judge_plan
from tests.pages.drawing import book_of, drawn, entries_of

_COUNT = 6


def _told(result: LoadResult) -> dict[str, Issue]:
    return {one.code: one for one in result.issues}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return the folder of a plan that has a handbook.yml and six lines: id, name, type and one budget."""
    write_one_line_plan(tmp_path, _COUNT)
    return tmp_path


def test_id_name_type_and_one_budget_are_enough(bare: Path) -> None:
    result = load_handbook(bare)
    assert result.handbook is not None, result.issues
    assert sum(one.cost for one in result.handbook.initiatives.values()) == _COUNT * 100_000


@pytest.mark.parametrize(
    ("code", "en", "zh"),
    [
        ("no-summary", "6 of 6 initiatives have no summary", "6个项目中有6个没有概述"),
        ("no-module", "6 of 6 initiatives name no module", "6个项目中有6个未写明模块"),
    ],
)
def test_what_they_lack_is_told_once_with_counts(bare: Path, code: str, en: str, zh: str) -> None:
    found = [one for one in load_handbook(bare).issues if one.code == code]
    assert [str(one.source) for one in found] == ["initiatives/initiative-00000.yml:1:1"]
    for language, words in (("en", en), ("zh", zh)):
        assert words in translator(language)(found[0].message, **found[0].values)


def test_of_some_that_lack_it_the_first_is_named(bare: Path) -> None:
    first = bare / "initiatives" / "initiative-00000.yml"
    first.write_text(first.read_text().replace("budget_total: 100000", "summary: Known"), encoding="utf-8")
    told = _told(load_handbook(bare))
    assert (told["no-summary"].values, told["no-summary"].source.path) == (
        {"n": 5, "all": 6}, "initiatives/initiative-00001.yml",
    )  # fmt: skip
    assert (told["no-budget"].values, told["no-budget"].source.path) == (
        {}, "initiatives/initiative-00000.yml",
    )  # fmt: skip


def test_what_is_withheld_is_not_missing(bare: Path) -> None:
    first = bare / "initiatives" / "initiative-00000.yml"
    text = first.read_text().replace("budget_total: 100000", "budget_total: {withheld: under tender}")
    first.write_text(text, encoding="utf-8")
    assert "no-budget" not in _told(load_handbook(bare))


def test_nobody_is_asked_for_lists_that_no_record_needs(bare: Path) -> None:
    assert "missing-file" not in _told(load_handbook(bare))
    first = bare / "initiatives" / "initiative-00000.yml"
    first.write_text(first.read_text().replace("}", ", owner: ann}"), encoding="utf-8")
    issues = load_handbook(bare).issues
    assert [str(one.source) for one in issues if one.code == "missing-file"] == ["people.yml"]
    assert "unknown-reference" not in {one.code for one in issues}


def test_that_nobody_owns_them_is_one_finding(bare: Path) -> None:
    plan = load_handbook(bare).handbook
    assert plan is not None
    (one,) = judge_plan(state(plan, "2026-01")).by_rule["P4-OWNER"]
    assert one.issue.values["n"] == _COUNT
    assert "6个项目均没有负责人" in translator("zh")(one.issue.message, **one.issue.values)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_can_be_drawn_and_shows_no_zero_for_what_nobody_said(bare: Path, language: str) -> None:
    plan = load_handbook(bare).handbook
    assert plan is not None
    book = book_of(plan, language, "2026-01")
    pages = {entry.path: drawn(entry, language) for entry in contents(book)}
    zero = {"en": "CNY\u00a00<", "zh": ">0元<"}[language]
    assert not [path for path, html in pages.items() if "NaN" in html or zero in html]
    effort = {"en": "No initiative says how many person-days it needs", "zh": "没有项目写明需要多少人天"}
    assert effort[language] in pages["plan/resources"]
    nobody = {"en": "nobody named", "zh": "未指定负责人"}[language]
    assert nobody in pages["plan/initiatives/initiative-00000"]
    assert entries_of(book, "home")
