"""Disks that are full, memory that is not enough, files that are cut or grow: a sentence, nothing half."""

from __future__ import annotations

import errno
import gzip
import io
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from erpsite.cli import rollup_run
from erpsite.cli.main import CANNOT_RUN, group
from erpsite.cli.refusing import of_system
from erpsite.errors import ErpsiteError
from erpsite.extras import need
from erpsite.ingest.rollup.connecting import connected
from erpsite.ingest.rollup.counting import Engine
from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command, results_in

FULL = Path("/dev/full")


def _parquet(rows: int = 1000) -> bytes:
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    cells = ["2026-03-02 08:00:00", "FI", "0010", "u", "T", "5", "S"]
    table = pa.table({name: [cell] * rows for name, cell in zip(HEAD.strip().split(","), cells, strict=True)})
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


def _torn(data: bytes) -> bytes:
    half = len(data) // 2
    return data[:half] + bytes(60) + data[half + 60 :]


PACKED = gzip.compress((HEAD + ROWS * 400).encode())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.parquet", b""),
        ("a.parquet", _parquet()[:-50]),
        ("a.parquet", _torn(_parquet())),
        ("a.csv.gz", b""),
        ("a.csv.gz", PACKED[:-4]),
        ("a.csv.gz", PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:]),
    ],
)
def test_a_damaged_file_is_told_by_its_name_and_nothing_is_written(
    plan: Path, run: Command, name: str, data: bytes
) -> None:
    (plan / f"logs/{name}").write_bytes(data)
    definition = plan / "data/rollups/web.yml"
    definition.write_text(DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", '["logs/a.[cp]*"]'))
    error = str(run().exception)
    assert f"logs/{name}" in error
    assert str(plan) not in error
    assert not (plan / "data/rollup").exists()


def test_what_cannot_be_remembered_costs_time_and_nothing_else(plan: Path, run: Command) -> None:
    (plan / ".erpsite/rollup/web.json").mkdir(parents=True)
    result = run()
    assert result.return_value == 0, result.output
    assert "written: 6 files" in result.output
    assert "nothing new" in run().output


def test_a_folder_that_cannot_be_written_is_named_and_a_dry_run_needs_none(plan: Path, run: Command) -> None:
    (plan / ".erpsite").write_text("no folder")
    assert "4 rows: 4 count" in run("--dry-run").output
    with pytest.raises(click.ClickException, match=r"\.erpsite/rollup' cannot be written"):
        run()
    assert not (plan / "data/rollup").exists()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_preset_on_a_full_disk_leaves_no_half_definition(plan: Path, run: Command) -> None:
    (plan / "data/rollups/.apm.yml.tmp").symlink_to(FULL)
    with pytest.raises(click.ClickException, match=r"apm\.yml' cannot be written"):
        run("apm", "--preset", "generic-csv")
    assert [one.name for one in (plan / "data/rollups").iterdir()] == ["web.yml"]


@pytest.mark.usefixtures("plan")
def test_memory_is_a_size(run: Command) -> None:
    assert "foo is no size of memory" in str(run("--memory-limit", "foo").exception)
    assert "the memory was not enough" in str(run("--memory-limit", "1KB").exception)


def test_what_does_not_fit_into_memory_needs_room_on_the_disk(tmp_path: Path) -> None:
    def spill() -> None:
        with connected(str(tmp_path / "spill"), "60MB", 1) as connection:
            connection.execute("SET max_temp_directory_size = '1MB'")
            connection.execute("CREATE TEMP TABLE t AS SELECT hash(i) AS h, i FROM range(20000000) r(i)")

    with pytest.raises(ErpsiteError, match="TMPDIR"):
        spill()


def test_what_the_system_refuses_is_a_sentence_of_every_command(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "a/b.yml")
    told = of_system(full)
    assert told is not None
    assert told.message == "'a/b.yml' cannot be read or written: No space left on device."
    assert of_system(ValueError("a bug")) is None
    assert of_system(FileNotFoundError(errno.ENOENT, "a bug", "a")) is None

    def without_memory(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(rollup_run, "frame_of", without_memory)
    result = CliRunner().invoke(group, ["rollup", "--data", str(plan / "data"), "--language", "en"])
    assert result.exit_code == CANNOT_RUN
    assert "Error: the memory of this machine was not enough" in result.output


def test_a_file_that_grows_while_it_is_read_is_told_and_read_again(
    plan: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Engine.count

    def grow(engine: Engine, *told: object, **named: object) -> None:
        counting(engine, *told, **named)  # type: ignore[arg-type]
        with (plan / "logs/a.csv").open("a") as log:
            log.write("2026-02-04 10:00:01,MM,0010,u1,ME21N,19")

    monkeypatch.setattr(Engine, "count", grow)
    assert "logs/a.csv was written to while it was read" in run().output
    monkeypatch.undo()
    with (plan / "logs/a.csv").open("a") as log:
        log.write("00,S\n")
    output = run("--data", str(plan / "data"), "--logs", str(plan)).output
    assert "5 rows: 5 count" in output
    assert "while it was read" not in output


def test_a_last_line_without_an_end_among_files_with_one_is_questioned(plan: Path, run: Command) -> None:
    (plan / "logs/b.csv").write_text(HEAD + ROWS[:-1])
    assert "the last line of logs/b.csv does not end" in run("--dry-run").output
    (plan / "logs/a.csv").write_text(HEAD + ROWS.replace("FB60", "FB65")[:-1])
    assert "does not end" not in run("--dry-run").output


def test_months_of_which_no_row_is_left_are_told_with_their_figures(plan: Path, run: Command) -> None:
    run()
    (plan / "logs/b.csv").write_text(HEAD + ROWS.splitlines(keepends=True)[0])
    (plan / "logs/a.csv").write_text("")
    output = run().output
    assert "2026-02 was counted before: rows 1 → 0" in output
    assert "they are taken away: rollup/web/2026-02.json" in output
    assert not [name for name in results_in(plan) if "2026-02" in name]


def test_months_that_are_refused_are_no_results(plan: Path, run: Command) -> None:
    (plan / "logs/a.csv").write_text(HEAD + ROWS + "x\n")
    output = run().output
    assert "nothing is written" in output
    assert "counted:" not in output


def test_what_a_run_left_that_was_ended_outright_is_cleared_and_counted_anew(
    plan: Path, run: Command
) -> None:
    run()
    whole = results_in(plan)
    folder = plan / "data/rollup/web"
    (folder / ".2026-01.json.tmp").write_text("half")
    (folder / "2026-01.json").write_text("{")
    assert "4 rows: 4 count" in run().output
    assert results_in(plan) == whole
    assert not list(folder.glob(".*"))
