"""Measure how long the pages of a built site are: `python -m tools.page_lengths SITE --width 375`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.static_server import StaticServer
from tools.browser import LAUNCH_ARGUMENTS, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = (375, 812)
DESK = (1440, 900)
_NO_LIBRARY = "window.Plotly = { react() {}, purge() {} };"
"""Draws nothing: a chart keeps its room before it is drawn, while without a library its table would open."""


def pages_of(site: Path, language: str) -> list[str]:
    """Return the addresses of the pages in one language, relative to the site, in their order."""
    files = sorted((site / language).rglob("index.html"))
    return [f"{file.parent.relative_to(site).as_posix()}/" for file in files]


def measure(
    browser: Browser, address: str, paths: Iterable[str], size: tuple[int, int] = PHONE
) -> dict[str, float]:
    """Return the length of each page in screens of this size, `(width, height)` in pixels."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page, found = context.new_page(), {}
    page.route("**/plotly.js", lambda route: route.fulfill(body=_NO_LIBRARY, content_type="text/javascript"))
    for path in paths:
        page.goto(address + path, wait_until="load")
        found[path] = page.evaluate("document.documentElement.scrollHeight") / height
    context.close()
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the length of each page, the longest first, and the size of its file."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - half a second that --help need not pay

    parser = argparse.ArgumentParser(prog="tools.page_lengths", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--width", type=int, default=PHONE[0])
    parser.add_argument("--height", type=int, default=PHONE[1])
    parser.add_argument("--language", default="zh")
    parser.add_argument("--under", default="", help="only pages whose address has this in it")
    chosen = parser.parse_args(arguments)
    paths = [path for path in pages_of(chosen.site, chosen.language) if chosen.under in path]
    server = StaticServer(chosen.site)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS))
            found = measure(browser, server.url, paths, (chosen.width, chosen.height))
            browser.close()
    finally:
        server.stop()
    for path, screens in sorted(found.items(), key=lambda item: -item[1]):
        size = (chosen.site / path / "index.html").stat().st_size
        print(f"{screens:6.1f} screens {size / 1000:8.0f} kB  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
