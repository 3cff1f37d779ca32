"""Each person has a page, a calendar and a feed; where an edition hides people, nobody has any of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.model.plan import Edition
from erpsite.model.text import Text
from erpsite.pack.calendar import Calendars
from erpsite.pack.feed import people_feeds
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.meeting.person_page import draw_person
from erpsite.pages.site.site_map import site_map
from tests.factory import small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of


def _hidden() -> Book:
    plan = small_handbook()
    edition = Edition.model_validate({"id": "open", "name": "Open", "hides": ["people"]})
    plan = replace(plan, plan=plan.plan.model_copy(update={"editions": (edition,)}))
    return book_of(edition_of(plan, "open"), "en", "2026-03")


def test_a_person_reads_what_is_owed_by_when() -> None:
    blocks = draw_person(book_of(small_handbook(), "en", "2026-08"), "li-qiang")
    rows = [words_of(row) for row in table_of(blocks, "owed").rows]
    assert [row[0] for row in rows] == ["Chase the specification", "Pilot", "Go-live"]
    assert rows[1][2] == "Overdue"
    assert table_of(blocks, "owed").rows[0].tone == "red"
    assert " overdue" in lead_of(blocks)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everyone_has_a_page_in_both_languages(language: str) -> None:
    book = book_of(small_handbook(), language, "2026-03")
    entries = {entry.path: entry for entry in site_map(book)}
    for name in book.handbook.people:
        blocks = list(entries[f"meeting/people/{name}"].draw())
        assert isinstance(blocks[0], b.Lead)


def test_a_name_links_to_the_page_of_the_person() -> None:
    assert book_of(small_handbook(), "en").person("li-qiang") == b.Link("Li Qiang", "meeting/people/li-qiang")


def test_a_person_has_the_days_that_they_owe_and_no_others() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    days = {name: text.decode() for name, text in Calendars(book).people().items()}
    assert set(days) == set(book.handbook.people)
    assert "milestone-erp-crm-go-live" in days["li-qiang"]
    assert "milestone-erp-crm-go-live" not in days["wang-fang"]
    assert "action-a-2026-03-1" in days["wang-fang"]


def test_a_person_reads_of_the_changes_in_their_own_work() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    feeds = people_feeds(book, "https://erp.example.org/en/")
    assert set(feeds) == set(book.handbook.people)
    assert "Sign the amendment" in feeds["wang-fang"]
    assert "Sign the amendment" not in feeds["li-qiang"]
    assert 'href="https://erp.example.org/en/feed/people/li-qiang.xml"' in feeds["li-qiang"]


def test_an_edition_that_hides_people_has_no_page_of_anyone_and_no_link_to_one() -> None:
    book = _hidden()
    assert not [entry.path for entry in site_map(book) if entry.path.startswith("meeting/people/")]
    someone = next(iter(book.handbook.people))
    assert book.link("people", someone).path == "meeting/people"


def test_one_who_left_is_said_to_have_left() -> None:
    plan = small_handbook()
    gone = plan.people["wang-fang"].model_copy(update={"left_on": dt.date(2026, 2, 28)})
    book = book_of(replace(plan, people={**plan.people, "wang-fang": gone}), "en", "2026-03")
    told = [one.title for one in draw_person(book, "wang-fang") if isinstance(one, b.Callout)]
    assert told == ["Left on 28\u00a0Feb\u00a02026"]


def test_nothing_owed_is_said_in_words() -> None:
    plan = small_handbook()
    idle = plan.people["li-qiang"].model_copy(update={"id": "idle", "name": Text("Idle")})
    book = book_of(replace(plan, people={**plan.people, "idle": idle}), "en", "2026-03")
    assert lead_of(draw_person(book, "idle")) == "Idle owes nothing by a day at present."
