"""Charts are drawn when they come into view, as the page is; without script their tables say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.plan_folder import write_plan_folder
from tests.static_server import Serve

pytestmark = pytest.mark.browser

KINDS = (
    "availability",
    "causes",
    "health",
    "satisfaction",
    "last-year",
    "pain-points",
    "maturity-gap",
    "opportunities",
    "budget",
    "priorities",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, static_server: Serve) -> str:
    folder = tmp_path_factory.mktemp("charts")
    write_plan_folder(folder)
    parts = "\n\n".join(f'{{{{ chart("{kind}") }}}}' for kind in KINDS)
    spacer = "\n\n".join("Some text." for _ in range(80))
    text = f'# Charts\n\n{{{{ chart("kpi", "cycle-time") }}}}\n\n{spacer}\n\n{parts}\n'
    (folder / "content" / "charts.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "erpsite", "build"],
        cwd=folder,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return static_server(folder / "site").url


def _open(page: Page, url: str) -> list[str]:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    return requests


def test_the_library_waits_until_a_chart_is_near(page: Page, site: str) -> None:
    requests = _open(page, f"{site}en/meeting/charter/")
    page.wait_for_timeout(500)
    assert not [url for url in requests if url.endswith("plotly.js")]


def test_only_charts_in_view_are_drawn_and_the_others_when_reached(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    for _ in range(14):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(120)
    expect(page.locator(".es-chart:not(.es-drawn)")).to_have_count(0)


def test_every_chart_fills_its_frame_and_stays_in_it(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    _open(page, f"{site}zh/charts/")
    for chart in page.locator(".es-chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_class(re.compile("es-drawn"))
        frame, drawing = chart.bounding_box(), chart.locator("svg.main-svg").first.bounding_box()
        assert frame
        assert drawing
        assert abs(frame["width"] - drawing["width"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_scheme_is_followed_when_it_changes(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    chart = page.locator(".es-chart").first
    expect(chart).to_have_attribute("data-scheme", "light")
    page.locator("label[for=__palette_1]").click()
    expect(chart).to_have_attribute("data-scheme", "dark")


def test_a_chart_is_named_for_those_who_do_not_see_it(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    first = page.locator(".es-chart.es-drawn svg.main-svg").first
    expect(first).to_have_attribute("role", "img")
    assert "Order cycle time" in (first.get_attribute("aria-label") or "")


def test_there_is_no_button_that_sends_data_away(page: Page, site: str) -> None:
    requests = _open(page, f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_be_visible()
    page.locator(".es-chart").first.hover()
    assert page.locator(".modebar-btn").count() == 0
    assert all(url.startswith((site, "data:", "blob:")) for url in requests)


def test_months_are_named_in_the_language_of_the_page(page: Page, site: str) -> None:
    _open(page, f"{site}zh/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_be_visible()
    ticks = " ".join(page.locator(".es-chart").first.locator(".xtick").all_inner_texts())
    assert "月" in ticks
    assert not re.search(r"Jan|Feb|Mar", ticks)


def test_the_figures_can_be_taken_away_as_csv(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    with page.expect_download() as waiting:
        page.locator(".es-download").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == '"Month","Actual"'
    assert "March 2026" in text


def test_without_script_the_table_says_the_same(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/charts/")
    expect(page.locator("figure table").first).to_be_visible()
    expect(page.locator("figure .es-chart").first).to_be_hidden()
    context.close()


def test_charts_are_on_paper_in_light_colours(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".es-chart").last).to_have_attribute("data-scheme", "light")
    assert len(page.pdf(format="A4")) > 30_000
    context.close()
