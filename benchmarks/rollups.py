"""Measure the roll-up beside the same aggregation by hand in DuckDB SQL, in pandas, and by Spark."""

from __future__ import annotations

import importlib.util
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from erpsite.extras import need
from erpsite.ingest.rollup.clock import calendar_of
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.gathering import gather
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.listing import list_files
from erpsite.ingest.rollup.spark import SparkEngine, session
from erpsite.load.rolled.definition import Rollup
from erpsite.load.rolled.results import read_month, text_of_month

__all__ = ["print_rollups"]

ROWS = 20_000_000
PAIRS = 3
_SHAPES = {3: (3_000, 300), 300: (60_000, 40)}
"""Plants, with the users that a log has of them and the transactions of each module."""
CHUNK = 2_000_000
"""Rows that pandas holds at a time."""
_TYPES = (
    "{'ts': 'TIMESTAMP', 'module': 'VARCHAR', 'plant': 'VARCHAR', 'who': 'VARCHAR', 'tx': 'VARCHAR', "
    "'ms': 'BIGINT', 'status': 'VARCHAR'}"
)


def _generate(folder: Path, rows: int, plants: int) -> None:
    connection, (users, transactions) = need("duckdb").connect(), _SHAPES[plants]
    connection.execute(
        "CREATE TABLE t AS SELECT TIMESTAMP '2025-01-01' + to_seconds((i * 7919) % 31536000) AS ts, "
        f"'M' || (hash(i) % 8) AS module, 'P' || (hash(i + 1) % {plants}) AS plant, "
        f"'u' || (hash(i + 2) % {users}) AS who, "
        f"'T' || ((hash(i) % 8) * 1000 + hash(i + 3) % {transactions}) AS tx, "
        "CAST(exp(hash(i + 4) % 100000 / 25000.0) * 100 AS BIGINT) AS ms, "
        f"CASE WHEN hash(i + 5) % 100 = 0 THEN 'E' ELSE 'S' END AS status FROM range({rows}) r(i)"
    )
    for form in ("parquet", "csv"):
        connection.execute(f"COPY t TO '{folder / f'log.{form}'}'")
    connection.close()


def _definition(form: str) -> Rollup:
    return Rollup.model_validate(
        {
            "source": "log", "files": [f"log.{form}"], "time": {"column": "ts", "clock": "local"},
            "module": {"column": "module"}, "plant": {"column": "plant"}, "user": "who", "transaction": "tx",
            "duration": {"column": "ms"}, "outcome": {"column": "status", "error": ["E"]},
        }
    )  # fmt: skip


def _keys(found: Rollup, plants: int) -> KeyMap:
    return KeyMap(found, [f"P{n}" for n in range(plants)], [f"M{n}" for n in range(8)])


def _ours(folder: Path, form: str, plants: int) -> None:
    found = _definition(form)
    keys = _keys(found, plants)
    connection = need("duckdb").connect(config={"preserve_insertion_order": "false"})
    engine = Engine(connection, found, calendar_of(found, "Asia/Shanghai", "2024-01", "2026-01"), keys)
    engine.count(list_files(found, folder))
    engine.file_counts()
    written = [text_of_month(one.month, one.transactions) for one in gather("log", engine, {})]
    assert len(written) == 12 * (plants + 1)  # noqa: S101 - twelve months of each plant and of all
    connection.close()


def _by_hand(folder: Path, form: str, plants: int) -> None:  # noqa: ARG001 - asked as the others are
    path = folder / f"log.{form}"
    log = (
        f"read_parquet('{path}')"
        if form == "parquet"
        else f"read_csv('{path}', columns = {_TYPES}, header = true)"
    )
    connection = need("duckdb").connect(config={"preserve_insertion_order": "false"})
    month = "date_trunc('month', ts)"
    connection.execute(
        f"CREATE TEMP TABLE a AS SELECT {month} AS m, plant, module, tx, CASE WHEN ms >= 1 THEN "
        "CAST(ceil(ln(ms) / ln(1.02)) AS INTEGER) END AS b, COUNT(*), SUM(ms), MIN(ms), MAX(ms), "
        f"COUNT(*) FILTER (status = 'E') FROM {log} "
        "GROUP BY GROUPING SETS ((m, plant, module, b), (m, plant, module, tx))"
    )
    connection.execute(
        f"CREATE TEMP TABLE d AS SELECT {month} AS m, plant, module, who, COUNT(*), MIN(ts), MAX(ts) "
        f"FROM {log} GROUP BY ALL"
    )
    for sets in ("m, plant, module", "m, plant", "m, module", "m"):
        connection.execute(f"SELECT {sets}, COUNT(DISTINCT who) FROM d GROUP BY ALL").fetchall()
    connection.execute("SELECT m, plant, module, b, SUM(3) FROM a GROUP BY ALL").fetchall()
    connection.close()


def _chunks(path: Path, form: str) -> Iterator[Any]:
    if form == "csv":
        kinds = dict.fromkeys(("module", "plant", "who", "tx", "status"), "str")
        return iter(need("pandas").read_csv(path, chunksize=CHUNK, dtype=kinds, parse_dates=["ts"]))
    batches = need("pyarrow.parquet").ParquetFile(path).iter_batches(CHUNK)
    return (batch.to_pandas() for batch in batches)


def _by_pandas(folder: Path, form: str, plants: int) -> None:  # noqa: ARG001 - as above
    """Do what `_by_hand` does, chunk by chunk, and add the chunks up."""
    pd = need("pandas")
    buckets: list[Any] = []
    transactions: list[Any] = []
    people: list[Any] = []
    for rows in _chunks(folder / f"log.{form}", form):
        rows["m"] = rows["ts"].dt.year * 12 + rows["ts"].dt.month
        rows["b"] = np.ceil(np.log(rows["ms"].where(rows["ms"] >= 1)) / np.log(1.02))
        rows["failed"] = rows["status"] == "E"
        sums = {"n": ("ms", "size"), "total": ("ms", "sum"), "least": ("ms", "min"), "most": ("ms", "max"),
                "errors": ("failed", "sum")}  # fmt: skip
        for held, key in ((buckets, "b"), (transactions, "tx")):
            held.append(rows.groupby(["m", "plant", "module", key], dropna=False).agg(**sums).reset_index())
        crowd = {"n": ("ts", "size"), "first": ("ts", "min"), "last": ("ts", "max")}
        people.append(rows.groupby(["m", "plant", "module", "who"], dropna=False).agg(**crowd).reset_index())
    whole = {"n": "sum", "total": "sum", "least": "min", "most": "max", "errors": "sum"}
    for held, key in ((buckets, "b"), (transactions, "tx")):
        pd.concat(held).groupby(["m", "plant", "module", key], dropna=False).agg(whole)
    told = {"n": "sum", "first": "min", "last": "max"}
    users = pd.concat(people).groupby(["m", "plant", "module", "who"], dropna=False).agg(told).reset_index()
    for keys in (["m", "plant", "module"], ["m", "plant"], ["m", "module"], ["m"]):
        users.groupby(keys)["who"].nunique()


def _by_spark(folder: Path, form: str, plants: int) -> None:
    found = _definition(form)
    keys = _keys(found, plants)
    with session("local[*]", str(folder), "") as spark:
        connection = need("duckdb").connect()
        calendar = calendar_of(found, "Asia/Shanghai", "2024-01", "2026-01")
        engine = SparkEngine(connection, spark, found, calendar, keys)
        engine.count(list_files(found, folder))
        assert len(list(gather("log", engine, {}))) == 12 * (plants + 1)  # noqa: S101 - as above
        connection.close()


def _print_others(folder: Path, form: str, plants: int, ours: tuple[float, float]) -> None:
    """Print pandas beside, and Spark where PySpark is there: its wall alone, for Java works apart."""
    cpu, wall = _cpu(_by_pandas, folder, form, plants)
    aim = {"parquet": 5, "csv": 4}[form]
    told = f"{cpu / ours[0]:.1f} × erpsite's CPU, {wall / ours[1]:.1f} × its time (aim {aim})"
    print(f"  {form:8} pandas {cpu:6.2f} s CPU, {wall:6.2f} s: {told}")
    if importlib.util.find_spec("pyspark"):
        _, wall = _cpu(_by_spark, folder, form, plants)
        print(f"  {form:8} Spark local {wall:6.2f} s: {wall / ours[1]:.1f} × erpsite's time")


def _cpu(work: Callable[..., None], *words: Any) -> tuple[float, float]:
    used, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work(*words)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime, time.perf_counter() - begun


def print_rollups(rows: int = ROWS) -> None:
    """Print CPU and wall beside the anchor; aims: Parquet ≤ 1.10, CSV ≤ 1.15, 28,800 groups in ≤ 2 s."""
    for plants in _SHAPES:
        print(f"\nRoll-up of {rows:,} rows of {plants} plants beside the same by hand in DuckDB SQL (CPU)")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _generate(folder, rows, plants)
            for form, aim in (("parquet", 1.10), ("csv", 1.15)):
                _print_form(folder, form, plants, aim)
            if plants == min(_SHAPES):
                _print_merge(folder)


def _print_form(folder: Path, form: str, plants: int, aim: float) -> None:
    asked = folder, form, plants
    pairs = [(_cpu(_by_hand, *asked), _cpu(_ours, *asked)) for _ in range(PAIRS)]
    hand, ours = (statistics.median(pair[at][0] for pair in pairs) for at in (0, 1))
    ratio = statistics.median(two[0] / one[0] for one, two in pairs)
    print(f"  {form:8} by hand {hand:6.2f} s, erpsite {ours:6.2f} s: {ratio:.2f} (aim {aim:.2f})")
    _print_others(*asked, min(pair[1] for pair in pairs))


def _print_merge(folder: Path) -> None:
    """Read 28,800 groups, 300 plants in 12 months of 8 modules, as a build does."""
    found = _definition("parquet")
    keys = _keys(found, min(_SHAPES))
    connection = need("duckdb").connect()
    engine = Engine(connection, found, calendar_of(found, "Asia/Shanghai", "2024-01", "2026-01"), keys)
    engine.count(list_files(found, folder))
    texts = [
        text_of_month(one.month, one.transactions).encode()
        for one in gather("log", engine, {})
        if one.month.plant
    ]
    files = [text + b"\n" * at for at in range(100) for text in texts]  # what was read is kept by its bytes
    used, wall = _cpu(_read_all, files)
    size = statistics.mean(map(len, texts)) / 1000
    print(f"  reading 28,800 groups (3,600 files of {size:.0f} kB): {used:.2f} s CPU, {wall:.2f} s (aim 2)")
    connection.close()


def _read_all(texts: list[bytes]) -> None:
    for text in texts:
        read_month(text, "x", "log")


if __name__ == "__main__":
    print_rollups()
