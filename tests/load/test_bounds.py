"""Prove the guards on size and depth with small inputs under lowered limits, and what large plans cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from erpsite.issues import Issue
from erpsite.load import load_handbook
from erpsite.load.consistency.circles import find_circles
from erpsite.load.reading import read_bytes
from erpsite.load.yaml_reader import YamlLimits, read_yaml
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


_FEW = YamlLimits(depth=3, aliased=6)


def _codes(text: str, limits: YamlLimits = _FEW) -> list[str]:
    return [issue.code for issue in read_yaml(text.encode(), "sources.yml", limits).issues]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- &a [x, x]\n- *a\n", []),
        ("- &a [x, x]\n- *a\n- *a\n", []),
        ("- &a [x, x]\n- *a\n- *a\n- *a\n", ["too-many-aliases"]),
        ("- &a [x, x]\n- &b [*a, *a]\n- *b\n", ["too-many-aliases"]),
        ("- &a {k: x, l: x, m: x}\n- {<<: *a}\n- {<<: *a}\n", ["too-many-aliases"]),
    ],
    ids=["once", "twice", "too often", "one in another", "merged"],
)
def test_values_that_aliases_add_are_counted(text: str, told: list[str]) -> None:
    assert _codes(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[[x]]]", []),
        ("[[[[x]]]]", ["too-deep"]),
        ("{a: {b: {c: {d: x}}}}", ["too-deep"]),
        ("- - - - x", ["too-deep"]),
        ("? ? ? ? x", ["key-not-text", "key-not-text", "too-deep"]),
        ("-\n -\n  -\n   - x", ["too-deep"]),
    ],
    ids=["three", "brackets", "braces", "dashes", "question marks", "indentation"],
)
def test_levels_are_counted(text: str, told: list[str]) -> None:
    assert [code for code in _codes(text) if code in {"too-deep", "key-not-text"}] == told


def test_what_is_refused_is_told_at_its_place_and_ends_the_reading() -> None:
    read = read_yaml(b"- &a [x, x]\n- [*a, *a, *a, *a]\n- {", "sources.yml", _FEW)
    assert [report_line(issue) for issue in read.issues] == [
        (
            "sources.yml:2:12 error too-many-aliases "
            "aliases in this file stand for more than 6 values; write the values out"
        )
    ]


def test_the_limits_that_hold_leave_room_for_people(plan: Path) -> None:
    assert YamlLimits() == YamlLimits(depth=40, aliased=100_000)
    assert load_handbook(plan).handbook is not None


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "kpis.yml"
    path.write_text("x" * 11, encoding="utf-8")
    refused = read_bytes(path, "kpis.yml", largest=10)
    assert isinstance(refused, Issue)
    assert refused.code == "file-too-large"
    assert read_bytes(path, "kpis.yml", largest=11) == b"x" * 11


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


def _objectives(links: Sequence[tuple[int, int]], count: int) -> str:
    served: dict[int, list[str]] = {}
    for before, after in links:
        served.setdefault(before, []).append(f"o{after}")
    same = "name: x, statement: x, kind: erp, owner: zhao-min"
    rows = (f"- {{id: o{n}, {same}, serves: [{', '.join(served.get(n, []))}]}}" for n in range(count))
    return "\n".join(rows) + "\n"


def test_a_circle_of_ten_thousand_is_one_message_that_can_be_read(plan: Path) -> None:
    graph = {f"o{n}": [f"o{(n + 1) % 10_000}"] for n in range(10_000)}
    (circle,) = find_circles(graph)
    assert len(circle) == 10_000
    count = 10_000
    (plan / "objectives.yml").write_text(_objectives([(n, (n + 1) % count) for n in range(count)], count))
    (told,) = [issue for issue in load_handbook(plan).issues if issue.code == "circle"]
    assert report_line(told).endswith(
        "10000 go round in a circle: o0 → o1 → o2 → o3 → o4 → o5 → … → o9994 → "
        "o9995 → o9996 → o9997 → o9998 → o9999 → o0"
    )


def test_dependencies_in_many_circles_end_soon(plan: Path) -> None:
    links = [(n, (n * step + 1) % 250) for step in range(1, 21) for n in range(250)]
    assert len(links) == 5000
    (plan / "objectives.yml").write_text(_objectives(links, 250))
    measured = _measure(plan)
    assert measured["seconds"] < 5
    assert sum(code == "circle" for _, code in measured["told"]) == 1


@pytest.mark.parametrize(
    ("graph", "circles"),
    [
        ({"a": [], "b": ["a"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": []}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a", "b"]}, [["a", "b", "c"]]),
        ({"x": ["y"], "y": ["x"], "a": ["x", "b"], "b": ["a"]}, [["x", "y"], ["a", "b"]]),
        ({"a": ["gone"]}, []),
    ],
)
def test_each_group_has_its_shortest_circle(graph: dict[str, list[str]], circles: list[list[str]]) -> None:
    assert find_circles(graph) == circles


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
