"""Find the browser that draws charts and runs tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

__all__ = ["NAMES", "system_browser"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")


def system_browser(which: Callable[[str], str | None] = shutil.which) -> Path | None:
    """Return the Chromium that the system has, or None; Playwright may have one of its own."""
    for name in NAMES:
        if found := which(name):
            return Path(found)
    return None
