"""The menu of a narrow window, by keyboard: reached, opened, left; shut, it holds no stop of the Tab key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_IN_MENU = "() => Boolean(document.activeElement.closest('.md-sidebar--primary'))"
_RING = "() => getComputedStyle(document.activeElement).outlineStyle"


def _opened(page: Page, address: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 812})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".es-menu", state="attached")
    return page


def test_the_menu_is_opened_entered_and_left_by_keyboard(page: Page, served: StaticServer) -> None:
    _opened(page, f"{served.url}en/plan/risks/", 375)
    sign = page.locator(".es-menu")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert sign.evaluate("one => one === document.activeElement")
    assert sign.get_attribute("aria-expanded") == "false"
    assert sign.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_function(_IN_MENU)
    assert sign.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert sign.evaluate("one => one === document.activeElement")
    assert sign.get_attribute("aria-expanded") == "false"


def test_no_stop_of_the_tab_key_lies_in_a_shut_menu(page: Page, served: StaticServer) -> None:
    _opened(page, f"{served.url}zh/plan/risks/", 375)
    within, stops = [], 0
    for _ in range(25):
        page.keyboard.press("Tab")
        stops += page.evaluate("document.activeElement !== document.body")
        within.append(page.evaluate(_IN_MENU))
    assert stops > 5
    assert not any(within)


def test_a_wide_window_has_its_navigation_and_no_sign(page: Page, served: StaticServer) -> None:
    _opened(page, f"{served.url}en/plan/risks/", 1440)
    assert not page.locator(".es-menu").is_visible()
    assert page.locator(".md-sidebar--primary a:visible").count() > 3


@pytest.mark.parametrize("path", ["plan/portfolio/", "meeting/live/"])
def test_skipping_leads_to_the_first_words_of_a_page(page: Page, served: StaticServer, path: str) -> None:
    _opened(page, f"{served.url}en/{path}", 1440)
    page.wait_for_function("document.querySelector('.md-skip').hash === '#es-content'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = "document.activeElement.getBoundingClientRect().top < 200 && scrollY < 200"
    assert page.evaluate(f"Boolean(document.activeElement.closest('article')) && {first}")


def test_what_is_typed_into_shows_its_focus(page: Page, served: StaticServer) -> None:
    _opened(page, f"{served.url}en/plan/roadmap/", 1440)
    for name in (".es-gantt input[type=search], .es-gantt input[data-filter]", ".es-gantt select"):
        page.locator(name).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.evaluate(_RING) == "solid", name
