"""Choose two months on the page of changes as a reader does: with the mouse, by keyboard, from a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from erpsite.analysis import state
from erpsite.analysis.reviews.changes import changes
from erpsite.load import load_handbook
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAID = ".es-compare-said"
ROWS = ".es-widget tbody tr"


@pytest.fixture(scope="module")
def expected(repo_root: Path) -> int:
    """Return how many changes lie between March and June in the sample."""
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    return len(changes(state(handbook, "2026-03"), state(handbook, "2026-06")))


def test_the_months_a_reader_chooses_are_compared_and_kept_in_the_address(
    page: Page, served: StaticServer, expected: int
) -> None:
    page.goto(f"{served.url}en/data/changes/")
    page.get_by_label("From", exact=True).select_option("2026-03")
    page.get_by_label("To", exact=True).select_option("2026-06")
    expect(page.locator(SAID)).to_have_text(f"March 2026 → June 2026: {expected} changes")
    assert page.locator(ROWS).count() == min(expected, 100)
    assert "from=2026-03&to=2026-06" in page.evaluate("location.href")
    page.reload()
    expect(page.locator(SAID)).to_have_text(f"March 2026 → June 2026: {expected} changes")
    link = page.locator(f"{ROWS} th a").first
    assert page.request.get(str(link.evaluate("(a) => a.href"))).ok
    line = page.locator(f"{ROWS} a.es-place").first
    assert page.request.get(str(line.evaluate("(a) => a.href.split('#')[0]"))).ok


def test_the_second_month_stays_after_the_first_by_keyboard_too(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}zh/data/changes/")
    start = page.get_by_label("从", exact=True)
    start.select_option("2026-01")
    page.get_by_label("到", exact=True).select_option("2026-03")
    start.focus()
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    expect(page.locator(SAID)).to_contain_text(re.compile("^2026年9月 → 2026年10月："))
    assert start.evaluate("(select) => select === document.activeElement")


def test_it_works_from_a_file(page: Page, site: Path) -> None:
    page.goto((site / "zh" / "data" / "changes" / "index.html").as_uri())
    page.get_by_label("从", exact=True).select_option("2026-01")
    expect(page.locator(SAID)).to_contain_text(re.compile("^2026年1月（基线） → 2026年10月："))
    assert page.locator(ROWS).count() == 100


def test_the_feed_and_the_calendar_are_where_the_pages_say(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}zh/reviews/")
    for kind, beginning in (("application/atom+xml", "<?xml"), ("text/calendar", "BEGIN:VCALENDAR")):
        address = page.locator(f'head link[type="{kind}"]').evaluate("(link) => link.href")
        assert page.request.get(str(address)).text().startswith(beginning)
    for name in ("calendar.ics", "feed.xml"):
        assert page.locator(f'main a[href$="{name}"]').count() == 1


def test_months_that_cannot_be_compared_are_passed_over(page: Page, served: StaticServer) -> None:
    page.goto(f"{served.url}en/data/changes/?from=2026-10&to=2020-01#any")
    expect(page.locator(SAID)).to_contain_text(re.compile(r" changes$"))
    assert (
        page.get_by_label("From", exact=True).input_value()
        < page.get_by_label("To", exact=True).input_value()
    )
