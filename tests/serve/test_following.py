"""A real `erpsite serve` follows the files, whatever happens to their folder, and guards its door."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.load.golden import BASE_PLAN

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60
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


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(BASE_PLAN, folder / "data")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "content").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "erpsite", "serve", "--address", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield Preview(folder, port)
    finally:
        os.killpg(process.pid, 15)
        process.wait()
        log.close()


def test_an_edit_shows_beside_an_editors_lock(preview: Preview) -> None:
    (preview.folder / "data/initiatives/.#erp-crm.yml").symlink_to("nobody@host.12:3")
    preview.rename("First Works")
    preview.wait_for("First Works")


def test_a_folder_that_goes_and_comes_back_is_followed(preview: Preview) -> None:
    away = preview.folder / "away"
    (preview.folder / "data").rename(away)
    preview.wait_for("there is no data folder here")
    away.rename(preview.folder / "data")
    preview.wait_for("First Works")
    preview.rename("Second Works")
    preview.wait_for("Second Works")


def test_a_half_written_file_is_told_and_forgotten_when_it_is_whole(preview: Preview) -> None:
    path = preview.folder / "data" / "kpis.yml"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\n  - {")
    preview.wait_for("kpis.yml")
    path.write_bytes(whole)
    preview.wait_for("Second Works")


def test_a_file_that_is_replaced_as_editors_do_is_followed(preview: Preview) -> None:
    path = preview.folder / "data" / "handbook.yml"
    for name in ("Third Works", "Fourth Works"):
        fresh = path.with_name("handbook.yml.tmp")
        fresh.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        fresh.replace(path)
        preview.rename(name)
        preview.wait_for(name)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/no-such-page/", 404), ("/a%00b", 404), ("/%ff", 404), ("/..%2f..%2fetc/passwd", 404),
     ("/..%5c..%5cx", 404), ("/livereload/x/y", 404), ("/" + "a/" * 900, 404), ("/assets", 404)],
)  # fmt: skip
def test_an_odd_address_is_not_found(preview: Preview, path: str, status: int) -> None:
    assert preview.ask(path)[0] == status


def test_another_name_and_another_method_are_refused(preview: Preview) -> None:
    status, text = preview.ask("/", host="plan.example.org")
    assert status == 403
    assert "Works" not in text
    assert preview.ask("/", host="localhost")[0] == 200
    assert preview.ask("/", method="POST")[0] == 405
