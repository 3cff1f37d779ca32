"""Search as readers do: words typed into the real search box, in both languages."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.browser.building import LANGUAGES
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUERIES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent.parent / "golden" / "search" / "queries.yml").read_text(encoding="utf-8")
)

RESULTS = """() => [...document.querySelectorAll(".md-search-result__link")].map(
  (link) => new URL(link.href).pathname)"""

SETTLED = """(expected) => [...document.querySelectorAll(".md-search-result__link")].some(
  (link) => new URL(link.href).pathname === expected)"""


def _search(page: Page, query: str) -> None:
    """Type a query; Chinese characters come without keys, as from an input method."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press_sequentially(query)


def _misses(page: Page, url: str, queries: list[dict[str, str]]) -> dict[str, Any]:
    from playwright.sync_api import TimeoutError as NotFoundInTimeError

    misses = {}
    for item in queries:
        _search(page, item["query"])
        path = "/" + url.split("/", 3)[3] + item["page"]
        try:
            page.wait_for_function(SETTLED, arg=path, timeout=4000)
        except NotFoundInTimeError:
            misses[item["query"]] = page.evaluate(RESULTS)[:8]
    return misses


def test_there_are_enough_queries() -> None:
    for language in LANGUAGES:
        assert len({item["query"] for item in QUERIES[language]}) >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_finds_its_page(page: Page, served: StaticServer, language: str) -> None:
    page.goto(f"{served.url}{language}/")
    page.locator(".md-search__input").click()
    assert _misses(page, f"{served.url}{language}/", QUERIES[language]) == {}


@pytest.mark.parametrize(("language", "query"), [("zh", "龘靐齉"), ("en", "zyzzyva")])
def test_a_word_that_is_nowhere_finds_nothing(
    page: Page, served: StaticServer, language: str, query: str
) -> None:
    page.goto(f"{served.url}{language}/")
    page.locator(".md-search__input").click()
    _search(page, query)
    page.wait_for_function(
        "/没有找到|No matching/.test(document.querySelector('.md-search-result__meta').textContent)"
    )
    assert page.evaluate(RESULTS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_light(site: Path, language: str) -> None:
    index = site / language / "search" / "search_index.json"
    assert 10_000 < len(gzip.compress(index.read_bytes())) < 120_000


def test_a_result_leads_to_its_place(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}zh/")
    page.locator(".md-search__input").click()
    _search(page, "一物多码")
    result = page.locator(".md-search-result__link[href*='#duplicate-materials']").first
    result.wait_for(state="attached")
    page.goto(str(result.get_attribute("href")))
    assert page.locator("#duplicate-materials").is_visible()
