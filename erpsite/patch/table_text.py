"""Edit the cells and rows of a CSV file; every other character stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from erpsite.frozen import dataclass
from erpsite.patch.cells import write_cell
from erpsite.patch.fault import PatchError
from erpsite.patch.values import Scalar

__all__ = ["Table", "delete_row", "find_row", "insert_row", "move_row", "set_cell"]

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    end: int
    """Offset past the line end."""

    @property
    def start(self) -> int:
        return self.cells[0].start

    @property
    def blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)


class Table:
    """Hold where the rows and cells of a text stand; rows are counted from 0 below the line of names."""

    def __init__(self, text: str) -> None:
        self.text = text
        begin = 1 if text.startswith("\ufeff") else 0
        found = _SEPARATOR_LINE.match(text, begin)
        first = text[found.end() if found else begin :].split("\n", maxsplit=1)[0]
        self.delimiter = found[1] if found else max(_DELIMITERS, key=first.count)
        self._bare = re.compile(f"[{re.escape(self.delimiter)}\r\n]")
        rows = [row for row in self._rows(found.end() if found else begin) if not row.blank]
        if not rows:
            raise PatchError("the file is empty")
        self.names = [" ".join(cell.text.split()).casefold() for cell in rows[0].cells]
        self.head, self.rows = rows[0], rows[1:]

    @property
    def newline(self) -> str:
        end = self.text[self.head.cells[-1].end : self.head.end]
        return end or "\n"

    def row(self, number: int) -> _Row:
        if not 0 <= number < len(self.rows):
            raise PatchError("there is no row {number}", number=number)
        return self.rows[number]

    def column(self, name: str) -> int:
        if name.casefold() not in self.names:
            raise PatchError("there is no column {name}", name=name)
        return self.names.index(name.casefold())

    def _rows(self, at: int) -> list[_Row]:
        rows: list[_Row] = []
        cells: list[_Cell] = []
        while at < len(self.text) or cells:
            cell = self._cell(at)
            cells.append(cell)
            at = cell.end
            if self.text[at : at + 1] == self.delimiter:
                at += 1
                continue
            at += 2 if self.text[at : at + 2] == "\r\n" else 1
            rows.append(_Row(tuple(cells), min(at, len(self.text))))
            cells = []
        return rows

    def _cell(self, start: int) -> _Cell:
        text, at = self.text, start
        if text[at : at + 1] == '"':
            at += 1
            while (at := text.find('"', at)) >= 0 and text[at + 1 : at + 2] == '"':
                at += 2
            if at < 0:
                raise PatchError("a quote is never closed")
            at += 1
            return _Cell(start, at, text[start + 1 : at - 1].replace('""', '"'))
        found = self._bare.search(text, at)
        at = found.start() if found else len(text)
        return _Cell(start, at, text[start:at])


def find_row(text: str, key: Mapping[str, str]) -> int:
    """Return the number of the row whose cells hold these texts by column; raise `PatchError` for none."""
    table = Table(text)
    wanted = [(table.column(name), value) for name, value in key.items()]
    for number, row in enumerate(table.rows):
        if all(_text(row, column) == value for column, value in wanted):
            return number
    raise PatchError("there is no row with {key}", key=", ".join(f"{k} {v}" for k, v in key.items()))


def _text(row: _Row, column: int) -> str:
    return row.cells[column].text.strip() if column < len(row.cells) else ""


def set_cell(text: str, row: int, column: str, value: Scalar) -> str:
    """Return the text with another value in one cell; rows are counted from 0 below the line of names."""
    table = Table(text)
    held, at = table.row(row), table.column(column)
    if at >= len(held.cells):
        raise PatchError("the row {number} has no cell {name}", number=row, name=column)
    cell = held.cells[at]
    quoted = text[cell.start : cell.start + 1] == '"'
    new = write_cell(value, table.delimiter, quoted=quoted)
    return _right(text[: cell.start] + new + text[cell.end :], len(table.rows), {(row, at): new})


def insert_row(text: str, cells: Mapping[str, Scalar], at: int | None = None) -> str:
    """Return the text with a row before row `at`, else last; columns that are not given stay empty."""
    table = Table(text)
    values = {table.column(name): value for name, value in cells.items()}
    line = table.delimiter.join(
        write_cell(values.get(number), table.delimiter) for number in range(len(table.names))
    )
    number = len(table.rows) if at is None else at
    if number < len(table.rows):
        start = table.row(number).start
        return _right(text[:start] + line + table.newline + text[start:], len(table.rows) + 1, {})
    last = table.rows[-1] if table.rows else table.head
    gap = "" if text[last.end - 1 : last.end] in ("\r", "\n") else table.newline
    after = table.newline if not gap else ""
    return _right(text[: last.end] + gap + line + after + text[last.end :], len(table.rows) + 1, {})


def delete_row(text: str, row: int) -> str:
    """Return the text without one row."""
    table = Table(text)
    held = table.row(row)
    return _right(text[: held.start] + text[held.end :], len(table.rows) - 1, {})


def move_row(text: str, row: int, to: int) -> str:
    """Return the text with a row moved to place `to`."""
    table = Table(text)
    spans = [(one.start, one.cells[-1].end) for one in table.rows]
    table.row(row), table.row(to)
    order = list(range(len(spans)))
    order.insert(to, order.pop(row))
    gaps = [text[spans[n][1] : spans[n + 1][0]] for n in range(len(spans) - 1)] + [""]
    parts = [text[slice(*spans[old])] + gap for old, gap in zip(order, gaps, strict=True)]
    return _right(text[: spans[0][0]] + "".join(parts) + text[spans[-1][1] :], len(spans), {})


def _right(text: str, rows: int, cells: Mapping[tuple[int, int], str]) -> str:
    """Return the text where it is read as it must be."""
    table = Table(text)
    for (row, column), new in cells.items():
        cell = table.rows[row].cells[column] if row < len(table.rows) else None
        if cell is None or text[cell.start : cell.end] != new:
            raise PatchError("the cell cannot be edited so; edit it by hand")
    if len(table.rows) != rows:
        raise PatchError("the rows cannot be edited so; edit them by hand")
    return text
