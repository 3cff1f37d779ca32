"""Prove that the feed is valid Atom 1.0 (RFC 4287), stable, and says what the reviews say."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from erpsite.pack.feed import plan_feed
from erpsite.pages.kit.book import Book
from tests.factory import PLAN, REVIEWS, bare_handbook, small_handbook

ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(handbook: Handbook, language: str = "en", site_url: str = "") -> ET.Element:
    book = Book(state(handbook, handbook.default_as_of), locale_of(language, "CNY"))
    return ET.fromstring(plan_feed(book, site_url))  # noqa: S314 - we wrote it


def _one(parent: ET.Element, name: str) -> str:
    (found,) = parent.findall(f"{ATOM}{name}")
    return found.text or ""


def _href(parent: ET.Element, rel: str) -> str:
    (found,) = [link for link in parent.findall(f"{ATOM}link") if link.get("rel") == rel]
    return found.get("href") or ""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("handbook", [small_handbook(), bare_handbook()], ids=["small", "bare"])
def test_every_element_that_atom_demands_is_there_once(handbook: Handbook, language: str) -> None:
    feed = _feed(handbook, language)
    assert feed.tag == f"{ATOM}feed"
    assert _one(feed, "title")
    (author,) = feed.findall(f"{ATOM}author")
    assert _one(author, "name")
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        assert _one(part, "id").startswith("urn:uuid:")
        assert dt.datetime.fromisoformat(_one(part, "updated")).utcoffset() == dt.timedelta(hours=8)
        assert _one(part, "title")
        assert _href(part, "alternate")
    ids = [_one(part, "id") for part in (feed, *feed.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids) == 1 + 2 * len(handbook.reviews)


def test_dates_are_the_reviews_days_and_the_latest_comes_first() -> None:
    feed = _feed(small_handbook())
    dates = [_one(entry, "updated")[:10] for entry in feed.findall(f"{ATOM}entry")]
    assert dates == ["2026-04-02", "2026-04-02", "2026-03-03", "2026-03-03"]
    assert _one(feed, "updated") == "2026-04-02T12:00:00+08:00"
    assert _one(_feed(bare_handbook()), "updated") == "2026-01-15T12:00:00+08:00"


def test_links_are_absolute_where_the_address_is_known_and_relative_else() -> None:
    changes, review, *_ = _feed(small_handbook()).findall(f"{ATOM}entry")
    assert _href(review, "alternate") == "reviews/2026-03/"
    assert _href(changes, "alternate") == "reviews/2026-03/#changes"
    known = _feed(small_handbook(), site_url="https://erp.example.org/plan/en/")
    assert _href(known, "self") == "https://erp.example.org/plan/en/feed.xml"
    assert _href(known.findall(f"{ATOM}entry")[1], "alternate") == (
        "https://erp.example.org/plan/en/reviews/2026-03/"
    )


def test_ids_depend_on_neither_address_nor_later_reviews() -> None:
    def ids(feed: ET.Element) -> set[str]:
        return {_one(entry, "id") for entry in feed.findall(f"{ATOM}entry")}

    all_of_them = ids(_feed(small_handbook()))
    february = small_handbook(reviews={"2026-02": Review.model_validate(REVIEWS[0])})
    assert ids(_feed(small_handbook(), site_url="https://erp.example.org/")) == all_of_them
    assert ids(_feed(february)) < all_of_them
    assert not ids(_feed(small_handbook(), "zh")) & all_of_them


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_text_of_the_data_stays_text() -> None:
    evil = {**REVIEWS[1], "decisions": [{**REVIEWS[1]["decisions"][0], "title": "<img src=x> & \u0007"}]}
    reviews = {row["month"]: Review.model_validate(row) for row in (REVIEWS[0], evil)}
    reader = _Tags()
    for entry in _feed(small_handbook(reviews=reviews)).findall(f"{ATOM}entry"):
        reader.feed(_one(entry, "content"))
    assert reader.tags == {"p", "h3", "ul", "li", "strong", "a"}
    assert any("<img src=x> &" in words for words in reader.words)


def test_the_same_data_give_the_same_bytes() -> None:
    assert ET.tostring(_feed(small_handbook())) == ET.tostring(_feed(small_handbook()))


@pytest.mark.parametrize("identity", [{}, {"id": "plan-a1"}], ids=["without-id", "with-id"])
def test_ids_outlive_every_new_name(identity: dict[str, str]) -> None:
    def ids(**changed: object) -> list[str]:
        plan = Plan.model_validate({**PLAN, **identity, **changed})
        feed = _feed(small_handbook(plan=plan))
        return [_one(feed, "id"), *(_one(entry, "id") for entry in feed.findall(f"{ATOM}entry"))]

    names = {"organisation": {"zh": "新名", "en": "Anew"}, "title": "Another", "meeting_date": "2026-01-20"}
    assert ids(**names) == ids()
    assert not set(ids(id="plan-b2")) & set(ids())
    assert not set(ids(plan_year=2027)) & set(ids())
