"""Prove that hostile and huge input is refused quickly and in little memory, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from erpsite.load import load_handbook
from tests.load.golden import BASE_PLAN, report_line

_MEASURE = """
import json, re, sys, time
from pathlib import Path
from erpsite.load import load_handbook
load_handbook(Path(sys.argv[2]))
start = time.process_time()
result = load_handbook(Path(sys.argv[1]))
seconds = time.process_time() - start
# Not getrusage: its peak counts the process that started this one, too.
megabytes = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
told = [[str(issue.source), issue.code] for issue in result.issues]
print(json.dumps({"seconds": seconds, "megabytes": megabytes, "told": told}))
"""


def _measure(folder: Path) -> Mapping[str, Any]:
    """Load the folder in a fresh process; return CPU seconds, peak memory and what was told."""
    command = [sys.executable, "-c", _MEASURE, str(folder), str(BASE_PLAN)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    measured: Mapping[str, Any] = json.loads(done.stdout)
    return measured


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the base plan."""
    return Path(shutil.copytree(BASE_PLAN, tmp_path / "data"))


def _bomb(width: int, levels: int) -> str:
    lines = [f"- &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"- &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


def _merge_bomb(levels: int) -> str:
    lines = ["- &a0 {k0: x, k1: y}"]
    for level in range(1, levels):
        merged = ", ".join([f"*a{level - 1}"] * 9)
        parts = ", ".join(f"p{part}: *a{level - 1}" for part in range(9))
        lines.append(f"- &a{level}\n  <<: [{merged}]\n  k{level}: {{{parts}}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text",
    [_bomb(9, 9), _bomb(100, 5), _bomb(2, 60), _merge_bomb(10)],
    ids=["nine-nines", "wide", "narrow", "merged"],
)
def test_an_alias_bomb_is_refused_in_a_second_and_200_mb(plan: Path, text: str) -> None:
    (plan / "sources.yml").write_text(text)
    measured = _measure(plan)
    assert measured["seconds"] < 1
    assert measured["megabytes"] < 200
    assert [code for place, code in measured["told"] if place.startswith("sources")] == ["too-many-aliases"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(" " * n + "-\n" for n in range(900)),
    ],
    ids=["brackets", "braces", "dashes", "question-marks", "indentation"],
)
def test_deep_nesting_is_refused_at_once(plan: Path, text: str) -> None:
    (plan / "sources.yml").write_text(text)
    measured = _measure(plan)
    assert measured["seconds"] < 1
    assert measured["megabytes"] < 200
    assert "too-deep" in [code for place, code in measured["told"] if place.startswith("sources")]


@pytest.mark.parametrize("name", ["kpis.yml", "kpis.csv", "initiatives/erp-crm.yml"])
def test_a_file_of_100_mb_is_refused_unread(plan: Path, name: str) -> None:
    with (plan / name).open("wb") as stream:
        stream.truncate(100_000_000)
    measured = _measure(plan)
    assert measured["seconds"] < 1
    assert measured["megabytes"] < 200
    assert [name, "file-too-large"] in measured["told"]


def test_a_large_table_is_read_in_linear_time(plan: Path) -> None:
    def seconds(rows: int) -> float:
        lines = [f"availability,2026-{n % 12 + 1:02d},finance,{90 + n % 10}" for n in range(rows)]
        (plan / "health.csv").write_text("\n".join(["metric,month,module,value", *lines]) + "\n")
        return float(_measure(plan)["seconds"])

    assert seconds(40_000) < 8 * max(seconds(10_000), 0.05)


def test_a_file_with_thousands_of_faults_lists_some_and_counts_the_rest(plan: Path) -> None:
    rows = "".join(f"uptimes,2026-{n % 99 + 13},x{n}\n" for n in range(5000))
    (plan / "kpis.csv").write_text("kpi,month,actual\n" + rows)
    measured = _measure(plan)
    assert measured["seconds"] < 10
    told = [code for place, code in measured["told"] if place.startswith("kpis.csv")]
    assert len(told) == 201
    assert told[0] == "more-findings"


def test_a_pipe_is_not_waited_for(plan: Path) -> None:
    (plan / "kpis.csv").unlink()
    os.mkfifo(plan / "kpis.csv")
    told = [report_line(issue) for issue in load_handbook(plan).issues]
    assert told == ["kpis.csv error not-a-file this must be a plain file"]


def test_links_that_lead_nowhere_or_round_are_told(plan: Path) -> None:
    (plan / "kpis.csv").unlink()
    (plan / "kpis.csv").symlink_to("gone.csv")
    (plan / "health.csv").unlink()
    (plan / "health.csv").symlink_to("health.csv")
    told = [(issue.source.path, issue.code) for issue in load_handbook(plan).issues]
    assert told == [("health.csv", "unreadable-file"), ("kpis.csv", "unreadable-file")]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    result = load_handbook(tmp_path / "nowhere")
    assert result.handbook is None
    assert [issue.code for issue in result.issues] == ["no-data-folder"]


def test_a_file_instead_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("[]")
    assert [issue.code for issue in load_handbook(tmp_path / "data").issues] == ["no-data-folder"]
