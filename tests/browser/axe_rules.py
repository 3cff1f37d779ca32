"""Measure pages by every rule that axe applies by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.building import page_types
from tests.browser.charts_drawn import DRAW_CHARTS, OTHER_SCHEME
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["found_on_every_type", "measured", "violations"]

_MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
_DESK, _PHONE = 1280, 375
_NAMES = {"light": "default", "dark": "slate"}
"""What the theme calls a scheme."""
_OTHER = {"light": "dark", "dark": "light"}


def measured(page: Page) -> dict[str, Any]:
    """Return what every rule finds on the page as it is, and how many `forms` of texts it has."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(_MEASURE)
    return found


def violations(page: Page) -> list[dict[str, Any]]:
    """Return what every rule finds on the page as it is."""
    return list(measured(page)["violations"])


def found_on_every_type(
    site: Path, served: StaticServer, browser: Browser, language: str, scheme: Any
) -> dict[str, list[str]]:
    """Return what is found on a page of each type with its charts drawn, by the page, its scheme and width.

    Each page is opened on a desk in the scheme, and then turned to the other one and to a phone.
    """
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": _DESK, "height": 900}
    )
    context.add_init_script(AXE_SCRIPT)
    # A busy browser now and then gives the next page what the last one has cleared.
    context.add_init_script("localStorage.clear()")
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in [*page_types(site, language), f"{language}/404.html"]:
        page.set_viewport_size({"width": _DESK, "height": 900})
        page.goto(served.url + path)
        found |= _found(page, path, scheme, _DESK)
        page.set_viewport_size({"width": _PHONE, "height": 900})
        page.evaluate(OTHER_SCHEME)
        found |= _found(page, path, _OTHER[scheme], _PHONE)
    context.close()
    return found


def _found(page: Page, path: str, scheme: str, width: int) -> dict[str, list[str]]:
    page.locator(f"body[data-md-color-scheme={_NAMES[scheme]}]").wait_for()
    assert page.evaluate("innerWidth") == width
    page.evaluate(DRAW_CHARTS)
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
        for violation in violations(page)
        for node in violation["nodes"][:3]
    ]
    return {f"{path} {scheme} {width}": told} if told else {}
