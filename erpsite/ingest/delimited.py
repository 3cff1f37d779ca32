"""Read CSV and TSV as other programs write them: any delimiter and encoding that the loader knows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Sequence

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.ingest.western import decode_western
from erpsite.issues import Issue, Severity
from erpsite.load.csv_cells import cut_cells
from erpsite.load.decoding import decode_table, find_control, read_as

__all__ = ["read_delimited"]

_DELIMITERS = (",", ";", "\t", "|", "；", "，")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?(?:\n|$)", re.IGNORECASE)
_LINE_END = re.compile("\r\n|\r")
_SAMPLE = 200
"""Lines that are looked at to find the delimiter."""


def read_delimited(data: bytes, path: str, delimiter: str = "") -> ForeignTable:
    """Return the rows of a delimited file as texts; an empty cell is None.

    Raises `SourceFault` where it is no text, or a quote is never closed.
    """
    text, issues = _decoded(data, path)
    if text is None or not text.strip():
        raise SourceFault("{path} is empty; export it again", path=path)
    notices = tuple((issue.message, dict(issue.values)) for issue in issues)
    first = 1
    if found := _SEPARATOR_LINE.match(text):
        delimiter, text, first = delimiter or found[1], text[found.end() :], 2
    delimiter = delimiter or find_delimiter(text)
    rows, numbers = _rows(text, delimiter, path, first)
    return ForeignTable(path, "", rows, numbers, notices=notices, typed=False)


def _decoded(data: bytes, path: str) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the text and what was found on the way, in the plan's encodings, else as Windows-1252."""
    text, issues = decode_table(data, path)
    wrong = next((issue for issue in issues if issue.severity is Severity.ERROR), None)
    if wrong is None:
        return text, issues
    western = decode_western(data) if wrong.code == "not-text" else None
    if western is None or find_control(western):
        raise _fault(wrong)
    return western, (read_as("Windows-1252", path),)


def find_delimiter(text: str) -> str:
    """Return the mark that parts the most lines into one same number of cells, more than one.

    A mark by which quotes end inside a text is the right one only where the others part next to nothing:
    else a text of several lines that holds many semicolons would be cut at them.
    """
    lines = _LINE_END.sub("\n", text[:200_000]).split("\n", maxsplit=_SAMPLE)[:_SAMPLE]
    parted = {one: _parted(lines, one) for one in _DELIMITERS}
    most = max(count for count, _, _ in parted.values())
    ranked = {
        one: (sound and count * 4 >= most, count, width)
        for one, (count, width, sound) in parted.items()
        if count
    }
    return max(ranked, key=lambda one: ranked[one], default=",")


def _parted(lines: Sequence[str], delimiter: str) -> tuple[int, int, bool]:
    """Return how many rows have the same number of cells, that number, and whether all quotes are sound."""
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return 0, 0, False
    if not widths:
        return 0, 0, False
    strict = csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=True)
    try:
        deque(strict, maxlen=0)
    except csv.Error:
        # A quote that the end of the sample leaves open is no fault.
        sound = strict.line_num >= len(lines)
    else:
        sound = True
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return count, width, sound


def _rows(text: str, delimiter: str, path: str, first: int) -> tuple[list[Sequence[Value]], list[int]]:
    if '"' not in text:
        lines = (_LINE_END.sub("\n", text) if "\r" in text else text).split("\n")
        if not lines[-1]:
            lines.pop()
        cells: list[Sequence[Value]] = [
            [None if not cell or cell.isspace() else cell for cell in line.split(delimiter)] for line in lines
        ]
        return cells, list(range(first, first + len(cells)))
    try:
        return _quoted_rows(text, delimiter, first)
    except csv.Error:
        for row in cut_cells(text, delimiter, path, first):
            if isinstance(row, Issue):
                raise _fault(row) from None
        raise SourceFault("{path} cannot be cut into cells; export it again", path=path) from None


def _quoted_rows(text: str, delimiter: str, first: int) -> tuple[list[Sequence[Value]], list[int]]:
    csv.field_size_limit(10_000_000)
    text = _LINE_END.sub("\n", text) if "\r" in text else text
    # Not splitlines: a cell may hold a form feed or U+2028, which end no line of a table.
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    ends: list[int] = []
    for row in reader:
        found.append(row)
        ends.append(reader.line_num)
    numbers = [first, *(first + end for end in ends[:-1])] if found else []
    if _has_blank_cells(text, delimiter):
        return [[None if not cell or cell.isspace() else cell for cell in row] for row in found], numbers
    return [[cell or None for cell in row] for row in found], numbers


def _has_blank_cells(text: str, delimiter: str) -> bool:
    """Say whether a cell may hold blanks alone: few searches of the text instead of one of each cell.

    Each pattern begins with what stands before a cell, which is found quickest.
    """
    mark, whole = re.escape(delimiter), f"\n{text}\n"
    return any(
        re.search(rf"{before}{blanks}", whole)
        for before in (mark, r"\n")
        for blanks in (rf"[^\S\n{mark}]+[{mark}\n]", r'"\s+"')
    )


def _fault(issue: Issue) -> SourceFault:
    return SourceFault(issue.message, place=str(issue.source), **issue.values)
