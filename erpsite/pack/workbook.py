"""Write the plan's tables as one workbook: a sheet a table, typed cells, no formula that anybody wrote."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from erpsite.extras import need
from erpsite.pack.number_formats import column_formats, measure_column
from erpsite.pages.data.downloads import table_names
from erpsite.pages.data.exports import Export, book_exports
from erpsite.pages.kit.book import Book

__all__ = ["workbook"]

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
_WIDEST, _NARROWEST = 60, 8
_SHEET_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f\x7f]")
_BETWEEN_WORDS = " ,;–-（(，、；·"
_EXPLANATION = re.compile(r"(?<=\S)[:：]")
"""A title that is too long loses what it explains behind its colon."""
_RESERVED = frozenset({"history"})
"""Excel keeps this name for itself."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EPOCH = dt.date(1900, 3, 1)
"""Spreadsheets count days wrongly before it; earlier days stay text."""


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
    shown = {table.name: column_formats(table.header, table.rows) for table in tables}
    formats = _formats(made, sorted({text for of in shown.values() for text in of.values()}))
    names = table_names(book)
    sheets = _sheet_names(tables, names)
    contents = made.add_worksheet(_sheet_name(book.tr("Contents"), set()))
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
    return {table.name: _sheet_name(names[table.name], taken) for table in tables}


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have: at most 31 characters, none forbidden, none taken."""
    before = _EXPLANATION.split(title)[0] if len(title) > _SHEET_LENGTH else title
    clean = " ".join(_FORBIDDEN.sub(" ", before).split()) or "-"
    name, number = _cut(clean, _SHEET_LENGTH), 2
    while name.casefold() in taken or name.casefold() in _RESERVED:
        ending = f" {number}"
        name, number = _cut(clean, _SHEET_LENGTH - len(ending)) + ending, number + 1
    taken.add(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    """Return the text within `most` UTF-16 units, as the format counts them, cut between two words."""
    kept, room = "", most
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        kept += character
    if kept == text:
        return text
    between = text[len(kept)] in _BETWEEN_WORDS
    words = kept if between else kept[: max(kept.rfind(mark) for mark in _BETWEEN_WORDS) + 1]
    # A name of one long word, or of Han characters, which stand without blanks, is cut where it must be.
    return (words if len(words) > most // 3 else kept).rstrip(_BETWEEN_WORDS)


def _write(
    made: Any, sheet_name: str, table: Export, formats: _Formats, shown: Mapping[tuple[int, object], str]
) -> int:
    """Write one table and return how many texts had to be cut."""
    sheet, cut = made.add_worksheet(sheet_name), 0
    sheet.freeze_panes(1, 1)
    rows = table.rows[:_MOST_ROWS]
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
    elif isinstance(value, dt.date) and value >= _EPOCH:
        sheet.write_datetime(row, column, value, formats.day)
    else:
        text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", str(value))
        sheet.write_string(row, column, text[:_LONGEST_CELL], formats.text)
        return len(text) > _LONGEST_CELL
    return False


def _widths(table: Export, rows: Sequence[tuple[object, ...]]) -> list[int]:
    """Return the width of each column in characters, a Han character counting two."""
    widths = [_width(title) for title in table.header]
    for row in rows[:500]:
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _width(str(value)[:80]))
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widths]


def _width(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text)


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
