"""Run a command once and account for it as the operating system does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "best_of", "run"]


@dataclass(frozen=True)
class Run:
    """Hold what one run took; `cpu` and `wall` in seconds, `memory` in MB (the largest single process)."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run the command in a folder; raise `RuntimeError` with its output where it fails."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        if process.returncode:
            output.seek(0)
            raise RuntimeError(
                f"{' '.join(command)} failed:\n{output.read().decode('utf-8', 'replace')[-3000:]}"
            )
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / scale)


def best_of(count: int, command: Sequence[str], folder: Path) -> Run:
    """Run the command several times and return the run with the least wall time."""
    return min((run(command, folder) for _ in range(count)), key=lambda one: one.wall)
