"""Edit a workbook of the plan as people do in an office program: cells, rows added, rows deleted."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

__all__ = ["Edited"]


class Edited:
    """Hold a workbook while it is edited; cells are named by sheet, record and column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        marks = {sheet["A1"].value: sheet for sheet in self.book}
        self.sheets = {
            str(mark).removeprefix("erpsite:"): sheet
            for mark, sheet in marks.items()
            if str(mark).startswith("erpsite:")
        }

    def at(self, sheet: str, key: Sequence[str], column: str) -> Any:
        """Return one cell."""
        found = self.sheets[sheet]
        names = [cell.value for cell in found[1]]
        return found.cell(self.row(sheet, key), names.index(column) + 1)

    def row(self, sheet: str, key: Sequence[str]) -> int:
        """Return the number of a record's row."""
        for row in self.sheets[sheet].iter_rows(min_row=3, max_col=1):
            if row[0].value and json.loads(row[0].value) == list(key):
                return int(row[0].row)
        raise KeyError(key)

    def put(self, sheet: str, key: Sequence[str], column: str, value: Any) -> None:
        """Type a value into a cell."""
        self.at(sheet, key, column).value = value

    def add(self, sheet: str, **values: Any) -> int:
        """Add a row below the last; `of_x` is the column that says whose row it is."""
        found = self.sheets[sheet]
        names = {cell.value: cell.column for cell in found[1]}
        number = max(
            (row[0].row for row in found.iter_rows() if any(cell.value is not None for cell in row)),
            default=2,
        )
        for name, value in values.items():
            column = names[
                f"^{name.removeprefix('of_')}" if name.startswith("of_") else name.replace("__", ".")
            ]
            found.cell(number + 1, column).value = value
        return number + 1

    def delete(self, sheet: str, key: Sequence[str]) -> None:
        """Delete the row of a record."""
        self.sheets[sheet].delete_rows(self.row(sheet, key))

    def copy(self, sheet: str, key: Sequence[str], **values: Any) -> int:
        """Copy the row of a record below the last, hidden key and all, and change some of its cells."""
        found = self.sheets[sheet]
        number, names = found.max_row + 1, {cell.value: cell.column for cell in found[1]}
        for cell in found[self.row(sheet, key)]:
            found.cell(number, cell.column).value = cell.value
        for name, value in values.items():
            found.cell(number, names[name]).value = value
        return int(number)

    def save(self) -> Path:
        """Save it under its name."""
        self.book.save(self.path)
        return self.path
