"""Charts under a strict content security policy, and as instant navigation goes from page to page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.under_policy import arrive, page_under_policy, same_document, send_policy

pytestmark = pytest.mark.browser


@pytest.fixture
def site(instant_site: str) -> str:
    return instant_site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with page_under_policy(browser) as page:
        yield page


@pytest.mark.parametrize("path", ["en/charts/", "zh/charts/", "en/folded/"])
def test_nothing_on_a_page_with_charts_breaks_the_policy(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    for folded in page.locator("summary:visible").all():
        folded.click()
    for chart in page.locator(".es-chart:visible").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg.main-svg").first).to_have_css("position", "absolute")
    page.locator(".es-chart.es-drawn .point, .es-chart.es-drawn .bars path").first.hover(force=True)
    page.wait_for_timeout(200)


def test_the_policy_of_these_tests_forbids_an_inline_style(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", send_policy)
    page.goto(f"{site}en/charts/")
    broken = page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective));
            document.querySelector("main").insertAdjacentHTML("beforeend", "<style>p { color: red }</style>");
            setTimeout(() => resolve("none"), 2000);
        })"""
    )
    context.close()
    assert broken == "style-src-elem"


def test_charts_are_drawn_again_on_every_page_of_instant_navigation(page: Page, site: str) -> None:
    arrive(page, f"{site}en/other/")
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    page.locator("article a", has_text="To the charts").click()
    page.wait_for_url("**/en/charts/")
    expect(page.locator("#figure-kpi-cycle-time .es-drawn svg.main-svg").first).to_be_visible()
    page.go_back()
    page.wait_for_url("**/en/other/")
    expect(page.locator("#figure-causes .es-drawn svg.main-svg").first).to_be_visible()
    page.go_forward()
    page.wait_for_url("**/en/charts/")
    expect(page.locator("#figure-kpi-cycle-time .es-drawn svg.main-svg").first).to_be_visible()
    assert same_document(page)
    drawing = page.locator(".es-drawn svg.main-svg").first
    expect(drawing).to_have_css("position", "absolute")


def test_charts_of_the_page_that_is_left_are_let_go(page: Page, site: str) -> None:
    arrive(page, f"{site}en/other/")
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    page.evaluate("window.left = document.querySelector('.es-plot')")
    assert page.evaluate("left.classList.contains('js-plotly-plot')")
    page.locator("article a", has_text="To the charts").click()
    expect(page.locator("#figure-kpi-cycle-time .es-drawn")).to_have_count(1)
    page.wait_for_function("() => !left.data && !left.querySelector('svg')")
    assert same_document(page)


def test_a_chart_reached_by_instant_navigation_follows_the_scheme(page: Page, site: str) -> None:
    arrive(page, f"{site}en/meeting/charter/")
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML("
        "'afterbegin', '<a id=go href=\\'../../other/\\'>go</a>')"
    )
    page.locator("#go").click()
    chart = page.locator("#figure-causes .es-chart")
    expect(chart).to_have_attribute("data-scheme", "light")
    page.locator("label[for=__palette_1]").click()
    expect(chart).to_have_attribute("data-scheme", "dark")
    assert same_document(page)
