"""A part of the roadmap in written pages: under a strict policy, with instant navigation, twice on a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.under_policy import arrive, page_under_policy, same_document

pytestmark = pytest.mark.browser


@pytest.fixture
def site(instant_site: str) -> str:
    return instant_site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with page_under_policy(browser) as page:
        yield page


def test_parts_come_to_life_each_by_itself_and_again_after_instant_navigation(page: Page, site: str) -> None:
    arrive(page, f"{site}en/parts/")
    charts = page.locator(".es-gantt[data-ready]")
    expect(charts).to_have_count(2)
    assert charts.nth(0).locator(".es-gl").get_attribute("data-id") == "erp-crm"
    charts.nth(1).locator("button[data-zoom=quarter]").click()
    assert [charts.nth(n).get_attribute("data-zoom") for n in (0, 1)] == ["year", "quarter"]
    page.get_by_role("link", name="On", exact=True).click()
    page.wait_for_url("**/further/")
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/parts/")
    expect(page.locator(".es-gantt[data-ready]")).to_have_count(2)
    assert same_document(page)
    page.locator(".es-gantt").nth(0).locator("[data-act=full]").click()
    page.get_by_role("link", name="Join ERP and CRM").first.click()
    page.wait_for_url("**/plan/initiatives/erp-crm/")
    page.locator(".md-header").wait_for(state="visible")
    assert not page.locator("html.es-full").count()
