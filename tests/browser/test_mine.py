"""“Mine” is an address, and is remembered by the browser alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_an_address_shows_the_rows_of_one_person(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/plan/commitments/?person=qin-yong")
    bar = page.locator(".es-mine-bar")
    bar.wait_for()
    assert "Qin Yong" in bar.inner_text()
    rows = page.locator("#table-commitments tbody tr:visible")
    # A long table is drawn again by its own script.
    expect(rows.filter(has_not_text="Qin Yong")).to_have_count(0)
    expect(rows.filter(has_text="Qin Yong").first).to_be_visible()
    bar.locator("a").click()
    page.wait_for_url(served.url + "en/plan/commitments/")
    page.locator("#table-commitments tbody tr", has_text="Tang Lei").first.wait_for()


def test_the_browser_remembers_who_reads(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "zh/meeting/people/qin-yong/")
    button = page.locator(".es-mine-button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(served.url + "en/plan/roadmap/")
    page.locator("a.es-mine").click()
    page.wait_for_url(served.url + "en/meeting/people/qin-yong/")
    page.locator(".es-mine-button").click()
    page.goto(served.url + "en/")
    page.locator("h1").wait_for()
    assert page.locator("a.es-mine").count() == 0
