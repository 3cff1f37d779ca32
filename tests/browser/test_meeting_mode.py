"""A facilitator runs the whole day from meeting mode, with the keyboard, and takes the record along."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from erpsite.cli.apply import command as apply
from erpsite.load import load_handbook
from erpsite.model import Handbook
from tests.browser.axe_rules import violations
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def plan(repo_root: Path) -> Handbook:
    loaded = load_handbook(repo_root / "data").handbook
    assert loaded is not None
    assert loaded.agenda is not None
    return loaded


@pytest.fixture
def room(browser: Browser) -> Iterator[BrowserContext]:
    """A browser on the meeting day, in the organisation's time zone."""
    context = browser.new_context(
        timezone_id=str(ZONE), viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    yield context
    context.close()


def _open(
    room: BrowserContext, served: StaticServer, plan: Handbook, clock: str, language: str = "en"
) -> Page:
    page = room.new_page()
    # Time stands still, so that no second passes between a key and a look at the clock.
    page.clock.install(time=_moment(plan, clock) - dt.timedelta(minutes=10))
    page.clock.pause_at(_moment(plan, clock))
    page.goto(served.url + f"{language}/meeting/live/")
    page.locator(".es-live").wait_for()
    return page


def _moment(plan: Handbook, clock: str) -> dt.datetime:
    return dt.datetime.combine(plan.plan.meeting_date, dt.time.fromisoformat(clock), ZONE)


def _text(page: Page, selector: str) -> str:
    return page.locator(selector).first.inner_text()


def _export(page: Page) -> str:
    with page.expect_download() as caught:
        page.keyboard.press("x")
    assert caught.value.suggested_filename == "meeting.yml"
    return Path(caught.value.path()).read_text(encoding="utf-8")


def _type_decision(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.type('Orders "first": 50 % # yes')
    page.keyboard.press("Tab")
    page.keyboard.type("Late orders are cured first.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def _type_action(page: Page) -> None:
    page.keyboard.press("a")
    page.keyboard.type("Call the vendor")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("02152026")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def test_a_day_with_overtime_and_a_reload(
    room: BrowserContext, served: StaticServer, plan: Handbook, repo_root: Path, tmp_path: Path
) -> None:
    assert plan.agenda is not None
    sessions = plan.agenda.sessions
    page = _open(room, served, plan, sessions[0].start)
    assert _text(page, ".es-live-title") == "The meeting has not begun"
    assert "as planned" in _text(page, ".es-live-end")

    page.keyboard.press("n")
    assert _text(page, ".es-live-title") == sessions[0].title.in_("en")
    length = _minutes(sessions[0].end) - _minutes(sessions[0].start)
    assert _text(page, ".es-live-left") == f"{length}:00"
    page.clock.run_for((length + 20) * 60_000)
    assert _text(page, ".es-live-left") == "−20:00"
    assert _text(page, ".es-live-left-word") == "overtime"
    assert "20 min later" in _text(page, ".es-live-end")

    page.keyboard.press("n")
    assert _text(page, ".es-live-title") == sessions[1].title.in_("en")
    _type_decision(page)
    _type_action(page)
    page.keyboard.press("p")
    page.keyboard.type("A second site?")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator("button[data-vote$=' 1']").nth(1).press("Enter")

    page.reload()
    page.locator(".es-live").wait_for()
    assert _text(page, ".es-live-title") == sessions[1].title.in_("en")
    assert page.locator("section[aria-labelledby=live-decisions] li").count() == 1
    for _ in sessions[2:]:
        page.clock.run_for(60_000)
        page.keyboard.press("n")
    page.keyboard.press("n")
    assert _text(page, ".es-live-title") == "The meeting is over"

    text = _export(page)
    data = tmp_path / "data"
    shutil.copytree(repo_root / "data", data)
    shutil.rmtree(data / "reviews")  # they go on with the actions of the sample's own record
    (data / "meeting.yml").write_text(text, encoding="utf-8")
    result = load_handbook(data)
    assert [str(issue) for issue in result.issues if issue.source.path == "meeting.yml"] == []
    held = result.handbook.meeting if result.handbook else None
    assert held is not None
    assert held.held_on == plan.plan.meeting_date
    assert [one.session for one in held.sessions] == [session.id for session in sessions]
    assert held.decisions[0].title.in_("en") == 'Orders "first": 50 % # yes'
    assert len(held.decisions[0].initiatives) == 1
    assert held.actions[0].due == dt.date(2026, 2, 15)
    assert held.parked[0].session == sessions[1].id
    assert [vote.votes for vote in held.votes] == [1]

    again = _open(room, served, plan, "09:00")
    again.on("dialog", lambda dialog: dialog.accept())
    again.get_by_role("button", name="Start over").click()
    assert again.locator("section[aria-labelledby=live-decisions] li").count() == 0
    again.locator("input[type=file]").set_input_files(data / "meeting.yml")
    again.get_by_text("Imported meeting.yml").wait_for()
    assert _export(again) == text


def test_the_speaker_timer_tells_half_time_and_the_end(
    room: BrowserContext, served: StaticServer, plan: Handbook
) -> None:
    assert plan.agenda is not None
    limit = plan.agenda.speaking_limit
    page = _open(room, served, plan, "10:00")
    page.keyboard.press(" ")
    page.clock.run_for(limit * 30_000 + 1000)
    assert _text(page, ".es-live-speaker-word") == "Half of the time is gone"
    page.clock.run_for(limit * 30_000)
    assert _text(page, ".es-live-speaker-word") == "Time is up"
    assert _text(page, ".es-live-said") or page.locator(".es-live-said").text_content() == "Time is up"
    page.keyboard.press(" ")
    before = _text(page, ".es-live-speaker-time")
    page.clock.run_for(30_000)
    assert _text(page, ".es-live-speaker-time") == before
    page.keyboard.press("r")
    assert _text(page, ".es-live-speaker-time") == f"{limit}:00"


def test_undo_opens_the_session_before_again(
    room: BrowserContext, served: StaticServer, plan: Handbook
) -> None:
    assert plan.agenda is not None
    page = _open(room, served, plan, "09:00")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("b")
    assert _text(page, ".es-live-title") == plan.agenda.sessions[0].title.in_("en")
    page.keyboard.press("b")
    assert _text(page, ".es-live-title") == "The meeting has not begun"


def test_a_browser_that_keeps_nothing_says_so(
    room: BrowserContext, served: StaticServer, plan: Handbook
) -> None:
    room.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = _open(room, served, plan, "09:00", "zh")
    assert "无法保存数据" in _text(page, ".es-live-warning")
    page.keyboard.press("n")
    assert plan.agenda is not None
    assert _text(page, ".es-live-title") == plan.agenda.sessions[0].title.in_("zh")


def test_a_broken_file_is_refused_with_its_line(
    room: BrowserContext, served: StaticServer, plan: Handbook, tmp_path: Path
) -> None:
    page = _open(room, served, plan, "09:00")
    broken = tmp_path / "broken.yml"
    broken.write_text("held_on: 2026-01-09\ndecisions:\n  - id: d-1\n    what is this\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(broken)
    page.get_by_text("broken.yml was not read: line 4 is not understood").wait_for()


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def test_an_answer_given_on_the_day_is_applied_to_the_question(
    room: BrowserContext, served: StaticServer, plan: Handbook, repo_root: Path, tmp_path: Path
) -> None:
    # The sample has answered every question: here the first one is still open, on the page and in the files.
    name, record = next(iter(plan.reader_questions.items()))
    data = Path(shutil.copytree(repo_root / "data", tmp_path / "data"))
    text = (data / "questions.yml").read_text(encoding="utf-8")
    begin, end = text.index("  answer:"), text.index("- id:", text.index("  answer:"))
    (data / "questions.yml").write_text(text[:begin] + text[end:], encoding="utf-8")

    def still_open(route: Route) -> None:
        held = route.fetch()
        body = held.text()
        assert '"asked":{}' in body
        route.fulfill(response=held, body=body.replace('"asked":{}', f'"asked":{{"{name}":"Stock?"}}'))

    room.route("**/en/meeting/live/", still_open)
    page = _open(room, served, plan, "09:00")
    panel = page.locator("section[aria-labelledby=live-answers]")
    for answer in ("Not yet sure.", 'First "count": then scan.\nBoth lines.'):  # of two the last one counts
        page.keyboard.press("q")
        panel.locator("select").first.select_option(name)
        panel.locator("textarea").fill(answer)
        panel.locator("select").last.select_option("qin-yong")
        panel.get_by_role("button", name="Add").click()
        page.keyboard.press("Escape")
    assert panel.locator("li").count() == 2
    with page.expect_download() as caught:
        page.get_by_role("button", name="Export the answers").click()
    done = CliRunner().invoke(apply, ["--data", str(data), "--language", "en", str(caught.value.path())])
    assert done.exit_code == 0, done.output
    loaded = load_handbook(data)
    assert loaded.handbook is not None
    found = loaded.handbook.reader_questions[name]
    assert record.answer is not None
    assert found.answer is not None
    assert found.answer.in_("en") == 'First "count": then scan.\nBoth lines.'
    assert (found.answered_by, found.answered_on) == ("qin-yong", plan.plan.meeting_date)
    page.clock.resume()  # axe waits for its own timers, which stand still with the clock
    assert not violations(page)
