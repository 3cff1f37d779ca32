"""A record is edited in the page: only what somebody changed is in the change file, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from erpsite.cli.apply import command as apply
from erpsite.ingest.editing.trees import read_trees
from erpsite.load import load_handbook
from tests.browser.axe_rules import violations
from tests.browser.under_policy import page_under_policy
from tests.static_server import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

FILE = "initiatives/wms-rollout.yml"
PAGE = "plan/initiatives/wms-rollout/"
ODD = {
    "id": "wms-rollout",
    "name": {"zh": "甲<b>乙", "en": "a<b & \"c\" <img src=x onerror=alert(1)>"},
    "type": "new-module",
    "summary": "one line\nand a second\twith a tab",
    "budget_total": 1000,
    "optimism": 0,
    "owner": "qin-yong",
    "depends_on": ["mes-erp-integration"],
    "budget": [
        {"kind": "vendor", "by_quarter": {"2026-Q1": 400, "2026-Q2": 600}, "@": 12},
        {"kind": "vendor", "amount": 0.1, "@": 14},
    ],
    "phases": [
        {"id": "one", "name": "First", "start": "2026-02-02", "finish": "2026-03-02", "@": 20},
        {"id": "two", "name": "Second", "start": "2026-03-03", "finish": "2026-04-30",
         "after": [{"to": "one", "@": 24}], "@": 22},
    ],
    "benefit": {"text": "Less stock", "amount": 5, "@": 30},
    "@": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def address(site: Path, static_server: Serve) -> str:
    """Serve the sample below a path, as many companies do."""
    return static_server(site, "plans/2026").url


@pytest.fixture
def editor(browser: Browser, address: str) -> Iterator[Page]:
    """Open the form of a record with awkward values, under the strictest policy."""

    def odd(route: Route) -> None:
        held = json.dumps({"kind": "initiatives", "sha256": "0" * 64, "records": [ODD]})
        route.fulfill(body=f'erpsiteForms["{FILE}"]={held};', content_type="text/javascript")

    with page_under_policy(browser) as page:
        page.route(f"**/data/{FILE}.js", odd)
        page.goto(f"{address}en/{PAGE}")
        assert page.evaluate("typeof window.erpsiteEditor") == "undefined"
        assert page.evaluate("[...document.scripts].filter((one) => /edit|forms/.test(one.src)).length") == 0
        open_form(page)
        yield page


def open_form(page: Page) -> None:
    """Press “Edit” and wait for the form."""
    page.locator("[data-es-edit]").click()
    page.locator("dialog.es-edit[open] h2").wait_for()


def control(page: Page, name: str) -> Locator:
    """Return the control of a field."""
    return page.locator(f'dialog.es-edit [data-field="{name}"] :is(input, select, textarea)').last


def changes(page: Page) -> list[dict[str, Any]]:
    """Return the changes that the file would hold."""
    found: list[dict[str, Any]] = page.evaluate("() => erpsiteEditTray.changeFile().changes")
    return found


def said(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return what the changes say, without where they were read."""
    return [(one["path"], one["action"], one["old"], one["new"]) for one in found]


def test_one_field_is_one_change_whatever_stands_beside_it(editor: Page) -> None:
    page = editor
    assert control(page, "name.en").input_value() == ODD["name"]["en"]  # type: ignore[index]
    assert control(page, "summary").input_value() == ODD["summary"]
    assert control(page, "optimism").input_value() == "0"
    assert page.locator("dialog img").count() == 0
    cases = (
        ("optimism", "", (["optimism"], "set", 0, None)),
        ("budget_total", "1,200.50", (["budget_total"], "set", 1000, 1200.5)),
        ("name.zh", "一<二\t三\n四", (["name", "zh"], "set", "甲<b>乙", "一<二\t三\n四")),
        ("summary", "new\ttab", (["summary"], "set", ODD["summary"], "new\ttab")),
        ("owner", "tang-lei", (["owner"], "set", "qin-yong", "tang-lei")),
        ("benefit.amount", "", (["benefit", "amount"], "set", 5, None)),
    )
    for name, typed, expected in cases:
        field = control(page, name)
        before = field.input_value()
        put = field.select_option if name == "owner" else field.fill
        put(typed)
        assert said(changes(page)) == [expected], name
        assert changes(page)[0]["record"] == "wms-rollout"
        put(before)
        assert changes(page) == [], name


def test_what_means_nothing_is_kept_and_not_sent(editor: Page) -> None:
    page = editor
    wrong = (
        ("budget_total", "about 5", "must be a number, found"),
        ("budget_total", "-1", "must not be negative"),
        ("optimism", "101", "at most 100"),
        ("benefit.text", " ", "must not be empty"),
        ("benefit.measure_on", "2026-02-30", "is not a day of the calendar"),
    )
    page.locator("summary", has_text="Fields that are not given").click()
    for name, typed, told in wrong:
        field = control(page, name)
        field.fill(typed)
        box = page.locator(f'[data-field="{name}"]')
        assert told in box.locator(".es-edit-error").inner_text()
        assert field.get_attribute("aria-invalid") == "true"
        assert changes(page) == [], name
        page.evaluate("() => erpsiteEditStore.clear()")
    control(page, "optimism").fill("x")
    page.reload()
    open_form(page)
    assert control(page, "optimism").input_value() == "x"
    assert control(page, "optimism").get_attribute("aria-invalid") == "true"


def test_records_inside_are_edited_added_and_removed_by_their_keys(editor: Page) -> None:
    page = editor
    page.locator(".es-edit-list", has_text="Phases").get_by_role("button", name="First", exact=True).click()
    control(page, "phases.one.finish").fill("2026/3/20")
    told = page.locator(".es-edit-warnings").inner_text()
    assert "wms-rollout/two cannot start on 2026-03-03: its link FS to wms-rollout/one" in told
    assert said(changes(page)) == [(["phases", {"id": "one"}, "finish"], "set", "2026-03-02", "2026-03-20")]
    page.evaluate("() => { erpsiteEditParts.general.envelope = { approved: 1000, spendable: 1005 }; }")
    page.locator(".es-edit-crumbs button").last.click()
    phases = page.locator("section.es-edit-list", has=page.get_by_role("heading", name="Phases", exact=True))
    phases.get_by_role("button", name="Remove Second").click()
    phases.get_by_text("Second is removed.").wait_for()
    phases.get_by_role("button", name="+ Add to Phases").click()
    phases.get_by_label("Id").fill("Three!")
    phases.get_by_role("button", name="Begin to fill it in").click()
    assert "must be an id of lower-case" in phases.locator(".es-edit-error").inner_text()
    phases.get_by_label("Id").fill("three")
    phases.get_by_role("button", name="Begin to fill it in").click()
    page.get_by_label("Name · English").fill("Third")
    budget = page.locator("section.es-edit-list", has=page.get_by_role("heading", name="Budget", exact=True))
    page.locator(".es-edit-crumbs button").last.click()
    budget.get_by_role("button", name="Vendor", exact=True).first.click()
    first = page.get_by_label("By quarter, 2026-Q1")
    first.evaluate(
        "(cell) => { const held = new DataTransfer(); held.setData('text/plain', '410\\n<b>1</b>\\n7\\n');"
        "const pasted = {clipboardData: held, cancelable: true, bubbles: true};"
        "cell.dispatchEvent(new ClipboardEvent('paste', pasted)); }"
    )
    assert page.get_by_label("By quarter, 2026-Q2").input_value() == "<b>1</b>"
    told = page.locator(".es-edit-warnings").inner_text()
    assert "1017 is approved, but only 1005 may be given out" in told
    assert said(changes(page)) == [
        (["phases", {"id": "one"}, "finish"], "set", "2026-03-02", "2026-03-20"),
        (["budget", 0, "by_quarter", "2026-Q1"], "set", 400, 410),
        (["budget", 0, "by_quarter", "2026-Q3"], "set", None, 7),
        (["phases"], "add", None, {"id": "three", "name": {"en": "Third"}}),
        (["phases", {"id": "two"}], "remove",
         {"id": "two", "name": "Second", "start": "2026-03-03", "finish": "2026-04-30",
          "after": [{"to": "one"}]}, None),
    ]  # fmt: skip


def test_a_phase_is_chosen_by_its_name(browser: Browser, address: str) -> None:
    with page_under_policy(browser) as page:
        page.goto(f"{address}en/{PAGE}")
        open_form(page)
        page.locator(".es-edit-list", has_text="Milestones").get_by_role(
            "button", name="Handed over"
        ).first.click()
        phase = page.locator('dialog [data-field="milestones.wms-handover.phase"] select')
        assert phase.input_value() == "wms-settle"
        names: list[str] = phase.locator("option").all_inner_texts()
        assert not any(name.startswith("wms-") for name in names)
        phase.select_option(index=1)
        (change,) = changes(page)
        assert (change["path"][-1], change["old"]) == ("phase", "wms-settle")
        assert change["new"].startswith("wms-")
        assert "lies outside its phase" in page.locator(".es-edit-warnings").inner_text()


def test_changes_of_a_day_become_one_file(editor: Page, tmp_path: Path) -> None:
    page = editor
    control(page, "budget_total").fill("1100")
    page.locator(".es-edit-crumbs button").first.click()
    page.get_by_role("button", name="KPI values").click()
    # What is shown stays until the rows are read; only then is there something to choose from.
    expect(page.locator("dialog h2")).to_have_text("KPI values")
    page.locator(".es-edit-list li button").first.click()
    cell = page.locator("dialog tbody tr").last.locator("input").first
    old = cell.input_value()
    cell.fill("12.5")
    page.locator("dialog .es-edit-foot .es-edit-main").click()
    page.get_by_role("button", name="Save the change file").click()
    expect(page.locator(".es-edit-send .es-edit-error")).to_contain_text("Say who you are")
    page.get_by_label("Your name").fill("Tang <b>Lei</b>")
    page.get_by_label("Why?").fill("Order is placed")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save the change file").click()
    got.value.save_as(tmp_path / "saved.json")
    held = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))
    assert got.value.suggested_filename.endswith(".erpsite-change.json")
    assert (held["format"], held["kind"], held["who"]["name"]) == (
        "erpsite-change/1", "edit", "Tang <b>Lei</b>",
    )  # fmt: skip
    assert [one["new"] for one in held["changes"]] == [1100, 12.5]
    row = held["changes"][1]
    assert row["file"] == "kpis.csv"
    rows = read_trees({"kpis.csv": Path("data/kpis.csv").read_bytes()})["kpis.csv"]
    assert [one for one in rows if all(one[name] == text for name, text in row["record"].items())]
    assert row["old"] == (old or None)
    assert not violations(page)


def test_what_is_slow_to_come_takes_no_press_and_covers_nothing_newer(browser: Browser, address: str) -> None:
    """While rows are being read the list before them is dead; they replace nothing asked for since."""
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/data/kpis.csv.js", hold)
    page.goto(f"{address}en/{PAGE}")
    open_form(page)
    title, body = page.locator("dialog h2"), page.locator(".es-edit-body")
    page.locator(".es-edit-crumbs button").first.click()
    page.get_by_role("button", name="KPI values").click()
    assert body.evaluate("(one) => one.inert")
    page.locator("dialog .es-edit-foot .es-edit-main").click()
    expect(title).to_contain_text("Changes")
    assert not body.evaluate("(one) => one.inert")
    told = title.inner_text()
    with page.expect_response("**/data/kpis.csv.js"):
        held[0].continue_()
    page.evaluate("() => erpsiteEditParts.readFile('kpis.csv')")
    assert title.inner_text() == told
    context.close()


def test_two_tabs_add_to_each_other_and_a_value_that_moved_meanwhile_is_shown(editor: Page) -> None:
    page = editor
    control(page, "budget_total").fill("1100")
    with page.context.expect_page() as opened:
        page.evaluate("() => window.open(location.href)")
    other = opened.value
    other.locator("[data-es-edit]").wait_for()
    open_form(other)
    # The other tab reads what the build says, which is not what the change was made from.
    control(other, "priority").fill("2")
    page.wait_for_function("() => erpsiteEditStore.changes.length === 2", polling=50)
    page.locator("dialog .es-edit-foot .es-edit-main").click()
    other.locator("dialog .es-edit-foot .es-edit-main").click()
    clash = other.locator(".es-edit-clash:not(:empty)")
    clash.wait_for()
    expect(clash).to_contain_text("In the meantime this became")
    clash.get_by_role("button", name="Keep mine").click()
    clash.wait_for(state="detached")
    assert next(one["old"] for one in changes(other)) != 1000


def test_a_full_storage_is_told_and_the_form_goes_on(editor: Page) -> None:
    page = editor
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    control(page, "budget_total").fill("1100")
    assert "This browser keeps nothing" in page.locator("dialog .es-edit-foot [role=status]").inner_text()
    control(page, "optimism").fill("5")
    assert len(changes(page)) == 2


@pytest.mark.parametrize(("language", "scheme", "width"), [("zh", "dark", 375), ("en", "light", 1440)])
def test_every_kind_of_record_opens_and_is_readable(
    browser: Browser, address: str, language: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{address}{language}/plan/kpis/")
    open_form(page)
    kinds: list[str] = page.evaluate("() => erpsiteEditParts.general.kinds.map((one) => one.kind)")
    assert len(kinds) > 15
    for name in kinds:
        heading = page.evaluate(_OPEN_FIRST, name)
        if heading is None:
            continue
        assert page.locator("dialog h2").inner_text() == heading
        assert page.locator("dialog :is(.es-edit-field, table, .es-edit-list)").count() > 0, name
        wide = page.evaluate("() => document.querySelector('.es-edit-body').scrollWidth > innerWidth")
        assert not wide, name
        if name in ("initiatives", "kpi_actuals", "reviews"):
            assert not violations(page), name
    assert troubles == []
    context.close()


_OPEN_FIRST = """async (name) => {
  const { general, kind, readFile } = erpsiteEditParts;
  const file = (general.files[name] || [])[0];
  if (!file) return null;
  const data = await readFile(file);
  await erpsiteEditor.openAt(file, data.rows ? data.lines[0] : data.records[0]["@"]);
  await new Promise((done) => setTimeout(done));
  return document.querySelector("dialog h2").textContent;
}"""


def test_three_people_fill_one_review_and_one_puts_it_together(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """Each owner reports on what is theirs; where two say different things, both are shown."""
    parts = {
        "gao-peng": ("advanced-planning", "80"),
        "qin-yong": ("wms-rollout", "75"),
        "tang-lei": ("wms-rollout", "76"),
    }
    files: list[Path] = []
    for at, (person, (initiative, complete)) in enumerate(parts.items()):
        context = browser.new_context(viewport={"width": 375, "height": 800})
        page = context.new_page()
        page.goto(f"{address}en/reviews/2026-10/")
        open_form(page)
        page.evaluate("() => erpsiteEditor.openReview('2026-11')")
        card = page.locator(f'[data-card="initiative:{initiative}"]')
        card.locator("summary").click()
        card.get_by_role("button", name="Report on it").click()
        card.locator('[data-field$=".complete"] input').fill(complete)
        page.reload()
        open_form(page)
        page.evaluate("() => erpsiteEditor.openReview('2026-11')")
        if not at:
            page.get_by_label("On-time delivery, 2026-11").fill("93.5")
            page.get_by_label("On-time delivery, 2026-11").fill("94")
        page.locator("dialog .es-edit-foot .es-edit-main").click()
        expect(page.locator(".es-edit-note")).to_contain_text("Held on must not be empty")
        page.get_by_label("Your name").fill(person)
        if at == 2:
            page.evaluate("() => erpsiteEditor.openReview('2026-11')")
            control(page, "held_on").fill("2026/12/4")
            control(page, "chair").select_option("chen-guodong")
            page.locator("dialog .es-edit-foot .es-edit-main").click()
            page.locator(".es-edit-send").wait_for()
            assert page.locator(".es-edit-note").count() == 0
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="Add change files of others").click()
            (tmp_path / "none.json").write_text("{}")
            chooser.value.set_files([*files, tmp_path / "none.json"])
            expect(page.locator(".es-edit-said")).to_contain_text("no change file")
            clash = page.locator(".es-edit-take .es-edit-clash")
            expect(clash).to_contain_text("here 76, qin-yong says 75")
            clash.get_by_role("button", name="Take theirs").click()
            clash.wait_for(state="detached")
        with page.expect_download() as got:
            page.get_by_role("button", name="Save the change file").click()
        files.append(tmp_path / f"{person}.json")
        got.value.save_as(files[-1])
        context.close()
    data = tmp_path / "data"
    shutil.copytree("data", data)
    before = load_handbook(data).handbook
    done = CliRunner().invoke(apply, [str(files[-1]), "--data", str(data)])
    assert done.exit_code == 0, done.output
    after = load_handbook(data).handbook
    assert before is not None
    assert after is not None
    review = after.reviews["2026-11"]
    assert {one.initiative: one.complete for one in review.progress} == {
        "advanced-planning": 80,
        "wms-rollout": 75,
    }
    assert (str(review.held_on), review.chair) == ("2026-12-04", "chen-guodong")
    (row,) = set(after.kpi_actuals) - set(before.kpi_actuals)
    assert (row.kpi, row.month, row.actual) == ("on-time-delivery", "2026-11", 94)
    # Nothing else differs.
    assert after.initiatives == before.initiatives
    assert {month: one for month, one in after.reviews.items() if month != "2026-11"} == before.reviews


def test_who_removes_what_others_name_sees_where(editor: Page) -> None:
    page = editor
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    page.locator(".es-edit-delete button").click()
    page.get_by_text("will be deleted").wait_for()
    assert "places in the plan refer to it" in asked[0]
    assert "Progress" in asked[0]
    assert said(changes(page))[0][:2] == ([], "remove")
    assert changes(page)[0]["old"]["id"] == "wms-rollout"
    page.get_by_role("button", name="Keep it after all").click()
    page.locator("dialog .es-edit-field").first.wait_for()
    assert changes(page) == []
    page.locator(".es-edit-crumbs button").last.click()
    page.get_by_label("Id of the new record").fill("wms-rollout")
    page.get_by_role("button", name="Begin to fill it in").click()
    expect(page.locator(".es-edit-new .es-edit-error")).to_contain_text("is taken already")
    page.get_by_label("Id of the new record").fill("brand-new")
    page.get_by_role("button", name="Begin to fill it in").click()
    page.get_by_label("Name · English").fill("Brand new")
    (added,) = changes(page)
    assert (added["file"], added["path"], added["action"]) == ("initiatives/brand-new.yml", [], "add")
    assert (added["new"]["id"], added["new"]["name"]) == ("brand-new", {"en": "Brand new"})
    assert [one["smallest_viable"] for one in added["new"]["phases"]] == [True]


def test_a_new_record_begins_with_what_it_needs_or_like_another(editor: Page, tmp_path: Path) -> None:
    page = editor
    page.locator(".es-edit-crumbs button").last.click()
    new = page.locator("form.es-edit-new")
    new.get_by_label("Name").fill("WMS, second wave")
    expect(new.get_by_label("Id of the new record")).to_have_value("wms-second-wave")
    new.get_by_role("button", name="Begin to fill it in").click()
    control(page, "type").select_option("new-module")
    page.evaluate("() => erpsiteEditor.openAt('pain_points.yml', 0)")
    expect(page.locator("dialog h2")).to_have_text("Pain points")
    new.get_by_label("Begin with").select_option(label="The same as in “Stock figures are wrong”")
    new.get_by_label("Name").fill("盘点不准")
    expect(new.get_by_label("Id of the new record")).to_have_value("pain-point-1")
    new.get_by_role("button", name="Begin to fill it in").click()
    expect(page.locator(".es-edit-said")).to_contain_text("look through dates, people and amounts")
    page.evaluate("() => { erpsiteEditStore.who.name = 'Li'; }")
    held = page.evaluate("() => erpsiteEditTray.changeFile()")
    (tmp_path / "new.json").write_text(json.dumps(held), encoding="utf-8")
    shutil.copytree("data", tmp_path / "data")
    done = CliRunner().invoke(apply, [str(tmp_path / "new.json"), "--data", str(tmp_path / "data")])
    assert done.exit_code == 0, done.output
    plan = load_handbook(tmp_path / "data").handbook
    assert plan is not None
    made, model = plan.pain_points["pain-point-1"], plan.pain_points["inaccurate-stock"]
    assert (made.process, made.owner, made.initiatives) == (model.process, model.owner, model.initiatives)
    assert plan.initiatives["wms-second-wave"].phases[0].smallest_viable


def test_a_release_edits_the_latest_plan_and_says_what_has_changed(
    browser: Browser, address: str, site: Path
) -> None:
    """The page is of a release; the latest one, beside it, has another amount, phase and name of a file."""

    def told(path: str) -> Any:
        return json.loads((site / "en" / path).read_text(encoding="utf-8").split("]=", 1)[1].rstrip(";\n"))

    def script(name: str, value: Any) -> str:
        key = json.dumps(name)
        return f"(window.erpsiteForms=window.erpsiteForms||{{}})[{key}]={json.dumps(value)};"

    asked: list[str] = []

    def latest(route: Route) -> None:
        path = route.request.url.removeprefix(f"{address}latest/")
        asked.append(path)
        if path == "assets/forms/forms.js":
            held = told(path)
            held["base"]["release"] = "2026-10"
            held["files"]["initiatives"].remove("initiatives/cycle-counting.yml")
            route.fulfill(body=script("", held), content_type="text/javascript")
        elif path == f"assets/forms/data/{FILE}.js":
            held = told(path)
            held["records"][0]["budget_total"] = 7
            del held["records"][0]["phases"][0]
            route.fulfill(body=script(FILE, held), content_type="text/javascript")
        else:
            route.fulfill(path=site / "en" / path, content_type="text/javascript")

    general = told("assets/forms/forms.js")
    general["base"]["release"] = "2026-09"
    with page_under_policy(browser) as page:
        page.route(f"{address}latest/**", latest)
        page.route(
            f"{address}en/assets/forms/forms.js",
            lambda route: route.fulfill(body=script("", general), content_type="text/javascript"),
        )
        page.goto(f"{address}en/{PAGE}")
        page.evaluate("() => { window.erpsiteForms = undefined; }")
        open_form(page)
        since = page.locator(".es-edit-since")
        expect(since.locator("summary")).to_have_text("Changed since the release 2026-09: 2")
        amount = told(f"assets/forms/data/{FILE}.js")["records"][0]["budget_total"]
        expect(since.locator("li").first).to_contain_text(f"Budget total: there {amount}, now 7")
        expect(since.locator("li").last).to_contain_text("no longer in the plan")
        assert not violations(page)
        control(page, "budget_total").fill("8")
        (change,) = changes(page)
        assert (change["old"], change["new"]) == (7, 8)
        assert page.evaluate("() => erpsiteEditTray.changeFile().base.release") == "2026-10"
        gone = {"file": "initiatives/cycle-counting.yml", "record": "cycle-counting", "path": []}
        page.evaluate("(gone) => erpsiteEditor.openRecord({ ...gone, kind: 'initiatives' })", gone)
        expect(page.locator(".es-edit-body")).to_contain_text("does not have this record any more")
    assert not [path for path in asked if "cycle-counting" in path], "what is not there is not asked for"


def test_another_id_changes_what_names_the_record_and_can_be_taken_back(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with page_under_policy(browser) as page:
        page.goto(f"{address}en/{PAGE}")
        open_form(page)
        rename = page.locator(".es-edit-rename")
        rename.get_by_role("button", name="Give it another id").click()
        expect(rename.locator("summary").first).to_have_text("Changed with it, places: 4")
        expect(rename.locator("summary").last).to_contain_text("Kept as written")
        rename.get_by_label("The new id").fill("mes-erp-integration")
        rename.get_by_role("button", name="Change the id").click()
        expect(rename.get_by_role("alert")).to_contain_text("is taken already")
        assert not violations(page)
        rename.get_by_label("The new id").fill("wms-live")
        rename.get_by_role("button", name="Change the id").click()
        expect(rename.locator(".es-edit-note")).to_have_text("The id goes from wms-rollout to wms-live.")
        page.evaluate("() => { erpsiteEditStore.who.name = 'Li'; }")
        held = page.evaluate("() => erpsiteEditTray.changeFile()")
        # With it what somebody else said of the record while it had the earlier id.
        (tmp_path / "a.json").write_text(json.dumps(held), encoding="utf-8")
        other = {**held["changes"][0], "path": ["priority"], "old": 1, "new": 4}
        (tmp_path / "b.json").write_text(json.dumps({**held, "changes": [other]}), encoding="utf-8")
        assert held["changes"][-1]["path"] == ["id"], "until then the record is found by the id it has"
        page.locator("dialog .es-edit-foot .es-edit-main").click()
        page.get_by_role("button", name="Take back: Warehouse", exact=False).first.click()
        expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    shutil.copytree("data", tmp_path / "data")
    files = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    first, second = (CliRunner().invoke(apply, [*files, "--data", str(tmp_path / "data")]) for _ in range(2))
    assert first.exit_code == 0, first.output
    assert "7 already so" in second.output
    plan = load_handbook(tmp_path / "data").handbook
    assert plan is not None
    renamed = plan.initiatives["wms-live"]
    assert (renamed.formerly, renamed.priority) == (("wms-rollout",), 4)
    assert "initiatives: [wms-live, material-master-cleanup, cycle-counting]" in (
        tmp_path / "data/pain_points.yml"
    ).read_text(encoding="utf-8")


ROWS = (
    ("plan/risks", "r-mes-duplicates", "new_risks", "r-mes-duplicates"),
    ("reviews/actions", "a-2026-07-04", "actions", "a-2026-07-04"),
    ("reviews/assumptions", "as-crm-api", "assumptions", "as-crm-api"),
    ("preread/last-year", "mobile-approval", "", "mobile-approval"),
    ("meeting/working-group", "kick-off", "steps", "kick-off"),
    ("plan/by-plant", "ningchuan", "", "ningchuan"),
)  # fmt: skip
"""Page, row, the list in which its record stands inside another, and its id."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_row_opens_the_record_that_it_shows(browser: Browser, address: str, language: str) -> None:
    with page_under_policy(browser) as page:
        for path, row, inside, key in ROWS:
            page.goto(f"{address}{language}/{path}/")
            assert page.locator("article .es-edit-place").count() == 0
            open_form(page)
            mark = page.locator(f'tr[id="{row}"] th .es-edit-place')
            mark.wait_for(state="attached")
            page.keyboard.press("Escape")
            mark.click()
            page.locator("dialog.es-edit[open] .es-edit-field").first.wait_for()
            field = page.locator("dialog.es-edit [data-field]").first.get_attribute("data-field") or ""
            assert field.startswith(f"{inside}.{key}." if inside else "id"), (path, field)
        page.keyboard.press("Escape")
        open_form(page)
        assert page.locator(".es-edit-rows li").count() >= 3
        page.locator(".es-edit-rows button").first.click()
        page.locator("dialog.es-edit[open] .es-edit-field").first.wait_for()


@pytest.mark.parametrize(("language", "width"), [("zh", 375), ("en", 1440)])
def test_a_whole_edit_by_keyboard(
    browser: Browser, address: str, tmp_path: Path, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{address}{language}/{PAGE}")

    def tab_to(wanted: str) -> None:
        """Press Tab until the element with the focus is the one wanted, as somebody without a mouse does."""
        for _ in range(120):
            if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", wanted):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached")

    page.locator("[data-es-edit]").wait_for()
    tab_to("[data-es-edit]")
    page.keyboard.press("Enter")
    page.locator("dialog.es-edit[open] .es-edit-field").first.wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    tab_to('dialog [data-field="priority"] :is(input, select)')
    page.keyboard.press("Control+a")
    page.keyboard.type("9")
    error = page.locator('dialog [data-field="priority"] .es-edit-error')
    assert error.get_attribute("role") == "alert"
    assert "5" in error.inner_text()
    assert not violations(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    tab_to("dialog .es-edit-foot .es-edit-main")
    page.keyboard.press("Enter")
    page.locator(".es-edit-changes").wait_for()
    assert not violations(page)
    tab_to('dialog .es-edit-send input[type="text"]')
    page.keyboard.type("Li Wei")
    tab_to("dialog .es-edit-send .es-edit-main")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "one.erpsite-change.json")
    held = json.loads((tmp_path / "one.erpsite-change.json").read_text(encoding="utf-8"))
    assert said(held["changes"]) == [(["priority"], "set", held["changes"][0]["old"], 4)]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-es-edit]')"), "the focus returns"
    context.close()
