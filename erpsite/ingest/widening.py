"""Give a table of the plan a column that it lacks: each row gets an empty cell in it."""

from __future__ import annotations

import codecs
import csv

__all__ = ["mark_of", "with_column"]


def mark_of(data: bytes) -> str:
    """Return the mark that a file begins with, by which alone Excel reads it as UTF-8; empty without one."""
    return "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""


def with_column(text: str, name: str) -> str:
    """Return the text of a CSV file with another column, the last; line ends and quotes stay as they are.

    A row that has fewer cells than there are names gets those, too, so that its new cell is in its place.
    """
    lines = text.splitlines(keepends=True) if "\x0c" not in text else [f"{one}\n" for one in text.split("\n")]
    mark = max(",;\t|", key=lines[0].count)
    reader = csv.reader(lines, delimiter=mark)
    added, width = name, 0
    for row in reader:
        if any(row):
            width = width or len(row)
            at = reader.line_num - 1
            bare = lines[at].rstrip("\r\n")
            lines[at] = f"{bare}{mark * (1 + max(width - len(row), 0))}{added}{lines[at][len(bare) :]}"
            added = ""
    return "".join(lines)
