"""A reader asks on a page of the pre-read: loaded on the press, kept over tabs, sent as a change file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from erpsite.ingest.changes.change_file import read_change_file
from erpsite.pack.date_commits import head_commit
from tests.browser.axe_rules import violations
from tests.plan_folder import ROOT
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
TEXT = "为什么是 <b>这五个</b> & not six?"


def test_questions_are_kept_until_they_are_sent(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 812}, accept_downloads=True)
    page, asked_for, faults = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(served.url + "en/preread/pain-points/")
    opener = page.locator("button.es-press")
    opener.wait_for()
    assert not any("widget-ask" in url for url in asked_for)
    opener.focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("In your words")
    box.wait_for()
    page.wait_for_function("window.Plotly")  # what the charts of the page load by themselves is here
    before = len(asked_for)
    parts = page.get_by_label("About which part").locator("option").all_inner_texts()
    assert len(parts) > 5
    assert not [one for one in parts if "min to read" in one or "Data source" in one or "Frozen" in one]
    page.get_by_label("About which part").select_option(index=3)
    page.get_by_label("an objection").check()
    box.fill(TEXT)
    page.get_by_role("button", name="Keep it").click()
    page.locator(".es-ask-list li").wait_for()
    assert not violations(page)
    page.get_by_role("button", name="Download as a file").click()  # no name yet: the field says so
    page.locator(".es-ask [aria-invalid=true]").wait_for()
    assert len(asked_for) == before
    box.fill("half a question")
    other = context.new_page()  # another tab adds one of its own
    other.goto(served.url + "zh/preread/health/")
    other.locator("button.es-press").click()
    other.locator(".es-ask form textarea").fill("夜班呢？")
    other.locator(".es-ask button[type=submit]").click()
    other.locator(".es-ask-list li").nth(1).wait_for()
    page.reload()
    page.locator("button.es-press").click()
    page.locator(".es-ask-list li").nth(1).wait_for()
    assert page.locator(".es-ask form textarea").input_value() == "half a question"
    page.locator(".es-ask input[type=text]").fill("李伟")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as a file").click()
    found, issues = read_change_file(Path(download.value.path()).read_bytes(), "x.json")
    assert issues == ()
    assert found is not None
    assert found.base.commit == head_commit(ROOT / "data")
    first, second = found.questions
    assert (first.text, first.sort, first.page) == (TEXT, "objection", "preread/pain-points")
    assert first.quote
    assert (second.text, second.page) == ("夜班呢？", "preread/health")
    assert len({first.id, second.id}) == 2
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('/q/')).length") == 2
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="They are sent").click()
    page.locator(".es-ask-send").wait_for(state="hidden")
    page.keyboard.press("Escape")
    assert faults == []
    context.close()
