"""`erpsite rollup`, end to end: count, account, come again, and what the plan makes of it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from erpsite.i18n import translator
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.query import LAYOUT
from erpsite.ingest.rollup.yearly import year_of
from erpsite.issues import Severity
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command

pytestmark = pytest.mark.usefixtures("plan")
DEFINED = Path("data/rollups/web.yml")


def results() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path("data/rollup/web").iterdir())}


def month(name: str) -> dict[str, object]:
    held: dict[str, object] = json.loads(Path(f"data/rollup/web/{name}.json").read_bytes())
    return held


def told(*words: str, run: Command) -> dict[str, object]:
    result = run(*words, "--format", "json", "--dry-run")
    found: dict[str, object] = json.loads(result.stdout)
    return found


def settle(**lines: str) -> None:
    """Give the definition other lines, by their keys."""
    kept = [line for line in DEFINITION.splitlines() if line.partition(":")[0] not in lines]
    DEFINED.write_text(
        "\n".join([*(f"{key}: {value}" for key, value in lines.items() if value), *kept]) + "\n"
    )


def test_each_level_of_a_month_is_counted(run: Command) -> None:
    result = run()
    assert result.return_value == 0, result.output
    january = month("2026-01")
    whole = january["whole"]
    assert isinstance(whole, dict)
    assert (whole["count"], whole["errors"], whole["total_ms"], whole["users"]) == (3, 1, 2150, 2)
    modules = january["modules"]
    assert isinstance(modules, dict)
    assert [modules[name]["users"] for name in ("finance", "supply-chain")] == [2, 1]  # u1 is in both
    assert modules["finance"]["buckets"][0] == 233  # ceil(ln 100 / ln 1.02)
    assert january["days"] == 2
    assert month("2026-01.plant-one")["whole"] == whole
    assert "u1" not in "".join(data.decode() for data in results().values())  # no name leaves the engine
    table = Path("data/rollup/web/months.csv").read_text().splitlines()
    assert table[1].startswith("2026-01,,,3,3,1,3,716.66")


def test_the_plan_takes_its_values_from_what_was_counted(plan: Path, run: Command) -> None:
    run()
    loaded = load_handbook(plan / "data")
    assert loaded.handbook is not None, loaded.issues
    values = loaded.handbook.health["response-time", None]
    assert values["2026-02"].value == pytest.approx(1.9, rel=0.01)
    assert values["2026-01"].where.path == "rollup/web/2026-01.json"
    assert loaded.handbook.rollups["web"].last == "2026-02-03 10:00:01"


def test_a_typed_value_wins_and_is_told(plan: Path, run: Command) -> None:
    run()
    health = plan / "data/health.csv"
    health.write_text(health.read_text() + "response-time,2026-02,,1.55\n")
    loaded = load_handbook(plan / "data")
    found = [issue for issue in loaded.issues if issue.code == "typed-and-rolled"]
    assert [str(issue.source) for issue in found] == ["health.csv:5:1"]
    assert found[0].severity is Severity.WARNING
    assert loaded.handbook is not None
    assert loaded.handbook.health["response-time", None]["2026-02"].value == 1.55


REFUSED = {
    "not-a-number": ("2026-02-03 10:00:01,MM,0010,u1,ME21N,abc,E", " (ms=abc)"),
    "negative": ("2026-02-03 10:00:01,MM,0010,u1,ME21N,-5,E", " (ms=-5)"),
    "half-written": ("2026-02-03 10:00:01,MM,00", "\n"),
    "too-many-cells": ("2026-02-03 10:00:01,MM,0010,u1,ME21N,5,E,x", "\n"),
    "no-time": (",MM,0010,u1,ME21N,10,E", " (ts=)"),
    "not-a-time": ("2026-02-31 10:00:01,MM,0010,u1,ME21N,10,E", " (ts=2026-02-31 10:00:01)"),
    "too-early": ("1970-01-01 00:00:00,MM,0010,u1,ME21N,10,E", ""),
    "too-late": ("2031-01-01 00:00:00,MM,0010,u1,ME21N,10,E", ""),
    "no-outcome": ("2026-02-03 10:00:01,MM,0010,u1,ME21N,10,", " (status=)"),
    "unknown-module": ("2026-02-03 10:00:01,XX,0010,u1,ME21N,10,S", " (module=XX)"),
    "unknown-plant": ("2026-02-03 10:00:01,MM,10,u1,ME21N,10,S", " (plant=10)"),  # 0010 and 10 are two plants
}


def test_rows_that_are_refused_are_named_and_nothing_is_written(run: Command) -> None:
    good = "2026-02-07 10:00:01,MM,0010,u1,ME21N,10,S\n"
    for reason, (line, _) in REFUSED.items():
        Path(f"logs/{reason}.csv").write_text(f"{HEAD}{good}{line}\n")
    result = run()
    assert result.return_value == 1
    assert "nothing is written" in result.output
    assert not Path("data/rollup").exists()
    for reason, (_, place) in REFUSED.items():
        assert not place or f"logs/{reason}.csv:3{place}" in result.output
    found = told(run=run)
    assert found["reasons"] == dict.fromkeys(sorted(REFUSED), 1)
    assert found["rows"] == len(ROWS.splitlines()) + 2 * len(REFUSED)
    for one in found["files"]:  # type: ignore[attr-defined]
        assert one["rows"] == one["used"] + sum(one["left_out"].values()) + sum(one["refused"].values())


def test_running_again_gives_the_bytes_of_a_full_run(run: Command) -> None:
    run()
    assert "nothing new in 1 file" in run().output
    first = results()
    Path("logs/b.csv").write_text(f"{HEAD}2026-02-09 10:00:00,FI,0010,u9,FB60,77,S\n")
    result = run()
    assert "1 file read, 1 row: 1 count" in result.output
    assert "2026-02 was counted before: rows 1 → 2, users 1 → 2" in result.output
    later = results()
    assert later["2026-01.json"] == first["2026-01.json"]
    assert later["2026-02.json"] != first["2026-02.json"]
    for path in Path("data/rollup/web").iterdir():
        path.unlink()
    run()
    assert results() == later
    Path("data/rollup/web/2026-01.plant-one.json").unlink()  # a file of a plant, while another log is new
    Path("logs/c.csv").write_text(f"{HEAD}2026-02-10 10:00:00,FI,0010,u9,FB60,78,S\n")
    run()
    assert results()["2026-01.plant-one.json"] == later["2026-01.plant-one.json"]


def years() -> dict[tuple[str, str | None], tuple[int | None, dict[str, int]]]:
    held = json.loads(Path("data/rollup/web/files.json").read_bytes()).get("years", ())
    return {(one["year"], one["plant"]): (one["users"], one["modules"]) for one in held}


def test_different_users_of_a_year_are_counted_over_all_of_its_months(run: Command) -> None:
    run()
    counted = 2, {"finance": 2, "supply-chain": 1}  # u1 worked in both months and counts once
    assert years() == {("2026", None): counted, ("2026", "plant-one"): counted}
    Path("logs/b.csv").write_text(
        f"{HEAD}2026-02-09 10:00:00,FI,0010,u9,FB60,77,S\n2026-02-10 10:00:00,MM,0010,u1,ME21N,7,S\n"
    )
    assert told(run=run)["users_by_year"] == {"2026": 3}
    run()
    assert years()["2026", None] == (3, {"finance": 3, "supply-chain": 1})
    Path("logs/b.csv").unlink()  # its months stay; of a month that is new nobody can know the whole year
    Path("logs/c.csv").write_text(f"{HEAD}2026-03-09 10:00:00,FI,0010,u7,FB60,77,S\n")
    assert "the different users of 2026 are not known" in run().output
    assert years() == {("2026", None): (None, {})}
    run("--forget")
    assert years()["2026", None] == (3, {"finance": 3, "supply-chain": 1})


@pytest.mark.parametrize(
    ("month", "offset", "year"),
    [("2026-01", 1, "2026"), ("2026-03", 4, "2025"), ("2026-04", 4, "2026"), ("2025-10", -2, "2026")],
)
def test_a_year_is_named_as_the_plan_names_it(month: str, offset: int, year: str) -> None:
    assert year_of(month, offset) == year


def test_a_file_that_is_gone_leaves_its_months_until_they_are_asked_for(run: Command) -> None:
    Path("logs/b.csv").write_text(f"{HEAD}2026-02-09 10:00:00,FI,0010,u9,FB60,77,S\n")
    run()
    before = results()
    Path("logs/b.csv").unlink()
    assert "months stay as they are" in run().output
    assert results() == before
    Path("logs/a.csv").write_text(HEAD + ROWS + "2026-02-10 10:00:00,FI,0010,u9,FB60,7,S\n")
    assert "put them back" in str(run().exception)
    assert results() == before
    forgotten = run("--forget")
    assert forgotten.return_value == 0
    assert "logs/b.csv, and counts no longer" in forgotten.output
    assert month("2026-02")["files"] == {"logs/a.csv": 2}


def test_a_month_of_which_no_row_is_left_is_named_before_it_goes(run: Command) -> None:
    Path("logs/b.csv").write_text(f"{HEAD}2026-03-09 10:00:00,FI,0010,u9,FB60,77,S\n")
    run()
    assert Path("data/rollup/web/2026-03.json").is_file()
    Path("logs/b.csv").unlink()
    for words in (("--forget", "--dry-run"), ("--forget",)):
        assert Path("data/rollup/web/2026-03.json").exists()
        told = run(*words).output.partition("taken away: ")[2]
        assert "2026-03" in told
    assert not Path("data/rollup/web/2026-03.json").exists()


def test_a_file_under_another_name_is_the_same_file(run: Command) -> None:
    run()
    Path("logs/a.csv").rename("logs/z.csv")
    assert run().return_value == 0
    assert month("2026-01")["files"] == {"logs/z.csv": 3}


def test_the_same_file_twice_counts_once(run: Command) -> None:
    Path("logs/b.csv").write_bytes(Path("logs/a.csv").read_bytes())
    result = run()
    assert "logs/b.csv holds the same as logs/a.csv" in result.output
    assert month("2026-01")["files"] == {"logs/a.csv": 3}
    assert "2 files read, 8 rows: 4 count, 4 are left out, 0 are refused" in result.output
    with gzip.open("logs/b.csv.gz", "wb") as packed:
        packed.write(Path("logs/b.csv").read_bytes())
    Path("logs/b.csv").unlink()
    assert "is one a copy of the other?" in run().output


def test_what_is_left_out_is_counted_apart(run: Command) -> None:
    settle(
        filters="[{column: user, drop: [u1]}]",
        maintenance="[{start: 2026-01-05 10:00, end: 2026-01-05 10:01}]",
    )
    found = told(run=run)
    assert found["reasons"] == {"filtered": 3, "maintenance": 1}
    assert found["refused_share"] == 0
    settle(weekly_maintenance="[{day: monday, start: '09:00', end: '11:00'}]")
    assert told(run=run)["reasons"] == {"maintenance": 2}


def test_a_plant_that_merges_counts_where_it_belongs_then(run: Command) -> None:
    Path("data/organisation.yml").write_text(
        Path("data/organisation.yml").read_text() + "- id: plant-two\n  name: {zh: 二厂, en: Plant two}\n"
    )
    settle(
        plant='{column: plant, values: {plant-one: ["0010"], plant-two: ["0020"]}}',
        merged="[{plant: plant-two, into: plant-one, since: 2026-02}]",
    )
    Path("logs/b.csv").write_text(HEAD + ROWS.replace("0010", "0020").replace("u1", "u7"))
    assert run().return_value == 0
    names = [name for name in results() if name.endswith("json")]
    assert names == [
        "2026-01.json", "2026-01.plant-one.json", "2026-01.plant-two.json", "2026-02.json",
        "2026-02.plant-one.json", "files.json",
    ]  # fmt: skip
    assert month("2026-02.plant-one")["whole"] == month("2026-02")["whole"]


def test_availability_is_counted_in_minutes(plan: Path, run: Command) -> None:
    lines = [line for line in DEFINITION.splitlines() if not line.startswith(("duration", "  - {metric"))]
    DEFINED.write_text(
        "\n".join([*lines, "  - {metric: availability, measure: availability}", "minutes_each: 5"])
    )
    health = plan / "data/health.csv"
    health.write_text("metric,month,module,value\n")
    metrics = plan / "data/health_metrics.yml"
    metrics.write_text(metrics.read_text().replace("  decimals: 2\n", "  decimals: 2\n  scale: 100\n"))
    assert run().return_value == 0
    loaded = load_handbook(plan / "data")
    assert loaded.handbook is not None, loaded.issues
    january = loaded.handbook.health["availability", None]["2026-01"]
    assert (january.numerator, january.denominator) == (10, 15)
    assert january.value == pytest.approx(66.6666667)


def test_faults_are_told_with_their_place_in_both_languages(run: Command) -> None:
    settle(modul="{column: module}", duration="{column: mss}")
    assert "rollups/web.yml:1:1" in run().output
    settle(duration="{column: mss}")
    assert run().output.startswith(
        "data/rollups/web.yml:1:20  error  logs/a.csv has no column mss; did you mean ms? it has ts, module, "
        "plant, user, tx, ms, status [unknown-column]"
    )
    settle(module="{column: module, values: {finanse: [FI]}}")
    assert "data/rollups/web.yml:1:35" in run().output
    assert "没有这个编号" in run(language="zh").output or "finance" in run(language="zh").output
    assert "没有名为" in run("wep", language="zh").exception.say(_zh)  # type: ignore[union-attr]
    Path("logs/a.csv").unlink()
    settle()
    assert "no file fits" in str(run().exception)


def test_a_reference_that_leads_nowhere_is_told_also_where_nothing_is_new(run: Command) -> None:
    run()
    DEFINED.write_text(DEFINITION.replace("metric: response-time", "metric: response-tim"))
    result = run()
    assert result.return_value == 1
    assert result.output.startswith("data/rollups/web.yml:11:14  error  metric names response-tim, but")
    assert "did you mean response-time?" in result.output


def test_a_word_that_nobody_knows_is_told_with_its_line_and_the_nearest(run: Command) -> None:
    Path("logs/a.csv").write_text(HEAD + ROWS + "2026-02-04 10:00:00,MMX,0010,u1,ME21N,7,S\n")
    settle(module="{column: module, values: {finance: [FI, 'F*'], supply-chain: [MM]}, others: whole}")
    told = run("--dry-run").output
    assert (
        "logs/a.csv:6: module = “MMX” is no word of rollups/web.yml:1:34, in 1 row; did you mean MM?" in told
    )


def test_that_nothing_was_changed_is_said_once(run: Command) -> None:
    Path("data/rollups/other.yml").write_text(DEFINED.read_text().partition("feeds:")[0])
    assert run("--dry-run").output.count("Nothing was changed") == 1


def _zh(text: str, **values: object) -> str:
    from erpsite.i18n import translator

    return translator("zh")(text, **values)


def test_a_full_disk_leaves_nothing_half_written(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    real = Path.write_text

    def full(path: Path, text: str, **rest: str) -> int:
        if path.suffix == ".tmp":
            written.append(path)
            if len(written) == 3:
                raise OSError(28, "No space left on device")
        return real(path, text, **rest)

    monkeypatch.setattr(Path, "write_text", full)
    assert "No space left" in str(run().exception)
    assert list(Path("data/rollup/web").iterdir()) == []


def test_too_little_memory_is_a_sentence(run: Command) -> None:
    assert "--memory-limit" in str(run("--memory-limit", "1MB").exception)
    assert "much is no size of memory" in str(run("--memory-limit", "much").exception)


def test_print_sql_knows_dialects_and_refuses_what_engines_read_differently(run: Command) -> None:
    import sqlglot

    from erpsite.ingest.rollup.dialects import refuse_foreign
    from erpsite.ingest.rollup.faults import RollupFault

    spark = run("--print-sql", "spark").output
    assert "CAST('2026-02-01 00:00:00' AS TIMESTAMP_NTZ)" in spark
    assert "CEIL(" in run("--print-sql", "trino").output
    assert "clickhouse" in str(run("--print-sql", "clickhous").exception)
    for foreign in (
        "CAST(ms AS BIGINT)",
        "date_trunc('month', t)",
        "ROUND(ms)",
        "LOG(ms)",
        "t AT TIME ZONE 'UTC'",
    ):
        with pytest.raises(RollupFault):
            refuse_foreign(sqlglot.parse_one(foreign, read="duckdb"), sqlglot)


HANDED = (
    "CREATE VIEW logs AS SELECT 'logs/a.csv' AS file, CAST(ts AS TIMESTAMP) AS t, day(t) AS day, plant, "
    'module, tx, "user" AS who, CASE WHEN ms >= 0 THEN ms END AS ms, '
    "CASE status WHEN 'E' THEN 1 ELSE 0 END AS failed, NULL AS volume, "
    "CASE WHEN ms < 0 THEN 'negative' END AS reason "
    "FROM read_csv('logs/a.csv', types = {'plant': 'VARCHAR'})"
)
"""The rows of a log as the printed query wants them."""


@pytest.mark.parametrize(("form", "ending"), [("csv", "csv"), ("parquet", "parquet"), ("parquet", "pq")])
def test_what_the_printed_query_writes_is_read_like_any_other_roll_up(
    run: Command, form: str, ending: str
) -> None:
    from erpsite.extras import need

    duckdb, rows = need("duckdb"), Path("logs/a.csv")
    rows.write_text(HEAD + ROWS + "2026-02-04 10:00:00,MM,0010,u3,ME21N,-7,S\n")
    settle(refuse_at_most="0.5")
    run()
    here = results()
    query = run("--print-sql", "duckdb").output
    with duckdb.connect() as lake:
        lake.execute(HANDED)
        lake.execute(f"COPY ({query.rstrip().rstrip(';')}) TO 'out.{ending}' (FORMAT {form})")
    rows.unlink()
    result = run("web", "--gathered", f"out.{ending}", "--forget")
    assert result.return_value == 0, result.output
    assert "1 file read, 5 rows: 4 count, 0 are left out, 1 is refused" in result.output
    for name, data in results().items():
        if name != "files.json":
            engine = f'"DuckDB {duckdb.__version__}"'.encode()
            assert data.replace(b'"SQL"', b'""') == here[name].replace(engine, b'""')
    assert "nothing new" in run().output
    settle(refuse_at_most="0.5", empty_as="[x]")
    assert "--print-sql" in str(run("web", "--gathered", f"out.{ending}").exception)
    Path("out.csv").write_text("a,b\n1,2\n")
    assert "out.csv is not what the printed query writes" in str(
        run("web", "--gathered", "out.csv").exception
    )


@pytest.mark.usefixtures("plan")
def test_what_other_engines_write_is_held_against_itself(run: Command) -> None:
    """ClickHouse writes nothing as `\\N`, and takes a bare name in a condition for one of the result."""
    from erpsite.extras import need

    Path("logs/a.csv").write_text(HEAD + ROWS + "2026-02-04 10:00:00,MM,0010,u3,ME21N,-7,S\n")
    settle(refuse_at_most="0.5")
    run()
    here = results()
    query = run("--print-sql", "clickhouse").output
    assert "\n  why IS NULL" not in query
    assert query.count("based.why IS NULL") == 5
    query = run("--print-sql", "duckdb").output.rstrip().rstrip(";")
    wrong = query.replace("based.why IS NULL", "TRUE")
    older = query.replace(LAYOUT, "")
    with need("duckdb").connect() as lake:
        lake.execute(HANDED)
        lake.execute(f"COPY ({query}) TO 'out.csv' (NULLSTR '\\N')")
        lake.execute(f"COPY ({wrong}) TO 'wrong.csv'")
        lake.execute(f"COPY ({older}) TO 'older.csv'")
    Path("logs/a.csv").unlink()
    assert "bucket in 2026-02 holds other rows than the files" in str(
        run("web", "--gathered", "wrong.csv", "--forget").exception
    )
    assert "print it again" in str(run("web", "--gathered", "older.csv", "--forget").exception)
    assert results() == here
    assert run("web", "--gathered", "out.csv", "--forget").return_value == 0
    months = [name for name in here if name.startswith("20")]
    wholes = [[json.loads(one[name])["whole"] for name in months] for one in (here, results())]
    assert wholes[0] == wholes[1]


def test_a_changed_results_file_is_told(plan: Path, run: Command) -> None:
    run()
    path = Path("data/rollup/web/2026-01.json")
    path.write_text(path.read_text().replace('"short":0', '"short":7', 1))
    found = [issue for issue in load_handbook(plan / "data").issues if issue.code == "rolled-file"]
    assert [str(issue.source) for issue in found] == ["rollup/web/2026-01.json:1:1"]
    path.unlink()
    settle(filters="[{column: user, drop: [u9]}]")
    assert [issue.code for issue in load_handbook(plan / "data").issues if "rollup" in issue.code] == [
        "rollup-outdated"
    ]


def test_that_nothing_is_new_is_seen_without_what_counts(plan: Path, run: Command) -> None:
    run()
    code = (
        "import sys; from erpsite.cli.main import group; group(['rollup'], standalone_mode=False);"
        "print([one for one in ('duckdb', 'pydantic', 'yaml') if one in sys.modules])"
    )

    def told() -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, cwd=plan, capture_output=True, text=True, check=True).stdout

    assert told() == "web: nothing new in 1 file\n[]\n"
    (plan / "data/rollup/web/2026-01.json").unlink()  # what was counted is looked at, too
    assert "counted: 2026-01 to 2026-02" in told()
    assert (plan / "data/rollup/web/2026-01.json").is_file()


def test_an_empty_file_of_the_plan_stops_nothing(run: Command) -> None:
    Path("data/organisation.yml").write_text("")
    settle(plant="")
    assert run().return_value == 0


@pytest.mark.parametrize(("language", "told"), [("en", "say --engine spark"), ("zh", "请写--engine spark")])
def test_a_table_of_spark_is_refused_by_duckdb_with_a_sentence(
    run: Command, language: str, told: str
) -> None:
    table = DEFINITION.replace(
        "files: [logs/*.csv, logs/*.csv.gz]", "table: {name: lake.erp.requests, engine: spark, by: ts}"
    )
    Path("data/rollups/web.yml").write_text(table)
    fault = run().exception
    assert isinstance(fault, RollupFault)
    assert told in fault.say(translator(language))
    Path("data/rollups/web.yml").write_text(table.replace("by: ts", "address_in: LAKE"))
    assert "web.yml:2:61  error  address_in: is said of PostgreSQL" in run().output


def test_months_of_an_older_rule_of_times_are_counted_again_or_said(plan: Path, run: Command) -> None:
    """A word behind a time was passed over once; where logs are gone, what it gave stays and is told."""

    def issues() -> list[tuple[object, object]]:
        found = [one for one in load_handbook(plan / "data").issues if one.code == "rollup-outdated"]
        return [(one.values["first"], one.values["last"]) for one in found]

    def age() -> None:
        for path in Path("data/rollup/web").glob("*.json"):
            path.write_text(path.read_text().replace(',"times":"2"', ""))

    Path("logs/b.csv").write_text(HEAD + ROWS.replace("2026-01", "2026-03").replace("2026-02", "2026-03"))
    run()
    now = results()
    assert issues() == []
    age()
    assert issues() == [("2026-01", "2026-03")]
    said = run().output
    assert "3 months, 2026-01 to 2026-03, are counted again: a word behind a time" in said
    assert "was counted before" not in said  # the same figures
    assert results() == now
    assert "counted again" not in run().output
    age()
    Path("logs/b.csv").unlink()
    said = run().output
    assert "2 months, 2026-01 to 2026-02, are counted again" in said
    assert "1 month, 2026-03, stays as it was counted" in said
    assert issues() == [("2026-03", "2026-03")]
    assert "1 month, 2026-03, stays as it was counted" in run().output
    settle(time="{column: ts, clock: local, written: '%Y-%m-%d %H:%M:%S'}")
    assert "times" not in str(told("--forget", run=run))


def test_files_that_reach_into_a_month_of_a_file_that_is_gone_are_left(plan: Path, run: Command) -> None:
    Path("logs/b.csv").write_text(HEAD + ROWS.replace("2026-01", "2026-03"))  # of February and March
    run()
    for path in Path("data/rollup/web").glob("*.json"):
        path.write_text(path.read_text().replace(',"times":"2"', ""))
    Path("logs/b.csv").unlink()
    result = run()
    assert result.return_value == 0, result.output
    assert "3 months, 2026-01 to 2026-03, stay as they were counted" in result.output
    assert '"times"' not in Path("data/rollup/web/2026-01.json").read_text()  # its file holds February, too
    assert sum(one.code == "rollup-outdated" for one in load_handbook(plan / "data").issues) == 1
