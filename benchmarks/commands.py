"""Measure what a person waits for: the help, the check, and an edit while serving."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Run, best_of

__all__ = ["measure_check", "measure_help", "measure_serve_edit"]


def measure_help(root: Path) -> Run:
    """Return the best of five runs of `erpsite --help`."""
    return best_of(5, [sys.executable, "-m", "erpsite", "--help"], root)


def measure_check(root: Path) -> Run:
    """Return the best of five runs of `erpsite check` on the sample."""
    return best_of(5, [sys.executable, "-m", "erpsite", "check"], root)


def measure_serve_edit(root: Path, scratch: Path) -> float:
    """Return the seconds from saving one CSV cell of the sample to the page that shows it."""
    folder = scratch / "serve"
    folder.mkdir()
    for name in ("data", "content"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "mkdocs.yml", folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "erpsite", "serve", "--address", f"127.0.0.1:{port}", "--language", "en"]
    log = (folder / "serve.log").open("w")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
    try:
        return _edit_and_wait(folder / "data" / "kpis.csv", f"http://127.0.0.1:{port}/")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
        log.close()


def _edit_and_wait(table: Path, site: str) -> float:
    lines = table.read_text(encoding="utf-8").splitlines()
    row = next(i for i in reversed(range(len(lines))) if re.match(r"order-cycle-time,", lines[i]))
    cells = lines[row].split(",")
    cells[2] = "12.3"
    url = f"{site}plan/kpis/order-cycle-time/"
    _until(lambda: "order" in _get(url).lower(), 60)
    lines[row] = ",".join(cells)
    began = time.monotonic()
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _until(lambda: "12.3" in _get(url), 30)
    return time.monotonic() - began


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server on this machine
            text: str = answer.read().decode("utf-8")
            return text
    except OSError:
        return ""


def _until(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.02)
    raise TimeoutError("the page did not show the edit")
