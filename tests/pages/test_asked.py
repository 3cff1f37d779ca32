"""What readers asked: by page and votes on its own page, in meeting mode while open, cut by editions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.model.question import ReaderQuestion
from erpsite.pages.kit.asked import asked_elsewhere, open_questions, readers_ask
from tests.factory import small_handbook
from tests.pages.drawing import book_of, declared_of
from tests.pages.drawing import drawn as drawn_page


def asked(name: str, page: str, votes: int, **more: object) -> ReaderQuestion:
    given = {
        "id": name,
        "page": page,
        "text": {"zh": "为什么？", "en": f"Why {name}?"},
        "asked_on": "2026-01-10",
    }
    return ReaderQuestion.model_validate({**given, "votes": votes, **more})


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    plan = small_handbook()
    person = next(iter(plan.people))
    held = (
        asked("few", "preread/health", 1, sort="objection", others=["Wang Xiaoer"]),
        asked("many", "preread/health", 4, asked_by=[person], quote="<i>Up", paragraph="top"),
        asked("done", "preread/maturity", 3, answer="So.", answered_by=person, answered_on="2026-01-12"),
        asked("gone", "no/such-page", 2),
    )
    return replace(plan, reader_questions={one.id: one for one in held})


def drawn(handbook: Handbook, language: str = "en") -> str:
    (entry,) = [
        one for one in declared_of(book_of(handbook, language), "meeting") if one.path == "meeting/asked"
    ]
    return drawn_page(entry, language)


def test_pages_and_questions_with_most_votes_come_first(handbook: Handbook) -> None:
    html = drawn(handbook)
    places = [html.index(f"Why {name}?") for name in ("many", "few", "done", "gone")]
    assert places == sorted(places)
    assert "2 still wait" not in html
    assert "3 still wait for an answer" in html
    assert "Wang Xiaoer" in html
    assert "To “&lt;i&gt;Up”:" in html
    assert "还有3个待答复" in drawn(handbook, "zh")


def test_an_edition_without_people_names_nobody_and_keeps_the_votes(handbook: Handbook) -> None:
    edition = Edition.model_validate({"id": "out", "name": "Out", "hides": ["people"]})
    plan = handbook.plan.model_copy(update={"editions": (edition,)})
    html = drawn(edition_of(replace(handbook, plan=plan), "out"))
    name = handbook.people[next(iter(handbook.people))].name.in_("en")
    assert "Wang Xiaoer" not in html
    assert name not in html
    assert ">4<" in html


def test_meeting_mode_asks_what_is_open_in_the_session_of_its_page(handbook: Handbook) -> None:
    book = book_of(handbook)
    assert book.handbook.agenda
    listed = [readers_ask(book, one) for one in book.handbook.agenda.sessions]
    asked_in = [words for found in listed for words in found] + asked_elsewhere(book)
    assert [words.split("?")[0] for words in asked_in if "health" in words.lower()] == ["Why many", "Why few"]
    assert not any("Why done" in words for words in asked_in)
    assert any("Why gone" in words and "2 votes" in words for words in asked_elsewhere(book))
    waiting = open_questions(book)
    assert list(waiting) == [
        one.id
        for one in sorted(handbook.reader_questions.values(), key=lambda one: -one.votes)
        if one.answer is None
    ]
    assert len(waiting) == 3
