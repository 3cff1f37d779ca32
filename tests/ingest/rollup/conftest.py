"""A plan with a roll-up, one with every trap, and a way to run the command on them."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.rolling_up import command
from erpsite.errors import ErpsiteError

PLAN = Path(__file__).parents[2] / "golden/base_plan"
DEFINITION = """source: erp-log
files: [logs/*.csv, logs/*.csv.gz]
time: {column: ts, clock: local}
module: {column: module, values: {finance: [FI, "F*"], supply-chain: [MM]}}
plant: {column: plant, values: {plant-one: ["0010"]}}
user: user
transaction: tx
duration: {column: ms, unit: ms}
outcome: {column: status, error: [E]}
feeds:
  - {metric: response-time, measure: p95, unit: s}
"""
HEAD = "ts,module,plant,user,tx,ms,status\n"
ROWS = """2026-01-05 10:00:00,FI,0010,u1,FB60,100,S
2026-01-05 10:00:01,FB,0010,"u,2",FB60,250,S
2026-01-06 10:00:01,MM,0010,u1,ME21N,1800,E
2026-02-03 10:00:01,MM,0010,u1,ME21N,1900,S
"""

Command = Callable[..., Result]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plan in `data/` and a log in `logs/`; the command runs in it."""
    shutil.copytree(PLAN, tmp_path / "data")
    health = tmp_path / "data/health.csv"
    health.write_text(
        "".join(line for line in health.read_text().splitlines(True) if not line.startswith("response-time"))
    )
    (tmp_path / "data/rollups").mkdir()
    (tmp_path / "data/rollups/web.yml").write_text(DEFINITION)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/a.csv").write_text(HEAD + ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Command:
    """Run the command with some words; a fault that a user can mend stays in the result."""

    def run(*words: str, language: str = "en") -> Result:
        runner = CliRunner()
        found = runner.invoke(
            command, [*words, "--language", language, "--threads", "1"], standalone_mode=False
        )
        if found.exception and not isinstance(found.exception, ErpsiteError):
            raise found.exception
        return found

    return run


def results_in(folder: Path) -> dict[str, str]:
    """Return the results below a folder's plan, without the versions that counted them."""
    return {
        path.relative_to(folder).as_posix(): re.sub(r'"made":\{[^}]*\}', "", path.read_text(encoding="utf-8"))
        for path in sorted((folder / "data/rollup").rglob("*.*"))
    }


TRAPS = """source: erp-log
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
TRAP_ROWS = [
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
    lines = [f'"{m}",{t},{w},{s},{e},{v}' for t, m, w, s, e, v in TRAP_ROWS]
    (folder / "a.csv").write_text("\n".join(["\ufeff" + head, *lines[:3]]) + "\n", encoding="utf-8")
    later = [f"new,{line}" for line in lines[3:]]  # a column that came later, before the others
    with gzip.open(folder / "b.csv.gz", "wt") as packed:
        packed.write("\n".join([f"added,{head}", *later]) + "\n")
    (folder / "copy.csv").write_bytes((folder / "a.csv").read_bytes())  # the same file twice
    names = ("t", "module", "who", "s", "state", "lines")
    told = [dict(zip(names, row, strict=True)) for row in TRAP_ROWS]
    (folder / "c.jsonl").write_text("\n".join(json.dumps(one) for one in told) + "\n")
    moments = [datetime.fromisoformat(row[0]) for row in TRAP_ROWS]
    numbers = [float(row[3]) if row[3] else None for row in TRAP_ROWS]
    table = {
        "t": pa.array(moments, pa.timestamp("us")),
        "module": pa.array([row[1] or None for row in TRAP_ROWS]),
        "who": pa.array([row[2] or None for row in TRAP_ROWS]),
        "s": pa.array(numbers, pa.float64()),
        "state": pa.array([row[4] for row in TRAP_ROWS]),
        "lines": pa.array([float(row[5]) if row[5] else None for row in TRAP_ROWS], pa.float64()),
    }
    first = pa.table({name: column[:4] for name, column in table.items()})
    pq.write_table(first, folder / "d1.parquet", use_deprecated_int96_timestamps=True)
    zoned = table | {
        "t": pa.array([one.replace(tzinfo=UTC) for one in moments], pa.timestamp("ms", "UTC"), safe=False)
    }
    zoned["module"] = pa.array([row[1] or "" for row in TRAP_ROWS])
    pq.write_table(pa.table({name: column[4:] for name, column in zoned.items()}), folder / "d2.parquet")
    forms = {
        "text": "[logs/**/*.csv, logs/**/*.csv.gz]",
        "json": '["logs/**/*.jsonl"]',
        "lake": '["logs/**/*.parquet"]',
    }
    for name, files in forms.items():
        (plan / f"data/rollups/{name}.yml").write_text(TRAPS.format(files=files, clock="utc"))
    return plan
