"""Workbooks keep the types of their cells; what cannot be read says how to mend it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import reader_of
from erpsite.ingest.tables import CellError, NoValue
from erpsite.ingest.workbooks import read_workbook
from tests.ingest.workbook_files import xlsx

MOMENT = dt.datetime.fromisoformat("2026-03-01 08:05")


def test_types_of_cells_written_by_xlsxwriter_stay_apart() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("数据")
    sheet.write_row(1, 1, ["id", "value"])
    sheet.write_string(2, 1, "00123")
    sheet.write_datetime(2, 2, MOMENT, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.write_string(3, 1, "NA")
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 2, "=B3", None, "")
    sheet.write_blank(5, 2, None)
    sheet.write_boolean(6, 2, True)
    sheet.write_number(7, 2, 1.25, book.add_format({"num_format": "[h]:mm"}))
    book.close()
    (table,) = read_workbook(out.getvalue(), "a.xlsx")
    values = [row[1] for row in table.rows[1:]]
    assert values[0] == MOMENT
    assert values[1:3] == [CellError("#DIV/0!"), NoValue("B3")]
    assert values[3:] == [None, True, dt.timedelta(hours=30)]
    assert (table.rows[1][0], table.rows[2][0]) == ("00123", "NA")
    assert table.place(1, 1) == "数据!C3"


@pytest.mark.parametrize("date1904", [False, True])
def test_a_day_is_the_same_day_however_a_program_writes_it(date1904: bool) -> None:
    serial = 46083 - (1462 if date1904 else 0)
    rows = ['<c r="A1" t="inlineStr"><is><t>day</t></is></c>', '<c r="A2" t="d"><v>2026-03-02</v></c>',
            f'<c r="A3" s="1"><v>{serial}</v></c>']  # fmt: skip
    (table,) = read_workbook(xlsx(rows, date1904=date1904), "a.xlsx")
    assert [row[0] for row in table.rows[1:]] == [dt.date(2026, 3, 2), dt.date(2026, 3, 2)]


def test_a_workbook_by_openpyxl_that_never_computed_says_so() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["B2"] = "sum", "=1+1", 3
    out = io.BytesIO()
    book.save(out)
    (table,) = read_workbook(out.getvalue(), "a.xlsx")
    assert list(table.rows[1]) == [NoValue("1+1"), 3]


def _truncated() -> bytes:
    return xlsx(['<c r="A1"><v>1</v></c>'])[:-200]


def _locked_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "cure"),
    [
        (_truncated(), "a.xlsx", "damaged or cut off"),
        (b"<html><table><tr><td>1", "a.xls", "save it as .xlsx"),
        (b"a\tb\n1\t2\n", "a.xls", "give it the ending .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (_locked_zip(), "a.ods", "password"),
        (xlsx([]), "a.xlsx", "pictures or charts"),
        (xlsx(['<c r="A1"><v>1</v></c>'], pivot=True), "a.xlsx", "pivot table"),
        (b"<!doctype html><p>log in", "a.csv", "web page"),
        (xlsx(['<c r="A1"><v>1</v></c>']), "a.csv", "ending .xlsx"),
        (b"", "a.csv", "is empty"),
        (b'a,b\n"1,2\n', "a.csv", "never closed"),
        (b"x", "a.docx", "nothing reads"),
        (b"\x00" * 60_000_001, "a.csv", "at most 60 MB"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_the_cure(data: bytes, name: str, cure: str) -> None:
    with pytest.raises(SourceFault, match=cure):
        reader_of(data, name)(data, name)
