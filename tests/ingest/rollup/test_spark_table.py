"""A log that is a table of Spark: the same figures as its rows in a file; run by `make test-spark`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from erpsite.ingest.rollup.spark import SparkEngine
from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command

if "ERPSITE_SPARK" not in os.environ:  # where it is asked for, what is missing is an error
    pytest.importorskip("pyspark", reason="half a gigabyte, and Java: make test-spark brings it")
TABLE = DEFINITION.replace(
    "files: [logs/*.csv, logs/*.csv.gz]", "table: {name: erp.requests, engine: spark, by: ts}"
)
MORE = """2026-01-31 23:59:59.999999,FI,0010,u3,FB60,0.5,S
2026-02-01 00:00:00,FI,0010,u3,FB60,12345.6785,S
2026-02-03 10:00:01,MM,0010,,ME21N,,S
"""
COLUMNS = (
    "ts timestamp_ntz, module string, plant char(6), user varchar(9), tx string COLLATE UTF8_LCASE, "
    "ms decimal(20, 8), status string, unused array<int>"
)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark that is there before the command, as in a notebook, with tables of its own."""
    from erpsite.extras import need

    folder = tmp_path_factory.mktemp("warehouse")
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }  # fmt: skip
    builder = (
        need("pyspark.sql")
        .SparkSession.builder.master("local[2]")
        .config("spark.sql.warehouse.dir", str(folder))
    )
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def still(spark: Any) -> Any:
    """The rows of a file in a table that nobody changes: `erp.still`."""
    _make(spark, "erp.still")
    return spark


@pytest.fixture
def laid(plan: Path) -> None:
    """The same rows in a file, and a definition of that table."""
    (plan / "logs/a.csv").write_text(HEAD + ROWS + MORE)
    (plan / "data/rollups/web.yml").write_text(TABLE.replace("erp.requests", "erp.still"))


@pytest.fixture
def table(plan: Path, spark: Any) -> Any:
    """Such a table to change, by SQL: `erp.requests`."""
    _make(spark, "erp.requests")
    (plan / "data/rollups/web.yml").write_text(TABLE)
    return spark


def _make(spark: Any, name: str) -> None:
    spark.sql("CREATE SCHEMA IF NOT EXISTS erp")
    spark.sql(f"DROP TABLE IF EXISTS {name}")
    spark.sql(f"CREATE TABLE {name} ({COLUMNS}) USING parquet")
    _insert(spark, ROWS + MORE, name)


def _insert(spark: Any, rows: str, name: str = "erp.requests") -> None:
    held = []
    for line in rows.splitlines():
        cells = re.findall(r'("[^"]*"|[^,]*)(?:,|$)', line)[:7]
        words = [one.strip('"') for one in cells]
        told = [f"'{one}'" if one else "NULL" for one in words]
        told[0] = f"CAST({told[0]} AS TIMESTAMP_NTZ)"
        told[5] = f"CAST({told[5]} AS DECIMAL(20, 8))"
        held.append(f"({', '.join([*told, 'NULL'])})")
    spark.sql(f"INSERT INTO {name} VALUES {', '.join(held)}")  # noqa: S608 - the test's own rows


def _figures() -> dict[str, str]:
    """Return the results without what names the source and the engine."""
    return {
        path.name: re.sub(r'"(files|made)":\{[^}]*\}', "", path.read_text())
        for path in sorted(Path("data/rollup/web").iterdir())
        if path.name != "files.json"
    }


def _account() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(Path("data/rollup/web/files.json").read_bytes())["files"]
    return told


def _clear() -> None:
    for path in Path("data/rollup/web").iterdir():
        path.unlink()


@pytest.mark.usefixtures("still", "laid")
@pytest.mark.parametrize("by", [", by: ts", ""])
def test_the_same_rows_as_a_file_and_as_a_table_give_the_same_bytes(run: Command, by: str) -> None:
    told = Path("data/rollups/web.yml")
    told.write_text(told.read_text().replace(", by: ts", by))
    assert "7 rows: 7 count, 0 are left out, 0 are refused" in run("--engine", "spark").output
    of_table = _figures()
    names = [one["path"] for one in _account()]
    assert names == (["erp.still/2026-01", "erp.still/2026-02"] if by else ["erp.still"])
    _clear()
    told.write_text(DEFINITION)
    run()
    assert of_table == _figures()
    assert len(of_table) == 5  # two months, of all plants and of one, and the table for people


def test_nothing_new_what_comes_later_and_what_was_edited(table: Any, run: Command) -> None:
    run("--engine", "spark")
    assert "nothing new in 2 files" in run("--engine", "spark").output
    _insert(table, "2026-02-27 08:00:00,MM,0010,u9,ME21N,77,E\n")
    said = run("--engine", "spark").output
    assert "1 file read, 4 rows: 4 count" in said.replace("1 files", "1 file")
    assert "2026-02 was counted before: rows 3 → 4" in said
    later = (_figures(), _account())
    _clear()
    run("--engine", "spark")
    assert (_figures(), _account()) == later
    table.sql("CREATE TABLE erp.kept USING parquet AS SELECT * FROM erp.requests")
    table.sql("INSERT OVERWRITE erp.requests SELECT * FROM erp.kept ORDER BY tx DESC")
    assert "nothing new" in run("--engine", "spark", "--verify").output  # in another order
    table.sql(
        "INSERT OVERWRITE erp.requests "
        "SELECT ts, module, plant, user, tx, ms + 1, status, unused FROM erp.kept"
    )
    assert "nothing new" in run("--engine", "spark").output  # as many rows, and the same last stamps
    assert "8 rows: 8 count" in run("--engine", "spark", "--verify").output
    assert _figures() != later[0]


def test_every_row_is_accounted_for(table: Any, run: Command) -> None:
    _insert(table, ",FI,0010,u1,FB60,1,S\n2026-01-07 08:00:00,FI,0010,u1,FB60,-1,S\n")
    _insert(table, "2026-01-07 08:00:00,XX,0010,u1,FB60,1,S\n1999-12-07 08:00:00,FI,0010,u1,FB60,1,S\n")
    said = run("--engine", "spark").output
    assert "11 rows: 7 count, 0 are left out, 4 are refused" in said
    assert "no time: 1 – erp.requests/none" in said
    assert "a negative duration: 1 – erp.requests/2026-01 (ms=-1" in said
    assert "a module that nobody knows: 1 – erp.requests/2026-01 (module=XX)" in said
    assert "before the months of the plan: 1 – erp.requests/1999-12" in said
    assert not Path("data/rollup/web").exists()  # more than refuse_at_most


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("erp.still", "erp.nothing"), "Spark knows no table erp.nothing"),
        (("erp.still", "nowhere.erp.still"), "Spark knows no table nowhere.erp.still"),
        (("name: erp.still", 'name: "(SELECT 1)"'), "Spark cannot read the table (SELECT 1)"),
        (("by: ts", "by: tx"), "error  erp.still: the column tx is string"),
        (("by: ts", "by: moment"), "erp.still has no column moment"),
        (("column: ms", "column: mss"), "web.yml:8:20  error  erp.still has no column mss; did you mean"),
        (("column: ms", "column: unused"), "the column unused is array<int>, which is not what"),
        (("user: user", "user: unused"), "web.yml:6:7  error  erp.still: the column unused is array<int>"),
        (("column: ts, clock: local", "column: ts, clock: offset"), "does not fit clock: offset"),
        (("engine: spark", "engine: spark, address_in: LAKE"), "address_in: is said of PostgreSQL"),
        (("engine: spark", "engine: sparc"), "web.yml:2:"),
        (("user: user", "user: user\nfolders: [plant]"), "folders: is said of files"),
    ],
)
@pytest.mark.usefixtures("still", "laid")
def test_what_does_not_fit_is_told_where_it_stands(run: Command, change: tuple[str, str], told: str) -> None:
    definition = Path("data/rollups/web.yml").read_text()
    assert change[0] in definition
    Path("data/rollups/web.yml").write_text(definition.replace(*change))
    result = run("--engine", "spark")
    assert told in f"{result.output}{result.stderr}{result.exception}"
    assert not Path("data/rollup/web").exists()


ODD = """source: erp-log
table: {name: erp.`shown`, engine: spark, by: d}
zone: Asia/Shanghai
time: {column: T s, clock: utc}
module: {column: "Mod'ule", values: {finance: [FI]}}
user: filename
duration: {column: s, unit: s}
outcome: {column: ok, ok: ["true"]}
"""


@pytest.mark.usefixtures("plan")
def test_odd_names_types_and_stamps_are_read_as_they_are(spark: Any, run: Command) -> None:
    spark.sql("SET TIME ZONE 'UTC'")
    spark.sql("CREATE SCHEMA IF NOT EXISTS erp")
    spark.sql(
        "CREATE TABLE erp.odd (`T s` timestamp, `Mod'ule` string, d date, s double, filename bigint, "
        "ok boolean) USING parquet"
    )
    spark.sql(
        """INSERT INTO erp.odd VALUES
        (TIMESTAMP '2026-03-31 18:00:00', 'FI', DATE '2026-03-31', 1.0005D, 1, true),
        (TIMESTAMP '2026-04-01 00:00:00', 'FI', NULL, double('NaN'), NULL, false),
        (TIMESTAMP '2026-12-31 15:00:00', 'FI', DATE '2026-12-31', 3D, NULL, true),
        (TIMESTAMP '2026-02-01 00:00:00', 'FI', DATE '-0044-01-01', 3D, NULL, true),
        (TIMESTAMP '2026-02-01 00:00:00', 'FI', DATE '+12026-01-01', 3D, NULL, true)"""
    )
    spark.sql("CREATE VIEW erp.shown AS SELECT * FROM erp.odd")
    Path("data/rollups/web.yml").write_text(ODD)
    assert "3 files read, 5 rows: 5 count" in run("--engine", "spark").output
    assert [(one["path"].rpartition("/")[2], one["rows"]) for one in _account()] == [
        ("2026-03", 1), ("2026-12", 1), ("none", 3),
    ]  # fmt: skip
    april = json.loads(Path("data/rollup/web/2026-04.json").read_bytes())["whole"]
    assert (april["count"], april["errors"], april["timed"], april["most_ms"]) == (2, 1, 1, 1001)
    assert "nothing new" in run("--engine", "spark", "--verify").output


def test_rows_that_come_while_they_are_counted_leave_nothing(
    table: Any, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = SparkEngine._asked

    def late(self: SparkEngine, query: str) -> Any:
        _insert(table, "2026-02-27 08:00:00,MM,0010,u9,ME21N,77,E\n")
        table.catalog.refreshTable("erp.requests")
        return asked(self, query)

    monkeypatch.setattr(SparkEngine, "_asked", late)
    assert "and 4 of them came; nothing is written" in str(run("--engine", "spark").exception)
    assert not Path("data/rollup/web").exists()
