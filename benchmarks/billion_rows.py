"""Count a billion rows month by month within a memory limit: `python -m benchmarks.billion_rows FOLDER`.

Each month of a year is written as Parquet into the folder, counted by `erpsite rollup` in a process of its
own, and deleted before the next: months add, so that no more than one of them need be there. It needs room
for one month (2 GB); `--rows` and `--months` try it with fewer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from erpsite.load.rolled.results import read_month
from erpsite.model.rolled import Rolled, RolledMonth, add_up

MODULES, PLANTS = 8, 3
_DEFINITION = """source: log
files: ["logs/*.parquet"]
time: {column: ts, clock: local}
module: {column: module}
plant: {column: plant}
user: who
transaction: tx
duration: {column: ms}
outcome: {column: status, error: [E]}
"""
_WRITE = """
import duckdb, sys
path, month, rows, first = sys.argv[1:]
con = duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": "false"})
seconds = con.execute(f"SELECT epoch(TIMESTAMP '{month}-01' + INTERVAL 1 MONTH - TIMESTAMP '{month}-01')")
seconds = int(seconds.fetchone()[0])
con.execute(f"COPY (SELECT TIMESTAMP '{month}-01' + to_seconds((i * 7919) % {seconds}) AS ts, "
    "'m' || (hash(i) % 8) AS module, 'p' || (hash(i + 1) % 3) AS plant, 'u' || (hash(i + 2) % 3000) AS who, "
    "'T' || (hash(i + 3) % 300) AS tx, CAST(exp(hash(i + 4) % 100000 / 25000.0) * 100 AS BIGINT) AS ms, "
    f"CASE WHEN hash(i + 5) % 100 = 0 THEN 'E' ELSE 'S' END AS status "
    f"FROM range({first}, {first} + {rows}) r(i)) TO '{path}'")
"""


def _lay_out(folder: Path) -> None:
    """Write the least plan that logs can be counted into."""
    data = folder / "data"
    (data / "rollups").mkdir(parents=True)
    (folder / "logs").mkdir()
    (data / "handbook.yml").write_text("plan_year: 2026\ntimezone: Asia/Shanghai\n")
    (data / "sources.yml").write_text("- {id: log}\n")
    for file, letter, number in (("modules", "m", MODULES), ("organisation", "p", PLANTS)):
        text = "".join(f"- {{id: {letter}{at}}}\n" for at in range(number))
        (data / f"{file}.yml").write_text(text)
    (data / "rollups/log.yml").write_text(_DEFINITION)


def _run(words: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Return CPU seconds, seconds and the most MB of a process; raise where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(words[:4])} … failed")
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024


def count_year(folder: Path, rows: int, memory: str, months: int) -> None:
    """Write, count and delete month after month, of a year of that many rows; print each, and their sum."""
    _lay_out(folder)
    each = rows // 12
    cpu = wall = most = 0.0
    written = 0
    for at in range(months):
        month = f"2025-{at + 1:02d}"
        number = each if at < 11 else rows - 11 * each
        written += number
        path = folder / "logs" / f"{month}.parquet"
        _run([sys.executable, "-c", _WRITE, str(path), month, str(number), str(at * each)], folder)
        size = path.stat().st_size / 1e6
        words = [sys.executable, "-m", "erpsite", "rollup", "--memory-limit", memory, "--language", "en"]
        one = _run(words, folder)
        path.unlink()
        cpu, wall, most = cpu + one[0], wall + one[1], max(most, one[2])
        head = f"  {month} {number:13,} rows, {size:6,.0f} MB"
        print(f"{head}: {one[0]:7.1f} s CPU, {one[1]:7.1f} s, {one[2]:5.0f} MB", flush=True)
    whole = add_up(_months(folder))
    if whole.count != written:
        raise SystemExit(f"{whole.count} rows were counted, not {written}")
    print(f"  all     {whole.count:13,} rows: {cpu:7.1f} s CPU, {wall:7.1f} s, {most:5.0f} MB at most")


def _months(folder: Path) -> Iterator[Rolled]:
    for path in sorted((folder / "data/rollup/log").glob("2025-??.json")):
        month = read_month(path.read_bytes(), path.name, "log")
        if isinstance(month, RolledMonth):
            yield month.whole


def main() -> None:
    """Count the rows that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.billion_rows", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder, or one to be made")
    parser.add_argument("--rows", type=int, default=1_000_000_000)
    parser.add_argument("--months", type=int, default=12, help="months that are counted, from January")
    parser.add_argument("--memory", default="1500MB", help="what DuckDB may take; the process takes more")
    asked = parser.parse_args()
    count_year(asked.folder.resolve(), asked.rows, asked.memory, asked.months)


if __name__ == "__main__":
    main()
