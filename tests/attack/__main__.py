"""Make every attempt of `kinds`, on this machine and its loopback alone, and print what held."""

from __future__ import annotations

import contextlib
import io
import signal
import sys
import time
from collections import Counter

import pytest

from tests.attack.kinds import KINDS, kind_of

_SECONDS = 270
"""After them no further attempt begins; a machine that is slow tries less, and the table says so."""
_LAST = 285
"""After them the attempt that runs is ended as Ctrl-C ends it, so that it clears up after itself."""


class Attempts:
    """Count attempts by kind while pytest runs them."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.tried: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.late: Counter[str] = Counter()
        self.fell: list[str] = []

    def pytest_runtest_setup(self) -> None:
        """Begin no attempt for which there is no time."""
        if time.monotonic() > self.end:
            pytest.skip("no time left")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count an attempt by how it ended."""
        kind = kind_of(report.nodeid)
        if report.skipped:
            self.late[kind] += 1
        elif report.failed or report.when == "call":
            self.tried[kind] += 1
            self.held[kind] += report.passed
            if report.failed:
                self.fell.append(report.nodeid)

    def table(self) -> str:
        """Return the table as Markdown."""
        rows = ["| Kind | Tried | Held |", "|---|---:|---:|"]
        for kind in KINDS:
            late = f" ({self.late[kind]} not tried: no time left)" if self.late[kind] else ""
            rows.append(f"| {kind}{late} | {self.tried[kind]} | {self.held[kind]} |")
        rows.append(f"| Together | {self.tried.total()} | {self.held.total()} |")
        return "\n".join(rows) + "\n"


def _interrupt(*_: object) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(10)
    raise KeyboardInterrupt


def main() -> int:
    """Run the attempts; return 1 where one did not hold."""
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, _interrupt)
        signal.alarm(_LAST)
    attempts = Attempts(_SECONDS)
    names = [name for names in KINDS.values() for name in names]
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet):
        code = pytest.main([*names, "-q", "--no-header", "-p", "no:cacheprovider"], plugins=[attempts])
    sys.stdout.write(attempts.table())
    for name in attempts.fell:
        sys.stdout.write(f"did not hold: {name}\n")
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        sys.stdout.write(quiet.getvalue())
    return int(code != pytest.ExitCode.OK)


if __name__ == "__main__":
    raise SystemExit(main())
