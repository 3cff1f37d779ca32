"""The dear files of tests begin first, and what is left for the loop of a contributor is most of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.costs import MOST, TOGETHER, Meter, order, read_costs, stays

CORE = ("load", "model", "analysis", "plancheck", "patch", "i18n", "pages")


def _tests_of(folder: Path, costs: Mapping[str, float]) -> tuple[int, int]:
    """Return how many functions of tests a folder has, and how many of them are in files that are fast."""
    every = fast = 0
    for file in folder.rglob("test_*.py"):
        text = file.read_text(encoding="utf-8")
        number = len(re.findall(r"(?m)^def test_", text))
        every += number
        dear = costs.get(file.relative_to(folder.parents[1]).as_posix(), 0.0) > MOST
        if not dear and not re.search(r"(?m)^pytestmark\b.*\b(?:browser|slow)\b", text):
            fast += number
    return every, fast


def test_what_is_fast_is_most_of_the_tests_of_the_core(repo_root: Path) -> None:
    costs = read_costs()
    counts = {name: _tests_of(repo_root / "tests" / name, costs) for name in CORE}
    assert {name: count for name, count in counts.items() if count[1] < 0.3 * count[0]} == {}
    assert sum(fast for _, fast in counts.values()) > 0.6 * sum(every for every, _ in counts.values())


def test_what_is_fast_takes_less_than_its_minute(repo_root: Path) -> None:
    """Add up what `make test-fast` runs; a file that nobody weighed yet counts as the dearest of them."""
    costs = read_costs()
    folders = re.search(
        r"(?m)^CORE := \$\(addprefix tests/,(.+)\)$", (repo_root / "Makefile").read_text("utf-8")
    )
    assert folders
    files = [
        file.relative_to(repo_root).as_posix()
        for name in folders[1].split()
        for file in (repo_root / "tests" / name).rglob("test_*.py")
    ]
    fast = [cost for cost in (costs.get(file, MOST) for file in files) if cost <= MOST]
    assert len(fast) > 100
    assert sum(fast) <= TOGETHER


def test_the_option_leaves_out_what_is_dear(repo_root: Path) -> None:
    dear = next(path for path in read_costs() if not path.startswith("tests/browser"))
    command = [sys.executable, "-m", "pytest", "--fast", "--collect-only", "-q", "--assert=plain",
               "-p", "no:cacheprovider", dear, "tests/model/test_text.py"]  # fmt: skip
    done = subprocess.run(command, cwd=repo_root, capture_output=True, text=True, check=True)
    assert {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line} == {
        "tests/model/test_text.py"
    }
    assert re.search(r"[1-9]\d* deselected", done.stdout)


def test_every_file_with_a_price_is_there(repo_root: Path) -> None:
    assert [path for path in read_costs() if not (repo_root / path).is_file()] == []


class _Item:
    """Stand for a test of a file, with its marks."""

    def __init__(self, path: str, *marks: str) -> None:
        self.nodeid, self._marks = f"{path}::test", marks

    def iter_markers(self) -> list[pytest.Mark]:
        return [getattr(pytest.mark, name).mark for name in self._marks]


def test_the_dear_come_first_and_the_quick_stay() -> None:
    costs = {"dear.py": 60.0, "cheap.py": 0.1}
    items = [_Item("cheap.py"), _Item("unknown.py"), _Item("dear.py"), _Item("cheap.py", "browser")]
    order(items, costs)  # type: ignore[arg-type]
    assert [item.nodeid for item in items] == [
        f"{name}.py::test" for name in ("dear", "cheap", "cheap", "unknown")
    ]
    assert [stays(item, costs) for item in items] == [False, True, False, True]  # type: ignore[arg-type]


def test_the_price_of_a_file_counts_the_commands_it_starts(tmp_path: Path) -> None:
    meter = Meter(tmp_path / "costs")
    meter.note("nothing.py")
    subprocess.run([sys.executable, "-c", "sum(range(20_000_000))"], check=True)
    meter.note("something.py")
    found = read_costs(tmp_path / "costs")
    assert found["something.py"] > 0.1 + found["nothing.py"]
    assert list(found) == ["something.py", "nothing.py"]
