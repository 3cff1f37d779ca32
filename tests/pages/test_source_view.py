"""A data file is shown line by line, a long one on several pages, none of them heavy."""

from __future__ import annotations

import re

from erpsite.i18n import locale_of
from erpsite.pages.kit.source_pages import source_address
from erpsite.pages.site.source_view import source_views

ENGLISH = locale_of("en", "CNY")


def _lines(page: bytes) -> list[int]:
    return [int(number) for number in re.findall(r'<li id="L(\d+)">', page.decode())]


def test_a_short_file_is_one_page_with_each_line() -> None:
    pages = source_views("tickets.csv", b"id,month\na,2026-01\n", ENGLISH, {2: "log.xlsx, row 7"})
    assert list(pages) == ["tickets.csv.html"]
    assert _lines(pages["tickets.csv.html"]) == [1, 2]
    assert b"log.xlsx, row 7" in pages["tickets.csv.html"]
    assert b"<nav>" not in pages["tickets.csv.html"]


def test_an_empty_file_has_a_page() -> None:
    assert list(source_views("tickets.csv", b"", ENGLISH)) == ["tickets.csv.html"]


def test_each_line_of_a_long_file_stands_on_the_page_that_links_lead_to() -> None:
    count = 14_004
    pages = source_views("reviews/2026-04.yml", b"complete: 34\n" * count, ENGLISH)
    found = {number: name for name, page in pages.items() for number in _lines(page)}
    assert list(found) == list(range(1, count + 1))
    assert all(found[line] == source_address("reviews/2026-04.yml", line) for line in found)
    for name, page in pages.items():
        ways = re.findall(r"<nav>.*?</nav>", page.decode())
        linked = {f"reviews/{way}" for way in re.findall(r'href="([^"]+)"', ways[0])}
        assert linked == pages.keys() - {name}


def test_no_page_of_a_file_is_heavier_than_half_a_megabyte() -> None:
    pages = source_views("tickets.csv", (b"x" * 150 + b"\n") * 30_000, ENGLISH)
    assert max(map(len, pages.values())) <= 500_000


def test_a_line_beyond_what_is_shown_leads_to_the_last_page() -> None:
    pages = source_views("tickets.csv", b"a\n" * 30_000, ENGLISH)
    assert source_address("tickets.csv", 29_999) == list(pages)[-1]
