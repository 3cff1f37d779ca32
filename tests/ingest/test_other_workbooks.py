"""Workbooks that are no .xlsx: merged cells, short durations and odd ways of writing are read, or refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.workbooks import read_workbook
from tests.ingest.plan_begun import begin, run

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _cell(text: str, more: str = "", value: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {value} {more}><text:p>{text}</text:p></table:table-cell>"


def _row(*cells: str, between: str = "") -> str:
    return f"<table:table-row>{between}{between.join(cells)}{between}</table:table-row>"


def _ods(*rows: str, between: str = "", head: str = "") -> bytes:
    """Return a workbook as LibreOffice writes it, or, with something between the cells, SheetJS."""
    table = f'<table:table table:name="S">{between}{between.join(rows)}{between}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{head}<office:document-content {_NAMES}>{body}</office:document-content>'
    manifest = (
        '<?xml version="1.0"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", _TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def test_names_over_two_rows_of_merged_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path)
    down, gap = 'table:number-rows-spanned="2"', "<table:covered-table-cell/>"
    rows = [
        _row(
            _cell("项目名称", down),
            _cell("计划时间", 'table:number-columns-spanned="2"'),
            gap,
            _cell("负责人", down),
        ),
        _row(gap, _cell("开始时间"), _cell("结束时间"), gap),
        *(
            _row(_cell(f"项目{n}"), _cell(f"2026-0{n}-05"), _cell(f"2026-0{n}-25"), _cell("李强"))
            for n in (1, 2, 3)
        ),
    ]
    (tmp_path / "list.ods").write_bytes(_ods(*rows))
    monkeypatch.chdir(tmp_path)
    run("list.ods", "--as", "initiatives")
    assert "header: [1, 2]" in (tmp_path / "data/imports/list.yml").read_text(encoding="utf-8")
    assert run("list.ods").return_value == 0
    made = sorted((tmp_path / "data/initiatives").glob("initiative-*.yml"))
    assert len(made) == 3
    assert "finish: 2026-01-25" in made[0].read_text(encoding="utf-8")


def test_a_duration_below_a_day_is_no_time_of_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path)
    names = _row(*map(_cell, ("System", "Start", "Duration", "Severity", "Cause")))
    rows = [
        _row(
            _cell("ERP"), _cell(f"2026-01-1{n} 08:00"),
            _cell(shown, value=f'office:value-type="time" office:time-value="{lasts}"'),
            _cell("2"), _cell("network"),
        )
        for n, (lasts, shown) in enumerate([("PT02H30M00S", "02:30"), ("PT26H00M00S", "26:00")])
    ]  # fmt: skip
    (tmp_path / "down.ods").write_bytes(_ods(names, *rows))
    monkeypatch.chdir(tmp_path)
    run("down.ods", "--as", "incidents")
    assert run("down.ods", "--as", "incidents").return_value == 0
    text = (tmp_path / "data/incidents.csv").read_text(encoding="utf-8")
    starts = [dt.datetime(2026, 1, 10, 8), dt.datetime(2026, 1, 11, 8)]  # noqa: DTZ001 - a file has no zone
    for start, minutes in zip(starts, (150, 1560), strict=True):
        assert f"{start:%Y-%m-%d %H:%M},{start + dt.timedelta(minutes=minutes):%Y-%m-%d %H:%M}," in text


def test_a_share_shown_as_percent_is_what_people_see() -> None:
    share = 'office:value-type="percentage" office:value="0.971"'
    rows = [_row(_cell("a"), _cell("97.1%", 'table:number-columns-repeated="2"', share), _cell("b"))]
    (table,) = read_workbook(_ods(*rows), "shares.ods")
    assert list(table.rows[0]) == ["a", "97.1%", "97.1%", "b"]


def test_line_breaks_between_cells_are_no_damage() -> None:
    rows = [_row(_cell(f"a{n}"), _cell(f"b {n}"), between="\n   ") for n in range(3)]
    (table,) = read_workbook(_ods(*rows, between="\n "), "sheetjs.ods")
    assert [list(row) for row in table.rows] == [["a0", "b 0"], ["a1", "b 1"], ["a2", "b 2"]]


def test_a_document_type_in_a_workbook_is_refused() -> None:
    with pytest.raises(SourceFault, match="damaged"):
        read_workbook(_ods(_row(_cell("a")), head='<!DOCTYPE x [<!ENTITY a "b">]>'), "odd.ods")


@pytest.mark.parametrize(
    ("record", "told"), [(b"\x12\x08" + b"\0" * 8, True), (b"\x07\x0c" + b"\0" * 12, False)]
)
def test_cells_that_the_reader_passes_over_are_refused(record: bytes, told: bool) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/worksheets/sheet1.bin", b"\x91\x01\x00" + record)
    with pytest.raises(SourceFault) as refused:
        read_workbook(made.getvalue(), "plan.xlsb")
    assert ("short form" in str(refused.value)) is told
