"""Find where the names of columns stand in a foreign table, and where its records end."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from erpsite.frozen import dataclass
from erpsite.ingest.columns import QUALTRICS, header_names
from erpsite.ingest.dates import readings_of
from erpsite.ingest.tables import ForeignTable, Value, is_blank
from erpsite.ingest.words import FOOTERS

__all__ = ["Layout", "layout_of"]

_SEARCHED = 40
"""Rows in which the names of the columns are looked for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold which rows are header, records and footer; rows are indexes, `header` the file's numbers."""

    header: tuple[int, ...]
    first: int
    last: int
    """Past the last record."""
    footer: int
    names: tuple[str, ...]


def layout_of(table: ForeignTable) -> Layout | None:
    """Return the layout of a table; None where no row names columns."""
    filled = [sum(not is_blank(cell) for cell in row) for row in table.rows]
    body = [count for count in filled if count >= 2]
    if not body:
        return None
    wanted = max(2, 0.6 * median(body))
    for index, row in enumerate(table.rows[:_SEARCHED]):
        if filled[index] >= wanted and _names(row) and not _is_preamble(table, index, filled):
            below = _second(table, index)
            header = [index, *below] if len(below) < 2 else below
            last = len(table.rows)
            while last > header[-1] + 1 and not filled[last - 1]:
                last -= 1
            footer = _footer(table, header[-1] + 1, last, filled)
            numbers = tuple(table.numbers[one] for one in header)
            return Layout(numbers, header[-1] + 1, last - footer, footer, tuple(header_names(table, numbers)))
    return None


def _is_preamble(table: ForeignTable, index: int, filled: Sequence[int]) -> bool:
    """Say whether a row is a line above the table, such as `Generated, 2026-01-01`."""
    if not _days(table.rows[index]):
        return False
    return any(
        filled[later] > filled[index] and _names(row) and not _days(row)
        for later, row in enumerate(table.rows[index + 1 : index + 11], index + 1)
    )


def _days(row: Sequence[Value]) -> int:
    """Return how many cells of a row are days or months."""
    texts = [str(cell) for cell in row if isinstance(cell, str) and any(map(str.isdigit, cell))]
    days = sum(not isinstance(cell, str) and hasattr(cell, "year") for cell in row)
    return days + sum(bool(readings_of([text])) for text in texts)


def _names(row: Sequence[Value]) -> bool:
    """Say whether a row holds names: texts that are no numbers; months may head columns."""
    cells = [cell for cell in row if not is_blank(cell)]
    texts = [str(cell) for cell in cells if isinstance(cell, str)]
    numbers = sum(_is_number(text) for text in texts)
    days = _days(cells)
    plain = len(texts) - numbers - _days(texts)
    return len(texts) + days >= len(cells) and not numbers and plain >= 1


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def _second(table: ForeignTable, index: int) -> list[int]:
    """Return the rows below that name columns, too: beneath merged cells, or the three lines of Qualtrics."""
    for further in (1, 2):
        row = table.rows[index + further] if index + further < len(table.rows) else ()
        if any(isinstance(cell, str) and cell.startswith(QUALTRICS) for cell in row):
            return list(range(index + 1, index + further + 1))
    number = table.numbers[index]
    wide = [one for one in table.merged if one[0] == one[2] == number and one[3] > one[1]]
    if wide and index + 1 < len(table.rows) and _names(table.rows[index + 1]):
        return [index + 1]
    return []


def _footer(table: ForeignTable, first: int, last: int, filled: Sequence[int]) -> int:
    count = 0
    while last - count - 1 > first and count < 5:
        row = table.rows[last - count - 1]
        texts = [cell for cell in row[:3] if isinstance(cell, str)]
        alone = filled[last - count - 1] <= 1 and table.width >= 4
        if not alone and not any(FOOTERS.search(text) and len(text) < 20 for text in texts):
            break
        count += 1
    return count
