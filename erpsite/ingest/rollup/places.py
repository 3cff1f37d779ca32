"""Find the line of a file on which a row stands that was refused; only looked for where one was."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from typing import IO

from erpsite.ingest.rollup.listing import LogFile
from erpsite.load.rolled.definition import Rollup

__all__ = ["line_of"]


def _opened(file: LogFile) -> IO[bytes]:
    return gzip.open(file.path, "rb") if file.zipped else file.path.open("rb")  # type: ignore[return-value]


def line_of(file: LogFile, found: Rollup, raw: str) -> int | None:
    """Return the first line on which `column=word` stands; None in files that have no lines."""
    column, _, word = raw.partition("=")
    if file.form == "parquet":
        return None
    try:
        with _opened(file) as stream:
            wrapped = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
            rows = _cells(wrapped, found, column) if file.form == "csv" else _values(wrapped, column)
            return next((line for line, cell in rows if cell == word), None)
    except (OSError, EOFError, csv.Error):
        return None


def _cells(stream: io.TextIOWrapper, found: Rollup, column: str) -> Iterator[tuple[int, str]]:
    doubled = found.escape == '"'
    reader = csv.reader(
        stream, delimiter=found.delimiter, doublequote=doubled, escapechar=None if doubled else found.escape
    )
    names = list(next(reader, [])) if found.header else list(found.names)
    if column not in names:
        return
    at = names.index(column)
    begun = reader.line_num + 1
    for row in reader:
        if len(row) == len(names):
            yield begun, row[at]
        begun = reader.line_num + 1


def _values(stream: io.TextIOWrapper, column: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(stream, 1):
        try:
            held = json.loads(line)
        except ValueError:
            held = {}
        value = held.get(column) if isinstance(held, dict) else None
        yield number, "" if value is None else str(value)
