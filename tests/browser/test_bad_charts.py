"""Charts of bad input are drawn without an error, inside their frames, and no word of them is cut."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stress_page import drawable, write_stress_page
from tests.static_server import Serve

pytestmark = pytest.mark.browser

CUT_OR_OVERLAPPING = """(chart) => {
    const box = chart.querySelector("svg.main-svg").getBoundingClientRect();
    const rects = (query) => [...chart.querySelectorAll(query)].map((text) => text.getBoundingClientRect());
    const shown = (rect) => rect.width && rect.height;
    const words = ".xtick text, .ytick text, .x2tick text, .y2tick text, .angularaxistick text, "
        + ".legendtext, .annotation text, .xtitle, .ytitle, .bartext";
    const cut = rects(words).filter(shown).filter((rect) => rect.left < box.left - 2
        || rect.right > box.right + 2 || rect.top < box.top - 2 || rect.bottom > box.bottom + 2);
    const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    let overlapping = 0;
    for (const query of [".xtick text", ".ytick text", ".annotation text", ".legendtext", ".bartext"]) {
        const some = rects(query).filter(shown);
        for (const [n, one] of some.entries()) {
            overlapping += some.slice(n + 1).filter((two) => meets(one, two)).length;
        }
    }
    return [cut.length, overlapping];
}"""


@pytest.fixture(scope="module")
def site(chart_site: Path, tmp_path_factory: pytest.TempPathFactory, static_server: Serve) -> str:
    folder = tmp_path_factory.mktemp("stress") / "site"
    shutil.copytree(chart_site, folder)
    for language in ("zh", "en"):
        write_stress_page(folder, language)
    return static_server(folder).url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page; an error in any script fails the test when it ends."""
    errors: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize(("language", "width"), [("zh", 375), ("en", 1440)])
def test_no_word_is_cut_or_written_over_another(page: Page, site: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}{language}/meeting/stress/")
    expect(page.locator("figure.es-figure")).to_have_count(drawable())
    for figure in page.locator("figure.es-figure").all():
        figure.scroll_into_view_if_needed()
        expect(figure.locator(".es-drawn svg.main-svg").first).to_be_visible()
    found = {
        title: chart.evaluate(CUT_OR_OVERLAPPING)
        for chart, title in (
            (figure.locator(".es-chart"), figure.locator("figcaption strong").inner_text())
            for figure in page.locator("figure.es-figure").all()
        )
    }
    assert len(found) == drawable()
    assert {title: counts for title, counts in found.items() if counts != [0, 0]} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_picture_too_wide_for_a_phone_scrolls_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{site}en/meeting/stress/")
    chart = page.locator("figure", has_text="grid, twelve columns").locator(".es-chart")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("tabindex", "0")
    expect(chart.locator(".main-svg").first).to_be_attached()  # it scrolls once it is drawn
    chart.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("(chart) => chart.scrollLeft > 0", arg=chart.element_handle())
    assert chart.evaluate("(box) => box.scrollWidth > box.clientWidth")
