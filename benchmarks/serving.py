"""Serve a folder on this machine, and open it in a fresh headless Chromium."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.browser import LAUNCH_ARGUMENTS, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["fresh_page", "served"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that was closed before it had read all that it asked for."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a server of the folder, without a slash at its end."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def fresh_page() -> Iterator[Page]:
    """Give a page of a browser that was started for it and has nothing cached."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only some benchmarks need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS))
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()
