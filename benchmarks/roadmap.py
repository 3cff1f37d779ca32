"""Open the roadmap of a large plan in headless Chromium: size of the page, and when it answers."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_plan import write_plan
from benchmarks.measure import run
from benchmarks.serving import fresh_page, served

__all__ = ["WATCH_ROADMAP", "RoadmapRun", "measure_roadmap", "print_roadmap"]

WATCH_ROADMAP = """
const answered = () => { window.answers = performance.now(); };
const look = () => {
  const count = document.querySelector(".es-g-count");
  if (count && count.textContent) setTimeout(() => requestIdleCallback(answered));
  else requestAnimationFrame(look);
};
look();
"""
"""Note when the filters have counted, the lines are drawn and the browser has nothing left to do."""

_FILTER = """
() => new Promise((done) => {
  const field = document.querySelector(".es-gantt select[data-filter=owner]");
  field.value = field.options[1].value;
  const began = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})
"""


@dataclass(frozen=True)
class RoadmapRun:
    """Hold what opening the page took: `size` in MB, times in seconds."""

    size: float
    interactive: float
    """From the request to an idle page that answers filters and keys."""
    filtered: float
    """From a choice in a filter to the picture that shows it."""


def measure_roadmap(root: Path, scratch: Path, count: int) -> RoadmapRun:
    """Return the best of three openings of the roadmap of `count` initiatives, in English."""
    folder = scratch / f"roadmap-{count}"
    write_plan(folder / "data", count)
    (folder / "content").mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    environment = {"ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    run([sys.executable, "-m", "mkdocs", "build", "-q"], folder, environment)
    size = (folder / "site/plan/roadmap/index.html").stat().st_size / 1e6
    with served(folder / "site") as address:
        times = [_open(f"{address}/plan/roadmap/") for _ in range(3)]
    shutil.rmtree(folder)
    return RoadmapRun(size, min(first for first, _ in times), min(second for _, second in times))


def print_roadmap(root: Path, scratch: Path, count: int = 300) -> None:
    """Print the line of the roadmap."""
    one = measure_roadmap(root, scratch, count)
    print(
        f"roadmap of {count} initiatives    {one.interactive:.2f} s until it answers (aim: 2.0), "
        f"{one.filtered:.2f} s to filter, {one.size:.2f} MB (aim: 1.5)"
    )


def _open(address: str) -> tuple[float, float]:
    """Return the seconds until the page answers, and until a filter shows, in a fresh browser."""
    with fresh_page() as page:
        page.add_init_script(WATCH_ROADMAP)
        page.goto(address)
        page.wait_for_function("window.answers !== undefined")
        ready, filtered = page.evaluate("window.answers"), page.evaluate(_FILTER)
    return ready / 1000, filtered / 1000
