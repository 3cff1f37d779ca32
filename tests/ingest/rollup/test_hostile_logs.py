"""One log with every trap, in four forms: each number by hand, and the same bytes on every machine."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.rollup.conftest import Command

DEFINITION = """source: erp-log
files: {files}
folders: [plant]
zone: Europe/Berlin
since: 2025-01
time: {{column: t, clock: {clock}}}
module: {{column: module, values: {{finance: [FI, "1"], supply-chain: [MM]}}, others: whole}}
plant: {{column: plant, values: {{plant-one: ["0010"]}}}}
user: who
duration: {{column: s, unit: s}}
outcome: {{column: state, error: [E]}}
volume: lines
"""
ROWS = [
    # time in UTC, module, user, seconds, state, lines
    ("2026-03-31 21:59:59.999999", "FI", "a", "0.0005", "S", "1"),  # March in Berlin; half a ms is 1 ms
    ("2026-03-31 22:00:00", "FI", "b", "0.0004", "S", "2.5"),  # April in Berlin; 0 ms: in no bucket
    ("2026-03-29 00:59:59", "MM", "a", "1.0005", "E", ""),  # the last second of winter time; 1001 ms
    ("2026-03-29 01:00:00", "MM", "a", "NaN", "S", "0.0001"),  # the first of summer time; no duration
    ("2026-10-25 00:30:00", "MM", "c", "2", "S", "1"),  # half past two, the first time
    ("2026-10-25 01:30:00", "MM", "c", "3", "S", "1"),  # half past two, the second time
    ("2026-10-31 22:59:59", "", "", "4", "S", "1"),  # October, winter time; empty keys and users are none
    ("2026-10-31 23:00:00", "FI", "d", "", "S", "1"),  # November; no duration
]


@pytest.fixture
def hostile(plan: Path) -> Path:
    """Lay the rows out as CSV, gzip, JSON lines and two Parquet files that type them differently."""
    from erpsite.extras import need

    pa, pq = need("pyarrow"), need("pyarrow.parquet")

    for path in (plan / "logs").iterdir():
        path.unlink()
    (plan / "data/rollups/web.yml").unlink()
    folder = plan / "logs/plant=0010"
    folder.mkdir()
    head = "module,t,who,s,state,lines"
    lines = [f'"{m}",{t},{w},{s},{e},{v}' for t, m, w, s, e, v in ROWS]
    (folder / "a.csv").write_text("\n".join(["\ufeff" + head, *lines[:3]]) + "\n", encoding="utf-8")
    later = [f"new,{line}" for line in lines[3:]]  # a column that came later, before the others
    with gzip.open(folder / "b.csv.gz", "wt") as packed:
        packed.write("\n".join([f"added,{head}", *later]) + "\n")
    (folder / "copy.csv").write_bytes((folder / "a.csv").read_bytes())  # the same file twice
    names = ("t", "module", "who", "s", "state", "lines")
    told = [dict(zip(names, row, strict=True)) for row in ROWS]
    (folder / "c.jsonl").write_text("\n".join(json.dumps(one) for one in told) + "\n")
    moments = [datetime.fromisoformat(row[0]) for row in ROWS]
    numbers = [float(row[3]) if row[3] else None for row in ROWS]
    table = {
        "t": pa.array(moments, pa.timestamp("us")),
        "module": pa.array([row[1] or None for row in ROWS]),
        "who": pa.array([row[2] or None for row in ROWS]),
        "s": pa.array(numbers, pa.float64()),
        "state": pa.array([row[4] for row in ROWS]),
        "lines": pa.array([float(row[5]) if row[5] else None for row in ROWS], pa.float64()),
    }
    first = pa.table({name: column[:4] for name, column in table.items()})
    pq.write_table(first, folder / "d1.parquet", use_deprecated_int96_timestamps=True)
    zoned = table | {
        "t": pa.array([one.replace(tzinfo=UTC) for one in moments], pa.timestamp("ms", "UTC"), safe=False)
    }
    zoned["module"] = pa.array([row[1] or "" for row in ROWS])
    pq.write_table(pa.table({name: column[4:] for name, column in zoned.items()}), folder / "d2.parquet")
    forms = {
        "text": "[logs/**/*.csv, logs/**/*.csv.gz]",
        "json": '["logs/**/*.jsonl"]',
        "lake": '["logs/**/*.parquet"]',
    }
    for name, files in forms.items():
        (plan / f"data/rollups/{name}.yml").write_text(DEFINITION.format(files=files, clock="utc"))
    return plan


def _wholes(name: str) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(Path(f"data/rollup/{name}").glob("????-??.json")):
        held = json.loads(path.read_bytes())
        found[path.stem] = {"modules": held["modules"], "whole": held["whole"], "first": held["first"]}
    return found


@pytest.mark.usefixtures("hostile")
def test_each_form_of_the_log_gives_the_numbers_that_were_worked_by_hand(run: Command) -> None:
    result = run()
    assert result.return_value == 0, result.output
    assert "copy.csv holds the same as" in result.output
    text = _wholes("text")
    told = {
        month: tuple(
            held["whole"][key] for key in ("count", "timed", "short", "total_ms", "errors", "users", "volume")
        )
        for month, held in text.items()
    }
    assert told == {
        "2026-03": (3, 2, 0, 1002, 1, 1, 1.0001),
        "2026-04": (1, 1, 1, 0, 0, 1, 2.5),
        "2026-10": (3, 3, 0, 9000, 0, 1, 3),
        "2026-11": (1, 0, 0, 0, 0, 1, 1),
    }
    assert [held["first"] for held in text.values()] == [
        "2026-03-29 01:59:59", "2026-04-01 00:00:00", "2026-10-25 02:30:00", "2026-11-01 00:00:00",
    ]  # fmt: skip
    assert text["2026-10"]["modules"].keys() == {"", "supply-chain"}
    assert _wholes("json") == text
    assert _wholes("lake") == text


def test_the_bytes_are_the_same_whatever_zone_the_machine_is_in(
    hostile: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = set()
    try:
        for zone in ("UTC", "Asia/Shanghai", "Europe/Berlin"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert run().return_value == 0
            whole = hashlib.sha256()
            for path in sorted((hostile / "data/rollup").rglob("*.*")):
                whole.update(path.read_bytes())
                path.unlink()
            hashes.add(whole.hexdigest())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(hashes) == 1
