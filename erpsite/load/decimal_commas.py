"""Settle what a comma in a number means, in a table that does not part its columns by commas, or quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from erpsite.issues import Issue, Severity, Source
from erpsite.load.csv_cells import CsvRow

__all__ = ["doubt_commas", "settle_commas"]

_DECIMAL = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|0\d*,\d+|\d{4,},\d{3}|\d{1,3}(?:\.\d{3})+,\d+)", re.ASCII)
"""Only a decimal comma is written so: `24,8`, `0,125`, `1234,567`, `1.234,5`."""
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d+|-?[1-9]\d{0,2}(?:,\d{3}){2,}", re.ASCII)
"""Only a comma between thousands: `1,234.5`, `1,234,567`."""
_EITHER = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
"""1,234 is a thousand and more, or one and a bit."""
_DOTS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""The same question about a point, once the comma is the decimal sign."""


def doubt_commas(rows: Sequence[CsvRow], numbers: Sequence[int], path: str) -> list[Issue]:
    """Tell both readings of cells such as `1,234` in a table whose other cells prove decimal commas.

    For a table that parts its columns by commas, where such cells stand in quotes: they are refused, and
    without this with the hint to write 1234.
    """
    cells = _with_commas(rows, numbers)
    proved = any(_DECIMAL.fullmatch(cell[2]) for cell in cells)
    if not proved or any(_THOUSANDS.fullmatch(cell[2]) for cell in cells):
        return []
    return [_both(path, *cell) for cell in cells if _EITHER.fullmatch(cell[2])]


def _with_commas(rows: Iterable[CsvRow], numbers: Sequence[int]) -> list[tuple[CsvRow, int, str]]:
    return [
        (row, index, row.cells[index].strip()) for row in rows for index in numbers if "," in row.cells[index]
    ]


def settle_commas(
    rows: Sequence[CsvRow], numbers: Sequence[int], path: str
) -> tuple[list[CsvRow], list[Issue]]:
    """Return the rows with decimal commas as points where the file's own cells prove them; and what to tell.

    `numbers` are the columns of numbers. Where other cells prove thousands, or nothing is proved, the cells
    stay as they are: then the first are refused with their fix, the second with both readings.
    """
    cells = _with_commas(rows, numbers)
    decimal = [cell for cell in cells if _DECIMAL.fullmatch(cell[2])]
    thousands = any(_THOUSANDS.fullmatch(cell) for _, _, cell in cells)
    either = [cell for cell in cells if _EITHER.fullmatch(cell[2])]
    if not decimal or thousands:
        return list(rows), [] if thousands else [_both(path, *cell) for cell in either]
    shown = (either or decimal)[0]
    told = [_read_so(path, shown, decimal[0])]
    told += [
        _both(path, row, index, row.cells[index].strip(), sign=".")
        for row in rows
        for index in numbers
        if _DOTS.fullmatch(row.cells[index].strip())
    ]
    return [_with_points(row, numbers) for row in rows], told


def _with_points(row: CsvRow, numbers: Iterable[int]) -> CsvRow:
    cells = list(row.cells)
    for index in numbers:
        cell = cells[index].strip()
        if _DECIMAL.fullmatch(cell) or _EITHER.fullmatch(cell):
            cells[index] = cell.replace(".", "").replace(",", ".")
    return CsvRow(cells, row.places)


def _read_so(path: str, shown: tuple[CsvRow, int, str], proof: tuple[CsvRow, int, str]) -> Issue:
    row, index, cell = shown
    message = "numbers have decimal commas here, as {proof} shows; they were read so: {found} is {number}"
    number = cell.replace(".", "").replace(",", ".")
    values = {"proof": proof[2], "found": cell, "number": number}
    return Issue("decimal-comma", message, Source(path, *row.places[index]), Severity.INFO, values)


def _both(path: str, row: CsvRow, index: int, cell: str, sign: str = ",") -> Issue:
    message = "{found} may be {first} or {second}; write the one that is meant"
    decimal = cell.replace(sign, "." if sign == "," else ",")  # as the rest of the file writes it
    values = {"found": f'"{cell}"', "first": decimal, "second": cell.replace(sign, "")}
    return Issue("ambiguous-number", message, Source(path, *row.places[index]), values=values)
