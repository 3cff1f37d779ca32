"""Edit many cells and add many rows of a CSV file in one pass; every other character stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.patch.cells import write_cell
from erpsite.patch.fault import PatchError
from erpsite.patch.table_text import Table
from erpsite.patch.values import Scalar

__all__ = ["edit_rows"]


def edit_rows(
    text: str, cells: Mapping[tuple[int, str], Scalar], rows: Sequence[Mapping[str, Scalar]]
) -> str:
    """Return the text with other values in some cells, by row and column, and with rows added at the end.

    Rows are counted from 0 below the line of names. Raises `PatchError` where a cell or column is not there.
    """
    table = Table(text)
    edits = []
    for (row, name), value in cells.items():
        held, at = table.row(row), table.column(name)
        if at >= len(held.cells):
            raise PatchError("the row {number} has no cell {name}", number=row, name=name)
        cell = held.cells[at]
        quoted = text[cell.start : cell.start + 1] == '"'
        edits.append((cell.start, cell.end, write_cell(value, table.delimiter, quoted=quoted)))
    parts, at = [], 0
    last = table.rows[-1] if table.rows else table.head
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    parts.append(text[at : last.end])
    if rows:
        parts.append(_added(table, rows, gap=text[last.end - 1 : last.end] not in ("\r", "\n")))
    changed = "".join([*parts, text[last.end :]])
    _verify(Table(changed), table, cells, rows)
    return changed


def _added(table: Table, rows: Sequence[Mapping[str, Scalar]], *, gap: bool) -> str:
    places = [table.column(name) for name in (rows[0] if rows else ())]
    width = len(table.names)
    lines = []
    for row in rows:
        values: list[Scalar] = [None] * width
        if list(row) != list(rows[0]):
            raise PatchError("rows that are added name the same columns")
        for at, value in zip(places, row.values(), strict=True):
            values[at] = value
        lines.append(table.delimiter.join([write_cell(value, table.delimiter) for value in values]))
    text = table.newline.join(lines)
    return f"{table.newline}{text}" if gap else f"{text}{table.newline}"


def _verify(
    changed: Table, before: Table, cells: Mapping[tuple[int, str], Scalar], rows: Sequence[object]
) -> None:
    """Read the new text again: the same rows and the new ones, and in each row the same number of cells."""
    if len(changed.rows) != len(before.rows) + len(rows):
        raise PatchError("the rows cannot be edited so; edit them by hand")
    touched = {(row, before.column(name)) for row, name in cells}
    for number, row in enumerate(before.rows):
        new = changed.rows[number]
        if len(new.cells) != len(row.cells) or any(
            one.text != other.text and (number, at) not in touched
            for at, (one, other) in enumerate(zip(row.cells, new.cells, strict=True))
        ):
            raise PatchError("the rows cannot be edited so; edit them by hand")
