"""What an import keeps beside its map: a report in no language, and where the rows of a table came from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from erpsite.load import load_handbook
from erpsite.load.digest import data_digest
from erpsite.load.imported import came_from
from erpsite.model import FILES
from tests.ingest.plan_begun import run

HEALTH = next(file for file in FILES if file.path == "health.csv")
PLAN = Path(__file__).parents[1] / "golden/base_plan"
ROWS = [
    ("Metric", "Module", "Month", "Value"),
    ("availability", "finance", "2026-01", 99.5),
    ("availability", "finance", "2026-02", 98),
]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PLAN, tmp_path / "data")
    (tmp_path / "data/tickets.csv").unlink()
    (tmp_path / "data/health.csv").unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_book(path: Path, *rows: tuple[object, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Monthly"
    for row in (*ROWS, *rows):
        sheet.append(row)
    book.save(path)


def test_a_report_and_the_place_of_each_row_are_kept_and_undone(plan: Path) -> None:
    write_book(plan / "figures.xlsx", ("availability", "finance", "2026-03", "n/a?"))
    before = data_digest(plan / "data")
    run("figures.xlsx", "--as", "health_values")
    done = run("figures.xlsx", "--as", "health_values")
    assert "data/imports/figures.report.json" in done.output
    handbook = load_handbook(plan / "data").handbook
    assert handbook is not None
    report = handbook.imports["figures"]
    assert (report.source, report.sheet, report.rows, report.counts["added"]) == (
        "figures.xlsx", "Monthly", 3, 2,
    )  # fmt: skip
    assert [(one.column, one.count, one.places[0].place) for one in report.refused] == [
        ("Value", 1, "Monthly!D4")
    ]
    for one in report.columns:
        assert one.cells == one.taken + one.refused + one.unused + one.left
    table = (plan / "data/health.csv").read_bytes()
    assert came_from(plan / "data", HEALTH, table) == {
        2: "figures.xlsx Monthly!2",
        3: "figures.xlsx Monthly!3",
    }
    # A row that a person puts between moves the places with their rows.
    lines = table.decode().splitlines()
    moved = "\n".join([lines[0], "availability,finance,2025-12,97", *lines[1:]]).encode()
    assert came_from(plan / "data", HEALTH, moved) == {
        3: "figures.xlsx Monthly!2",
        4: "figures.xlsx Monthly!3",
    }
    assert data_digest(plan / "data") != before
    assert run("--undo").return_value == 0
    assert data_digest(plan / "data") == before


def test_the_same_import_again_leaves_the_report(plan: Path) -> None:
    write_book(plan / "figures.xlsx")
    run("figures.xlsx", "--as", "health_values")
    run("figures.xlsx", "--as", "health_values")
    kept = (plan / "data/imports/figures.report.json").read_bytes()
    again = run("figures.xlsx", "--as", "health_values")
    assert "Nothing is to be changed" in again.output
    assert (plan / "data/imports/figures.report.json").read_bytes() == kept
    # A newer file moves rows, and what it no longer has keeps its place.
    write_book(plan / "newer.xlsx", ("availability", "finance", "2026-03", 97.5))
    book = openpyxl.load_workbook(plan / "newer.xlsx")
    book.worksheets[0].delete_rows(2)
    book.save(plan / "newer.xlsx")
    run("newer.xlsx", "--map", "data/imports/figures.yml")
    table = (plan / "data/health.csv").read_bytes()
    assert list(came_from(plan / "data", HEALTH, table).values()) == [
        "figures.xlsx Monthly!2", "newer.xlsx Monthly!2", "newer.xlsx Monthly!3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "{",
        lambda _: json.dumps([]),
        lambda held: json.dumps({**held, "rows": "many"}),
        lambda held: json.dumps({**held, "notices": [{"message": "{n.real}", "values": {"n": 1}}]}),
    ],
)
def test_a_report_that_was_changed_is_a_warning(plan: Path, spoil: object) -> None:
    write_book(plan / "figures.xlsx")
    run("figures.xlsx", "--as", "health_values")
    run("figures.xlsx", "--as", "health_values")
    path = plan / "data/imports/figures.report.json"
    path.write_text(spoil(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")  # type: ignore[operator]
    result = load_handbook(plan / "data")
    assert result.handbook is not None
    assert result.handbook.imports == {}
    assert [one.source.path for one in result.issues if one.code == "import-report"] == [
        "imports/figures.report.json"
    ]


def test_cells_of_records_that_nobody_may_see_are_not_kept(plan: Path) -> None:
    text = "number,opened_at,resolved_at,priority,cause\nINC1,2026-03-04 08:00:00,secretly,1,data\n"
    (plan / "tickets.csv").write_text(text, encoding="utf-8")
    run("tickets.csv", "--as", "tickets")
    run("tickets.csv", "--as", "tickets")
    kept = (plan / "data/imports/tickets.report.json").read_text(encoding="utf-8")
    assert "tickets.csv:2:C" in kept
    assert "secretly" not in kept
