"""A plan whose budget nobody states, or that is withheld: every page says why, and none says 0 or 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from erpsite.analysis.portfolio import portfolio_problem
from erpsite.analysis.reviews.changes import changes
from erpsite.analysis.state.plan_state import state
from erpsite.errors import ErpsiteError
from erpsite.frames.computed import named_figures
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.plan import Budget, Edition, Plan
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.registers import plan_sentence
from erpsite.pages.site.site_map import site_map
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.realism.contingency import judge_contingency
from erpsite.plancheck.rule import NotJudged
from tests.factory import small_handbook
from tests.load.golden import BASE_PLAN

AS_OF, REASON = "2026-03", "the board decides in the spring"
KINDS: Mapping[str, dict[str, Any]] = {
    "left out": {},
    "withheld": {"envelope": {"withheld": REASON}, "contingency": 0.1},
    "contingency withheld": {"envelope": 1_000_000, "contingency": {"withheld": REASON}},
}
PAGES = (
    "index", "preread/brief", "preread/draft-plan", "plan/initiatives", "plan/resources", "plan/portfolio",
    "plan/value", "reviews/2026-03", "reviews/2026-02", "data/formulas",
)  # fmt: skip


@cache
def _base() -> Handbook:
    found = load_handbook(BASE_PLAN).handbook
    assert found is not None
    return found


def _with(budget: Mapping[str, Any], *, reviews: bool = True) -> Handbook:
    base = _base()
    plan = base.plan.model_copy(update={"budget": Budget.model_validate(budget)})
    return replace(base, plan=plan, reviews=base.reviews if reviews else {})


def _book(kind: str, language: str = "en", *, reviews: bool = True) -> Book:
    return Book(state(_with(KINDS[kind], reviews=reviews), AS_OF), locale_of(language, "CNY"))


def _drawn(book: Book, paths: Iterable[str] = PAGES) -> Mapping[str, str]:
    entries = {entry.path: entry for entry in site_map(book)}
    return {path: str(tuple(entries[path].draw())) for path in paths if path in entries}


@pytest.mark.parametrize("reviews", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_page_of_the_money_says_why_it_is_not_known(kind: str, language: str, reviews: bool) -> None:
    book = _book(kind, language, reviews=reviews)
    drawn = _drawn(book)
    unstated = {"en": "not stated", "zh": "未说明"}[language]
    held = {"en": f"withheld: {REASON}", "zh": f"不予公开：{REASON}"}[language]
    why = unstated if kind == "left out" else held
    for path in ("preread/draft-plan", "plan/resources", "plan/portfolio"):
        assert why in drawn[path], path
    if kind != "contingency withheld":
        assert why in drawn["index"]
        assert why in drawn["plan/initiatives"]
    assert not [path for path, text in drawn.items() if re.search(r"[ “（(]None[ ”）).。]", text)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_rests_on_the_envelope_has_no_figure(kind: str) -> None:
    book = _book(kind)
    figures = {figure.id: figure.value for figure in named_figures(book.figures)}
    assert figures["money.spendable"] is None
    assert figures["money.free"] is None
    assert figures["money.contingency.used"] is None
    assert (figures["money.spent.of-envelope"] is None) is (kind != "contingency withheld")
    assert figures["money.spent"] == book.figures.budget.spent
    assert not book.figures.priorities.funded
    assert not book.figures.priorities.below
    assert book.figures.draft_budget.total == book.figures.priorities.asked_cost
    with pytest.raises(ValueError, match="what may be spent"):
        portfolio_problem(book.handbook)


def test_no_tile_is_green_or_blue_where_the_envelope_is_not_known() -> None:
    entries = {entry.path: entry for entry in site_map(_book("withheld"))}
    for path, titles in {
        "index": {"Budget spent"},
        "plan/resources": {"Budget envelope", "Approved"},
        "preread/draft-plan": {"Budget envelope", "Above the cut line"},
    }.items():
        tiles = [tile for block in entries[path].draw() if isinstance(block, b.Tiles) for tile in block.tiles]
        found = {tile.title: tile.tone for tile in tiles if tile.title in titles}
        assert found == dict.fromkeys(titles, "grey"), path


def test_an_edition_without_money_does_not_say_why_the_envelope_is_missing() -> None:
    book = _book("withheld")
    edition = Edition.model_validate({"id": "open", "name": "Open", "hides": ["money"]})
    hidden = replace(book.handbook, edition=edition)
    drawn = _drawn(Book(state(hidden, AS_OF), locale_of("en", "CNY")))
    assert all(REASON not in text for text in drawn.values())


def test_a_whole_budget_may_be_withheld() -> None:
    raw = _base().plan.model_dump(exclude_defaults=True, mode="json") | {"budget": {"withheld": REASON}}
    plan = Plan.model_validate(raw)
    assert plan.budget.envelope is None
    book = Book(state(replace(_base(), plan=plan), AS_OF), locale_of("en", "CNY"))
    assert f"withheld: {REASON}" in _drawn(book)["plan/resources"]


@pytest.mark.parametrize(
    ("budget", "judged"),
    [
        ({}, False),
        (KINDS["withheld"], True),
        (KINDS["contingency withheld"], False),
        ({"envelope": 0}, False),
        ({"envelope": 10}, True),
    ],
)
def test_the_reserve_is_judged_only_where_it_is_known(budget: Mapping[str, Any], judged: bool) -> None:
    found = list(judge_contingency(Facts(state(_with(budget), AS_OF)), {"share": 0.05}))
    assert any(isinstance(one, NotJudged) for one in found) is not judged


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, 5_000_000, "The year’s budget was not known, and is CNY 5.00 m now."),
        (5_000_000, None, "The year’s budget is no longer stated; it was CNY 5.00 m."),
    ],
)
def test_a_budget_that_becomes_known_is_a_change(before: Any, after: Any, words: str) -> None:
    plans = [_with({} if amount is None else {"envelope": amount}) for amount in (before, after)]
    old, new = (state(plan, AS_OF) for plan in plans)
    (change,) = changes(old, new)
    said = plan_sentence(Book(new, locale_of("en", "CNY")), change)
    assert said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") == words


def test_a_setting_that_has_a_value_where_it_is_left_out_cannot_be_withheld() -> None:
    raw = small_handbook().plan.model_dump(exclude_defaults=True, mode="json")
    with pytest.raises((ValueError, ErpsiteError)):
        Plan.model_validate(raw | {"availability_target": {"withheld": REASON}})
    assert Budget.model_validate({"contingency": {"withheld": REASON}}).contingency is None
    assert Budget.model_validate({}).contingency == Decimal(0)
