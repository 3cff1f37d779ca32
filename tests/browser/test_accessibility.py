"""Every type of page on a desk and on a phone with its charts drawn, in light and dark, measured by axe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe_rules import found_on_every_type, measured
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "scheme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing(
    site: Path, served: StaticServer, browser: Browser, language: str, scheme: str
) -> None:
    assert found_on_every_type(site, served, browser, language, scheme) == {}


_ROWS = """<!doctype html><html lang="en"><head><title>Rows</title></head><body><main><h1>Rows</h1><table>
<tr><th scope="col">Words</th></tr>{rows}</table></main></body></html>"""


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ('<td style="color: #bbb">pale</td>', "color-contrast"),
        ('<td class="dim">on grey</td>', "color-contrast"),
        ('<td><span class="faded">faded</span></td>', "color-contrast"),
        ('<td>words and <a class="plain" href="#">a link</a> like them</td>', "link-in-text-block"),
    ],
)
def test_one_odd_text_among_many_of_a_form_is_found(page: Page, odd: str, rule: str) -> None:
    rows = ["<tr><td>dark words <a href='#'>and a link</a></td></tr>"] * 60
    rows.insert(40, f"<tr>{odd}</tr>")
    page.set_content(_ROWS.format(rows="".join(rows)))
    page.add_style_tag(
        content="td {color: #000} .dim {background: #444} .faded {opacity: .3} "
        "a.plain {color: #222; text-decoration: none}"
    )
    found = measured(page)
    assert {one["id"] for one in found["violations"]} == {rule}
    assert found["forms"] < 8
