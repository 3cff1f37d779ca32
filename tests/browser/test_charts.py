"""Charts are drawn when they come into view, as the page is; without script their tables say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chart_site import build_chart_site
from tests.static_server import Serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(chart_site: Path, static_server: Serve) -> str:
    return static_server(chart_site).url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page; an error in any script fails the test when it ends."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def _open(page: Page, url: str) -> list[str]:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(url)
    return requests


def _draw_all(page: Page) -> None:
    for chart in page.locator(".es-chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_class(re.compile("es-drawn"))


def test_the_library_waits_until_a_chart_is_near(page: Page, site: str) -> None:
    requests = _open(page, f"{site}en/meeting/charter/")
    page.wait_for_timeout(500)
    assert not [url for url in requests if url.endswith("plotly.js")]


def test_a_first_chart_is_drawn_while_the_page_below_it_is_still_awaited(page: Page, site: str) -> None:
    awaited: list[Route] = []

    def hold_the_rest(route: Route) -> None:
        html = route.fetch().text()
        after = html.index("</figure>", html.index('class="es-chart')) + len("</figure>")
        after = html.index("</figure>", after)
        route.fulfill(body=f'{html[:after]}<script src="/awaited.js"></script>{html[after:]}')

    def hold(route: Route) -> None:
        awaited.append(route)

    page.route(f"{site}en/charts/", hold_the_rest)
    page.route("**/awaited.js", hold)
    page.goto(f"{site}en/charts/", wait_until="commit")
    expect(page.locator(".es-chart").first).to_have_class(re.compile("es-drawn"))
    assert page.evaluate("document.readyState") == "loading"
    awaited[0].fulfill(body="")
    page.wait_for_load_state()
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    _draw_all(page)


_THEME_BEGINS = """
() => new Promise((done) => {
  const look = () => (window.document$ ? window.document$.subscribe(() => done()) : setTimeout(look, 20));
  look();
})
"""


def test_the_other_scripts_of_a_page_wait_for_its_first_chart(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/plotly.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks the function
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{site}en/charts/", wait_until="domcontentloaded")
    page.wait_for_timeout(300)
    assert not [url for url in requests if "bundle." in url or url.endswith("erpsite.js")]
    held[0].continue_()
    page.evaluate(_THEME_BEGINS)
    order = [re.sub(r".*/|\..*", "", url) for url in requests if url.endswith(".js")]
    assert order[2:] == ["bundle", "erpsite", "roadmap"]
    expect(page.locator(".es-menu")).to_have_count(1)


@pytest.mark.parametrize("deed", [True, False], ids=["a reader who does something", "a late library"])
def test_the_other_scripts_of_a_page_do_not_wait_for(page: Page, site: str, deed: bool) -> None:
    page.route("**/plotly.js", lambda _route: None)
    page.goto(f"{site}en/charts/", wait_until="domcontentloaded")
    if deed:
        page.keyboard.press("Tab")
    page.evaluate(_THEME_BEGINS)
    waited = "performance.now() - performance.getEntriesByType('navigation')[0].domInteractive"
    assert (page.evaluate(waited) < 900) == deed
    assert page.locator(".es-drawn").count() == 0


def test_the_other_scripts_come_where_the_library_does_not(page: Page, site: str) -> None:
    page.route("**/plotly.js", lambda route: route.abort())
    _open(page, f"{site}en/charts/")
    page.evaluate(_THEME_BEGINS)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_room_of_labels_is_known_before_they_are_drawn(
    page: Page, site: str, language: str, width: int
) -> None:
    """The library takes what it is given, and draws the chart once."""
    page.set_viewport_size({"width": width, "height": 800})
    _open(page, f"{site}{language}/charts/")
    _draw_all(page)
    rooms = page.evaluate(
        """() => [...document.querySelectorAll(".es-plot")].map(({ layout, _fullLayout: full }) => ({
            given: ["l", "b", "t"].map((side) => layout.margin[side]),
            taken: ["l", "b", "t"].map((side) => full._size[side]),
        }))"""
    )
    known = [room for room in rooms if room["given"][0] > 8]
    assert len(known) >= 3
    for room in known:
        assert room["given"] == room["taken"]


def test_only_charts_in_view_are_drawn_and_the_others_when_reached(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    _draw_all(page)
    expect(page.locator(".es-chart:not(.es-drawn)")).to_have_count(0)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_fills_its_frame_and_stays_in_it(
    page: Page, site: str, language: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    _open(page, f"{site}{language}/charts/")
    _draw_all(page)
    for chart in page.locator(".es-chart").all():
        frame, drawing = chart.bounding_box(), chart.locator("svg.main-svg").first.bounding_box()
        assert frame
        assert drawing
        assert abs(frame["width"] - drawing["width"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chart_follows_the_width_of_the_window(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    drawing = page.locator(".es-chart.es-drawn svg.main-svg").first
    before = drawing.bounding_box()
    page.set_viewport_size({"width": 500, "height": 800})
    page.wait_for_function("innerWidth === 500")
    frame = page.locator(".es-chart").first.bounding_box()
    assert before
    assert frame
    assert frame["width"] < before["width"] - 100
    expect(drawing).to_have_attribute("width", str(round(frame["width"])))


def test_the_scheme_is_followed_when_it_changes(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    chart = page.locator(".es-chart").first
    expect(chart).to_have_attribute("data-scheme", "light")
    page.locator("label[for=__palette_1]").click()
    expect(chart).to_have_attribute("data-scheme", "dark")
    expect(chart.locator(".xtick text").first).to_have_css("fill", "rgb(231, 237, 243)")


def test_a_chart_is_named_for_those_who_do_not_see_it(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_be_visible()
    layers = page.locator(".es-chart").first.locator("svg.main-svg")
    expect(layers.first).to_have_attribute("role", "img")
    assert "Order cycle time" in (layers.first.get_attribute("aria-label") or "")
    hidden = [layer.get_attribute("aria-hidden") for layer in layers.all()]
    assert hidden[0] is None
    assert set(hidden[1:]) == {"true"}


def test_there_is_no_button_that_sends_data_away(page: Page, site: str) -> None:
    requests = _open(page, f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_be_visible()
    page.locator(".es-chart").first.hover()
    assert page.locator(".modebar-btn").count() == 0
    assert any(url.endswith("plotly.js") for url in requests)
    assert all(url.startswith((site, "data:", "blob:")) for url in requests)


@pytest.mark.parametrize(
    ("language", "month", "other"),
    [("zh", r"\d+月\s*2026年", r"Jan|Feb|Mar"), ("en", r"(Jan|Feb|Mar)\s*2026", "月")],
)
def test_months_are_named_in_the_language_of_the_page(
    page: Page, site: str, language: str, month: str, other: str
) -> None:
    _open(page, f"{site}{language}/charts/")
    chart = page.locator(".es-chart.es-drawn").first
    expect(chart).to_be_visible()
    ticks = " ".join(chart.locator(".xtick text").all_text_contents())
    assert re.search(month, ticks), ticks
    assert not re.search(other, ticks)


def test_a_point_tells_its_month_and_value_in_the_language_of_the_page(page: Page, site: str) -> None:
    _open(page, f"{site}zh/charts/")
    chart = page.locator(".es-chart.es-drawn").first
    expect(chart).to_be_visible()
    chart.locator(".point").last.hover(force=True)
    label = chart.locator(".hoverlayer .hovertext")
    expect(label).to_be_visible()
    assert re.search(r"2026年\d+月", label.text_content() or "")


def test_large_numbers_are_grouped_in_both_languages(page: Page, site: str) -> None:
    for language in ("zh", "en"):
        _open(page, f"{site}{language}/charts/")
        made = page.evaluate(
            """async (home) => {
                const drawn = document.querySelector(".es-chart");
                drawn.scrollIntoView();
                while (!window.Plotly) await new Promise((resolve) => setTimeout(resolve, 20));
                const place = document.body.appendChild(document.createElement("div"));
                const locale = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
                const layout = { yaxis: { tickformat: ",.1f" }, width: 400, height: 300 };
                await Plotly.newPlot(place, [{ y: [1e6, 2e6] }], layout, { locale });
                return [...place.querySelectorAll(".ytick text")].map((tick) => tick.textContent);
            }"""
        )
        assert "1,000,000.0" in made


def test_charts_in_folded_parts_and_tabs_are_drawn_when_they_are_opened(page: Page, site: str) -> None:
    _open(page, f"{site}en/folded/")
    page.wait_for_timeout(300)
    assert page.locator(".es-drawn").count() == 0
    page.get_by_text("More", exact=True).click()
    page.get_by_text("Two", exact=True).click()
    expect(page.locator(".es-drawn")).to_have_count(2)
    _fills(page)


def test_a_chart_in_an_unchosen_tab_follows_what_changed_meanwhile(page: Page, site: str) -> None:
    _open(page, f"{site}en/folded/")
    page.get_by_text("Two", exact=True).click()
    chart = page.locator(".tabbed-block .es-chart")
    expect(chart).to_have_class(re.compile("es-drawn"))
    page.get_by_text("One", exact=True).click()
    page.locator("label[for=__palette_1]").click()
    page.set_viewport_size({"width": 600, "height": 800})
    page.get_by_text("Two", exact=True).click()
    expect(chart).to_have_attribute("data-scheme", "dark")
    _fills(page)


def _fills(page: Page) -> None:
    """Wait until each drawing is as wide as its frame, which may still be changing."""
    page.wait_for_function(
        """() => [...document.querySelectorAll(".es-chart.es-drawn")].every((chart) => {
            const width = Math.round(chart.getBoundingClientRect().width);
            return width > 200 && chart.querySelector("svg.main-svg").getAttribute("width") === String(width);
        })"""
    )


def test_charts_of_plotly_express_are_drawn_and_their_files_stay_behind(page: Page, site: str) -> None:
    _open(page, f"{site}en/own/")
    _draw_all(page)
    assert page.locator(".es-drawn").count() == 3
    assert page.locator("#figure-own-line .point").count() == 7
    assert page.request.get(f"{site}en/charts/line.json").status == 404


def test_the_figures_can_be_taken_away_as_csv(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    with page.expect_download() as waiting:
        page.locator(".es-download").first.click()
    assert waiting.value.suggested_filename == "kpi-cycle-time.csv"
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == '"Month","Actual","Expected","Forecast"'
    assert "March 2026" in text


def test_every_chart_tells_unit_source_and_date(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    for caption in page.locator("figcaption").all():
        note = caption.locator(".es-note").text_content() or ""
        assert "Unit:" in note, caption.text_content()
        assert "Source:" in note, caption.text_content()
        assert re.search(r"As of \w+ \d{4}", note)
        assert len(caption.locator("strong").text_content() or "") > 15


def test_without_script_the_table_says_the_same(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/charts/")
    expect(page.locator("figure table").first).to_be_visible()
    expect(page.locator("figure .es-chart").first).to_be_hidden()
    context.close()


def test_without_the_library_the_table_says_the_same(page: Page, site: str) -> None:
    page.route("**/plotly.js", lambda route: route.abort())
    _open(page, f"{site}en/charts/")
    expect(page.locator("figure table").first).to_be_visible()
    expect(page.locator("figure .es-chart").first).to_be_hidden()


def test_charts_are_on_paper_in_light_colours_and_its_width(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1600, "height": 900})
    page = context.new_page()
    page.goto(f"{site}en/charts/")
    expect(page.locator(".es-chart.es-drawn").first).to_have_attribute("data-scheme", "dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for chart in page.locator(".es-chart").all():
        assert chart.get_attribute("data-scheme") == "light"
        assert int(chart.locator("svg.main-svg").first.get_attribute("width") or 0) <= 645
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".es-chart").last).to_have_attribute("data-scheme", "dark")
    assert len(page.pdf(format="A4")) > 30_000
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_printed_before_its_charts_were_seen_has_them_all(
    page: Page, site: str, language: str
) -> None:
    _open(page, f"{site}{language}/charts/")
    page.wait_for_load_state("networkidle")
    # The library may be there before the browser has told which charts are in view.
    expect(page.locator(".es-chart.es-drawn")).to_have_count(1)
    page.evaluate(
        """() => {
            window.addEventListener("beforeprint", () => {
                const charts = [...document.querySelectorAll(".es-chart")];
                window.onPaper = charts.map((chart) => {
                    const drawing = chart.querySelector("svg.main-svg");
                    const table = chart.parentElement.querySelector("details");
                    return [Boolean(drawing) && drawing.clientWidth <= 640, chart.dataset.scheme, table.open];
                });
            });
        }"""
    )
    pdf = page.pdf(format="A4")
    printed = page.evaluate("onPaper")
    assert len(printed) == page.locator(".es-chart").count()
    assert all(drawn and scheme == "light" for drawn, scheme, _ in printed)
    assert len(pdf) > 60_000


def test_a_page_with_charts_below_is_ready_to_print_and_one_without_asks_for_nothing(
    page: Page, site: str
) -> None:
    requests = _open(page, f"{site}en/folded/")
    page.wait_for_function("window.Plotly")
    assert page.locator(".es-drawn").count() == 0
    assert sum(url.endswith("plotly.js") for url in requests) == 1


def test_readers_who_save_data_load_the_library_with_the_first_chart_only(page: Page, site: str) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true })"
    )
    _open(page, f"{site}en/folded/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)
    assert not page.evaluate("Boolean(window.Plotly)")
    page.get_by_text("More", exact=True).click()
    expect(page.locator(".es-drawn")).to_have_count(1)


def test_paper_shows_tables_where_the_library_is_missing(page: Page, site: str) -> None:
    page.route("**/plotly.js", lambda route: route.abort())
    _open(page, f"{site}en/charts/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for figure in page.locator("figure.es-figure").all():
        expect(figure.locator("table")).to_be_visible()
        expect(figure.locator(".es-chart")).to_be_hidden()


def test_charts_fit_on_paper(page: Page, site: str) -> None:
    _open(page, f"{site}en/charts/")
    _draw_all(page)
    page.set_viewport_size({"width": 695, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for chart in page.locator(".es-chart").all():
        frame, drawing = chart.bounding_box(), chart.locator("svg.main-svg").first.bounding_box()
        assert frame
        assert drawing
        assert drawing["x"] + drawing["width"] <= frame["x"] + frame["width"] + 1


@pytest.mark.parametrize(
    "plugin", ["", "  - erpsite-charts:\n      enabled: false\n"], ids=["absent", "disabled"]
)
def test_a_site_without_the_chart_plugin_shows_the_tables(
    page: Page, tmp_path: Path, static_server: Serve, plugin: str
) -> None:
    url = static_server(build_chart_site(tmp_path, plugin=plugin, language="en")).url
    requests = _open(page, f"{url}charts/")
    figure = page.locator("figure.es-figure").first
    expect(figure.locator("table")).to_be_visible()
    expect(figure.locator(".es-chart")).to_be_hidden()
    expect(figure.locator(".es-download")).to_be_hidden()
    assert not [asked for asked in requests if "charts.js" in asked or "plotly" in asked]
