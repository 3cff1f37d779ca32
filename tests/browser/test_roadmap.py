"""The roadmap in a browser: filters, groups, zoom, keys, the address that keeps the view, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = "en/plan/roadmap/"
SHOWN = "[...document.querySelectorAll('.es-gl:not([hidden])')].map(body => body.dataset.id)"
ADDRESS = "location.href"
"""Asked of the page itself: the browser tells others of a changed address a little later."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page; an error of a script fails the test when it ends."""
    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert troubles == []


def _counted(page: Page) -> list[int]:
    words = page.locator(".es-g-count").inner_text().split()
    return [int(word) for word in words if word.isdigit()]


def test_filters_narrow_the_chart_and_the_address_keeps_them(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE)
    every = page.evaluate(SHOWN)
    assert _counted(page) == [len(every), len(every)]
    select = page.locator("select[data-filter=module]")
    module = select.locator("option").nth(2).get_attribute("value") or ""
    select.select_option(module)
    some = page.evaluate(SHOWN)
    assert 0 < len(some) < len(every)
    modules = page.evaluate(
        "[...document.querySelectorAll('.es-gl:not([hidden])')].map(b => b.dataset.module)"
    )
    assert all(module in names.split() for names in modules)
    page.locator("input[data-filter=late]").check()
    late = page.evaluate(SHOWN)
    assert set(late) < set(some)
    address = page.evaluate(ADDRESS)
    assert f"module={module}" in address
    assert "late=1" in address
    page.reload()
    assert page.evaluate(SHOWN) == late
    assert page.locator("input[data-filter=late]").is_checked()
    page.locator("[data-act=reset]").click()
    assert page.evaluate(SHOWN) == every
    assert "#" not in page.evaluate(ADDRESS)


def test_words_find_initiatives_phases_and_milestones(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE)
    lane = page.locator(".es-gl").nth(3)
    phase = lane.locator(".es-gp th").first.text_content() or ""
    page.locator("input[data-filter=q]").fill(phase.upper())
    assert lane.get_attribute("data-id") in page.evaluate(SHOWN)
    page.locator("input[data-filter=q]").fill("nothing is called like this")
    assert page.evaluate(SHOWN) == []
    assert page.locator(".es-g-none").is_visible()


def test_the_critical_path_can_stand_alone(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE)
    page.locator("input[data-filter=critical]").check()
    shown = page.evaluate(SHOWN)
    assert shown == page.evaluate(
        "[...document.querySelectorAll('.es-gl')].filter(b => b.querySelector('.c')).map(b => b.dataset.id)"
    )
    assert shown


@pytest.mark.parametrize("by", ["objective", "owner", "type", "module"])
def test_groups_follow_what_is_chosen_and_fold(page: Page, served: StaticServer, by: str) -> None:
    page.goto(f"{served.url}{PAGE}#group={by}")
    every = page.evaluate(SHOWN)
    firsts = page.evaluate(f"[...document.querySelectorAll('.es-gl')].map(b => b.dataset.{by}.split(' ')[0])")
    changes = 1 + sum(a != b for a, b in pairwise(firsts))
    assert page.locator(".es-gg").count() == len(set(firsts)) == changes
    head = page.locator(".es-gg button").first
    count = int(page.locator(".es-gg small").first.inner_text())
    head.click()
    assert head.get_attribute("aria-expanded") == "false"
    assert len(page.evaluate(SHOWN)) == len(every) - count


def test_zoom_widens_the_year_and_names_its_weeks(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE)
    widths = []
    for zoom in ("year", "half", "quarter", "month"):
        page.locator(f"button[data-zoom={zoom}]").click()
        widths.append(page.evaluate("document.querySelector('.es-gantt tbody td').offsetWidth"))
        assert page.locator(f"button[data-zoom={zoom}]").get_attribute("aria-pressed") == "true"
        assert page.locator(".es-gh-w").is_visible() == (zoom in {"quarter", "month"})
    assert [round(width / widths[0]) for width in widths] == [1, 2, 4, 12]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert "zoom=month" in page.evaluate(ADDRESS)
    # The day shown is in view.
    share, left, width, right = page.evaluate(
        "(() => { const chart = document.querySelector('.es-gantt'), track = chart.querySelector('tbody td');"
        "const days = (name) => parseFloat(chart.style.getPropertyValue(name));"
        "const frame = chart.querySelector('.es-g-scroll').getBoundingClientRect();"
        "return [days('--now') / days('--days'), track.getBoundingClientRect().left, track.offsetWidth,"
        "frame.right]; })()"
    )
    assert 0 < left + share * width < right


def test_keys_lead_from_row_to_row_and_open_the_initiative(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE)
    page.locator("[data-act=reset]").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    assert first == page.locator(".es-gl .es-gi th > a").first.text_content()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.closest('tbody').dataset.id")
    assert second == page.locator(".es-gl").nth(1).get_attribute("data-id")
    page.keyboard.press("+")
    assert page.locator(".es-gl").nth(1).locator(".es-gi").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    note = page.locator(".es-g-note")
    assert note.is_visible() or page.evaluate("document.activeElement.closest('tr').className") == "es-gp"
    page.keyboard.press("End")
    note.wait_for()
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    lines = note.locator("span, strong").all_inner_texts()
    assert len(lines) > 1
    assert [line for line in lines if line not in label] == []
    page.keyboard.press("Escape")
    assert note.count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/plan/initiatives/{second}/")


def test_a_note_stays_with_the_sign_that_its_key_has_scrolled_to(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE + "#phases=1&zoom=month")
    page.evaluate(
        "(frame) => { frame.scrollLeft = 0; frame.onscroll = () => { window.scrolled = true; }; }",
        page.locator(".es-g-scroll").element_handle(),
    )
    page.locator(".es-gp [role=link]").first.focus()
    page.evaluate("window.scrolled = false")
    before = page.locator(".es-g-scroll").evaluate("(frame) => frame.scrollLeft + frame.scrollTop")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    assert page.locator(".es-g-scroll").evaluate("(f) => f.scrollLeft + f.scrollTop") != before
    page.wait_for_function("window.scrolled")
    assert page.locator(".es-g-note").is_visible()
    assert page.locator(".es-g-note strong").inner_text() in str(
        page.evaluate("document.activeElement.getAttribute('aria-label')")
    )


def test_a_note_says_the_same_under_the_mouse(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE + "#phases=1")
    mark = page.locator(".es-gp .es-gb").nth(1)
    mark.hover()
    note = page.locator(".es-g-note")
    note.wait_for()
    text = note.inner_text()
    for word in ("Expected: ", "Planned: ", "Slip, working days: ", "Owner: "):
        assert word in text
    page.mouse.move(5, 5)
    note.wait_for(state="detached")


_WAITS = """
() => [...document.querySelectorAll('.es-gl [data-w]')].filter((mark) => mark.dataset.w.split(' ').some(
  (one) => one.split(':')[0].split('/')[0] !== mark.closest('.es-gl').dataset.id)
).map((mark) => mark.closest('.es-gl').dataset.id)
"""
"""Initiatives with a part that waits for another initiative."""
_DRAWN = "document.querySelectorAll('.es-ga').length"
_CRITICAL = "[...document.querySelectorAll('.es-gd path')].every((line) => line.classList.contains('c'))"


def test_lines_are_those_of_the_row_pointed_at_and_follow_what_is_shown(
    page: Page, served: StaticServer
) -> None:
    page.goto(served.url + PAGE)
    page.wait_for_selector(".es-g-count:not(:empty)")
    assert page.locator(".es-gl").count() > 6
    assert page.evaluate(_CRITICAL)  # before a row is chosen
    page.locator("[data-act=open]").click()
    before = page.evaluate(_DRAWN)
    waiting = page.evaluate(_WAITS)
    assert waiting
    lane = page.locator(f".es-gl[data-id='{waiting[0]}']")
    lane.locator(".es-gi").hover()
    page.wait_for_function(f"{_DRAWN} > {before}")
    # Each line ends at a bar: its arrow stands in the row of a task that waits for something.
    alone = page.evaluate(
        "[...document.querySelectorAll('.es-ga')]"
        ".filter(tip => !tip.closest('td').querySelector('[data-w]')).length"
    )
    assert alone == 0
    page.mouse.move(5, 5)
    page.wait_for_function(f"{_DRAWN} === {before}")
    # The keyboard chooses a row as the pointer does.
    lane.locator(".es-gi th > a:not(.es-gf)").focus()
    page.wait_for_function(f"{_DRAWN} > {before}")
    page.locator("input[data-filter=q]").fill("nothing is called like this")
    page.wait_for_function(f"{_DRAWN} === 0")


def test_full_width_shows_nothing_but_the_chart(page: Page, served: StaticServer) -> None:
    page.goto(served.url + PAGE + "#full=1")
    assert page.locator(".es-gantt").bounding_box()["width"] > 1380  # type: ignore[index]
    for hidden in (".md-header", ".md-sidebar--primary", ".md-footer", ".es-lead"):
        assert not page.locator(hidden).first.is_visible(), hidden
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in violations] == []
    page.locator(".es-gl .es-gi th > a").first.focus()
    page.keyboard.press("Escape")
    assert page.locator(".md-header").is_visible()
    assert "full" not in page.evaluate(ADDRESS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_chart(browser: Browser, served: StaticServer, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(served.url + "zh/plan/roadmap/#phases=1&zoom=quarter")
    page.locator(".es-gp [role=link]").first.focus()
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["target"]) for one in violations] == []


def test_without_scripts_it_is_a_picture_with_tables(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(served.url + "zh/plan/roadmap/")
    assert not page.locator(".es-g-tools").is_visible()
    assert page.locator(".es-gi .es-gc").first.is_visible()
    assert page.locator("#table-milestones tbody tr").first.is_visible()
    page.locator("details summary").first.click()
    assert page.locator("#table-tasks tbody tr").nth(1).is_visible()
    context.close()


def test_on_a_phone_only_the_chart_scrolls_sideways(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(served.url + "zh/plan/roadmap/#phases=1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.evaluate("(s => s.scrollWidth > s.clientWidth)(document.querySelector('.es-g-scroll'))")
    page.evaluate("document.querySelector('.es-g-scroll').scrollLeft = 300")
    left = page.evaluate("document.querySelector('.es-gi th').getBoundingClientRect().left")
    assert (
        abs(left - page.evaluate("document.querySelector('.es-g-scroll').getBoundingClientRect().left")) < 3
    )
    context.close()
