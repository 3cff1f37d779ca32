"""Read one CSV file into located rows: text first, then typed column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Severity, Source
from erpsite.load.columns import Column, absent_fields, choose_delimiter, column_names, match_columns
from erpsite.load.csv_cells import CsvRow, cut_cells
from erpsite.load.decimal_commas import doubt_commas, settle_commas
from erpsite.load.decoding import decode_table
from erpsite.load.located import LocatedMapping, Place
from erpsite.model.base import Record
from erpsite.model.shape import Kind
from erpsite.patch import is_formula

__all__ = ["CsvFile", "read_csv"]

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,20})?", re.ASCII)
_EXACT_FLOAT = re.compile(r"-?\d(?:\.\d{1,17})?e[+-]\d{2,3}", re.ASCII)
"""What programs write for very large and small numbers; spreadsheets write `1.2E+05` and drop digits."""
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CsvFile:
    """Hold what one CSV file says: one located mapping a row, as its record expects it."""

    path: str
    rows: list[LocatedMapping]
    issues: tuple[Issue, ...]
    complete: bool = True
    """False where rows are missing because of a fault."""
    absent: frozenset[str] = frozenset()
    """Required fields without a column: told once, not once a row."""


def read_csv(data: bytes, path: str, record: type[Record]) -> CsvFile:
    """Read a table of these records; every cell that is not plainly right stays text for the model to refuse.

    UTF-8 and, told, UTF-16 and GB18030; comma or, told, another delimiter; columns in any order; texts by
    language in columns such as `name_zh`. An empty cell means no value. Text that a spreadsheet would run
    as a formula is refused, unless an apostrophe stands before it.
    """
    text, issues = decode_table(data, path)
    if text is None:
        return CsvFile(path, [], issues, complete=False)
    found = list(issues)
    known = column_names(record)
    delimiter, skip, told = choose_delimiter(text, known, path)
    found += told
    rows = cut_cells(text[skip:], delimiter, path, first_line=2 if skip else 1)
    header = _first_row(rows, found)
    if header is None:
        if not any(issue.severity is Severity.ERROR for issue in found):
            found.append(_empty(path, known))
        return CsvFile(path, [], tuple(found), complete=False)
    columns, wrong = match_columns(header, record, path)
    reader = _RowReader(path, columns)
    full = list(_full_rows(rows, len(header.cells), path, found))
    numbers = [index for index, column in enumerate(columns) if column and column.kind is Kind.NUMBER]
    if delimiter == ",":
        found += doubt_commas(full, numbers, path)
    else:
        full, told = settle_commas(full, numbers, path)
        found += told
    typed = [reader.read(row) for row in full]
    issues = (*found, *wrong, *reader.issues)
    broken = any(issue.code in ("csv-quote", "row-length", "missing-column") for issue in issues)
    return CsvFile(path, typed, issues, not broken, absent_fields(columns, record))


def _first_row(rows: Iterable[CsvRow | Issue], issues: list[Issue]) -> CsvRow | None:
    for row in rows:
        if isinstance(row, Issue):
            issues.append(row)
            return None
        if not row.blank:
            return row
    return None


def _empty(path: str, known: Mapping[str, Column]) -> Issue:
    message = "the file is empty; its first line names the columns {allowed}"
    allowed = ", ".join(column.name for column in known.values() if not column.language)
    return Issue("empty-file", message, Source(path, 1, 1), values={"allowed": allowed})


def _full_rows(
    rows: Iterable[CsvRow | Issue], width: int, path: str, issues: list[Issue]
) -> Iterable[CsvRow]:
    """Give the rows that have a cell for each column; tell of the others, and of blank rows in between."""
    blank: Place | None = None
    told = False
    for row in rows:
        if isinstance(row, Issue):
            issues.append(row)
            continue
        if row.blank:
            blank = blank or row.place
            continue
        if blank and not told:
            message = "there are blank rows between the rows; they were left out"
            issues.append(Issue("blank-row", message, Source(path, *blank), Severity.INFO))
            told = True
        if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
            issues.append(_wrong_length(row, width, path))
            continue
        yield row


def _wrong_length(row: CsvRow, width: int, path: str) -> Issue:
    message = "the row has {found} cells, but the first line names {expected} columns"
    values = {"found": len(row.cells), "expected": width}
    return Issue("row-length", message, Source(path, *row.place), values=values)


class _RowReader:
    """Turn rows of text into located mappings."""

    def __init__(self, path: str, columns: list[Column | None]) -> None:
        self.issues: list[Issue] = []
        self._path = path
        self._columns = [(index, column) for index, column in enumerate(columns) if column]

    def read(self, row: CsvRow) -> LocatedMapping:
        mapping = LocatedMapping(self._path, (row.place[0], 1))
        places = mapping.fields
        for index, column in self._columns:
            cell, place = row.cells[index], row.places[index]
            if not cell or cell.isspace():
                if column.field not in places:
                    places[column.field] = place  # an empty cell has a place too
                continue
            value = self._value(cell, column, place)
            if column.language:
                self._fold(mapping, column, value, place)
            elif column.field in mapping:
                self._refuse_twice(column, place)
            else:
                mapping.put(column.field, value, place, place)
        return mapping

    def _value(self, cell: str, column: Column, place: Place) -> Any:
        if column.kind is Kind.NUMBER:
            plain = cell.strip()
            if _PLAIN_NUMBER.fullmatch(plain):
                return float(plain) if "." in plain else int(plain)
            return float(plain) if _EXACT_FLOAT.fullmatch(plain) else plain
        if column.kind is Kind.FLAG:
            return _FLAGS.get(cell.strip(), cell.strip())
        if cell.startswith("'") and is_formula(cell.lstrip("'")):
            return cell[1:]
        text = cell if column.kind is Kind.TEXT else cell.strip()
        if is_formula(cell):
            message = (
                "a spreadsheet would run {found} as a formula; put an apostrophe (') before it or reword it"
            )
            values = {"found": f'"{cell[:60]}"'}
            self.issues.append(Issue("formula-cell", message, Source(self._path, *place), values=values))
        return text

    def _fold(self, mapping: LocatedMapping, column: Column, value: str, place: Place) -> None:
        words = mapping.get(column.field)
        if words is None:
            words = LocatedMapping(self._path, place)
            mapping.put(column.field, words, place, place)
        if isinstance(words, LocatedMapping):
            words.put(column.language or "", value, place, place)
        else:
            self._refuse_twice(column, place)

    def _refuse_twice(self, column: Column, place: Place) -> None:
        message = "{field} is given here both as one text and by language"
        source = Source(self._path, *place)
        self.issues.append(Issue("text-twice", message, source, values={"field": column.field}))
