"""A date that somebody may not say is no date, no slip and no end, and its reason stands where it would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.standing import verdict_of, verdict_words
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.initiatives import draw_initiatives
from erpsite.pages.plan.objective_page import draw_objective
from erpsite.pages.plan.roadmap import draw_roadmap
from erpsite.pages.plan.value import draw_value
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.render.markdown import MarkdownRenderer
from tests.load.golden import lay_out
from tests.pages.drawing import book_of, lead_of, table_of, words_of

_LATER: dict[str, dict[str, str]] = {
    "reviews/2026-03.yml": {
        "forecast_finish: 2026-05-08": "forecast_finish: {withheld: {zh: 谈判中, en: in talks}}",
        "forecast: 2026-08-07": "forecast: {withheld: {zh: 谈判中, en: in talks}}",
    },
}
"""Dates that a review had told once and the next may not say."""
_NEVER: dict[str, dict[str, str]] = {
    "initiatives/report-auto.yml": {
        "date: 2026-08-25": "date: {withheld: union talks}",
        "  start: 2026-07-01\n  duration: 40\n": "  start: {withheld: union talks}\n",
        "depends_on:": "benefit:\n  text: Saves much\n  whole_life: 900000\ndepends_on:",
    },
}
_TENDER: dict[str, dict[str, str]] = {
    "reviews/2026-03.yml": {**_LATER["reviews/2026-03.yml"], "cost: 570000": "cost: {withheld: tender}"},
}


def _loaded(folder: Path, edit: dict[str, dict[str, str]]) -> Handbook:
    case: dict[str, Any] = {"edit": edit, "delete": ["levelling"]}
    lay_out(case, folder / "data")
    result = load_handbook(folder / "data")
    assert result.handbook is not None, [str(issue) for issue in result.issues]
    return result.handbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the base plan with every date withheld that is still to come."""
    return _loaded(tmp_path_factory.mktemp("held"), {**_NEVER, **_TENDER})


@pytest.fixture(scope="module")
def book(plan: Handbook) -> Book:
    return book_of(plan, "en", "2026-03")


def test_a_forecast_that_may_no_longer_be_said_is_not_the_last_one(book: Book) -> None:
    now = book.state.initiatives["erp-crm"]
    pilot, stone = now.tasks["pilot"], now.tasks["go-live"]
    assert (pilot.finish, pilot.slip, stone.finish) == (None, None, None)
    assert now.finish is None
    assert str(now.baseline_finish) == "2026-06-30"  # that was approved, and was said
    assert now.slip(book.state.days) is None


def test_the_roadmap_says_the_reason_in_every_place(book: Book) -> None:
    blocks = draw_roadmap(book)
    said = MarkdownRenderer(locale_of("en"), "plan/roadmap").render("Roadmap", blocks).replace("\xa0", " ")
    assert " | 30 Jun 2026 | withheld: in talks | withheld: in talks | ◆ Planned |" in said
    assert " | withheld: union talks | withheld: union talks | withheld: union talks | ◆ Planned |" in said
    drawn = HtmlRenderer(locale_of("en"), "plan/roadmap").render(blocks).html
    assert "<em>withheld: union talks</em>" in drawn
    assert "no dates" not in drawn
    assert lead_of(blocks) == "Of no milestone of the approved initiatives a day is told."


def test_home_claims_no_end_and_no_idle_milestones(book: Book) -> None:
    said = MarkdownRenderer(locale_of("en"), "index").render("Home", draw_home(book))
    assert "When the plan ends is withheld; what the approved" in said
    assert "No open milestone has a day that is told." in said
    assert "instead of" not in said


def test_an_end_is_that_of_the_others_and_says_of_how_many(tmp_path: Path) -> None:
    book = book_of(_loaded(tmp_path, _LATER), "en", "2026-03")
    said = MarkdownRenderer(locale_of("en"), "index").render("Home", draw_home(book))
    # report-auto waits for erp-crm and is pushed by it, which its own date may tell.
    assert "(of 1 with a value, of 2 in all)" in said.splitlines()[2]
    assert str(lead_of(draw_roadmap(book))).endswith("Of 1 of them no day is told.")


def test_milestones_past_their_day_are_told_beside_an_end_that_may_not_be_said(tmp_path: Path) -> None:
    book = book_of(_loaded(tmp_path, _NEVER), "en", "2026-09")
    count, words = book.figures.milestones_overdue.value, verdict_words(book)
    assert verdict_of(book).end.withheld
    assert count
    assert f"{count} milestone" in words
    assert verdict_of(book).end.unconfirmed == count


def test_scores_that_may_not_be_said_are_the_reason_for_no_rank(tmp_path: Path) -> None:
    scores = (
        "  wsjf:\n    business_value: 8\n    time_criticality: 3\n    risk_reduction: 2\n    job_size: 5\n"
    )
    edit = {"initiatives/report-auto.yml": {scores: "  wsjf: {withheld: union talks}\n"}}
    book = book_of(_loaded(tmp_path, edit), "en", "2026-03")
    blocks = draw_initiative(book, "report-auto")
    said = MarkdownRenderer(locale_of("en"), "plan/initiatives/report-auto").render("Reports", blocks)
    assert "not ranked" not in said
    assert "withheld: union talks" in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 initiatives run: 0 are declared off track, 0 at risk; the numbers can judge none."),
        ("zh", "有2个项目在推进：负责人申报偏离0个、有风险0个；按数字均无法判断。"),
    ],
)
def test_numbers_that_judge_nothing_find_nothing_off_track(plan: Handbook, language: str, said: str) -> None:
    blocks = draw_initiatives(book_of(plan, language, "2026-03"))
    assert said in lead_of(blocks)


@pytest.mark.parametrize(
    ("benefit", "chip", "break_told"),
    [
        ("whole_life: 900000", "over its whole life", False),
        ("amount: {withheld: tender}", "withheld", False),
        ("measure_on: 2026-12-31", "amount not known", True),
        ("amount: 0", "nothing promised", True),
    ],
)
def test_proof_says_what_kind_of_promise_it_waits_for(
    tmp_path: Path, benefit: str, chip: str, break_told: bool
) -> None:
    edit = {
        "initiatives/report-auto.yml": {"depends_on:": f"benefit:\n  text: Much\n  {benefit}\ndepends_on:"}
    }
    book = book_of(_loaded(tmp_path, edit), "en", "2026-03")
    rows = [words_of(row) for row in table_of(draw_value(book), "benefits").rows]
    assert rows[-1][-1] == chip
    story = MarkdownRenderer(locale_of("en"), "o").render("O", draw_objective(book, "fast-orders"))
    assert ("no benefit" in story) is break_told


def test_an_amount_without_a_rate_is_compared_with_nothing(tmp_path: Path) -> None:
    lay_out(
        {
            "edit": {
                "initiatives/erp-crm.yml": {
                    "  amount: 400000\n": "  amount: {amount: 50000, currency: EUR}\n",
                    "    2026-Q1: 100000\n": "    2026-Q1: {amount: 9, currency: USD}\n",
                    "  effort: 12\n": "  effort: 12\nbudget_total: 500000\n",
                }
            }
        },
        tmp_path / "data",
    )
    found = load_handbook(tmp_path / "data").issues
    assert [one.code for one in found] == ["no-rate", "no-rate"]
