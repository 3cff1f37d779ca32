"""Note what of the chart library runs until a first chart is drawn: `python -m tools.drawn_functions SITE`.

SITE is a built sample. One page of each type is opened in each language with the library as it is before any
function stands in brackets; what ran until its first chart was there is listed in
`tools/chart_bundle/drawn.json`, from which `npm run build` makes the script of the site. It is needed
when the library or its recipe changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.browser.building import LANGUAGES, page_types
from tests.static_server import StaticServer
from tools.browser import LAUNCH_ARGUMENTS, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RECIPE = Path(__file__).parent / "chart_bundle"
_LIBRARY = "**/assets/erpsite/plotly.js"
_CHART = 'class="es-chart"'


def plain_library(folder: Path) -> str:
    """Return the library as it is before any function stands in brackets; needs what `npm ci` installs."""
    file = folder / "plotly.js"
    node = shutil.which("node") or "node"
    subprocess.run([node, str(RECIPE / "build.mjs"), "--plain", str(file)], check=True)
    return file.read_text(encoding="utf-8")


def pages_with_charts(site: Path) -> list[str]:
    """Return the addresses of pages with charts, one of each type in each language."""
    pages = (path for language in LANGUAGES for path in page_types(site, language))
    return [
        path
        for path in pages
        if path.endswith("/") and _CHART in (site / path / "index.html").read_text("utf-8")
    ]


def ran_until_drawn(browser: Browser, address: str, paths: Iterable[str], library: str) -> Iterator[set[int]]:
    """Yield for each page where the functions begin, in the library's text, that its first chart needed."""
    for path in paths:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.route(_LIBRARY, lambda route: route.fulfill(body=library, content_type="text/javascript"))
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
        page.goto(address + path)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.locator(".es-chart").first.scroll_into_view_if_needed()
        page.locator(".es-chart.es-drawn").first.wait_for()
        scripts = session.send("Profiler.takePreciseCoverage")["result"]
        page.close()
        functions = [
            one for script in scripts if script["url"].endswith("plotly.js") for one in script["functions"]
        ]
        yield {one["ranges"][0]["startOffset"] for one in functions if one["ranges"][0]["count"]}


def main(arguments: list[str] | None = None) -> int:
    """Write the list, and say how long it is."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - half a second that --help need not pay

    parser = argparse.ArgumentParser(prog="tools.drawn_functions", description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args(arguments).site
    with TemporaryDirectory() as folder:
        library = plain_library(Path(folder))
    paths, found = pages_with_charts(site), set[int]()
    server = StaticServer(site)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS))
            for path, ran in zip(paths, ran_until_drawn(browser, server.url, paths, library), strict=True):
                print(f"{len(ran):5} functions, {len(ran - found):4} of them new  {path}", flush=True)
                found |= ran
            browser.close()
    finally:
        server.stop()
    # The script itself begins at 0 and is no function.
    lines = ",\n".join(f"    {start}" for start in sorted(found - {0}))
    bundle = hashlib.sha256(library.encode()).hexdigest()
    text = f'{{\n  "bundle": {json.dumps(bundle)},\n  "functions": [\n{lines}\n  ]\n}}\n'
    (RECIPE / "drawn.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
