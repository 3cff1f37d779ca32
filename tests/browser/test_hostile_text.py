"""Texts of the data stay texts: of 200 and more hostile strings none runs, loads, restyles or leads away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from erpsite.load import load_handbook, write_handbook
from tests.browser.building import LANGUAGES, build_site, page_types
from tests.browser.charts_drawn import DRAW_CHARTS
from tests.browser.hostile import FIND_LEAKS, chunks, count_texts, hostile_strings, infected
from tests.factory import small_handbook
from tests.static_server import Serve, StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARTS = 2
STRINGS = hostile_strings()
SIZE = -(-len(STRINGS) // PARTS)
QUERIES = ("script", "onerror", "pwned", "javascript", "img", "style", "evil")

ANSWERED = """(query) => {
  const marks = [...document.querySelectorAll(".md-search-result mark")];
  const meta = document.querySelector(".md-search-result__meta").textContent;
  const hit = marks.some((mark) => mark.textContent.toLowerCase().includes(query));
  return hit || /没有|No matching/.test(meta);
}"""
"""Whether the results on the page answer the query."""


def test_the_corpus_is_large_enough() -> None:
    assert len(set(STRINGS)) >= 200
    assert len(list(chunks(STRINGS, SIZE))) == PARTS


def test_every_text_of_the_plan_is_replaced() -> None:
    plain, hostile = small_handbook(), infected(small_handbook(), ("<b>x</b>",))
    texts = sum(count_texts(getattr(plain, part.name)) for part in fields(plain))
    assert texts > 100
    written = "".join(write_handbook(hostile).values())
    assert written.count("<b>x</b>") >= 2 * texts


@pytest.fixture(scope="module", params=range(PARTS))
def hostile_site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    repo_root: Path,
    static_server: Serve,
) -> Iterator[tuple[Path, StaticServer]]:
    """Build a site whose every text is half of the corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    strings = list(chunks(STRINGS, SIZE))[request.param]
    for name, content in write_handbook(infected(small_handbook(), strings)).items():
        file = folder / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    issues = load_handbook(folder / "data").issues
    assert [str(issue) for issue in issues if issue.severity == "error"] == []
    shutil.copy(repo_root / "mkdocs.yml", folder)
    (folder / "content").mkdir()
    build_site(folder / "mkdocs.yml", folder / "site")
    yield folder / "site", static_server(folder / "site")
    shutil.rmtree(folder)


def test_nothing_hostile_happens(
    hostile_site: tuple[Path, StaticServer], browser: Browser, request: pytest.FixtureRequest
) -> None:
    site, server = hostile_site
    # The languages share every renderer: each part of the corpus is looked at in one of them.
    language = LANGUAGES[request.node.callspec.params["hostile_site"] % 2]
    context = browser.new_context()
    page = context.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: _dismiss(happened, dialog))
    page.on("pageerror", lambda error: happened.append(f"error {error}"))
    page.on("request", lambda request: _note(happened, request.url, server.origin))
    found = {}
    for path in page_types(site, language) + (_sources(site) if language == "zh" else []):
        page.goto(server.url + path)
        page.evaluate(DRAW_CHARTS)
        if leaks := page.evaluate(FIND_LEAKS, server.origin):
            found[path] = leaks[:5]
    assert _search(page, server, language) > 0
    if leaks := page.evaluate(FIND_LEAKS, server.origin):
        found[f"{language}: search"] = leaks[:5]
    context.close()
    assert found == {}
    assert happened == []


def _dismiss(happened: list[str], dialog: Dialog) -> None:
    happened.append(f"dialog {dialog.message}")
    dialog.dismiss()


def _note(happened: list[str], url: str, origin: str) -> None:
    if not url.startswith((origin + "/", "data:image/svg", "blob:" + origin)):
        happened.append(f"request {url}")


def _sources(site: Path) -> list[str]:
    """Return the pages of the data files, which are the same in both languages."""
    return [file.relative_to(site).as_posix() for file in sorted((site / "zh" / "source").rglob("*.html"))]


def _search(page: Page, server: StaticServer, language: str) -> int:
    """Type each query and return how many results were shown in all."""
    page.goto(f"{server.url}{language}/")
    page.locator(".md-search__input").click()
    shown = 0
    for query in QUERIES:
        page.locator(".md-search__input").fill("")
        page.locator(".md-search__input").press_sequentially(query)
        page.wait_for_function(ANSWERED, arg=query)
        shown += page.locator(".md-search-result__item").count()
    return shown
