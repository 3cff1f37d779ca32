"""A reader whose browser runs no scripts reads everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Open an empty page that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_text_tables_and_folded_parts_are_there(plain: Page, served: StaticServer) -> None:
    plain.goto(served.url + "en/plan/initiatives/")
    assert plain.locator("h1").is_visible()
    assert plain.locator(".es-lead").is_visible()
    assert plain.locator(".es-table tbody tr").first.is_visible()
    plain.goto(served.url + "en/preread/health/")
    folded = plain.locator("details").first
    folded.locator("summary").first.click()
    folded.locator("td").first.wait_for()


def test_the_navigation_leads_on(plain: Page, served: StaticServer) -> None:
    plain.goto(served.url + "zh/")
    plain.locator(".md-tabs a").nth(1).click()
    plain.wait_for_url(served.url + "zh/meeting/**")
    link = plain.locator(".es-nav-here a").nth(1)
    address = str(link.evaluate("(link) => link.href"))
    link.click()
    plain.wait_for_url(address)
    plain.locator(".es-nav a[aria-current=page]").first.wait_for()


def test_the_menu_of_a_phone_opens(plain: Page, served: StaticServer) -> None:
    plain.set_viewport_size({"width": 375, "height": 800})
    plain.goto(served.url + "zh/plan/kpis/")
    link = plain.locator(".es-nav-part a[href*='meeting/charter']")
    assert link.bounding_box()["x"] < 0  # type: ignore[index]
    plain.locator("header label[for=__drawer]").click()
    link.click()  # waits until the menu stands still
    plain.wait_for_url(served.url + "zh/meeting/charter/")
