"""Watch the plan's files while a person edits: across folders that go and return."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchfiles import Change, watch

from erpsite.frozen import dataclass
from erpsite.load.plan_files import names_leftover

__all__ = ["PlanObserver", "follow_edits"]

_SETTLE = 0.05
"""Seconds without a further edit after which the server builds."""
_LOOK = 0.2
"""Seconds between two looks at whether a folder is still the one that is watched."""


def follow_edits(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Let the server hear of edits from `PlanObserver`; what it watches already moves there."""
    server.build_delay = _SETTLE
    before = [config.docs_dir, config.config_file_path, *config.theme.dirs]
    watched = [path for path in before if path and _unwatched(server, path)]
    server.observer = PlanObserver()  # type: ignore[assignment]  # it offers the part of it that the server uses
    for path in watched:
        server.watch(path)
    return server


def _unwatched(server: LiveReloadServer, path: str) -> bool:
    try:
        server.unwatch(path)
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class _Edit:
    """Be the event that a handler gets; only that it is no folder matters there."""

    src_path: str
    is_directory: bool = False


class PlanObserver:
    """Tell handlers of changes below paths, as an observer of watchdog does.

    What editors leave is passed over. A folder that is moved away and comes back, as a checkout of another
    branch does it, is watched again, and so is a file that an editor replaces.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._ended: dict[int, threading.Event] = {}
        self._threads: list[threading.Thread] = []
        self._running = False

    def schedule(self, handler: Any, path: str, *, recursive: bool = True) -> int:
        """Watch a file or folder, there yet or not, from `start` on; return a mark for `unschedule`."""
        mark = len(self._threads)
        ended = self._ended[mark] = threading.Event()
        thread = threading.Thread(
            target=self._follow,
            args=(handler, Path(path), recursive, ended),
            name=f"watch {path}",
            daemon=True,
        )
        self._threads.append(thread)
        if self._running:
            thread.start()
        return mark

    def unschedule(self, mark: int) -> None:
        """Watch a path no longer."""
        self._ended[mark].set()

    def start(self) -> None:
        """Begin to watch."""
        self._running = True
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End watching."""
        self._stop.set()
        for ended in self._ended.values():
            ended.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nothing is watched any more."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout)

    def _follow(self, handler: Any, path: Path, recursive: bool, ended: threading.Event) -> None:
        while not ended.is_set():
            known = _identity(path)
            if known is None:
                ended.wait(_LOOK)
            else:
                for changed in _changes(path, recursive, ended):
                    if changed:
                        handler.on_any_event(_Edit(str(path)))
                    if _identity(path) != known:
                        break
            if not ended.is_set() and _identity(path) != known:
                handler.on_any_event(_Edit(str(path)))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another that takes its name; None where nothing is there.

    A file is watched through its folder, so it stays the same while an editor replaces it.
    """
    with suppress(OSError):
        status = (path if path.is_dir() else path.parent).stat()
        if path.exists():
            return status.st_dev, status.st_ino
    return None


def _changes(path: Path, recursive: bool, ended: threading.Event) -> Iterator[bool]:
    """Yield whether something changed, at each change and at each look; return where nothing is there."""
    alone = not path.is_dir()
    folder = path.parent if alone else path

    def matters(_: Change, name: str) -> bool:
        if alone:
            return Path(name).name == path.name
        return not names_leftover(os.path.relpath(name, folder).replace(os.sep, "/"))

    options: dict[str, Any] = {
        "watch_filter": matters,
        "debounce": 200,
        "step": 20,
        "rust_timeout": int(_LOOK * 1000),
        "yield_on_timeout": True,
        "stop_event": ended,
        "recursive": recursive and not alone,
        "raise_interrupt": False,
    }
    try:
        yield from (bool(changes) for changes in watch(folder, **options))
    except FileNotFoundError:
        return
    except OSError:  # the system gives no more notices: look at the files instead
        yield from (bool(changes) for changes in watch(folder, **options, force_polling=True))
