"""The what-if answers at once, by keyboard, from a link, and as data that the check accepts."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from erpsite.analysis import state
from erpsite.analysis.portfolio import Breakpoint, Problem, breaches, portfolio
from erpsite.analysis.portfolio.frontier import frontier_points
from erpsite.load import load_handbook
from tests.static_server import StaticServer
from tests.warm import python

pytestmark = pytest.mark.browser

FREE = ".es-whatif-items input:checked:not(:disabled)"
"""What is in and could be taken out: finished work stays."""
CHOOSE = """([budget, kept]) => {
  const widget = document.querySelector("[data-es-widget=whatif]");
  const data = JSON.parse(widget.querySelector("template").content.textContent);
  const parts = window.erpsiteWhatif;
  const model = parts.prepare(data);
  const { chosen, proved } = parts.choose(model, budget, kept);
  const ids = data.items.filter((_, place) => chosen[place]).map((item) => item.id);
  return { ids, proved, value: parts.sum(model, chosen, "value"), cost: parts.sum(model, chosen, "cost") };
}"""


@pytest.fixture(scope="module")
def problem(repo_root: Path) -> Problem:
    """Return the problem of the last month, in which finished work is in every choice."""
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook
    return portfolio(state(handbook, handbook.default_as_of)).problem


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page; an error in any script fails the test when it ends."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def _open(page: Page, served: StaticServer, language: str = "en", scenario: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{served.url}{language}/plan/portfolio/{scenario}")
    expect(page.locator(".es-whatif-items tbody tr").first).to_be_visible()


def _in(page: Page) -> set[str]:
    boxes = page.locator(".es-whatif-items input:checked")
    return {str(box.get_attribute("id")).removeprefix("whatif-") for box in boxes.all()}


def _value(page: Page) -> str:
    return page.locator(".es-whatif-figures .es-tile-value").first.text_content() or ""


def _best(problem: Problem, budget: int) -> Breakpoint:
    return [point for point in frontier_points(problem) if point.cost <= budget][-1]


def test_the_budget_is_moved_by_keyboard_and_the_best_choice_follows(
    page: Page, served: StaticServer, problem: Problem
) -> None:
    _open(page, served)
    start = _best(problem, problem.budget_steps(problem.budget))
    assert _in(page) == set(problem.ids_of(start.chosen))
    page.locator("#whatif-budget").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("12.5")
    less = _best(problem, problem.budget_steps(problem.budget * 0 + 12_500_000))
    assert less.value < start.value
    assert _in(page) == set(problem.ids_of(less.chosen))
    assert _value(page) == f"{less.value} points"
    page.locator("#whatif-slider").focus()
    page.keyboard.press("Home")
    expect(page.locator(".es-whatif-rules")).to_contain_text("more than may be spent")
    page.keyboard.press("End")
    expect(page.locator(".es-whatif-rules")).to_contain_text("Every rule is kept")


def test_an_initiative_is_turned_off_and_freed_again_by_keyboard(page: Page, served: StaticServer) -> None:
    _open(page, served)
    before = _in(page)
    box = page.locator(FREE).first
    name = str(box.get_attribute("id")).removeprefix("whatif-")
    box.focus()
    page.keyboard.press("Space")
    assert name not in _in(page)
    expect(page.locator(f"#whatif-{name}")).to_be_focused()
    row = page.locator(".es-whatif-items tr", has=page.locator(f"#whatif-{name}"))
    expect(row.locator("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".es-whatif-said")).to_contain_text("initiatives in, value")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(row.locator("button")).to_be_focused()
    page.keyboard.press("Enter")
    assert _in(page) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_address_holds_the_scenario(page: Page, served: StaticServer, language: str) -> None:
    _open(page, served, language)
    page.locator("#whatif-budget").fill("1300" if language == "zh" else "13")
    out, into = (
        page.locator(FREE).first,
        page.locator(".es-whatif-items input:not(:checked)").first,
    )
    out_id, into_id = str(out.get_attribute("id")), str(into.get_attribute("id"))
    page.locator(f"#{out_id}").uncheck()
    page.locator(f"#{into_id}").check()
    chosen, value, address = _in(page), _value(page), page.evaluate("location.href")
    assert "budget=13000000" in address
    _open(page, served, language)
    assert _in(page) != chosen
    _open(page, served, language, "#" + address.partition("#")[2])
    assert (_in(page), _value(page)) == (chosen, value)
    assert into_id.removeprefix("whatif-") in chosen
    assert out_id.removeprefix("whatif-") not in chosen


def test_a_damaged_address_still_opens(page: Page, served: StaticServer) -> None:
    _open(page, served)
    plain = _in(page)
    _open(page, served, scenario="#budget=none&in=no-such-thing,%E4%B8%AD&out=")
    assert _in(page) == plain


def test_the_peoples_choice_shows_what_it_breaks(page: Page, served: StaticServer, problem: Problem) -> None:
    _open(page, served)
    page.get_by_role("button", name="What was chosen").click()
    chosen = problem.places_of(frozenset(_in(page)))
    broken = breaches(problem, chosen, problem.budget)
    assert broken
    expect(page.locator(".es-whatif-rules li")).to_have_count(len(broken))
    expect(page.locator(".es-whatif-load.es-red")).to_have_count(
        sum(one.kind == "capacity" for one in broken)
    )


def test_the_search_in_the_page_finds_what_the_solver_finds(
    page: Page, served: StaticServer, problem: Problem
) -> None:
    _open(page, served)
    draw, compared = random.Random(4), 0
    free = sorted(set(range(len(problem.candidates))) - problem.mandatory)
    total = sum(problem.costs)
    for _ in range(40):
        budget = draw.randrange(total // 3, total)
        kept = {place: draw.random() < 0.4 for place in draw.sample(free, 3)}
        bound = _bound(problem, kept)
        points = [point for point in frontier_points(bound) if point.cost <= budget] if bound else []
        if not bound or not points:
            continue
        found = page.evaluate(CHOOSE, [budget, {str(place): taken for place, taken in kept.items()}])
        best, compared = points[-1], compared + 1
        value = bound.value_of(best.chosen) / problem.value_step
        cost = bound.cost_of(best.chosen) / problem.money_step
        assert (found["value"], found["cost"], found["proved"]) == (value, cost, True), (budget, kept)
    assert compared >= 15


def _bound(problem: Problem, kept: dict[int, bool]) -> Problem | None:
    """Return the problem with what is kept as its rules; None where those leave no choice."""
    out = {place for place, taken in kept.items() if not taken}
    while True:
        more = {place for place, needed in enumerate(problem.needs) if needed & out} - out
        if not more:
            break
        out |= more
    if out & (problem.mandatory | {place for place, taken in kept.items() if taken}):
        return None
    candidates = tuple(
        replace(one, mandatory=one.mandatory or kept.get(place, False))
        for place, one in enumerate(problem.candidates)
        if place not in out
    )
    return replace(problem, candidates=candidates)


def _export(page: Page) -> str:
    page.get_by_role("button", name="Export as YAML").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download", exact=True).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert page.locator(".es-whatif-export code").text_content() == text
    return text


def _apply(text: str, data: Path) -> list[str]:
    """Merge each part into the file that its comment names, line by line; return the files."""
    names = []
    for part in text.split("---\n")[1:]:
        name = re.match(r"# data/(\S+)\n", part)
        assert name, part
        names.append(name[1])
        file, change = data / name[1], yaml.safe_load(part)
        ((key, value),) = change["budget"].items() if "budget" in change else change.items()
        before = file.read_text(encoding="utf-8")
        after, count = re.subn(rf"(?m)^(\s*{key}: ).*$", rf"\g<1>{value}", before, count=1)
        assert count == 1, name[1]
        file.write_text(after, encoding="utf-8")
    return names


def test_the_export_is_data_that_the_check_accepts(
    page: Page, served: StaticServer, repo_root: Path, tmp_path: Path
) -> None:
    _open(page, served)
    page.get_by_role("button", name="Cut 10%").click()
    page.locator("#whatif-budget").fill("15")
    chosen = _in(page)
    text = _export(page)
    data = tmp_path / "data"
    shutil.copytree(repo_root / "data", data)
    names = _apply(text, data)
    assert "handbook.yml" in names
    assert len(names) > 2
    changed = load_handbook(data)
    assert changed.handbook, changed.issues
    assert abs(float(changed.handbook.plan.spendable or 0) - 15_000_000) <= 1
    for name in names[1:]:
        one: Any = changed.handbook.initiatives[Path(name).stem]
        assert (one.stage == "approved") == (one.id in chosen), name
    command = [python(), "-m", "erpsite", "check", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unchanged_scenario_exports_no_change(page: Page, served: StaticServer) -> None:
    _open(page, served)
    page.get_by_role("button", name="What was chosen").click()
    text = _export(page)
    assert "changes nothing" in text
    assert list(yaml.safe_load_all(text)) in ([], [None])


def test_without_script_tables_stand_in(browser: Browser, served: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}en/plan/portfolio/")
    assert page.locator("[data-es-widget=whatif]").is_hidden()
    page.get_by_text("The best choice at some budgets").click()
    rows = page.locator("#table-scenarios tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.nth(2)).to_contain_text("−10%")
    context.close()


def test_paper_shows_the_scenario_without_its_buttons(page: Page, served: StaticServer) -> None:
    _open(page, served, scenario="#budget=15000000")
    page.emulate_media(media="print")
    expect(page.locator(".es-whatif-presets").first).to_be_hidden()
    expect(page.locator("#whatif-budget")).to_have_value("15")
    expect(page.locator(".es-whatif-figures")).to_be_visible()


def test_finished_work_stays_in_whatever_is_spent(page: Page, served: StaticServer, problem: Problem) -> None:
    _open(page, served)
    fixed = {
        str(box.get_attribute("id"))[7:] for box in page.locator(".es-whatif-items input:disabled").all()
    }
    assert fixed
    assert fixed <= set(problem.ids_of(problem.mandatory))
    page.locator("#whatif-budget").fill("1")
    assert fixed <= _in(page)
    row = page.locator(".es-whatif-items tr", has=page.locator("input:disabled")).first
    expect(row).to_contain_text("finished, stays in")
    expect(row.locator("button")).to_be_disabled()
