"""Shorten the wait between saving a file and seeing it."""

from __future__ import annotations

from typing import Any

from mkdocs.livereload import LiveReloadServer

__all__ = ["quicken"]

_LOOK_EVERY = 0.1
"""Seconds between two looks at the data; the engine's own half a second is felt at every edit."""
_SETTLE = 0.05
"""Seconds to wait for more edits before building."""


def quicken(server: LiveReloadServer) -> LiveReloadServer:
    """Let the server look at the folders that it watches from now on more often, and build sooner."""
    server.build_delay = _SETTLE
    observer: Any = server.observer
    if hasattr(observer, "_timeout"):
        observer._timeout = _LOOK_EVERY
    return server
