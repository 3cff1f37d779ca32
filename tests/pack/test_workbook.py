"""The workbook opens in another library, with typed cells, and nothing anybody wrote runs in it."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.person import Person
from erpsite.pack.archive import archive
from erpsite.pack.data_files import data_files
from erpsite.pack.workbook import workbook
from erpsite.pages.data.exports import book_exports
from erpsite.pages.kit.book import Book
from tests.factory import bare_handbook, small_handbook

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "http://example.invalid/",
    "a\x00b\x0bc",
    "𝒵𠀀é中",
    "x" * 40_000,
)


def _book(handbook: Handbook, language: str = "en") -> Book:
    return Book(state(handbook, handbook.default_as_of), locale_of(language, handbook.plan.currency))


def _with_people(handbook: Handbook, names: tuple[str, ...]) -> Handbook:
    people = {
        f"p-{n}": Person.model_validate({"id": f"p-{n}", "name": name, "title": "x", "side": "it"})
        for n, name in enumerate(names)
    }
    return type(handbook)(**{**handbook.__dict__, "people": {**handbook.people, **people}})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_is_a_sheet_with_all_of_its_rows(language: str) -> None:
    book = _book(small_handbook(), language)
    opened = openpyxl.load_workbook(io.BytesIO(workbook(book)))
    tables = book_exports(book)
    assert len(opened.sheetnames) == len(tables) + 1
    for sheet, table in zip(opened.worksheets[1:], tables, strict=True):
        assert sheet.max_row == len(table.rows) + 1
        assert tuple(cell.value for cell in sheet[1]) == table.header
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None


def test_days_numbers_and_amounts_keep_their_types() -> None:
    book = _book(small_handbook())
    opened = openpyxl.load_workbook(io.BytesIO(workbook(book)))
    tables = {table.name: number for number, table in enumerate(book_exports(book), start=1)}
    stones = opened.worksheets[tables["milestones"]]
    column = [cell.value for cell in stones[1]].index("date") + 1
    assert all(
        isinstance(stones.cell(row, column).value, dt.datetime) for row in range(2, stones.max_row + 1)
    )
    money = opened.worksheets[tables["budget"]]
    column = [cell.value for cell in money[1]].index("amount") + 1
    assert all(isinstance(money.cell(row, column).value, int | float) for row in range(2, money.max_row + 1))


def test_no_text_becomes_a_formula_or_a_link() -> None:
    book = _book(_with_people(small_handbook(), HOSTILE))
    made = workbook(book)
    opened = openpyxl.load_workbook(io.BytesIO(made))
    sheet = opened.worksheets[1]
    written = [sheet.cell(row, 2) for row in range(2, sheet.max_row + 1)]
    found = {str(cell.value) for cell in written}
    assert set(HOSTILE[:5]) <= found
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in written)
    assert "a\ufffdb\ufffdc" in found
    assert max(map(len, found)) == 32_767
    contents = [str(cell.value) for cell in opened.worksheets[0]["D"]]
    assert any("too long for a cell" in text for text in contents)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = (workbook(_book(small_handbook())) for _ in range(2))
    assert first == second
    files = data_files(_book(small_handbook()))
    assert archive(files) == archive(dict(reversed(list(files.items()))))


def test_a_plan_with_nothing_in_it_has_a_workbook() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(workbook(_book(bare_handbook(), "zh"))))
    assert opened.sheetnames[0] == "目录"


def test_json_says_what_csv_says() -> None:
    files = data_files(_book(small_handbook()))
    stones = json.loads(files["json/milestones.json"])
    header, *rows = files["csv/milestones.csv"].decode("utf-8-sig").splitlines()
    assert len(stones) == len(rows)
    assert list(stones[0]) == header.split(",")
    assert stones[0]["date"] in rows[0]
