"""The roadmap on the dates that capacity allows: where the lines between tasks lead."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.shared import built_once
from tests.static_server import Serve
from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MONTH = "2026-01"
"""Month of the sample whose committed proposal moves tasks."""
_MOVED = """
[...document.querySelectorAll('.es-gl .es-gv')].filter(moved => {
  const waits = moved.previousElementSibling.dataset.w || '';
  return waits.includes('/') && !moved.closest('[hidden]');
}).map(moved => moved.closest('tbody').dataset.id)
"""
"""Initiatives with a moved task that waits for another task."""
_TIPS = """
id => [...document.querySelectorAll(`.es-gl[data-id="${id}"] .es-ga`)].map(tip => {
  const bars = [...tip.closest('td').querySelectorAll('[data-k][data-w], .es-gv')].map(bar => ({
    levelled: bar.classList.contains('es-gv'), shown: bar.checkVisibility({visibilityProperty: true}),
    left: parseFloat(bar.style.left),
    right: parseFloat(bar.style.left) + (parseFloat(bar.style.width) || 0) }));
  const at = parseFloat(tip.style.left);
  return {at, on: bars.filter(bar => at >= bar.left - 0.01 && at <= bar.right + 0.01)};
})
"""


@pytest.fixture(scope="module")
def january(tmp_path_factory: pytest.TempPathFactory, repo_root: Path, static_server: Serve) -> str:
    """Return the address of the sample's site as of the month in which capacity moves its tasks."""

    def build(folder: Path) -> None:
        words = ["build", "--config", "mkdocs.yml", "--as-of", MONTH, "--site-dir", str(folder)]
        subprocess.run([python(), "-m", "erpsite", *words], cwd=repo_root, capture_output=True, check=True)

    return static_server(built_once(tmp_path_factory, "january-site", build)).url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page; an error of a script fails the test when it ends."""
    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert troubles == []


def _tips(page: Page, lane: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_TIPS, lane)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_lead_to_where_capacity_puts_a_task(page: Page, january: str, language: str) -> None:
    page.goto(f"{january}{language}/plan/roadmap/")
    page.wait_for_selector(".es-g-count:not(:empty)")
    page.locator("[data-act=open]").click()
    lanes = list(dict.fromkeys(page.evaluate(_MOVED)))
    assert lanes, "a task that waits for another one is moved"
    lane = page.locator(f".es-gl[data-id='{lanes[0]}']")
    lane.locator(".es-gi th > a:not(.es-gf)").focus()
    page.wait_for_function("id => document.querySelector(`.es-gl[data-id='${id}'] .es-ga`)", arg=lanes[0])
    planned = _tips(page, lanes[0])
    assert all(any(not bar["levelled"] for bar in tip["on"]) for tip in planned)
    page.locator(".es-g-level input[value=levelled]").check()
    lane.locator(".es-gi th > a:not(.es-gf)").focus()
    page.wait_for_function(
        "([id, was]) => [...document.querySelectorAll(`.es-gl[data-id='${id}'] .es-ga`)]"
        ".some(tip => !was.includes(parseFloat(tip.style.left)))",
        arg=[lanes[0], [tip["at"] for tip in planned]],
    )
    levelled = _tips(page, lanes[0])
    assert len(levelled) == len(planned)
    assert any(bar["levelled"] and bar["shown"] for tip in levelled for bar in tip["on"])
    assert "dates=levelled" in page.evaluate("location.href")
    page.locator(".es-g-level input[value=planned]").check()
    lane.locator(".es-gi th > a:not(.es-gf)").focus()
    page.wait_for_function(
        "([id, was]) => JSON.stringify([...document.querySelectorAll(`.es-gl[data-id='${id}'] .es-ga`)]"
        ".map(tip => parseFloat(tip.style.left))) === JSON.stringify(was)",
        arg=[lanes[0], [tip["at"] for tip in planned]],
    )
