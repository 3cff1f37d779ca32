"""Spark gives what DuckDB gives, byte by byte, on the log with every trap; run by `make test-spark`."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command, results_in
from tests.ingest.rollup.test_hostile_logs import counted_writings, lay_writings
from tests.ingest.rollup.test_mixed import mixed_log
from tests.ingest.rollup.test_odd_logs import counted_in, lay_folders, lay_names, lay_trailing

if "ERPSITE_SPARK" not in os.environ:  # where it is asked for, what is missing is an error
    pytest.importorskip("pyspark", reason="half a gigabyte, and Java: make test-spark brings it")
BAD = (
    "2026-02-03 10:00:01,MM,0010,u1,ME21N,abc,E\n2026-02-03 10:00:01,MM,00\n"
    "2026-02-03 10:00:01,MM,0010,u1,ME21N,5,E,x\n2026-02-31 10:00:01,MM,0010,u1,ME21N,10,E\n"
    "2026,MM,0010,u1,ME21N,10,E\n10:00:01,MM,0010,u1,ME21N,10,E\n"
    "2026-01-05 10,MM,0010,u1,ME21N,10,E\n2026-01-05 ,MM,0010,u1,ME21N,10,E\n"
    '2026-02-07 10:00:01,MM,0010,"u\n2",ME21N,2.5,S\n2026-02-07 10:00:01,MM,0010,,,3.5,S\n'
)
TWICE = "".join(f"2026-02-10 1{at}:00:00,MM,0010,u{at},ME21N,{at}.5,S\n" for at in range(10)) * 2
"""A day that stands in the log twice."""
LINES = [
    '{"at": {"t": "2026-01-05 10:00:00"}, "of": {"mod": "FI", "path": "/a"}, "ms": 1.50, "status": "S"}',
    '{"at.t": "2026-01-05 10:00:01", "of.mod": "MM", "of.path": "/b", "ms": 2, "status": "S"}',
    '{"at": {"t": "2026-01-05 10:00:02"}, "of": "FI", "ms": "3", "status": "E"}',
    '{"at": {"t": "2026-01-05 10:00:03"}, "of": {"path": ["x", 1]}, "ms": NaN, "status": "E"}',
    '  {"at": {"t": "2026-01-05 10:00:04"}, "of": {"path": "/\\u00fc"}, "ms": 4, "status": true}  ',
    '{"at": {"t": "2026-01-05 10:00:05"}, "of": "{\\"mod\\": \\"FI\\"}", "MS": 9, "ms": 5, "status": "S"}',
    '{"at": {"t": "2026-01-05 10:00:06"}, "of": {"mod": "FI"}, "ms": 6, "status": "S"} and more',
    '{"at": {"t": "2026-01-05 10:00:07"}, "ms": 7}{"at": {"t": "2026-01-05 10:00:08"}}',
    "{'at': {'t': '2026-01-05 10:00:09'}, 'ms': 9, 'status': 'S'}",
    '[{"at": {"t": "2026-01-05 10:00:10"}, "status": "S"}]',
    *('"text"', "17", "null", "", "   ", "{}"),
    '{"at": {"t": "2026-01-05 10:00:11"}, "of": {"mod": "FI", "pa',
]
"""Lines as programs write and cut them: six count, eight are no object of JSON, two hold nothing."""
HASH = "824ec9e18da868b44ee25a793966973c79fd8a0637915f70677024362bc5ebfc"
"""Of what the log with every trap gives, whatever counts it, in whatever zone the machine is."""


def _hash(folder: Path) -> str:
    """Return a hash of the results; those of the log files differ with the versions that wrote them."""
    told = {name: re.sub(r'"sha256":"[^"]*"', "", text) for name, text in results_in(folder).items()}
    assert len(told) > 12
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def test_both_engines_give_the_same_bytes(hostile: Path, run: Command) -> None:
    (hostile / "odd").mkdir()
    (hostile / "odd/bad.csv").write_text(HEAD + ROWS + BAD + TWICE)
    told = DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", "[odd/bad.csv]")
    (hostile / "data/rollups/bad.yml").write_text(f"refuse_at_most: 0.9\n{told}")
    (hostile / "odd/lines.jsonl").write_text("\r\n".join(LINES))
    lines = (
        told.replace("bad.csv", "lines.jsonl").replace("ts, clock: local", "at.t, clock: utc")
        .replace("column: module", "column: of.mod").replace("tx", "of.path")
        .replace("[MM]}}", "[MM]}, others: whole}")
    )  # fmt: skip
    lines = re.sub("plant: .*\n", "", lines)
    (hostile / "data/rollups/lines.yml").write_text(f"refuse_at_most: 0.9\n{lines}")
    for engine in ("duckdb", "spark"):
        result = run("--engine", engine, "--master", "local[2]")
        assert result.return_value == 0, result.output
        assert "bad.csv:6 (ms=abc)" in result.output
        assert "10 of the 20 rows of 2026-02-10 stand more than once" in result.output
        account = json.loads((hostile / "data/rollup/bad/files.json").read_bytes())
        assert account["made"]["engine"].lower().startswith(engine)
        (one,) = json.loads((hostile / "data/rollup/lines/files.json").read_bytes())["files"]
        assert (one["rows"], one["used"], one["refused"]) == (15, 6, {"no-time": 1, "not-json": 8})
        assert _hash(hostile) == HASH, f"{engine} gave {_hash(hostile)}"
        for path in sorted((hostile / "data/rollup").rglob("*.*")):
            path.unlink()


def test_what_is_no_time_and_no_number_is_none_to_spark(plan: Path, run: Command) -> None:
    counted = lay_writings(plan)
    assert run("--engine", "spark", "--master", "local[2]").return_value == 0
    assert counted_writings(plan, counted) == counted


def test_names_of_files_and_folders_are_names_to_spark(plan: Path, run: Command) -> None:
    rows = lay_names(plan)
    assert f"{rows} rows: {rows} count" in run("--engine", "spark", "--master", "local[2]").output
    for path in (plan / "logs").iterdir():
        path.unlink()
    (plan / "logs/a.csv").touch()
    counted = lay_folders(plan)
    result = run("--engine", "spark", "--master", "local[2]", "--forget")
    assert result.return_value == 0, result.output
    assert "28 rows: 20 count, 0 are left out, 8 are refused" in result.output
    assert counted_in(plan, "2026-01") == counted


def test_nobody_waits_for_a_spark_connect_that_is_not_there(plan: Path, run: Command) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # taken, and nobody listens
        port = held.getsockname()[1]
        error = str(run("--engine", "spark", "--master", f"sc://127.0.0.1:{port}/;token=hidden").exception)
    assert error.startswith(f"Spark does not start at sc://127.0.0.1:{port}/;token=…: no server of Spark")
    assert not (plan / "data/rollup").exists()


def test_empty_cells_behind_the_last_column_are_none_to_spark(plan: Path, run: Command) -> None:
    lay_trailing(plan)
    output = run("--engine", "spark", "--master", "local[2]").output
    assert "8 rows: 5 count, 0 are left out, 3 are refused" in output
    assert set(counted_in(plan, "2026-03")) == {"T0", "T1", "T2", "T3", "T4"}


def test_a_part_of_a_day_in_another_unit_is_seen_by_both_engines(plan: Path, run: Command) -> None:
    Path("logs/a.csv").write_text(mixed_log(9, 200, 1000, 5))
    told = []
    for engine in ("duckdb", "spark"):
        run("--engine", engine, "--master", "local[2]", "--forget")
        account = json.loads((plan / "data/rollup/web/files.json").read_bytes())
        assert account["made"]["engine"].lower().startswith(engine)
        shutil.rmtree(plan / "data/rollup/web")
        told.append([one for one in account.get("doubts", ()) if "share" in one["values"]])
    assert told[0] == told[1] != []
