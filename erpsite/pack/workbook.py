"""Write the plan's tables as one workbook: a sheet a table, typed cells, no formula that anybody wrote."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.pack.number_formats import column_formats, measure_column
from erpsite.pages.data.downloads import table_names
from erpsite.pages.data.exports import Export, book_exports
from erpsite.pages.kit.book import Book
from erpsite.sheets import (
    FIRST_DAY,
    LONGEST_CELL,
    MOST_ROWS,
    cell_text,
    column_width,
    sheet_name,
    text_width,
)

__all__ = ["workbook"]


@dataclass(frozen=True)
class _Formats:
    """Hold the formats of one workbook."""

    head: Any
    day: Any
    moment: Any
    text: Any
    numbers: Mapping[str, Any]
    """Formats of numbers by their text."""


def workbook(book: Book) -> bytes:
    """Return the workbook (.xlsx) of every exported table, the contents first.

    The same plan, month and language give the same bytes. Texts are written as texts: none becomes a
    formula or a link. A text longer than a cell can hold is cut, and the contents say how many were.
    """
    xlsxwriter = need("xlsxwriter")
    out = io.BytesIO()
    made = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": False}
    )
    today = book.state.today
    made.set_properties({"title": book.title, "created": dt.datetime(today.year, today.month, today.day)})  # noqa: DTZ001 - the format has no zone
    tables = book_exports(book)
    pairs = book.locale.facts.amounts(book.locale.currency).pairs
    shown = {table.name: column_formats(table.header, table.rows, pairs) for table in tables}
    formats = _formats(made, sorted({text for of in shown.values() for text in of.values()}))
    names = table_names(book)
    sheets = _sheet_names(tables, names)
    contents = made.add_worksheet(sheet_name(book.tr("Contents"), set()))
    cut = {
        table.name: _write(made, sheets[table.name], table, formats, shown[table.name]) for table in tables
    }
    _write_contents(book, contents, formats, tables, sheets, cut)
    made.close()
    return out.getvalue()


def _formats(made: Any, numbers: Sequence[str]) -> _Formats:
    return _Formats(
        head=made.add_format(
            {"bold": True, "bg_color": "#E3EFF7", "bottom": 1, "text_wrap": True, "valign": "top"}
        ),
        day=made.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        moment=made.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"}),
        text=made.add_format({"valign": "top", "text_wrap": True}),
        numbers={text: made.add_format({"num_format": text, "valign": "top"}) for text in numbers},
    )


def _sheet_names(tables: Iterable[Export], names: Mapping[str, str]) -> dict[str, str]:
    taken: set[str] = set()
    return {table.name: sheet_name(names[table.name], taken) for table in tables}


def _write(
    made: Any, sheet_name: str, table: Export, formats: _Formats, shown: Mapping[tuple[int, object], str]
) -> int:
    """Write one table and return how many texts had to be cut."""
    sheet, cut = made.add_worksheet(sheet_name), 0
    sheet.freeze_panes(1, 1)
    rows = table.rows[:MOST_ROWS]
    for column, title in enumerate(table.header):
        sheet.write_string(0, column, title, formats.head)
    measure = measure_column(table.header)
    for number, row in enumerate(rows, start=1):
        of = None if measure is None else row[measure]
        for column, value in enumerate(row):
            form = formats.numbers.get(shown.get((column, of), ""))
            cut += _write_cell(sheet, number, column, value, formats, form)
    if table.header:
        sheet.autofilter(0, 0, max(len(rows), 1), len(table.header) - 1)
    for column, width in enumerate(_widths(table, rows)):
        sheet.set_column(column, column, width)
    return cut


def _write_cell(sheet: Any, row: int, column: int, value: object, formats: _Formats, number: Any) -> bool:
    """Write one value by its type; say whether it was too long."""
    if value is None or value == "":
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, float(value), number)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats.moment)
    elif isinstance(value, dt.date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, formats.day)
    else:
        text = str(value)
        sheet.write_string(row, column, cell_text(text), formats.text)
        return len(text) > LONGEST_CELL
    return False


def _widths(table: Export, rows: Sequence[tuple[object, ...]]) -> list[int]:
    """Return the width of each column in characters, a Han character counting two."""
    widths = [text_width(title) for title in table.header]
    for row in rows[:500]:
        for column, value in enumerate(row):
            widths[column] = max(widths[column], text_width(str(value)[:80]))
    return [column_width(width) for width in widths]


def _write_contents(
    book: Book,
    sheet: Any,
    formats: _Formats,
    tables: Sequence[Export],
    sheets: Mapping[str, str],
    cut: Mapping[str, int],
) -> None:
    tr, names = book.tr, table_names(book)
    sheet.write_string(
        0, 0, f"{book.title} · {tr('As of {month}', month=book.locale.month(book.state.as_of))}"
    )
    for column, title in enumerate((tr("Table"), tr("Rows"), tr("Columns"), tr("Note"))):
        sheet.write_string(2, column, title, formats.head)
    for row, table in enumerate(tables, start=3):
        sheet.write_url(row, 0, f"internal:'{sheets[table.name]}'!A1", string=names[table.name])
        sheet.write_number(row, 1, len(table.rows))
        sheet.write_number(row, 2, len(table.header))
        if cut[table.name]:
            note = tr(
                "{n} texts were too long for a cell and are cut; the CSV file has them whole",
                n=cut[table.name],
            )
            sheet.write_string(row, 3, note)
    sheet.set_column(0, 0, 48)
    sheet.set_column(3, 3, 60)
    sheet.freeze_panes(3, 0)
