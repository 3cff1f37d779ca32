"""Hold the first words of home, review, mail, print and slides to one function, in every language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.analysis.figures import Figures
from erpsite.analysis.state.plan_state import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pack.deck.opening import opening_slide
from erpsite.pack.deck.slides import TileTexts
from erpsite.pack.deck.words import clean, signed
from erpsite.pack.document import chapters, preread_html
from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.kit.standing import fact_status, standing_facts, verdict_of, verdict_status, verdict_words
from erpsite.pages.plan.resources import draw_resources
from erpsite.pages.plan.value import draw_value
from erpsite.pages.reviews.announcement import month_summary, summary_text
from erpsite.pages.reviews.month import draw_month
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of
from tests.plan_folder import ROOT


@pytest.fixture(scope="module")
def sample() -> Handbook:
    """Return the plan of the sample."""
    found = load_handbook(ROOT / "data").handbook
    assert found is not None
    return found


@pytest.fixture(scope="module")
def shared(sample: Handbook) -> Figures:
    """Return its figures in October, which every language shares."""
    return Figures(state(sample, "2026-10"))


def _book(shared: Figures, language: str) -> Book:
    return Book(shared.state, locale_of(language, shared.handbook.plan.currency), shared)


def _opening(blocks: tuple[b.Block, ...]) -> tuple[str, list[tuple[str, str, str]]]:
    lead = next(block for block in blocks if isinstance(block, b.Lead))
    tiles = next(block for block in blocks if isinstance(block, b.Tiles)).tiles
    return plain_text(lead.content), [
        (one.title, plain_text(one.value), plain_text(one.note)) for one in tiles
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_review_mail_print_and_slides_open_with_the_same_words(shared: Figures, language: str) -> None:
    book = _book(shared, language)
    words, facts = verdict_words(book), standing_facts(book)
    home, review = _opening(draw_home(book)), _opening(draw_month(book, "2026-10"))
    assert home == review
    assert home[0].endswith(words)
    assert home[1] == [(one.question, plain_text(one.answer), one.note) for one in facts]
    mail = summary_text(month_summary(book, "2026-10"))
    status = verdict_status(book)
    assert status is not None
    assert mail.splitlines()[2] == f"{status.text}{book.locale.facts.colon}{words}"
    printed = preread_html(book, chapters(book)[:1], {})
    cover = re.sub("<[^>]+>", "", printed.partition("</section>")[0])
    for one in facts:
        answer = plain_text(one.answer)
        assert answer in cover
        assert one.note in cover
        shown = fact_status(book, one)
        assert shown is not None
        assert f"[{shown.text}] {one.question}{' ' if language == 'en' else ''}{answer}" in mail
    assert words in cover
    slide = opening_slide(book, "")
    tiles = next(part for part in slide.parts if isinstance(part, TileTexts)).tiles
    assert slide.title.endswith(clean(words))
    assert [(tile.title, tile.value, tile.note) for tile in tiles] == [
        (clean(title), clean(answer), clean(note)) for title, answer, note in home[1]
    ]
    assert [tile.status for tile in tiles] == [
        signed(chip) for one in facts if (chip := fact_status(book, one))
    ]


def test_the_sentence_of_october_can_be_repeated(shared: Figures) -> None:
    assert verdict_words(_book(shared, "en")).replace("\u00a0", " ") == (
        "The plan ends on 22 Jan 2027 instead of 11 Dec 2026; it is expected to cost CNY 26.66 m, 4.8% more "
        "than the approved CNY 25.45 m; none of the 6 benefits measured keeps its promise."
    )
    assert verdict_words(_book(shared, "zh")) == (
        "计划将于2027年1月22日结束，而承诺是2026年12月11日；预计费用2,665.7万元，比批准的2,544.6万元多4.8%；"
        "已衡量的6项收益均未达到承诺。"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_edition_without_money_says_when_and_who(sample: Handbook, language: str) -> None:
    book = book_of(edition_of(sample, "staff"), language, "2026-10")
    assert book.handbook.hides("money")
    words = verdict_words(book)
    assert "2027" in words
    assert not re.search("CNY|万元|%|6", words.replace("2026", "").replace("2027", ""))


def test_a_plan_with_nothing_approved_says_who_decides() -> None:
    book = book_of(bare_handbook(), "en", "2025-12")
    assert verdict_status(book) is None
    assert "decides on 15" in verdict_words(book)


def test_nobody_asked_to_act_is_no_good_news_while_the_plan_is_off_track() -> None:
    handbook = small_handbook()
    reviews = {
        month: review.model_copy(update={"actions": (), "deviations": ()})
        for month, review in handbook.reviews.items()
    }
    quiet = book_of(small_handbook(reviews=reviews), as_of="2026-03")
    assert verdict_of(quiet).rag is Rag.RED
    fact = standing_facts(quiet)[-1]
    assert plain_text(fact.answer) == "Nobody is asked"
    assert fact.note == "no action is open, though the plan is not on track"
    assert fact.rag is Rag.AMBER


@pytest.mark.parametrize("month", ["2026-03", "2026-06", "2026-08", "2026-10"])
def test_one_amount_has_one_status_on_the_first_page_and_on_its_own(sample: Handbook, month: str) -> None:
    """What the plan will cost, and how far its benefits are kept, are judged alike wherever they stand."""
    book = book_of(sample, as_of=month)
    facts = {one.path: one for one in standing_facts(book)}
    pages = (("plan/resources", draw_resources, "Expected in the end"),
             ("plan/value", draw_value, "Measured a year"))  # fmt: skip
    for path, draw, title in pages:
        tiles = next(block for block in draw(book) if isinstance(block, b.Tiles)).tiles
        own = next(tile for tile in tiles if tile.title == title)
        assert (own.tone or "grey") == (facts[path].tone or "grey"), path


@pytest.mark.parametrize(("name", "title"), [
    ({"en": "Nordwind Pumpen"}, "Nordwind Pumpen 2026年度ERP规划手册"),
    ({"en": "Farhill", "zh": "远山制造"}, "远山制造2026年度ERP规划手册"),
])  # fmt: skip
def test_a_name_in_latin_letters_does_not_run_into_the_year(name: dict[str, str], title: str) -> None:
    handbook = small_handbook()
    plan = handbook.plan.model_copy(update={"organisation": Text(name, ("zh", "en")), "title": None})
    assert book_of(replace(handbook, plan=plan), "zh").title == title
