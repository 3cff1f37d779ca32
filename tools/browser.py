"""Find the Chromium that tests and screenshots drive."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from erpsite.pack.browser import system_browser

LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""As root there is no sandbox to use; the rest keeps the browser from making requests of its own."""


SHELL = "chromium-headless-shell"
"""The same engine without the parts of a browser with windows: a page opens at three quarters of the cost."""


def find_browser(which: Callable[[str], str | None] = shutil.which) -> Path | None:
    """Return the system's Chromium, else the one Playwright installed, else None."""
    if shell := which(SHELL):
        return Path(shell)
    return system_browser(which) or _playwright_browser()


def _playwright_browser() -> Path | None:
    # Imported late: starting Playwright costs half a second and most machines have a Chromium of their own.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def main() -> int:
    """Print the browser's path; exit with 1 when there is none."""
    browser = find_browser()
    if browser is None:
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
