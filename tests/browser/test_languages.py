"""The way between the languages: the page above them, and the switcher on each page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.building import LANGUAGES, all_pages
from tests.static_server import Serve, StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("en", "en"), ("fr-FR", "zh")],
)
def test_the_root_sends_a_reader_to_the_language_of_the_browser(
    browser: Browser, served: StaticServer, wanted: str, language: str
) -> None:
    context = browser.new_context(locale=wanted)
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_url(f"{served.url}{language}/")
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    context.close()


def test_the_root_offers_both_languages_without_scripts(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url)
    assert [link.get_attribute("href") for link in page.locator("a").all()] == ["zh/", "en/"]
    page.get_by_role("link", name="English").click()
    page.wait_for_url(served.url + "en/")
    context.close()


@pytest.mark.parametrize("prefix", ["", "group/handbook"])
def test_the_switcher_keeps_the_page(site: Path, static_server: Serve, page: Page, prefix: str) -> None:
    server = static_server(site, prefix)
    for path in (
        "",
        "plan/initiatives/",
        "plan/kpis/order-cycle-time/",
        "reviews/2026-06/",
        "data/formulas/",
    ):
        page.goto(f"{server.url}zh/{path}")
        page.locator(".es-languages a").click()
        page.wait_for_url(f"{server.url}en/{path}")
        page.locator(".es-languages a").click()
        page.wait_for_url(f"{server.url}zh/{path}")


def test_both_languages_have_the_same_pages(site: Path) -> None:
    zh, en = ({page.partition("/")[2] for page in all_pages(site, language)} for language in LANGUAGES)
    assert zh == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_works_below_a_path_of_a_shared_host(
    site: Path, static_server: Serve, page: Page, language: str
) -> None:
    server = static_server(site, "a/b")
    page.goto(f"{server.url}{language}/")
    for link in (".md-tabs a >> nth=3", ".es-nav-here a >> nth=1", ".md-content :is(td, th) a >> nth=0"):
        address = str(page.locator(link).evaluate("(link) => link.href"))
        assert address.startswith(f"{server.url}{language}/")
        page.locator(link).click()
        page.wait_for_url(address)
    assert server.missing == []
