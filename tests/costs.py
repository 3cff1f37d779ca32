"""What each file of tests costs: the dear ones begin first, and the loop of a contributor leaves them out.

`tests/costs.tsv` holds seconds of processor time by file, children and browsers included; `make test-costs`
measures them again. A file that is not listed counts as cheap, so that a new one is run at once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest

__all__ = ["COSTS", "MOST", "TOGETHER", "Meter", "order", "read_costs", "stays"]

COSTS = Path(__file__).with_name("costs.tsv")
MOST = 1.5
"""Seconds that a file may cost to be in `make test-fast`."""
TOGETHER = 80.0
"""Seconds that all of these may cost: two workers have a minute each, and first start and collect."""
_APART = frozenset({"browser", "slow"})
"""Marks of tests that are no part of it at any price."""


def read_costs(file: Path = COSTS) -> dict[str, float]:
    """Return seconds by the path of a file from the root, the dearest first."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    found: dict[str, float] = {}
    for seconds, path in lines:
        found[path] = found.get(path, 0.0) + float(seconds)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def order(items: list[pytest.Item], costs: Mapping[str, float]) -> None:
    """Put the dearest files first, so that no worker begins a long one when the others are done."""
    items.sort(key=lambda item: -costs.get(_file(item), 0.0))


def stays(item: pytest.Item, costs: Mapping[str, float]) -> bool:
    """Tell whether a test is part of `make test-fast`."""
    marks = {mark.name for mark in item.iter_markers()}
    return not marks & _APART and costs.get(_file(item), 0.0) <= MOST


class Meter:
    """Write what each file of tests takes of the processor, as a plugin of one process of pytest."""

    def __init__(self, file: Path) -> None:
        self._file, self._before = file, _processor_time()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Look at the clock after the last test of a file."""
        done = yield
        if nextitem is None or _file(nextitem) != _file(item):
            self.note(_file(item))
        return done

    def note(self, path: str) -> None:
        """Add what was taken since the last note to the file."""
        now = _processor_time()
        with self._file.open("a", encoding="utf-8") as out:
            # A process that ended without being waited for takes what it spent with it.
            out.write(f"{max(0.0, now - self._before):.1f}\t{path}\n")
        self._before = now


def _processor_time() -> float:
    """Return the seconds of this process and of all below it, as Linux counts them; else of this alone."""
    spent, parents = {}, {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (
                (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
        except OSError:  # it ended meanwhile
            continue
        parents[int(process.name)] = int(words[1])
        spent[int(process.name)] = sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")
    if os.getpid() not in spent:
        return time.process_time()
    return sum(one for process, one in spent.items() if _is_below(process, parents))


def _is_below(process: int, parents: Mapping[int, int]) -> bool:
    while process and process != os.getpid():
        process = parents.get(process, 0)
    return bool(process)
