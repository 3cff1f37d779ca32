"""Open pages of this tree and of an earlier commit in headless Chromium, in turn: what a reader waits for.

Each number is a ratio of two medians, taken from openings that alternate, so that a busy machine weighs on
both sides alike.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.anchor import ANCHOR, export_anchor
from benchmarks.measure import run
from benchmarks.roadmap import WATCH_ROADMAP
from benchmarks.serving import fresh_page, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["print_reading"]

_CHARTS, _ROADMAP, _PLAIN = "preread/health/", "plan/roadmap/", "data/glossary/"
_SLOWED = 6
"""How many times slower the CPU is made for the readers of old phones."""
_WATCH_CHART = """
const look = () => {
  if (document.querySelector(".es-chart.es-drawn .main-svg")) window.answers = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_TEXT = """
() => new Promise((done) => new PerformanceObserver((list) => {
  const [first] = list.getEntriesByName("first-contentful-paint");
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))
"""


def _chart(address: str, slowed: int = 1) -> float:
    """Return the milliseconds until the first chart is drawn."""
    with _slowed_page(slowed) as page:
        page.add_init_script(_WATCH_CHART)
        page.goto(address + _CHARTS)
        page.locator(".es-chart").first.scroll_into_view_if_needed()
        page.wait_for_function("window.answers !== undefined")
        return float(page.evaluate("window.answers"))


def _roadmap(address: str) -> float:
    """Return the milliseconds until the roadmap answers its filters and keys."""
    with fresh_page() as page:
        page.add_init_script(WATCH_ROADMAP)
        page.goto(address + _ROADMAP)
        page.wait_for_function("window.answers !== undefined")
        return float(page.evaluate("window.answers"))


def _whole(address: str, path: str) -> float:
    """Return the milliseconds until a page and all that it loads is there, on a slowed CPU."""
    with _slowed_page(_SLOWED) as page:
        page.goto(address + path, wait_until="load")
        return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart"))


def _text(address: str, path: str) -> float:
    """Return the milliseconds until a page shows its first words, on a slowed CPU."""
    with _slowed_page(_SLOWED) as page:
        page.goto(address + path)
        return float(page.evaluate(_TEXT))


@contextmanager
def _slowed_page(times: int) -> Iterator[Page]:
    with fresh_page() as page:
        if times > 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": times})
        yield page


def _ratio(first: Callable[[], float], second: Callable[[], float], count: int) -> tuple[float, float]:
    """Return the medians of both, in milliseconds, opened in turn."""
    pairs = [(first(), second()) for _ in range(count)]
    one, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return one, other


def _built(tree: Path, site: Path) -> Path:
    """Return the site of a tree's own sample in English, built by that tree."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tree / "mkdocs.yml"), "-d", str(site)]
    way = os.pathsep.join((str(tree), str(tree / "plugins")))
    run(command, tree, {"PYTHONPATH": way, "ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"})
    return site


def print_reading(root: Path, scratch: Path, count: int = 5) -> None:
    """Print what a reader waits for beside the earlier commit, and beside a plain page of this site."""
    now = _built(root, scratch / "site-now")
    with served(now) as site:
        here = f"{site}/"
        chart = _ratio(lambda: _chart(here, _SLOWED), lambda: _whole(here, _PLAIN), count)
        text = _ratio(lambda: _text(here, _CHARTS), lambda: _text(here, _PLAIN), count)
        print(f"\nCPU slowed {_SLOWED} times, beside a plain page, medians of {count}")
        _say("first words of a page with charts", text, 1.5)
        _say("its first chart beside a whole page", chart, 2.0)
        anchor = export_anchor(root, scratch)
        print(f"Opened beside commit {ANCHOR}, medians of {count} pairs")
        if anchor is None:
            print("  this clone does not reach back to it; fetch it whole: git fetch --unshallow")
            return
        with served(_built(anchor, scratch / "site-then")) as earlier:
            there = f"{earlier}/"
            charts = _ratio(lambda: _chart(here), lambda: _chart(there), count)
            roadmaps = _ratio(lambda: _roadmap(here), lambda: _roadmap(there), count)
        _say("first chart", charts, 0.6)
        _say("roadmap until it answers", roadmaps, 0.7)


def _say(what: str, pair: tuple[float, float], aim: float) -> None:
    first, second = pair
    print(f"  {what:34} {first / second:.2f} x ({first:.0f} against {second:.0f} ms)   (aim: {aim})")
