"""A page is styled once as it opens: no rule has each new class, role or element count for the whole page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from erpsite_mkdocs.theme_rules import calmed
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ASKED = re.compile(r"\[[^\]]*\]|\([^()]*\)")
"""What a selector asks of an element in brackets: nothing that names it."""
NAMES = re.compile(r"^[a-z]|[.#]")
DARK = "() => [document.body.dataset.mdColorScheme, getComputedStyle(document.documentElement).colorScheme]"


@pytest.fixture(scope="module")
def selectors(site: Path) -> list[str]:
    sheets = [COMMENT.sub("", file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.css"))]
    lists = (match for sheet in sheets for match in re.findall(r"([^{};]*)\{", sheet))
    return [one.strip() for several in lists for one in re.split(r",(?![^(]*\))", several)]


def test_a_new_element_counts_for_no_nameless_ones_behind_it(selectors: list[str]) -> None:
    """Where neither neighbour nor what is styled has a name, each new element concerns all that follow."""
    nameless = []
    for one in selectors:
        steps = re.split(r"\s*([>+~])\s*|\s+", ASKED.sub("", ASKED.sub("", one)))
        before = [steps[at - 1] for at, step in enumerate(steps) if step in ("+", "~")]
        if (
            any(not re.search(r"[.#]", left) for left in before)
            and not NAMES.search(steps[-1])
            and ":is(" not in one
        ):
            nameless.append(one)
    assert nameless == []
    assert len(selectors) > 1000


def test_no_rule_asks_for_any_class_at_all(selectors: list[str]) -> None:
    asking = [one for one in selectors if re.search(r"\[class[\^*$~|]?=|\(\[class\]\)", one)]
    assert asking == []


def test_the_theme_neither_stills_the_page_nor_names_its_scheme_again(
    site: Path, selectors: list[str]
) -> None:
    assert [one for one in selectors if "data-md-color-switching" in one] == []
    bundles = [file.read_text(encoding="utf-8") for file in site.rglob("assets/javascripts/bundle.*.js")]
    assert bundles
    assert [text for text in bundles if '{name:"color-scheme"}' in text] == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.css", b"a{b:c}table:not([class])+*{d:e}f{g:h}", b"a{b:c}f{g:h}"),
        ("a.css", b"[data-md-color-switching] *{x:y}p{q:r}", b"p{q:r}"),
        ("a.js", b't=x("meta",{name:"color-scheme"})', b't=x("meta",{name:"es-color-scheme"})'),
        ("a.js", b"table:not([class])+*", b"table:not([class])+*"),
    ],
)
def test_what_is_taken_out_of_a_file_of_the_theme(name: str, before: bytes, after: bytes) -> None:
    assert calmed(name, before) == after


@pytest.mark.browser
def test_what_the_browser_draws_itself_is_dark_with_the_page(served: StaticServer, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{served.url}en/data/glossary/")
    page.wait_for_function("document.documentElement.style.colorScheme === 'dark'")
    assert page.evaluate(DARK) == ["slate", "dark"]
    page.locator("label[for='__palette_0']").click()
    page.wait_for_function("document.documentElement.style.colorScheme === ''")
    assert page.evaluate(DARK) == ["default", "normal"]
    page.close()
