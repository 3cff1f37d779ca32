"""“Mine” is an address, and is remembered by the browser alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_an_address_shows_the_rows_of_one_person(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/plan/commitments/?person=qin-yong")
    bar = page.locator(".es-mine-bar")
    bar.wait_for()
    assert "Qin Yong" in bar.inner_text()
    rows = page.locator("#table-commitments tbody tr:visible")
    # A long table is drawn again by its own script.
    expect(rows.filter(has_not_text="Qin Yong")).to_have_count(0)
    expect(rows.filter(has_text="Qin Yong").first).to_be_visible()
    bar.locator("a").click()
    page.wait_for_url(served.url + "en/plan/commitments/")
    page.locator("#table-commitments tbody tr", has_text="Tang Lei").first.wait_for()


def test_an_address_says_whose_rows_it_shows_and_where_there_are_none(
    page: Page, served: StaticServer
) -> None:
    page.goto(served.url + "en/meeting/people/tang-lei/")
    page.locator(".es-mine-button").click()
    page.goto(served.url + "en/plan/roadmap/?person=qin-yong")
    expect(page.locator(".es-mine-bar")).to_contain_text("Only rows of Qin Yong are shown; all else is of")
    expect(page.locator(".es-gl:visible").first).to_contain_text("Qin Yong")
    expect(page.locator(".es-g-count")).to_contain_text(re.compile("^[1-4] of "))
    page.goto(served.url + "en/preread/health/?person=qin-yong")
    expect(page.locator(".es-mine-bar")).to_have_text(
        "No row of this page names qin-yong; all of it is shown."
    )
    rows = page.locator(".es-table tbody tr")
    assert rows.count() > 20
    assert page.locator(".es-table tbody tr[hidden]").count() == 0


def test_the_browser_remembers_who_reads(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "zh/meeting/people/qin-yong/")
    button = page.locator(".es-mine-button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(served.url + "en/plan/roadmap/")
    page.locator("a.es-mine").click()
    page.wait_for_url(served.url + "en/meeting/people/qin-yong/")
    page.locator(".es-mine-button").click()
    page.goto(served.url + "en/")
    page.locator("h1").wait_for()
    assert page.locator("a.es-mine").count() == 0


def test_a_plant_is_chosen_on_the_roadmap_and_in_the_tables(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "en/plan/roadmap/?plant=qingdu")
    told = page.locator(".es-plant-choice [role='status']")
    expect(told).to_contain_text("Only rows of Qingdu plant are shown")
    planning = page.locator(".es-gl[data-id='advanced-planning']")
    warehouse = page.locator(".es-gl[data-id='wms-rollout']")
    expect(warehouse).to_be_visible()
    expect(planning).to_be_hidden()
    # The phases by quarter say the same as the chart.
    expect(page.locator("#table-roadmap tr#wms-rollout")).to_be_visible()
    expect(page.locator("tr#advanced-planning")).to_be_hidden()
    page.locator(".es-plant-choice select").select_option("linpu")
    page.wait_for_url("**/plan/roadmap/?plant=linpu")
    expect(planning).to_be_visible()
    page.locator(".es-plant-choice select").select_option("")
    page.wait_for_url("**/plan/roadmap/")
    expect(page.locator("tr#fast-close")).to_be_visible()


def test_a_plant_chooses_its_commitments_risks_and_kpis(page: Page, served: StaticServer) -> None:
    page.goto(served.url + "zh/plan/commitments/?plant=qingdu")
    rows = page.locator("#table-commitments tbody tr:visible")
    expect(rows.filter(has=page.locator("a[href*='wms-rollout']")).first).to_be_visible()
    expect(
        rows.filter(has=page.locator("a[href*='advanced-planning'], a[href*='fast-close']"))
    ).to_have_count(0)
    page.goto(served.url + "zh/plan/risks/?plant=qingdu")
    expect(page.locator(".es-plant-choice select")).to_have_value("qingdu")
    rows = page.locator("#table-risks tbody tr:visible")
    expect(rows.filter(has=page.locator("a[href*='wms-rollout']")).first).to_be_visible()
    expect(rows.filter(has=page.locator("a[href*='fast-close']"))).to_have_count(0)
    moves = page.locator("#table-risk-moves tbody")
    expect(moves.locator("a[href$='#r-wms-vendor-late']")).to_be_visible()
    expect(moves.locator("a[href$='#r-crm-owner-gone']")).to_be_hidden()
    page.goto(served.url + "zh/plan/kpis/?plant=qingdu")
    expect(page.locator(".es-plant-choice a")).to_have_attribute("href", re.compile(r"by-plant/qingdu"))
    named = page.locator("#table-kpis tbody tr:visible th[scope='row'] a")
    expect(named).to_have_count(3)
    told = {(link.get_attribute("href") or "").rstrip("/") for link in named.all()}
    assert told == {"inventory-accuracy", "schedule-attainment", "on-time-delivery"}
    expect(page.locator(".es-plant-choice [role='status']")).to_contain_text("全部工厂")
    expect(page.locator("details.es-rest")).to_be_hidden()  # none of the further rows is of this plant
    by_module = page.locator("#table-kpis-by-module tbody tr")
    assert by_module.count() > 3
    for row in by_module.all():  # a row that counts several KPIs is of the whole plan
        expect(row).to_be_visible()
