"""Every type of page with its charts drawn, in light and dark, measured by axe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.building import page_types
from tests.browser.charts_drawn import DRAW_CHARTS
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


DESK, PHONE = 1280, 375


OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("zh", "dark", DESK), ("en", "light", DESK), ("zh", "light", PHONE), ("en", "dark", PHONE)],
)
def test_axe_finds_nothing(
    site: Path, served: StaticServer, browser: Browser, language: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900}
    )
    page, axe = context.new_page(), Axe()
    found: dict[str, list[str]] = {}
    for path in [*page_types(site, language), f"{language}/404.html"]:
        page.goto(served.url + path)
        expected = {"light": "default", "dark": "slate"}[scheme]
        assert page.locator("body").get_attribute("data-md-color-scheme") == expected
        page.evaluate(DRAW_CHARTS)
        violations = axe.run(page, options=OPTIONS).response["violations"]
        if violations:
            found[path] = [
                f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
                for violation in violations
                for node in violation["nodes"][:3]
            ]
    context.close()
    assert found == {}
