"""Hiding goes by what each part of a page declares; one without its topic is found here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.site.site_map import site_map
from tests.factory import small_handbook
from tests.pages.drawing import book_of
from tests.pages.test_editions import TOPICS, hiding
from tests.pages.topics import said_on, sayings, told_without

_COUNTED_AS_SEEN = {
    "third-parties": (),
    "minutes": (),
    "survey-comments": (),
    # Changes of risks are gone from the lists of changes, and the counts are of what stands there.
    "risks": ("index", "data/changes", "reviews/"),
}
"""Pages whose counts are of what the edition shows, by topic."""


@pytest.fixture(scope="module")
def sample(repo_root: Path) -> Handbook:
    book = load_handbook(repo_root / "data").handbook
    assert book is not None
    return book


@pytest.fixture(scope="module", params=[True, False])
def whole(sample: Handbook, request: pytest.FixtureRequest) -> tuple[Handbook, dict[str, set[str]]]:
    """Return the small plan or the sample, and what its pages say."""
    plan = small_handbook() if request.param else sample
    return plan, said_on(plan, "en")


@pytest.mark.parametrize("topic", _COUNTED_AS_SEEN)
def test_nothing_is_said_only_because_something_is_hidden(
    whole: tuple[Handbook, dict[str, set[str]]], topic: str
) -> None:
    found = told_without(whole[1], hiding(whole[0], (topic,)), "en")
    said = {path: lines for path, lines in found.items() if not path.startswith(_COUNTED_AS_SEEN[topic])}
    assert said == {}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("small", [True, False])
def test_no_sentence_says_what_it_may_not_say(sample: Handbook, small: bool, language: str) -> None:
    book = book_of(hiding(small_handbook() if small else sample, TOPICS), language)
    notes = (
        "This page is",
        "Parts of",
        "The minutes",
        "What people wrote",
        "本版次不含复盘",
        "本版次不含满意",
    )
    for entry in site_map(book):
        for one in sayings(entry.draw()):
            assert book.not_here not in one or one.startswith(notes), (entry.path, one)


_SUPPLIERS = """
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.page import page


@page("plan/suppliers", section="plan", title={{"en": "Suppliers"}}{declared})
def draw_suppliers(book):
    parties = [one for it in book.handbook.initiatives.values() for one in it.third_parties]
    return (b.Lead(f"{{len(parties)}} suppliers work on the plan."{lead}),)
"""


@pytest.fixture
def suppliers(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    info = tmp_path / "acme_suppliers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-suppliers\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[erpsite.pages]\nsuppliers = acme_suppliers\n")
    (tmp_path / "acme_suppliers.py").write_text(_SUPPLIERS.format(**request.param))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("acme_suppliers", None)


_NO = {"declared": "", "lead": ""}


@pytest.mark.parametrize("suppliers", [_NO], indirect=True)
@pytest.mark.usefixtures("suppliers")
def test_a_page_about_third_parties_without_its_topic_is_found() -> None:
    whole = small_handbook()
    found = told_without(said_on(whole, "en"), hiding(whole, ("third-parties",)), "en")
    assert found == {"plan/suppliers": ["0 suppliers work on the plan."]}


@pytest.mark.parametrize(
    "suppliers",
    [_NO | {"declared": ', topics=("third-parties",)'}, _NO | {"lead": ', topic="third-parties"'}],
    indirect=True,
)
@pytest.mark.usefixtures("suppliers")
def test_a_page_that_declares_its_topic_says_that_it_is_not_there() -> None:
    whole = small_handbook()
    edition = hiding(whole, ("third-parties",))
    assert told_without(said_on(whole, "en"), edition, "en") == {}
    (entry,) = [one for one in site_map(book_of(edition)) if one.path == "plan/suppliers"]
    (lead,) = entry.draw()
    assert isinstance(lead, b.Lead)
    assert "not in this edition" in str(lead.content)
