"""Pages on paper: A4, nothing to click, everything unfolded."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browser.building import page_types
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

A4_POINTS = (595, 842)

FIND_ON_PAPER = """() => {
  const seen = (element) => {
    if (!element?.checkVisibility({ visibilityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0;
  };
  const parts = [".md-header", ".md-sidebar", ".md-footer", ".es-crumbs", ".es-as-of"];
  return {
    shown: parts.filter((name) => seen(document.querySelector(name))),
    width: document.documentElement.scrollWidth,
    ground: getComputedStyle(document.body).backgroundColor,
  };
}"""
"""What of the frame of a page is seen on paper, its width and its ground."""


def _pdf_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path", ["", "meeting/charter/", "preread/brief/", "plan/initiatives/", "reviews/2026-06/"]
)
def test_a_page_prints_on_a4(page: Page, served: StaticServer, language: str, path: str) -> None:
    page.goto(f"{served.url}{language}/{path}")
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert boxes
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {A4_POINTS}
    assert len(pdf) > 20_000


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_charter_fits_on_one_page(page: Page, served: StaticServer, language: str) -> None:
    page.goto(f"{served.url}{language}/meeting/charter/")
    assert _pdf_pages(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper_shows_no_navigation_and_fits_its_width(
    site: Path, page: Page, served: StaticServer, language: str
) -> None:
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    for path in page_types(site, language):
        page.goto(served.url + path)
        paper = page.evaluate(FIND_ON_PAPER)
        assert paper["shown"] == [".es-as-of"], path
        assert paper["width"] <= 700, path
        assert paper["ground"] == "rgb(255, 255, 255)", path


def test_no_chart_takes_more_than_one_sheet(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/preread/draft-plan/")
    page.wait_for_function("window.Plotly")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    heights = page.locator(".es-chart.es-drawn svg.main-svg").evaluate_all(
        "drawn => drawn.map((one) => Number(one.getAttribute('height')))"
    )
    assert len(heights) >= 2
    assert max(heights) <= 880  # a sheet of A4 beside its margins, a heading and a caption
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    every = "[...document.querySelectorAll('svg.main-svg')]"
    tallest = f"Math.max(...{every}.map((one) => one.getAttribute('height')))"
    page.wait_for_function(f"{tallest} > 880")


def _filled(page: Page) -> list[float]:
    """Return how far down the last words of each sheet stand, as a share of the room inside its margins."""
    shares = []
    for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
        lows: list[float] = []

        def note(
            text: str, matrix: list[float], words: list[float], *_: object, lows: list[float] = lows
        ) -> None:
            if text.strip():
                lows.append(words[4] * matrix[1] + words[5] * matrix[3] + matrix[5])

        sheet.extract_text(visitor_text=note)
        height, top, bottom = float(sheet.mediabox.height), 14 / 25.4 * 72, 16 / 25.4 * 72
        shares.append((height - top - min(lows)) / (height - top - bottom))
    return shares


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["plan/value/", "preread/draft-plan/"])
def test_a_chart_of_many_bars_stands_beside_what_comes_before(
    page: Page, served: StaticServer, language: str, path: str
) -> None:
    page.goto(f"{served.url}{language}/{path}")
    page.wait_for_function("window.Plotly")
    first, *between, last = _filled(page)
    assert min(first, *between) >= 0.5
    assert last >= 0.2


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "plan/kpis/on-time-delivery/",
        "meeting/people/qin-yong/",
        "preread/pain-points/",
        "plan/by-plant/linpu/",
        "plan/roadmap/",
        "plan/trace/",
        "plan/initiatives/erp-crm-integration/",
        "reviews/2026-02/",
        "",
    ],
)
def test_only_a_last_sheet_is_less_than_half_full(
    page: Page, served: StaticServer, language: str, path: str
) -> None:
    page.goto(f"{served.url}{language}/{path}")
    if page.locator(".es-chart").count():
        page.wait_for_function("window.Plotly")
    if page.locator(".es-gantt:not(.es-g-small)").count():
        page.wait_for_selector(".es-g-count:not(:empty)")
    *before, last = _filled(page)
    assert all(share >= 0.5 for share in before)
    # Where little is lacking for what stands behind a table, the browser takes no row along to the next,
    # but cuts it at the foot of a full sheet, whatever the styles keep together.
    assert last >= 0.2 or max(before[-1:], default=0) >= 0.97


def test_a_table_that_goes_on_leaves_no_empty_frame_and_no_lonely_heading(
    page: Page, served: StaticServer
) -> None:
    page.emulate_media(media="print")
    page.goto(served.url + "en/plan/roadmap/")
    sides = "one => ['Left', 'Right'].map((side) => getComputedStyle(one)[`border${side}Width`])"
    assert page.locator(".es-table").first.evaluate(sides) == ["0px", "0px"]
    heads = page.locator("thead + tbody > tr:first-child").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakBefore)"
    )
    assert set(heads) == {"avoid"}
    ends = "all => all.map((one) => getComputedStyle(one).breakAfter)"
    headings = page.locator(".es-table tr.es-group").evaluate_all(ends)
    assert headings
    assert set(headings) == {"avoid"}


def test_the_roadmaps_first_sheet_holds_its_chart(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/plan/roadmap/")
    page.wait_for_selector(".es-g-count:not(:empty)")
    first, *others = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    words = first.extract_text()
    assert first.mediabox.width > first.mediabox.height
    assert "Roadmap" in words
    assert "Q1 2026" in words
    assert all(len(sheet.extract_text()) > 300 for sheet in others)


def test_folded_parts_are_printed(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/preread/health/")
    assert page.locator("details:not([open])").count() > 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0
