"""Measure pages by every rule that axe applies by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.building import page_types
from tests.browser.charts_drawn import DRAW_CHARTS
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["COLOURS", "found_on_every_type", "violations"]

_OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    # Style sheets are loaded anew for a rule that is off by itself.
    "preload": False,
    "rules": {"color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}},
}
COLOURS = Path(__file__).with_name("contrast_forms.js").read_text(encoding="utf-8")
"""The two rules of colours, which would take most of the time, on one text of each form."""


def violations(page: Page, axe: Axe) -> list[dict[str, Any]]:
    """Return what every rule finds on the page as it is."""
    found: list[dict[str, Any]] = axe.run(page, options=_OPTIONS).response["violations"]
    return found + list(page.evaluate(COLOURS)["violations"])


def found_on_every_type(
    site: Path, served: StaticServer, browser: Browser, language: str, scheme: Any, width: int
) -> dict[str, list[str]]:
    """Return what is found on a page of each type with its charts drawn, by the page."""
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900}
    )
    page, axe = context.new_page(), Axe()
    found: dict[str, list[str]] = {}
    for path in [*page_types(site, language), f"{language}/404.html"]:
        page.goto(served.url + path)
        expected = {"light": "default", "dark": "slate"}[scheme]
        page.locator(f"body[data-md-color-scheme={expected}]").wait_for()
        page.evaluate(DRAW_CHARTS)
        if told := violations(page, axe):
            found[path] = [
                f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
                for violation in told
                for node in violation["nodes"][:3]
            ]
    context.close()
    return found
