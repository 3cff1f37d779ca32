"""Valid logs that engines read each in its own way: names that are patterns, folders, odd letters."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from erpsite.extras import need
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.spark import plain_reason, refuse_want
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command

IN_FOLDERS = DEFINITION.replace(
    "files: [logs/*.csv, logs/*.csv.gz]", 'files: ["logs/**/*"]\nfolders: [plant]'
)
HEAD_ALONE = HEAD.replace("plant,", "")
ROWS_ALONE = ROWS.replace(",0010", "")
"""Without the column that stands in the path."""


def lay_names(plan: Path) -> int:
    """Lay out files whose names are patterns to an engine, that fit one another; return their rows."""
    names = ["a b.csv", "a?b.csv", "[1].csv", "1.csv", "x*.csv", "xy.csv", "a{2}.csv", "it's.csv", "日志.csv"]
    (plan / "logs/a.csv").unlink()
    for at, name in enumerate(names):
        (plan / f"logs/{name}").write_text(HEAD + ROWS.replace("FB60", f"T{at}"))
    return 4 * len(names)


def lay_folders(plan: Path) -> dict[str, int]:
    """Lay out files in folders that say their plant; return the rows that count, of each transaction."""
    (plan / "logs/a.csv").unlink()
    folders = {
        "plant=上海": 2, "plant=%E4%B8%8A%E6%B5%B7": 2, "plant=a+b c": 2, "plant=0010": 2,
        "plant=0010/day=1": 2, "plant=__HIVE_DEFAULT_PARTITION__": 0, "elsewhere": 0,
    }  # fmt: skip
    counted = {}
    for at, (folder, rows) in enumerate(folders.items()):
        path = plan / "logs" / folder
        path.mkdir(parents=True, exist_ok=True)
        title = "title\n\n" if at % 2 else ""
        (path / "a.csv").write_text(title + HEAD_ALONE + ROWS_ALONE.replace("FB60", f"T{at}"))
        counted[f"T{at}"] = rows
    text = "refuse_at_most: 0.5\n" + IN_FOLDERS.replace('["0010"]', '["0010", "上海", "a+b c"]')
    (plan / "data/rollups/web.yml").write_text(text)
    return {name: rows for name, rows in counted.items() if rows}


def lay_trailing(plan: Path) -> None:
    """Lay out rows with empty cells behind the last column, which count, and three that do not."""
    row = "2026-03-02 08:00:00,FI,0010,u,{},5,S{}\n"
    ends = ["", ",", ",,", ',""', ",,,,", ",x", ",,x"]
    rows = [row.format(f"T{at}", end) for at, end in enumerate(ends)]
    (plan / "logs/a.csv").write_text(HEAD + "".join(rows) + "2026-03-02 08:00:00,FI,\n")
    told = "refuse_at_most: 0.5\n" + DEFINITION
    (plan / "data/rollups/web.yml").write_text(told)


def counted_in(plan: Path, month: str) -> dict[str, int]:
    """Return the rows of each transaction of finance in a month."""
    held = json.loads((plan / f"data/rollup/web/{month}.json").read_bytes())
    return {name: told[0] for name, told in held["transactions"]["finance"].items()}


def test_the_name_of_a_file_is_no_pattern(plan: Path, run: Command) -> None:
    rows = lay_names(plan)
    assert f"{rows} rows: {rows} count" in run().output
    assert set(counted_in(plan, "2026-01").values()) == {2}


def test_folders_say_a_column_however_deep_and_of_files_written_anew(plan: Path, run: Command) -> None:
    counted = lay_folders(plan)
    result = run()
    assert result.return_value == 0, result.output
    assert "28 rows: 20 count, 0 are left out, 8 are refused" in result.output
    assert counted_in(plan, "2026-01") == counted


def test_single_lines_of_other_letters_are_refused_among_those_that_are_not(plan: Path, run: Command) -> None:
    rows = [row.replace("u1", user) for row, user in zip(ROWS.splitlines(True), "äöüß", strict=True)]
    text = (HEAD + "".join(rows)).encode() + rows[2].encode("cp1252")
    (plan / "logs/a.csv").write_bytes(text)
    Path("data/rollups/web.yml").write_text("refuse_at_most: 0.5\n" + DEFINITION)
    output = run().output
    assert "5 rows: 4 count, 0 are left out, 1 is refused" in output
    assert "logs/a.csv:6" in output


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_another_delimiter_is_proposed_at_the_definition(plan: Path, run: Command, mark: str) -> None:
    (plan / "logs/a.csv").write_text((HEAD + ROWS.replace('"u,2"', "u2")).replace(",", mark))
    output = run().output
    assert "data/rollups/web.yml:8:20" in output
    proposed = mark.replace("\t", "\\t")
    assert f'delimiter: "{proposed}"' in output
    Path("data/rollups/web.yml").write_text(f'delimiter: "{proposed}"\n{DEFINITION}')
    assert "4 rows: 4 count" in run().output


def test_a_line_that_is_no_object_is_told_by_its_line(plan: Path, run: Command) -> None:
    row = dict(zip(HEAD.strip().split(","), ROWS.splitlines()[0].split(","), strict=True))
    lines = [row, {**row, "ms": True}, {**row, "module": ["FI"]}, [row], row]
    (plan / "logs/a.jsonl").write_text("\n".join(map(json.dumps, lines)) + '\n{"ts": "2026')
    text = DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", '["logs/*.jsonl"]')
    Path("data/rollups/web.yml").write_text(f"refuse_at_most: 0.9\n{text}")
    output = run().output
    assert "no object of JSON that can be read: 2 – logs/a.jsonl:4" in output
    assert "logs/a.jsonl:2 (ms=true)" in output
    assert 'logs/a.jsonl:3 (module=["FI"])' in output


def test_a_truth_is_no_duration(plan: Path, run: Command) -> None:
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    cells = ["2026-03-02 08:00:00", "FI", "0010", "u", "T", True, "S"]
    held = io.BytesIO()
    pq.write_table(
        pa.table({one: [cell] for one, cell in zip(HEAD.strip().split(","), cells, strict=True)}), held
    )
    (plan / "logs/a.parquet").write_bytes(held.getvalue())
    Path("data/rollups/web.yml").write_text(DEFINITION.replace("*.csv, logs/*.csv.gz]", "*.parquet]"))
    assert "the column ms is BOOLEAN, which is no number" in str(run().exception)


def test_a_word_means_one_module(run: Command, plan: Path) -> None:
    text = DEFINITION.replace("supply-chain: [MM]", "supply-chain: [MM, FI]")
    (plan / "data/rollups/web.yml").write_text(text)
    output = run().output
    assert "data/rollups/web.yml:4:56  error  “FI” is a word of finance and of supply-chain" in output


def test_seconds_among_milliseconds_that_round_to_none_are_questioned(plan: Path, run: Command) -> None:
    rows = [f"2026-0{month}-05 10:{at:02d}:00,FI,0010,u,T,{ms},S\n" for at in range(20)
            for month, ms in ((3, 120 + at), (4, (120 + at) / 1000))]  # fmt: skip
    (plan / "logs/a.csv").write_text(HEAD + "".join(rows))
    assert "finance 2026-04: the median duration goes from 129" in run().output


def test_what_spark_says_first_of_java_is_no_reason() -> None:
    error = ValueError(
        "An error occurred while calling None.org.apache.x.\n: java.io.IOException: full\n\tat x"
    )
    assert plain_reason(error) == "java.io.IOException: full"
    told = "x.SparkException: Exception thrown in awaitResult:\n\tat x\nCaused by: a\nCaused by: b"
    assert plain_reason(ValueError(told)) == "b"
    assert plain_reason(ValueError("password=hidden\nmore")) == "password=…"
    for words, told in (("a\nCaused by: java.io.IOException: No space left on device", "the disk is full"),
                        ("x\njava.lang.OutOfMemoryError: Java heap space", "--memory-limit")):  # fmt: skip
        with pytest.raises(RollupFault, match=told):
            refuse_want(ValueError(words))
    refuse_want(ValueError("something else"))

    class GoneError(Exception):
        def __str__(self) -> str:
            raise ConnectionRefusedError

    with pytest.raises(RollupFault, match="Spark ended while it counted"):
        refuse_want(GoneError())


def test_a_zone_that_nobody_knows_is_told_where_it_stands(run: Command, plan: Path) -> None:
    (plan / "data/rollups/web.yml").write_text("zone: Europe/Berlln\n" + DEFINITION)
    told = "there is no time zone Europe/Berlln; did you mean Europe/Berlin?"
    assert f"data/rollups/web.yml:1:7  error  {told}" in run().output
    (issue,) = (one for one in load_handbook(plan / "data").issues if one.code == "unknown-timezone")
    assert str(issue.source) == "rollups/web.yml:1:7"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_line_that_is_told_is_of_a_row_that_counts_otherwise(plan: Path, run: Command, form: str) -> None:
    names = HEAD.strip().split(",")
    rows = [["2026-03-02 08:00:00", "FI", "0010", "u", tx, ms, "S"]
            for tx, ms in (("JOB1", "x"), ("FB60", "1"), ("FB60", "x"))]  # fmt: skip
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    if form == "jsonl":
        text = "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows)
    (plan / "logs/a.csv").unlink()
    (plan / f"logs/a.{form}").write_text(text)
    told = 'refuse_at_most: 0.9\nfilters: [{column: tx, drop: ["JOB*"]}]\n' + DEFINITION
    Path("data/rollups/web.yml").write_text(told.replace("logs/*.csv.gz", "logs/*.jsonl"))
    assert f"logs/a.{form}:{4 if form == 'csv' else 3} (ms=x)" in run().output


def test_empty_cells_behind_the_last_column_are_none(plan: Path, run: Command) -> None:
    lay_trailing(plan)
    assert "8 rows: 5 count, 0 are left out, 3 are refused" in run().output
    assert set(counted_in(plan, "2026-03")) == {"T0", "T1", "T2", "T3", "T4"}
