"""Start a real `erpsite serve` on a copy of the small plan."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.load.golden import BASE_PLAN

__all__ = ["Preview", "serving"]

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120
"""Seconds; far more than a rebuild takes on a busy machine."""


class Preview:
    """Hold the folder of a plan and the port at which it is shown."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def ask(self, path: str, host: str = "", method: str = "GET") -> tuple[int, str]:
        """Return status and text of an address."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)) as connection:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            with closing(connection.getresponse()) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")

    def wait_for(self, words: str) -> None:
        """Wait until the home page shows some words."""
        end = time.monotonic() + _PATIENCE
        while words not in self.ask("/")[1]:
            assert time.monotonic() < end, f"the page never showed {words!r}"
            time.sleep(0.1)

    def rename(self, name: str) -> None:
        """Give the organisation another name."""
        path = self.folder / "data" / "handbook.yml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(n for n, line in enumerate(lines) if line.startswith("organisation:"))
        end = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith((" ", "#")))
        path.write_text("".join([*lines[:at], f"organisation: {name}\n", *lines[end:]]), encoding="utf-8")


@contextmanager
def serving(
    folder: Path, *options: str, configuration: str | None = None, note: str = ""
) -> Iterator[Preview]:
    """Yield the preview of the small plan in a folder, and end the server.

    `configuration` is the text of `mkdocs.yml`; left out, the one that ships. `note` is that of a written
    page at `/note/`.
    """
    shutil.copytree(BASE_PLAN, folder / "data")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8") if configuration is None else configuration
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    (folder / "content").mkdir()
    if note:
        (folder / "content" / "note.md").write_text(note, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "erpsite", "serve", "--address", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(
        command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            if _is_answered(port):
                break
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        _wait_until_it_watches(folder, end)
        yield Preview(folder, port)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()
        left = _is_answered(port)
        if left:
            os.killpg(process.pid, 15)
        log.close()
        assert not left, "the command ended, and left its server running"


def _wait_until_it_watches(folder: Path, end: float) -> None:
    """Touch a file until the server has heard of it: it answers before it watches."""
    log = folder / "log"
    while "Reloading browsers" not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        (folder / "data" / "handbook.yml").touch()
        time.sleep(0.5)


def _is_answered(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
