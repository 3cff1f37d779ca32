"""The workbook opens in another library, with typed cells, and nothing anybody wrote runs in it."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.person import Person
from erpsite.pack.archive import archive
from erpsite.pack.data_files import data_files
from erpsite.pack.number_formats import column_formats, number_format
from erpsite.pack.workbook import workbook
from erpsite.pages.data.exports import book_exports
from erpsite.pages.kit.book import Book
from erpsite.sheets import sheet_name
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


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([28_500_000, Decimal(21), 0], "#,##0"),
        ([Decimal("1.50"), 2], "#,##0.0"),
        ([0.085, 99.25], "#,##0.000"),
        ([1e-7], "#,##0.0000000"),
        ([0.1 + 0.2], "#,##0.0"),
        ([1 / 3, 25], "#,##0.000000"),
        ([1e-12, 3], "General"),
        ([1 / 3e6], "General"),
        ([10**15], "General"),
        ([-4.25], "#,##0.00"),
    ],
)
def test_a_column_of_numbers_has_the_digits_of_its_longest(
    values: list[Decimal | int | float], expected: str
) -> None:
    assert number_format(values) == expected


def test_measures_have_their_own_digits_and_years_no_thousands() -> None:
    header = ("kpi", "value", "plan_year", "last_year")
    rows = [("orders", 28_500_000, 2026, 2.5), ("cost", Decimal("0.085"), 2027, 1.5)]
    assert column_formats(header, rows) == {
        (1, "orders"): "#,##0", (1, "cost"): "#,##0.000",
        (2, "orders"): "0", (2, "cost"): "0",
        (3, "orders"): "#,##0.0", (3, "cost"): "#,##0.0",
    }  # fmt: skip


def _as_a_sheet_shows(value: Decimal, form: str) -> str:
    """Return a value as the grammar of formats reads: the first section that holds, signs as they stand."""
    sections = [(re.match(r"\[>=(\d+)\]", part), part) for part in form.split(";")]
    limit, section = next((one, part) for one, part in sections if one is None or value >= int(one[1]))
    whole, _, rest = section.removeprefix(limit[0] if limit else "").partition(".")
    number, _, decimals = f"{value:.{len(rest)}f}".partition(".")
    shown, left = "", number
    for sign in reversed(whole.replace("\\", "") if limit else ""):
        shown = ("," if sign == "," else left[-1:]) + shown
        left = left if sign == "," else left[:-1]
    return (f"{int(number):,}" if limit is None else left + shown) + (f".{decimals}" if rest else "")


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        # worked by hand, and read so by LibreOffice 7.4
        ([0, 999, 99_999, 100_000], ["0", "999", "99,999", "1,00,000"]),
        ([1_234_567, 12_345_678, 999_999_999], ["12,34,567", "1,23,45,678", "99,99,99,999"]),
        (["1234567.5", "0.25"], ["12,34,567.50", "0.25"]),
    ],
)
def test_rupees_stand_in_lakh_and_crore(values: list[int | str], shown: list[str]) -> None:
    amounts = [Decimal(value) for value in values]
    form = number_format(amounts, pairs=True)
    assert [_as_a_sheet_shows(amount, form) for amount in amounts] == shown
    assert (
        column_formats(("id", "budget"), [("x", amount) for amount in amounts], pairs=True)[1, None] == form
    )


def test_what_no_format_can_pair_keeps_groups_of_three() -> None:
    # LibreOffice leaves out the sign of what the last section shows; a fourth size has no condition left;
    # counts are no money
    for values in ([Decimal(-5), Decimal(1_234_567)], [Decimal(10**9)], [1_234_567]):
        assert number_format(values, pairs=True) == "#,##0"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_format_a_column_shows_every_number_whole(language: str) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(workbook(_book(small_handbook(), language))))
    seen = 0
    for sheet in opened.worksheets[1:]:
        header = [cell.value for cell in sheet[1]]
        for column in sheet.iter_cols(min_row=2):
            numbers = [
                cell for cell in column if isinstance(cell.value, int | float) and cell.data_type == "n"
            ]
            for cell in numbers:
                seen += 1
                digits = len(str(cell.number_format).partition(".")[2])
                assert re.fullmatch(r"#,##0(\.0+)?|0|General", cell.number_format), cell.number_format
                if cell.number_format != "General":
                    assert round(cell.value, digits) == pytest.approx(cell.value, abs=1e-6)
            if not {"kpi", "metric", "unit"} & set(map(str, header)):
                assert len({cell.number_format for cell in numbers}) <= 1
    assert seen > 50


def test_names_of_sheets_are_cut_between_words_and_stay_apart() -> None:
    taken: set[str] = set()
    titles = (
        "Data dictionary: what each column means", "Monthly values of the health metrics, by module",
        "Monthly values of the health metrics, all", "History", "a" * 40, "健康度" * 12, "😀" * 20, "'[x]'",
        "?",
    )  # fmt: skip
    names = [sheet_name(title, taken) for title in titles]
    assert names[:4] == ["Data dictionary", "Monthly values of the health", "Monthly values of the health 2",
                         "History 2"]  # fmt: skip
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert names[4:] == ["a" * 31, ("健康度" * 12)[:31], "😀" * 15, "x", "-"]
