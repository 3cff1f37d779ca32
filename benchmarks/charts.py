"""Measure what charts cost: time to the first one, bytes of the brief and of the bundle, share of a build."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measure import run
from benchmarks.serving import fresh_page, served

if TYPE_CHECKING:
    from playwright.sync_api import Request

__all__ = ["ChartCosts", "measure_charts", "print_charts"]

_WATCH = """
const look = () => {
  if (document.querySelector(".es-chart.es-drawn .main-svg")) window.chartSeen = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

_LIBRARY = ("plotly.js", "plotly.css")

_SHARE = """
import functools, json, sys, time
from pathlib import Path
import erpsite.charts as charts

spent, depth = [0.0], [0]

def timed(call):
    @functools.wraps(call)
    def inner(*args, **kwargs):
        began, depth[0] = time.process_time(), depth[0] + 1
        try:
            return call(*args, **kwargs)
        finally:
            depth[0] -= 1
            if not depth[0]:
                spent[0] += time.process_time() - began
    return inner

for name in charts.__all__:
    made = getattr(charts, name)
    if callable(made) and not isinstance(made, type):
        setattr(charts, name, timed(made))

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.render import HtmlRenderer
from erpsite.pages.site.site_map import site_map

HtmlRenderer._figure = timed(HtmlRenderer._figure)
handbook = load_handbook(Path(sys.argv[1])).handbook
book = Book(state(handbook, handbook.default_as_of), locale_of(sys.argv[2], handbook.plan.currency))
for entry in site_map(book):
    HtmlRenderer(book.locale, entry.path).render(entry.draw())
print(json.dumps(spent[0]))
"""
"""Draws every page of a plan and prints the CPU seconds within the functions that make charts."""


@dataclass(frozen=True)
class ChartCosts:
    """Hold what charts cost the reader and the build."""

    first: float
    """Seconds from the request to the first drawn chart; the middle of five fresh browsers."""
    brief: int
    """Bytes of the pre-read brief with all it loads, each file compressed, before any chart."""
    bundle: int
    """Bytes of the chart library, compressed."""
    share: float
    """CPU of making charts against the CPU of the whole build of one language."""


def measure_charts(root: Path, scratch: Path) -> ChartCosts:
    """Measure the sample in English, built cold by plain `mkdocs build`."""
    site = scratch / "charts-site"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
    build = run(command, root, {"ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"})
    drawing = subprocess.run(
        [sys.executable, "-c", _SHARE, str(root / "data"), "en"], capture_output=True, text=True, check=True
    )
    with served(site) as address:
        first = median(_first_chart(f"{address}/preread/health/") for _ in range(5))
        brief = _transferred(f"{address}/preread/brief/")
    bundle = compressed((site / "assets/erpsite/plotly.js").read_bytes())
    return ChartCosts(first, brief, bundle, json.loads(drawing.stdout) / build.cpu)


def print_charts(root: Path, scratch: Path) -> None:
    """Print the lines of the charts."""
    costs = measure_charts(root, scratch)
    print(f"first chart visible         {costs.first:.2f} s   (aim: 0.6)")
    print(f"the brief before any chart  {costs.brief / 1000:.0f} KB compressed   (aim: 300)")
    print(f"chart library               {costs.bundle / 1000:.0f} KB compressed   (aim: 450)")
    print(f"charts in a build           {costs.share:.1%} of its CPU   (aim: 15%)")


def compressed(content: bytes) -> int:
    """Return the length of a file as nginx sends it with `gzip_comp_level 6`."""
    return len(gzip.compress(content, 6, mtime=0))


def _first_chart(address: str) -> float:
    with fresh_page() as page:
        page.add_init_script(_WATCH)
        page.goto(address)
        page.locator(".es-chart").first.scroll_into_view_if_needed()
        page.wait_for_function("window.chartSeen !== undefined")
        return float(page.evaluate("window.chartSeen")) / 1000


def _transferred(address: str) -> int:
    sizes: dict[str, int] = {}

    def note(request: Request) -> None:
        response = request.response()
        if response and response.ok and not response.url.endswith(_LIBRARY):
            sizes[response.url] = compressed(response.body())

    with fresh_page() as page:
        page.on("requestfinished", note)
        page.goto(address)
        page.wait_for_load_state("networkidle")
    return sum(sizes.values())
