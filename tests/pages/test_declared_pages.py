"""What a page declares of itself is all that the site's map, titles, paths and navigation need."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from erpsite.pages.home.paths import reading_paths
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.contents import contents, declared_pages, page_link, sections
from erpsite.pages.kit.page import READERS
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.site.site_map import site_map
from tests.factory import small_handbook
from tests.pages.drawing import book_of

_MODULE = """
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.page import page


@page(
    "plan/plants",
    section="plan",
    place=65,
    title={"zh": "工厂", "en": "Plants"},
    description={"zh": "每家工厂一行。", "en": "One line a plant."},
    file="departments.yml",
    opened_by={"executive": 0},
)
def draw_plants(book):
    return (b.Lead("Two plants."),)


@page("shop/tour", section="Shop floor", title={"en": "Tour"})
def draw_tour(book):
    return (b.Lead("A tour."),)
"""


@pytest.fixture
def plants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    info = tmp_path / "acme_plants-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-plants\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[erpsite.pages]\nplants = acme_plants\n")
    (tmp_path / "acme_plants.py").write_text(_MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("acme_plants", None)


@pytest.mark.usefixtures("plants")
@pytest.mark.parametrize(("language", "title"), [("zh", "工厂"), ("en", "Plants")])
def test_a_page_of_another_package_takes_its_place(language: str, title: str) -> None:
    book = book_of(small_handbook(), language)
    entries = site_map(book)
    paths = [entry.path for entry in entries if not entry.parent]
    assert paths[paths.index("plan/risks") + 1] == "plan/plants"
    (entry,) = [entry for entry in entries if entry.path == "plan/plants"]
    assert (entry.title, entry.where.path, entry.in_nav) == (title, "departments.yml", True)
    assert plain_text(page_link(book, "plan/plants")) == title
    first = reading_paths(book).pairs[READERS.index("executive")][1]
    assert isinstance(first, tuple)
    assert b.Link(title, "plan/plants") in first


@pytest.mark.usefixtures("plants")
def test_a_section_of_another_package_stands_last_under_its_own_name() -> None:
    assert sections(contents(book_of(small_handbook())))[-1] == "Shop floor"


def test_every_reader_reads_and_opens_pages_in_an_order_of_its_own() -> None:
    pages = declared_pages().values()
    for role in READERS:
        for places in (
            [page.readers[role] for page in pages if role in page.readers],
            [page.opened_by[role] for page in pages if role in page.opened_by],
        ):
            assert sorted(places) == list(range(1, len(places) + 1)), role


def test_pages_of_records_stand_below_the_page_that_lists_them() -> None:
    entries = contents(book_of(small_handbook()))
    paths = [entry.path for entry in entries]
    assert len(paths) == len(set(paths))
    assert {entry.parent for entry in entries if entry.parent} <= set(paths)
