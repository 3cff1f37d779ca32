"""Search as readers do: words typed into the real search box, in both languages, at any size of the plan."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import yaml

from erpsite.pages.kit import blocks as b
from erpsite.pages.site.search_index import search_files
from erpsite.pages.site.search_text import SearchPage, SearchPart
from erpsite.pages.site.search_words import fold, terms
from tests.browser.axe_rules import violations
from tests.browser.building import LANGUAGES
from tests.static_server import Serve, StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

QUERIES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent.parent / "golden" / "search" / "queries.yml").read_text(encoding="utf-8")
)

RESULTS = """() => [...document.querySelectorAll(".md-search-result__link")].map(
  (link) => new URL(link.href).pathname)"""

SETTLED = """(expected) => [...document.querySelectorAll(".md-search-result__link")].some(
  (link) => new URL(link.href).pathname === expected)"""

NOTHING = "/没有找到|No matching/.test(document.querySelector('.md-search-result__meta').textContent)"


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
            page.wait_for_function(SETTLED, arg=path)
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
    page.wait_for_function(NOTHING)
    assert page.evaluate(RESULTS) == []


def test_a_result_leads_to_its_place_and_marks_what_was_found(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}zh/")
    page.locator(".md-search__input").click()
    _search(page, "一物多码")
    place = f"{quote('一物多码')}#duplicate-materials"
    result = page.locator(f".md-search-result__link[href*='{place}']").first
    result.wait_for(state="attached")
    page.goto(str(result.get_attribute("href")))
    page.locator("#duplicate-materials").wait_for()
    mark = page.locator(".md-content mark").first
    mark.wait_for()
    assert mark.text_content() == "一物多码"


def test_results_stand_by_section_with_their_status(page: Page, served: StaticServer) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.url}en/")
    page.locator(".md-search__input").click()
    _search(page, "warehouse management roll-out")
    first = page.locator(".es-found-group").first
    expect(first.locator(".es-found-section")).to_have_text(re.compile(r"Plan\d+"))
    head = first.locator(".es-found-head").first
    expect(head.locator(".es-found-title")).to_have_text("Warehouse management roll-out to three plants")
    expect(head.locator(".es-chip")).to_have_text("■ Off track")
    sections = page.locator(".es-found-section").all_text_contents()
    assert len(sections) == len(set(sections)) > 1


def test_the_keyboard_opens_walks_and_leaves(page: Page, served: StaticServer) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.url}en/plan/initiatives/")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'query'")
    page.keyboard.type("supplier")
    # Not what was found for the first letters, which is shown on the way.
    expect(page.locator(".es-found-title mark").first).to_have_text("Supplier", ignore_case=True)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?h=supplier"))


def test_a_phone_opens_and_closes_it(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700})
    page = context.new_page()
    page.goto(f"{served.url}zh/")
    page.locator(".md-header__inner > label[for=__search]").click()
    _search(page, "库存")
    page.locator(".md-search-result__link").first.wait_for()
    page.locator(".md-search__form label[for=__search]").click()
    page.locator(".md-search-result__link").first.wait_for(state="hidden")
    context.close()


@pytest.mark.parametrize(("language", "query"), [("zh", "主数据"), ("en", "warehouse")])
@pytest.mark.parametrize("width", [1440, 375])
def test_axe_finds_nothing_in_the_results(
    browser: Browser, served: StaticServer, language: str, query: str, width: int
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{served.url}{language}/?q={query}")
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_function("getComputedStyle(document.querySelector('.md-search__output')).opacity === '1'")
    assert [found["id"] for found in violations(page)] == []
    context.close()


ODD = [
    "Ｗ ＭＳ",
    "Übergröße",
    "İstanbul",
    "ℕ ẞ ﬁn",
    "が ガ 한국",
    "ÀÉÎ",
    "Ёлка",
    "主数据 INC0012345",
    "a\u0301b",
]


def test_the_page_folds_and_cuts_words_as_the_build_does(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}en/?q=x")
    page.wait_for_function("Boolean(window.erpsiteSearching)")
    assert page.evaluate("(odd) => odd.map(window.erpsiteSearching.fold)", ODD) == [fold(one) for one in ODD]
    cut = page.evaluate(
        "(odd) => odd.map((one) => window.erpsiteSearching.cut(one).flatMap((unit) => unit.terms))", ODD
    )
    for one, looked_up in zip(ODD, cut, strict=True):
        assert looked_up
        assert set(looked_up) <= set(terms(one))


LARGE = 2000


@pytest.fixture(scope="module")
def large_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample's English site with the search index of a plan of 2,000 initiatives."""
    folder = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(site / "en", folder)
    shutil.rmtree(folder / "search")
    (folder / "search").mkdir()
    for name, content in search_files(_large_pages(), {"plan": "Plan"}).items():
        (folder / "search" / name).write_bytes(content)
    return folder


def _large_pages() -> list[SearchPage]:
    words = [
        f"{start}{end}"
        for start in ("order", "stock", "supplier", "invoice", "closing", "master", "approval", "plant")
        for end in ("", "s", "less", "ready", "wise", "data", "flow", "check", "list", "desk")
    ]
    pages = []
    for n in range(LARGE):
        lines = (range(9 * j + 1, 9 * j + 10) for j in range(25))
        text = "\n".join(" ".join(words[(n * k + k * k) % 80] for k in line) for line in lines)
        parts = (
            SearchPart("", "", f"{text}\nOwner Person {n % 40}"),
            SearchPart("why", "Why", f"Part PN-{n:05d}-X"),
        )
        rows = tuple(SearchPart(f"task-{k}", f"{words[(n + k) % 80]} step {k}") for k in range(6))
        pages.append(
            SearchPage(
                f"plan/initiatives/i-{n:05d}/", f"{words[n % 80]} {words[n % 79]}", "plan", f"i-{n:05d}",
                f"Initiative {n} is half done.", b.Chip("green", "On track"), parts, rows,
            )
        )  # fmt: skip
    return pages


@pytest.mark.parametrize(
    ("query", "page_name"),
    [
        ("stockflow", "i-"),
        ("PN-01234-X", "i-01234"),
        ("i-00777", "i-00777"),
        ("supplierchek", "i-"),
        ("person 7 plantdesk", "i-"),
        ("i", "i-"),
    ],
)
def test_little_is_fetched_for_two_thousand_initiatives(
    page: Page, large_site: Path, static_server: Serve, query: str, page_name: str
) -> None:
    server = static_server(large_site)
    fetched: dict[str, int] = {}
    page.goto(server.url)
    page.wait_for_load_state("load")
    # Told of when it is asked for: that a request has finished is told only after its script has run.
    page.on("request", lambda request: fetched.update({request.url: _compressed(large_site, request.url)}))
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    page.locator(f".md-search-result__link[href*='{page_name}']").first.wait_for()
    asked = [url for url in fetched if "/search/" in url]
    assert len(asked) > 2
    assert sum(fetched.values()) < 150_000
    assert server.missing == []


def _compressed(folder: Path, url: str) -> int:
    file = folder / url.split("/", 3)[3].partition("?")[0]
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))
