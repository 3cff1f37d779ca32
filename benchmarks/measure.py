"""Run a command once and account for it as the operating system does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
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
    together: float = 0
    """Megabytes of all processes at one time, what they share counted once; 0 where it was not watched."""


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    *,
    together: bool = False,
) -> Run:
    """Run the command in a folder; raise `RuntimeError` with its output where it fails.

    `together` watches the memory of it and of the processes that it starts.
    """
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=together,
        )
        watch = _Watch(process.pid) if together else None
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        most = watch.end() if watch else 0.0
        if process.returncode:
            output.seek(0)
            raise RuntimeError(
                f"{' '.join(command)} failed:\n{output.read().decode('utf-8', 'replace')[-3000:]}"
            )
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / scale, most)


class _Watch:
    """See every half second how much memory the processes of a session take."""

    def __init__(self, session: int) -> None:
        self.session, self.most = session, 0.0
        self.done = threading.Event()
        self.looking = threading.Thread(target=self._look, daemon=True)
        self.looking.start()

    def _look(self) -> None:
        while not self.done.wait(0.5):
            self.most = max(self.most, sum(self._taken(one) for one in Path("/proc").glob("[0-9]*")))

    def _taken(self, process: Path) -> float:
        try:
            if os.getsid(int(process.name)) != self.session:
                return 0.0
            told = (process / "smaps_rollup").read_text()
        except (OSError, ValueError):  # it has ended
            return 0.0
        return sum(float(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024

    def end(self) -> float:
        """Return the most that was seen, in MB."""
        self.done.set()
        self.looking.join()
        return self.most


def best_of(count: int, command: Sequence[str], folder: Path) -> Run:
    """Run the command several times and return the run with the least wall time."""
    return min((run(command, folder) for _ in range(count)), key=lambda one: one.wall)
