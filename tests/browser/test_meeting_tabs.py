"""Whatever tabs, reloads, files and damaged records do to meeting mode: what was captured is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from erpsite.load import load_handbook
from erpsite.model import Handbook
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

DECISIONS = "section[aria-labelledby=live-decisions] li"
PARKED = "section[aria-labelledby=live-parked] li"
KEYS = "Object.keys(localStorage)"


@pytest.fixture(scope="module")
def plan(repo_root: Path) -> Handbook:
    loaded = load_handbook(repo_root / "data").handbook
    assert loaded is not None
    return loaded


@pytest.fixture
def room(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def key(plan: Handbook) -> str:
    return f"erpsite-meeting-{plan.plan.plan_year}-{plan.plan.meeting_date.isoformat()}"


def _open(room: BrowserContext, served: StaticServer, language: str = "en") -> Page:
    page = room.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(served.url + f"{language}/meeting/live/")
    page.locator(".es-live").wait_for()
    return page


def _reload(page: Page) -> None:
    page.reload()
    page.locator(".es-live").wait_for()


def _decide(page: Page, title: str, wording: str = "") -> None:
    form = page.locator("section[aria-labelledby=live-decisions] form")
    form.locator("input").first.fill(title)
    form.locator("textarea").fill(wording)
    form.locator("select").first.select_option(index=1)
    form.locator("button[type=submit]").click()


def _park(page: Page, text: str) -> None:
    form = page.locator("section[aria-labelledby=live-parked] form")
    form.locator("input").first.fill(text)
    form.locator("button[type=submit]").click()


def _titles(page: Page, selector: str = DECISIONS) -> list[str]:
    return page.locator(f"{selector} strong").all_inner_texts()


def _export(page: Page) -> str:
    with page.expect_download() as caught:
        page.get_by_role("button", name="Export").click()
    return Path(caught.value.path()).read_text(encoding="utf-8")


def _votes(page: Page) -> list[str]:
    return page.locator(".es-live-votes output").all_inner_texts()


def test_two_tabs_keep_what_either_captured_and_say_so(room: BrowserContext, served: StaticServer) -> None:
    first, second = _open(room, served), _open(room, served)
    for page in (first, second):
        page.get_by_text("open in another tab or window").wait_for()
    _decide(first, "from the first")
    _decide(second, "from the second")
    _park(first, "parked in the first")
    second.locator("button[data-vote$=' 1']").first.click()
    first.locator("button[data-vote$=' 1']").first.click()
    for page in (first, second):
        page.locator(f"{DECISIONS} >> nth=1").wait_for()
        page.locator(PARKED).wait_for()
        page.wait_for_function("document.querySelector('.es-live-votes output').textContent === '2'")
    for page in (first, second):
        _reload(page)
        assert _titles(page) == ["from the first", "from the second"]
        assert _titles(page, PARKED) == ["parked in the first"]
    second.close()
    first.wait_for_function("document.querySelector('.es-live-others').textContent === ''")


def test_two_tabs_that_do_not_hear_of_each_other_lose_nothing_either(
    room: BrowserContext, served: StaticServer
) -> None:
    room.add_init_script(
        "window.BroadcastChannel = undefined;"
        "const add = window.addEventListener;"
        "window.addEventListener = function (name, ...rest) {"
        "  if (name !== 'storage') add.call(this, name, ...rest); };"
    )
    first, second = _open(room, served), _open(room, served)
    for number in range(3):
        _decide(first, f"first {number}")
        _decide(second, f"second {number}")
    third = _open(room, served)
    assert sorted(_titles(third)) == sorted(f"{tab} {n}" for tab in ("first", "second") for n in range(3))
    ids = [
        text.split(" · ")[0] for text in third.locator(f"{DECISIONS} .es-live-entry span").all_inner_texts()
    ]
    assert len(set(ids)) == 6


def test_a_tab_that_dies_leaves_what_it_captured(
    room: BrowserContext, served: StaticServer, key: str
) -> None:
    page = _open(room, served)
    _decide(page, "before the crash")
    # What another tab, which had not heard of it, wrote over the shared record before it closed.
    page.evaluate(
        "key => localStorage.setItem(key, JSON.stringify({version: 2, entries: {}, course: {}}))", key
    )
    page.close()
    again = _open(room, served)
    assert _titles(again) == ["before the crash"]
    _reload(again)
    tabs = [name for name in again.evaluate(KEYS) if name.startswith(f"{key}/tab/")]
    assert len(tabs) == 1, "what closed tabs left is merged and cleared away"


def test_each_capture_can_be_undone(room: BrowserContext, served: StaticServer) -> None:
    page = _open(room, served)
    page.on("dialog", lambda dialog: dialog.accept())
    undo = page.get_by_role("button", name="Undo the last capture")
    assert undo.is_disabled()
    _decide(page, "one")
    _park(page, "two")
    page.locator("button[data-vote$=' 1']").first.click()
    page.locator(f"{DECISIONS} .es-live-remove").click()
    page.get_by_role("button", name="Start over").click()
    assert (_titles(page), _titles(page, PARKED), _votes(page)[0]) == ([], [], "0")
    undo.click()
    assert (_titles(page), _titles(page, PARKED), _votes(page)[0]) == ([], ["two"], "1")
    undo.click()
    assert _titles(page) == ["one"]
    page.get_by_text("Taken back: one").wait_for()
    page.locator(".es-live-title").click()
    page.keyboard.press("u")
    assert _votes(page)[0] == "0"
    undo.click()
    undo.click()
    assert (_titles(page), _titles(page, PARKED)) == ([], [])
    _reload(page)
    assert (_titles(page), _titles(page, PARKED)) == ([], [])


DAMAGED: dict[str, Any] = {
    "no JSON": "{broken",
    "nothing": "",
    "null": "null",
    "a list": "[]",
    "a number": "7",
    "another version": json.dumps({"version": 99, "decisions": [{"title": "later"}]}),
    "sessions are null": json.dumps({"version": 1, "sessions": None, "decisions": [{"title": "kept"}]}),
    "decisions are a map": json.dumps({"version": 1, "decisions": {"a": 1}}),
    "an entry is null": json.dumps({"version": 1, "decisions": [None, {"id": "d-1", "title": "kept"}]}),
    "a session is a number": json.dumps({"version": 1, "sessions": {"opening": 5}, "votes": 3}),
    "a speaker is a word": json.dumps({"version": 1, "speaker": "wang", "parked": "no"}),
    "entries are a list": json.dumps({"version": 2, "entries": [1], "course": {}}),
    "an entry is damaged": json.dumps({"version": 2, "course": {}, "entries": {
        "a": {"kind": "decision", "rev": 5, "title": "kept"}, "b": {"kind": "sum", "rev": 1}, "c": None}}),
}  # fmt: skip


@pytest.mark.parametrize("stored", DAMAGED.values(), ids=DAMAGED.keys())
def test_every_damaged_record_opens_and_is_set_aside_whole(
    room: BrowserContext, served: StaticServer, key: str, stored: str
) -> None:
    page = room.new_page()
    page.goto(served.url + "en/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, stored])
    page.close()
    page = _open(room, served)
    assert _titles(page) == (["kept"] if "kept" in stored else [])
    aside = [name for name in page.evaluate(KEYS) if name.startswith(f"{key}/set-aside/")]
    partly = json.loads(stored).get("speaker") if "speaker" in stored else None
    if partly is None:
        assert [page.evaluate("name => localStorage.getItem(name)", name) for name in aside] == [stored]
        with page.expect_download() as caught:
            page.get_by_role("button", name="Download the record").click()
        assert Path(caught.value.path()).read_text(encoding="utf-8") == stored
    page.keyboard.press("n")
    _decide(page, "after")
    _reload(page)
    assert "after" in _titles(page)
    assert len([name for name in page.evaluate(KEYS) if name.startswith(f"{key}/set-aside/")]) == len(aside)


def test_a_record_of_the_first_version_goes_on(room: BrowserContext, served: StaticServer, key: str) -> None:
    old = {
        "version": 1, "current": None, "sessions": {}, "speaker": {"since": None, "spent": 0},
        "keepBreaks": False, "sound": True, "asked": {},
        "decisions": [{"id": "d-2026-01-15-1", "title": "old", "by": "x", "text": ""}],
        "actions": [], "votes": {}, "parked": [{"text": "why", "owner": "", "session": ""}],
    }  # fmt: skip
    page = room.new_page()
    page.goto(served.url + "en/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(old)])
    page.close()
    pages = [_open(room, served), _open(room, served)]
    for page in pages:
        assert (_titles(page), _titles(page, PARKED)) == (["old"], ["why"])
        assert page.locator(".es-live-asides").inner_text() == ""


STRANGE = (
    "a\u2028b\u2029c\u0085d", "tab\tquote\" back\\slash 'single'", "𠮷野家 👩‍👩‍👧 e\u0301 \ufeffx\ufeff y",
    "# no: comment - {a} [b] & * ! | > % @ `", "العربية עברית ไทย", "null", "~", "2026-01-15", "\u200fright",
)  # fmt: skip


def test_export_and_import_round_trip_any_text(
    room: BrowserContext, browser: Browser, served: StaticServer, tmp_path: Path
) -> None:
    page = _open(room, served)
    for text in STRANGE:
        _park(page, text)
    _decide(page, STRANGE[2], "one\ntwo\r\nthree\u2028four\n\n  five")
    exported = _export(page)
    assert "\u2028" not in exported
    for name, content in (("lf.yml", exported), ("crlf.yml", exported.replace("\n", "\r\n"))):
        (tmp_path / name).write_bytes(content.encode())
        other = browser.new_context(accept_downloads=True)
        fresh = _open(other, served)
        fresh.locator("input[type=file]").set_input_files(tmp_path / name)
        fresh.get_by_text(f"Imported {name}").wait_for()
        assert _export(fresh) == exported
        other.close()


def test_an_import_merges_with_what_is_here(
    room: BrowserContext, browser: Browser, served: StaticServer, tmp_path: Path
) -> None:
    other = browser.new_context(accept_downloads=True)
    theirs = _open(other, served)
    _decide(theirs, "theirs")
    _park(theirs, "parked there")
    theirs.locator("button[data-vote$=' 1']").first.click()
    (tmp_path / "theirs.yml").write_text(_export(theirs), encoding="utf-8")
    other.close()
    page = _open(room, served)
    _decide(page, "mine")
    for times in range(2):
        page.locator("input[type=file]").set_input_files(tmp_path / "theirs.yml")
        page.get_by_text("Imported theirs.yml").wait_for()
        if times == 0:
            page.get_by_text("1 differ from an entry with the same id here").wait_for()
            assert (sorted(_titles(page)), _titles(page, PARKED), _votes(page)[0]) == (
                ["mine", "theirs"], ["parked there"], "1",
            )  # fmt: skip
            page.get_by_role("button", name="Undo the last capture").click()
            assert (_titles(page), _titles(page, PARKED), _votes(page)[0]) == (["mine"], [], "0")
    assert sorted(_titles(page)) == ["mine", "theirs"]


def test_a_storage_that_is_nearly_full_is_told_while_captures_are_still_kept(
    room: BrowserContext, served: StaticServer
) -> None:
    page = _open(room, served)
    assert page.locator(".es-live-warning").inner_text() == ""
    page.evaluate(
        "() => { for (let size = 2 ** 22; size >= 8; size /= 2) for (let n = 0; n < 3; n += 1)"
        " try { localStorage.setItem(`fill-${size}-${n}`, 'x'.repeat(size)); } catch {} }"
    )
    _decide(page, "the last one")
    page.get_by_text("storage of this browser is nearly full").wait_for()
    _reload(page)
    assert _titles(page) == ["the last one"]
    page.evaluate(
        "() => Object.keys(localStorage).filter((name) => name.startsWith('fill-'))"
        ".forEach((name) => localStorage.removeItem(name))"
    )
    _decide(page, "with room again")
    assert page.locator(".es-live-warning").inner_text() == ""
