"""Every page of every edition draws; what is hidden is neither shown nor said to be missing or zero."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.pages.data.exports import exports
from erpsite.pages.site.site_map import site_map
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of, drawn

TOPICS = ("money", "people", "risks", "survey-comments", "minutes", "third-parties")
EDITIONS = (*((topic,) for topic in TOPICS), TOPICS)


def hiding(handbook: Handbook, topics: tuple[str, ...]) -> Handbook:
    """Return an edition that hides some topics."""
    edition = Edition.model_validate({"id": "some", "name": {"zh": "某版", "en": "Some"}, "hides": topics})
    plan = handbook.plan.model_copy(update={"editions": (edition,)})
    return edition_of(replace(handbook, plan=plan), "some")


@pytest.mark.parametrize("topics", EDITIONS, ids="+".join)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("plan", [small_handbook, bare_handbook])
def test_every_page_of_every_edition_draws(
    plan: Callable[[], Handbook], language: str, topics: tuple[str, ...]
) -> None:
    book = book_of(hiding(plan(), topics), language)
    pages = {entry.path: drawn(entry, language) for entry in site_map(book)}
    of_people = len(book.handbook.people) if "people" in topics else 0
    assert len(pages) == len(site_map(book_of(plan(), language))) - of_people
    if "money" in topics:
        words = "no approved budget|no budget|known budget|their budgets|没有预算|无预算"
        zero = rf"CNY|(?<![\d.,])0(?:万|亿)?元|{words}"
        general = ("data/formulas", "data/glossary")
        assert [path for path, html in pages.items() if re.search(zero, html) and path not in general] == []
    if "risks" in topics:
        claims = r"no risks?\b|没有风险|0 open risks"
        assert [path for path, html in pages.items() if re.search(claims, html, re.IGNORECASE)] == []


def test_a_page_that_is_left_out_says_so() -> None:
    book = book_of(hiding(small_handbook(), ("risks",)))
    (page,) = [entry for entry in site_map(book) if entry.path == "plan/risks"]
    assert "not in this edition" in drawn(page)


def test_the_whole_handbook_is_drawn_as_before() -> None:
    whole = {entry.path: drawn(entry) for entry in site_map(book_of(small_handbook()))}
    nothing = {entry.path: drawn(entry) for entry in site_map(book_of(hiding(small_handbook(), ())))}
    assert nothing == whole


def test_the_title_names_an_edition_that_hides_something() -> None:
    assert book_of(hiding(small_handbook(), ("money",))).title.endswith("(Some)")
    assert book_of(hiding(small_handbook(), ("money",)), "zh").title.endswith("（某版）")
    assert not book_of(hiding(small_handbook(), ())).title.endswith("(Some)")


def test_downloads_have_no_columns_for_what_is_hidden() -> None:
    files = exports(book_of(hiding(small_handbook(), TOPICS)))
    assert {"budget.csv", "risks.csv", "third_parties.csv", "new_risks.csv"} & set(files) == set()
    header = {name: content.decode("utf-8-sig").splitlines()[0].split(",") for name, content in files.items()}
    hidden = {"spent", "committed", "forecast_cost", "budget", "direct_loss", "cost", "amount", "email"}
    assert {name: set(columns) & hidden for name, columns in header.items() if set(columns) & hidden} == {}
