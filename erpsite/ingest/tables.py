"""Hold foreign tables: typed cells that know their sheet, row and column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import field

from erpsite.frozen import dataclass

__all__ = ["CellError", "ForeignTable", "NoValue", "Value", "column_letters", "is_blank"]


@dataclass(frozen=True, slots=True)
class CellError:
    """Stand for a cell whose formula failed, such as `#DIV/0!`; it is neither empty nor text."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class NoValue:
    """Stand for a formula whose result was never stored: a program wrote the file and did not compute."""

    formula: str

    def __str__(self) -> str:
        return f"={self.formula}"


Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | CellError | NoValue | None
"""What a cell holds, as its file types it; a delimited file holds texts alone, None is an empty cell."""


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """Hold one sheet, or one delimited file; nothing in it is guessed yet."""

    path: str
    sheet: str
    """Name of the sheet; empty for a delimited file."""
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]
    """For each row the number that its file shows: the row of the sheet, or the line where it begins."""
    left: int = 1
    """Number of the first column, counted from 1."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Ranges of merged cells: first row, first column, last row, last column, counted from 1."""
    notices: tuple[tuple[str, dict[str, object]], ...] = ()
    """Msgids with their values: what was seen while reading."""
    typed: bool = field(default=True)
    """Whether cells have types of their own; False for a delimited file."""

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, as people look for it: `Sheet1!C12`, or `file.csv:12, column 3`."""
        number = self.numbers[row]
        if self.sheet:
            return f"{self.sheet}!{column_letters(column + self.left)}{number}"
        return f"{self.path}:{number}:{column_letters(column + 1)}"

    def row_place(self, row: int) -> str:
        """Return where a row stands: `Sheet1!12`, or `file.csv:12`."""
        return f"{self.sheet}!{self.numbers[row]}" if self.sheet else f"{self.path}:{self.numbers[row]}"


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1, as a spreadsheet shows them: 28 → AB."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(value: Value) -> bool:
    """Say whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())
