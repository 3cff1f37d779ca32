"""Every type of page, in both languages, in a real browser: language, width, requests, messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from erpsite.load import load_handbook
from tests.browser.building import LANGUAGES, page_types
from tests.browser.interface_words import allowed_latin, english_text, han_runs, latin_words
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

READ_TEXTS = """() => {
  const skipped = "script, style, noscript, code, pre, .es-languages, [data-erpsite-data]";
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(skipped) && node.data.trim()) texts.push(node.data.trim());
  for (const name of ["aria-label", "title", "placeholder", "alt", "data-label", "data-alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest(skipped)) texts.push(element.getAttribute(name));
  return texts;
}"""

FIND_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll(".md-content *")].filter(
    (element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".es-table"));
  return [String(document.documentElement.scrollWidth), ...wide.slice(0, 5).map(
    (element) => element.tagName + "." + element.className + ": " + element.textContent.trim().slice(0, 60))];
}"""

FIND_SMALL_TARGETS = """() => {
  const alone = (element) => element.tagName !== "A" || element.matches(".headerlink, .es-matrix a")
    || element.parentElement.textContent.trim() === element.textContent.trim();
  const targets = document.querySelectorAll(".md-content :is(a[href], button, select, input, summary)");
  return [...targets].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width && element.checkVisibility() && alone(element) && !element.closest("svg, label")
      && Math.min(width, height) < 23.9;
  }).map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`)
    .slice(0, 4);
}"""
"""What a finger must hit: controls, and links that stand alone; those in a sentence may be as high as it."""
PHONE = (375, 812)
MOST_SCREENS = 12


@dataclass
class Visit:
    """Hold what was seen on one page."""

    language: str
    path: str
    texts: list[str] = field(default_factory=list)
    overflow: dict[int, list[str]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    screens: float = 0
    """Length on a phone."""
    small: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visits(site: Path, served: StaticServer, browser: Browser) -> Iterator[list[Visit]]:
    """Open one page of each type in each language, on a phone and on a desk."""
    context = browser.new_context()
    page = context.new_page()
    seen: list[Visit] = []
    page.on("console", lambda message: seen[-1].messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen[-1].messages.append(str(error)))
    page.on("request", lambda request: _note_request(seen[-1], request.url, served.origin))
    for language in LANGUAGES:
        for path in [*page_types(site, language), f"{language}/404.html"]:
            seen.append(Visit(language, path))
            _visit(page, served.url + path, seen[-1])
    yield seen
    context.close()


def _note_request(visit: Visit, url: str, origin: str) -> None:
    if not url.startswith((origin + "/", "data:", "blob:")):
        visit.outside.append(url)


def _visit(page: Page, url: str, visit: Visit) -> None:
    for width in (375, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        if width == 375:
            page.goto(url)
        visit.overflow[width] = page.evaluate(FIND_OVERFLOW)
        if width == PHONE[0]:
            visit.screens = page.evaluate("document.documentElement.scrollHeight") / PHONE[1]
            visit.small = page.evaluate(FIND_SMALL_TARGETS)
    visit.texts = page.evaluate(READ_TEXTS)


def _failures(visits: list[Visit], attribute: str) -> dict[str, Any]:
    return {visit.path: getattr(visit, attribute) for visit in visits if getattr(visit, attribute)}


def test_there_is_a_page_of_every_type(visits: list[Visit]) -> None:
    sections = {visit.path.split("/")[1] for visit in visits}
    assert {"", "meeting", "preread", "plan", "reviews", "data"} <= sections
    assert len(visits) >= 2 * 30


def test_no_page_says_anything_on_the_console(visits: list[Visit]) -> None:
    assert _failures(visits, "messages") == {}


def test_no_page_asks_another_host(visits: list[Visit]) -> None:
    assert _failures(visits, "outside") == {}


def test_no_page_is_longer_than_twelve_screens_of_a_phone(visits: list[Visit]) -> None:
    assert {visit.path: visit.screens for visit in visits if visit.screens > MOST_SCREENS} == {}


def test_a_finger_hits_what_it_aims_at(visits: list[Visit]) -> None:
    assert _failures(visits, "small") == {}


@pytest.mark.parametrize("width", [375, 1440])
def test_no_page_scrolls_sideways(visits: list[Visit], width: int) -> None:
    assert {visit.path: visit.overflow[width] for visit in visits if visit.overflow[width]} == {}


def test_no_english_word_of_the_interface_is_on_a_chinese_page(visits: list[Visit], repo_root: Path) -> None:
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    allowed = allowed_latin(handbook)
    found = {
        visit.path: words
        for visit in visits
        if visit.language == "zh"
        and (words := sorted({word for text in visit.texts for word in latin_words(text)} - allowed))
    }
    assert found == {}


def test_no_chinese_character_of_the_interface_is_on_an_english_page(
    visits: list[Visit], repo_root: Path
) -> None:
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    data = english_text(handbook)
    found = {
        visit.path: runs
        for visit in visits
        if visit.language == "en"
        and (runs := [run for text in visit.texts for run in han_runs(text) if run not in data])
    }
    assert found == {}
