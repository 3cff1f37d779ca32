"""Say which rows of a long table go into files of their own, and how they are ordered and downloaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from operator import attrgetter
from string import digits
from typing import Any

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.csv_cells import csv_bytes
from erpsite.pages.kit.folding import SHOWN
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["IN_A_FILE", "LETTERS", "SEARCHED", "Room", "in_files", "order_mark", "table_csv"]

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


class Room:
    """Hold how many letters of HTML the tables of a page may still take.

    What they take is counted when it matters: few pages come near the end.
    """

    def __init__(self, letters: int = 280_000) -> None:
        self._left, self._most = letters, 0
        self._uncounted: list[str] = []

    def take(self, *htmls: str) -> None:
        """Let some HTML stand in the page."""
        self._uncounted += htmls
        self._most += sum(map(len, htmls))

    def left(self, enough: int) -> int:
        """Return the letters that are left, or `enough` where there are more; below zero, too."""
        if self._left - self._most < enough:
            self._left -= sum(map(letters_of, self._uncounted))
            self._uncounted, self._most = [], 0
        return min(self._left - self._most, enough)


def order_mark(cell: b.Cell) -> str:
    """Return the attribute that a cell is ordered by where its words are not: a number, a day, a status."""
    first = cell[0] if isinstance(cell, tuple) and cell else cell
    ordered = _ORDERED.get(type(first))
    return f' data-by="{by}"' if ordered and (by := ordered(first)) else ""


_ORDERED: dict[type, Callable[[Any], str]] = {
    b.Number: lambda number: f"{float(number.value):.10g}",
    b.When: lambda when: when.value.isoformat() if isinstance(when.value, dt.date) else when.value,
    b.Progress: lambda progress: f"{progress.share:.6g}",
    b.Chip: lambda chip: str(_TONES[chip.tone]),
}


def table_csv(table: b.Table) -> bytes:
    """Return the whole table for spreadsheets; numbers and days are plain, the rest is words."""
    header = [column.title for column in table.columns]
    plain = _PLAIN.get
    return csv_bytes(
        header, ([plain(type(cell), plain_text)(cell) for cell in row.cells] for row in table.rows)
    )


_PLAIN: dict[type, Callable[[Any], object]] = {
    b.Number: attrgetter("value"),
    b.When: attrgetter("value"),
    b.Progress: attrgetter("text"),
    b.Missing: attrgetter("reason"),
}
