"""Say which rows of a long table go into files of their own, and how they are ordered and downloaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from string import digits

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.csv_cells import csv_bytes
from erpsite.pages.kit.folding import SHOWN
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["IN_A_FILE", "SEARCHED", "in_files", "letters_of", "sorting_value", "table_csv"]

SEARCHED = 30
"""A table of more rows gets a filter, an order and pages, and is a file for spreadsheets besides."""
IN_A_FILE = 100
"""Rows of a table that one file of HTML holds at most."""
LETTERS = 120_000
"""Letters of HTML that the rows of a table take of one file at most."""
_DIGITS = digits.encode()
_TONES: dict[b.Tone, int] = {"red": 0, "amber": 1, "blue": 2, "grey": 3, "green": 4}


def in_files(rows: Sequence[b.Row], write: Callable[[b.Row], str], room: int = LETTERS) -> list[list[b.Row]]:
    """Return the rows in parts, each of which fits a file; `write` makes the HTML of a row.

    `room` is what the page itself can still take, in letters; as many rows as stand open are in it anyway.
    """
    parts: list[list[b.Row]] = [[]]
    size = 0
    for row in rows:
        letters = letters_of(write(row))
        most = min(room, LETTERS) if len(parts) == 1 and len(parts[0]) >= SHOWN else LETTERS
        if parts[-1] and (len(parts[-1]) >= IN_A_FILE or size + letters > most):
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += letters
    return parts


def letters_of(html: str) -> int:
    """Return how long some HTML is, its digits left out.

    The number of a line grows with its file, and must not move a row of a past month to another page.
    """
    raw = html.encode("utf-8", "surrogatepass")
    return len(html) - len(raw) + len(raw.translate(None, _DIGITS))


def sorting_value(cell: b.Cell) -> str:
    """Return what a cell is ordered by where its words are not: a number, a day, the weight of a status."""
    if isinstance(cell, str):  # most are
        return ""
    first = cell[0] if isinstance(cell, tuple) and cell else cell
    if isinstance(first, b.Number):
        return f"{float(first.value):.10g}"
    if isinstance(first, b.When):
        return first.value.isoformat() if isinstance(first.value, dt.date) else first.value
    if isinstance(first, b.Progress):
        return f"{first.share:.6g}"
    if isinstance(first, b.Chip):
        return str(_TONES[first.tone])
    return ""


def table_csv(table: b.Table) -> bytes:
    """Return the whole table for spreadsheets; numbers and days are plain, the rest is words."""
    header = [column.title for column in table.columns]
    return csv_bytes(header, ([_plain(cell) for cell in row.cells] for row in table.rows))


def _plain(cell: b.Cell) -> object:
    if isinstance(cell, b.Number):
        return cell.value
    if isinstance(cell, b.When):
        return cell.value
    if isinstance(cell, b.Progress):
        return cell.text
    return cell.reason if isinstance(cell, b.Missing) else plain_text(cell)
