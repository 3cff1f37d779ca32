"""Files as companies have them count as the same rows in a plain file do; what is no row is counted apart."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command, results_in

TEXT = HEAD + ROWS.replace("u1", "王")


def _laid(text: str | bytes, *, more: str = "", name: str = "logs/a.csv") -> None:
    Path("data/rollups/web.yml").write_text(more + DEFINITION)
    Path("logs/a.csv").unlink(missing_ok=True)
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def _months(folder: Path) -> dict[str, str]:
    return {name: text for name, text in results_in(folder).items() if not name.endswith("files.json")}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (TEXT.encode("gb18030"), "encoding: gb18030\n"),
        (TEXT.encode("utf-16"), ""),
        ("sep=,\r\n" + TEXT.replace("\n", "\r\n"), ""),
        ("Dialogue steps of March\n\n" + TEXT, ""),
        (TEXT.replace("\n", "\r\n", 2), ""),
        (TEXT.replace(",", " , ").replace('"u , 2"', '"u,2"'), "trim: true\n"),
        ("#v1\n" + TEXT.replace("2026-02", "#again\n2026-02"), 'no_lines: ["#"]\n'),
    ],
)
def test_the_same_rows_give_the_same_months(plan: Path, run: Command, text: str | bytes, more: str) -> None:
    _laid(TEXT)
    assert run().return_value == 0
    plain = _months(plan)
    _laid(text, more=more)
    result = run()
    assert result.return_value == 0, result.output
    assert _months(plan) == plain


@pytest.mark.usefixtures("plan")
def test_names_of_columns_are_in_the_letters_of_the_file(run: Command) -> None:
    text = TEXT.replace("module,", "模块,").replace("100,S", "abc,S")
    _laid(text.encode("gb18030"), more="encoding: gb18030\n")
    definition = Path("data/rollups/web.yml")
    definition.write_text(definition.read_text().replace("{column: module", "{column: 模块"))
    assert "logs/a.csv:2 (ms=abc)" in run().output
    _laid(TEXT.replace("FI,", "财,").encode("gb18030"), more="encoding: gb18030\n")
    assert "logs/a.csv:2 (module=财)" in run().output


@pytest.mark.usefixtures("plan")
def test_lines_that_are_no_rows_are_left_out_and_counted(run: Command) -> None:
    log = "".join(f"x {line} y\n" if "2026-01-06" in line else line + "\n" for line in TEXT.splitlines())
    _laid(
        "title\n" + log + "ts,half\n", more='only_lines: ["2026-"]\nno_lines: ["x "]\nrefuse_at_most: 0.5\n'
    )
    assert "5 rows: 3 count, 2 are left out, 0 are refused" in run().output
    account = json.loads(Path("data/rollup/web/files.json").read_bytes())["files"][0]
    assert account["left_out"] == {"no-row": 2}


@pytest.mark.usefixtures("plan")
def test_a_refused_row_is_told_by_the_line_of_the_file_as_it_came(run: Command) -> None:
    bad = TEXT.replace("100,S", "abc,S").replace("1900,S", "1900")
    text = "title\n\n" + bad.replace("2026-02", "# a comment\n2026-02")
    _laid(text, more='no_lines: ["#"]\n')
    told = run().output
    assert "logs/a.csv:4 (ms=abc)" in told
    assert "fewer cells than the header: 1 – logs/a.csv:8" in told


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("logs/a.csv", TEXT.encode("gb18030"), "encoding: gb18030"),
        (
            "logs/a.csv",
            TEXT.replace("王", "Müller").encode("cp1252").replace(b"ts,", b"ts\xe9,ts,"),
            "windows-1252",
        ),
        ("logs/a.csv", gzip.compress(TEXT.encode()), "packed by gzip"),
        ("logs/a.csv", b"PK\x03\x04", "workbook"),
        ("logs/b.csv.gz", gzip.compress(TEXT.encode() * 900)[:-300], "logs/b.csv.gz is half-written"),
    ],
)
def test_what_cannot_be_read_is_named(plan: Path, run: Command, name: str, text: bytes, told: str) -> None:
    _laid(text, name=name)
    message = str(run().exception)
    assert told in message
    assert str(plan) not in message


@pytest.mark.usefixtures("plan")
def test_an_unknown_encoding_is_told_where_it_stands(run: Command) -> None:
    _laid(TEXT, more="encoding: gbkk\n")
    result = run()
    assert result.return_value == 1
    assert "web.yml:1:11" in result.output
    assert "gb18030" in result.output


@pytest.mark.usefixtures("plan")
def test_an_open_quotation_mark_refuses_every_line_behind_it(run: Command) -> None:
    _laid(TEXT + '2026-02-04 10:00:00,FI,0010,"u,FB60,1,S\n' + ROWS.replace('"', ""))
    assert "9 rows: 4 count, 0 are left out, 5 are refused" in run().output


@pytest.mark.usefixtures("plan")
def test_json_lines_hold_objects_and_half_lines(run: Command) -> None:
    rows = [
        {"ts": f"2026-01-0{day} 10:00:00", "module": "FI", "plant": "0010", "user": "u", "status": "S",
         "request": {"tx": f"t{day}", "ms": 10 * day}}
        for day in range(1, 6)
    ]  # fmt: skip
    flat = {**rows[0], "request.tx": "flat", "request.ms": 990, "request": None}
    lines = "\n".join(map(json.dumps, [*rows, flat])) + '\n[1, 2]\n\n{"ts": "2026-01'
    told = DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", '["logs/*.jsonl"]').replace(
        "tx\n", "request.tx\n"
    )
    _laid(lines, name="logs/a.jsonl")
    Path("data/rollups/web.yml").write_text(
        "refuse_at_most: 0.5\n" + told.replace("column: ms", "column: request.ms")
    )
    output = run().output
    assert "8 rows: 6 count, 0 are left out, 2 are refused" in output
    month = json.loads(Path("data/rollup/web/2026-01.json").read_bytes())
    assert month["whole"]["total_ms"] == 150 + 990
    assert set(month["transactions"]["finance"]) == {"t1", "t2", "t3", "t4", "t5", "flat"}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("clock", "word", "told"),
    [
        ("epoch-s", "1772323200000", "(ts=1772323200000); is its clock: epoch-ms?"),
        ("epoch-ms", "1772323200", "(ts=1970-01-21 20:18:43); is its clock: epoch-s?"),
        ("epoch-us", "1772323200", "(ts=1970-01-01 08:29:32); is its clock: epoch-s?"),
        ("epoch-ns", "1772323200000", "(ts=1970-01-01 08:29:32); is its clock: epoch-ms?"),
        ("local", "1772323200000000", "(ts=1772323200000000); is its clock: epoch-us?"),
        ("epoch-s", "4000000000", "after the plan year: 1 – logs/a.csv (ts=2096-10-02 15:06:40)\n"),
    ],
)
def test_a_number_of_another_clock_is_told(run: Command, clock: str, word: str, told: str) -> None:
    _laid(HEAD + f"{word},FI,0010,u1,FB60,100,S\n")
    definition = Path("data/rollups/web.yml")
    definition.write_text(definition.read_text().replace("clock: local", f"clock: {clock}"))
    assert told in run().output


@pytest.mark.usefixtures("plan")
def test_files_without_rows_and_packed_ones_with_padding_are_read(run: Command) -> None:
    _laid(TEXT)
    Path("logs/b.csv").write_bytes(b"\xef\xbb\xbf")
    Path("logs/c.csv").write_text("\n \n")
    Path("logs/d.csv.gz").write_bytes(gzip.compress(b""))
    Path("logs/e.csv.gz").write_bytes(gzip.compress((HEAD + ROWS).encode()) + bytes(600))
    result = run()
    assert result.return_value == 0, result.output
    assert "5 files read, 8 rows: 8 count" in result.output
    Path("logs/f.csv.gz").write_bytes(gzip.compress((HEAD + ROWS).encode()) + b"rubbish" * 99)
    assert "logs/f.csv.gz cannot be read" in str(run().exception)
    Path("logs/f.csv.gz").unlink()
    Path("logs/f.csv").symlink_to("nowhere")
    assert "f.csv cannot be read" in str(run().exception)


def test_links_in_a_circle_end_and_name_each_file_once(plan: Path, run: Command) -> None:
    for name in ("one", "two", "three", "four", "five", "six"):
        folder = Path("logs") / name
        folder.mkdir()
        for other in ("one", "two", "three", "four", "five", "six", "."):
            (folder / f"to-{other}").symlink_to(Path("..") / other)
    Path("logs/round").symlink_to("round")
    Path("logs/a.csv").rename("logs/three/a.csv")
    Path("elsewhere").mkdir()
    Path("elsewhere/b.csv").write_text(HEAD + "2026-02-03 10:00:01,MM,0010,u1,ME21N,1900,S\n")
    Path("logs/six/away").symlink_to(Path("elsewhere").resolve())
    Path("data/rollups/web.yml").write_text(DEFINITION.replace("logs/*.csv,", "logs/**/*.csv,"))
    run()
    account = json.loads((plan / "data/rollup/web/files.json").read_bytes())
    assert [one["path"] for one in account["files"]] == ["logs/six/away/b.csv", "logs/three/a.csv"]
