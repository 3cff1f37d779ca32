"""What was edited in a page becomes a request on the forge, of the lines meant, and is never lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from erpsite.ingest.changes.change_file import read_change_file
from tests.browser.axe_rules import violations
from tests.browser.chart_site import content_security_policy
from tests.browser.forge_stand_in import SHOWN, TOKEN, Forge, Repository
from tests.browser.under_policy import page_under_policy
from tests.static_server import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

FILE = "data/initiatives/wms-rollout.yml"


@pytest.fixture(scope="module")
def address(site: Path, static_server: Serve) -> str:
    return static_server(site).url


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return a bare repository that holds the sample's data."""
    work = tmp_path_factory.mktemp("forge")
    shutil.copytree(repo_root / "data", work / "plan/data")
    who = ["-c", "user.name=f", "-c", "user.email=f@example.invalid"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-qm", "begin"],
                  ["clone", "-q", "--bare", ".", str(work / "bare.git")]):  # fmt: skip
        subprocess.run(["git", *words], cwd=work / "plan", check=True, capture_output=True)
    return work / "bare.git"


@pytest.fixture(params=["github", "gitlab", "gitea", "forgejo"])
def forge(request: pytest.FixtureRequest, origin: Path, tmp_path: Path) -> Iterator[Forge]:
    shutil.copytree(origin, tmp_path / "bare.git")
    made = Forge(request.param, Repository(tmp_path / "bare.git"))
    yield made
    made.stop()


@pytest.fixture
def editor(browser: Browser, address: str, forge: Forge) -> Iterator[Page]:
    """Open a record's form under a policy that names the forge and no other address."""

    def send_policy(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        answer = route.fetch()
        policy = f"{content_security_policy(answer.text())}; connect-src 'self' {forge.origin}"
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    # A page from afar must be allowed to reach this machine; the browser asks its user, here the test.
    context.grant_permissions(["local-network-access"])
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(f"{address}**", send_policy)
    page.goto(f"{address}en/plan/initiatives/wms-rollout/")
    page.locator("[data-es-edit]").click()
    page.locator("dialog.es-edit[open] h2").wait_for()
    page.evaluate("(stated) => { erpsiteEditParts.general.forge = stated; }", forge.stated)
    yield page
    context.close()
    assert troubles == []


def control(page: Page, name: str) -> Locator:
    return page.locator(f'dialog.es-edit [data-field="{name}"] :is(input, select, textarea)').last


def look(page: Page) -> Locator:
    """Press the button that shows what would be sent; return what is shown."""
    page.get_by_role("button", name="See what would be sent").click()
    return page.locator(".es-edit-request")


def tray(page: Page) -> None:
    page.locator("dialog .es-edit-foot .es-edit-main").click()
    page.get_by_label("Your access token").wait_for()


def record(page: Page) -> None:
    """Go back from the tray to the form of the record."""
    page.evaluate("(file) => erpsiteEditor.openAt(file, 1)", FILE.removeprefix("data/"))
    control(page, "budget_total").wait_for()


def diff(forge: Forge) -> list[str]:
    """Return the changed lines of the request."""
    told = forge.repository.git("diff", "--unified=0", "main", forge.requests[0]["branch"])
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return [" ".join(line.split()) for line in lines]


def test_changes_become_a_request_of_the_lines_meant(editor: Page, forge: Forge) -> None:
    page = editor
    page.locator(".es-edit-list", has_text="Milestones").get_by_role(
        "button", name="Handed over"
    ).first.click()
    control(page, "milestones.wms-handover.date").fill("2026-11-27")
    tray(page)
    page.get_by_label("Your name").fill("Li <b>Wei")
    page.get_by_label("Why?").fill("The supplier asks\n/close @all #1")
    page.get_by_label("Your access token").fill("an-old-token")
    assert forge.heard == 0, "nothing is asked before a press"
    shown = look(page)
    expect(page.locator(".es-edit-send-request .es-edit-error")).to_contain_text("it has expired")
    expect(page.locator(".es-edit-send-request .es-edit-error")).to_contain_text("Nothing is lost")
    assert forge.requests == []

    page.get_by_label("Your access token").fill(TOKEN)
    look(page)
    moved = "The milestone “Handed over to operations at all three plants” moves from"
    expect(shown.locator("li")).to_contain_text(moved)
    expect(shown).to_contain_text("changes these lines and no others; files: 1")
    assert forge.requests == [], "nothing goes out before the second press"
    assert [one.url.rsplit("/", 1)[-1] for one in page.workers] == ["widget-lines.js"]
    assert not violations(page)
    shown.get_by_role("button", name="Send the request").click()
    expect(shown.get_by_role("link")).to_have_attribute("href", f"{SHOWN}/yuanze/plan/" + (
        "-/merge_requests/1" if forge.kind == "gitlab" else "pulls/1"))  # fmt: skip
    (request,) = forge.requests
    assert request["title"].startswith(moved)
    assert "<b>" not in request["body"]
    assert "\n/close" not in request["body"]
    assert "@all" not in request["body"]
    assert diff(forge) == ["- date: 2026-11-20", "+ date: 2026-11-27"]
    assert page.evaluate(
        "() => [localStorage, sessionStorage].every((held) => !JSON.stringify(held).includes('token'))"
    )
    forget(page)

    extend(page, forge)
    if forge.kind == "forgejo":
        return  # from here on it is asked as Gitea is
    another_was_quicker(page, forge)
    what_is_no_line_goes_as_a_file(page, forge)
    the_network_goes(page, forge)


def forget(page: Page) -> None:
    """Let go of what is in the request."""
    page.get_by_role("button", name="Forget these changes here").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()


def extend(page: Page, forge: Forge) -> None:
    record(page)
    control(page, "priority").fill("3")
    tray(page)
    shown = look(page)
    expect(shown).to_contain_text("Your request 1 is open already")
    shown.get_by_role("button", name="Add to the request").click()
    expect(shown.get_by_role("link")).to_be_visible()
    assert len(forge.requests) == 1
    assert len(forge.requests[0]["body"].split("Edited in the page")) == 3
    assert len(diff(forge)) == 4
    forget(page)


def another_was_quicker(page: Page, forge: Forge) -> None:
    branch = forge.requests[0]["branch"]
    text = forge.repository.read(FILE, branch)[0]
    old: Any = page.evaluate(
        "() => window.erpsiteForms['initiatives/wms-rollout.yml'].records[0].budget_total"
    )
    assert f"budget_total: {old}".encode() in text
    forge.repository.write(
        branch, {FILE: text.replace(f"budget_total: {old}".encode(), b"budget_total: 77")}, "quicker"
    )
    record(page)
    control(page, "budget_total").fill("1500000")
    tray(page)
    shown = look(page)
    expect(shown).to_contain_text("On main this is now 77")
    assert shown.get_by_role("button", name="Add to the request").count() == 0
    shown.get_by_role("button", name="Keep mine").click()
    look(page)
    shown.get_by_role("button", name="Add to the request").click()
    expect(shown.get_by_role("link")).to_be_visible()
    assert "+budget_total: 1500000" in diff(forge)
    forget(page)


def what_is_no_line_goes_as_a_file(page: Page, forge: Forge) -> None:
    record(page)
    risks = page.locator("section.es-edit-list", has=page.get_by_role("heading", name="Risks", exact=True))
    risks.get_by_role("button", name="Remove").first.click()
    expect(risks.get_by_text("is removed.")).to_be_visible()
    tray(page)
    shown = look(page)
    expect(shown).to_contain_text("goes as a change file into changes/")
    shown.get_by_role("button", name="Add to the request").click()
    expect(shown.get_by_role("link")).to_be_visible()
    branch = forge.requests[0]["branch"]
    (path,) = forge.repository.git("ls-tree", "--name-only", branch, "changes/").split()
    found, issues = read_change_file(forge.repository.read(path, branch)[0], path)
    assert not issues
    assert found is not None
    assert [one.action for one in found.changes] == ["remove"]


def the_network_goes(page: Page, forge: Forge) -> None:
    forge.stop()
    look(page)
    expect(page.locator(".es-edit-send-request .es-edit-error")).to_contain_text("cannot be reached")
    held = json.loads(page.evaluate("() => JSON.stringify(erpsiteEditTray.changeFile())"))
    assert len(held["changes"]) == 1


def saved(page: Page, folder: Path) -> list[Any]:
    """Save the change file, and return the new values in it as the command reads them."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the change file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    found, issues = read_change_file(path.read_bytes(), path.name)
    assert found, issues
    return [one.new for one in found.changes]


def send(page: Page) -> Locator:
    """Press the button that sends; return where the page says what went wrong."""
    page.locator(".es-edit-request").get_by_role("button", name="Send the request").click()
    return page.locator(".es-edit-send-request .es-edit-error")


def ready_to_send(page: Page) -> None:
    """Look, and wait for what would be sent."""
    look(page).get_by_role("button", name="Send the request").wait_for()


@pytest.mark.parametrize("forge", ["github", "gitlab", "gitea"], indirect=True)
def test_nothing_is_lost_whatever_goes_wrong_after_send(editor: Page, forge: Forge, tmp_path: Path) -> None:
    page = editor
    control(page, "budget_total").fill("1500000")
    tray(page)
    page.get_by_label("Your name").fill("Li Wei")
    page.get_by_label("Your access token").fill(TOKEN)

    hook = forge.repository.path / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    look(page)
    error = send(page)
    expect(error).to_contain_text("The forge refused it")
    expect(error).to_contain_text("Nothing is lost")
    assert forge.requests == []
    assert forge.repository.git("branch", "--list", "erpsite-changes/*") == ""
    assert saved(page, tmp_path) == [1500000]
    hook.unlink()

    ready_to_send(page)
    forge.token = "another"
    expect(send(page)).to_contain_text("it has expired")
    assert saved(page, tmp_path) == [1500000]
    forge.token = TOKEN

    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    record(page)
    control(page, "priority").fill("2")
    expect(page.locator(".es-edit-said")).to_contain_text("This browser keeps nothing")
    tray(page)
    page.get_by_label("Your access token").fill(TOKEN)
    ready_to_send(page)
    forge.stop()
    expect(send(page)).to_contain_text("cannot be reached")
    assert saved(page, tmp_path) == [1500000, 2]

    other, url = page.context.new_page(), page.url
    page.close()  # what the browser could keep is in every other tab, and in the next one
    other.goto(url)
    other.locator("[data-es-edit]").click()
    other.locator("dialog.es-edit[open] h2").wait_for()
    assert control(other, "budget_total").input_value() == "1500000"


def test_without_an_address_nothing_can_be_sent(browser: Browser, address: str) -> None:
    with page_under_policy(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}en/plan/initiatives/wms-rollout/")
        page.locator("[data-es-edit]").click()
        page.locator("dialog.es-edit[open] h2").wait_for()
        control(page, "budget_total").fill("1500000")
        page.locator("dialog .es-edit-foot .es-edit-main").click()
        page.get_by_label("Your name").fill("Li Wei")
        page.get_by_role("button", name="Copy as text").click()
        expect(page.locator(".es-edit-said, .es-edit-send textarea").first).to_be_visible()
        assert page.get_by_label("Your access token").count() == 0
        assert page.get_by_role("button", name="See what would be sent").count() == 0
        assert all(url.startswith((address, "blob:")) for url in asked), asked
        assert not any("widget-request" in url for url in asked)
