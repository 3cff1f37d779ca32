"""Find the line of a file on which a row stands that was refused; only looked for where one was."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.plain import reader_of, text_of
from erpsite.load.rolled.definition import Rollup

__all__ = ["line_of"]


def line_of(file: LogFile, found: Rollup, raw: str) -> int | None:
    """Return the first line of a plain file on which `column=word` stands; None where there are no lines.

    Of lines of JSON, an empty `raw` asks for the first that is no object.
    """
    column, _, word = raw.partition("=")
    if file.form == "parquet":
        return None
    try:
        with text_of(file) as text:
            if file.form == "csv":
                rows = _cells(text, found, column)
            else:
                rows = _values(text, found, column) if column else _no_objects(text)
            return next((line for line, cell in rows if word in (cell, cell.strip())), None)
    except (OSError, EOFError, csv.Error):
        return None


def _cells(text: Iterable[str], found: Rollup, column: str) -> Iterator[tuple[int, str]]:
    reader = reader_of(text, found)
    names = [one.strip() for one in next(reader, [])] if found.header else list(found.names)
    if column not in names:
        return
    at = names.index(column)
    begun = reader.line_num + 1
    for row in reader:
        if len(row) == len(names) and _is_kept(dict(zip(names, row, strict=True)), found):
            yield begun, row[at]
        begun = reader.line_num + 1


def _is_kept(cells: Mapping[str, str], found: Rollup) -> bool:
    """Say whether no filter takes a row out: the same word may stand in one that is left out."""
    for rule in found.filters:
        cell = cells.get(rule.column)
        if cell is None:
            continue
        held = _is_one(cell.strip() if found.trim else cell, rule.keep or rule.drop)
        if held != bool(rule.keep):
            return False
    return True


def _is_one(cell: str, words: Sequence[str]) -> bool:
    return any(cell.startswith(one[:-1]) if one.endswith("*") else cell == one for one in words)


def _values(text: Iterable[str], found: Rollup, column: str) -> Iterator[tuple[int, str]]:
    filtered = [rule.column for rule in found.filters]
    for number, line in enumerate(text, 1):
        try:
            held = json.loads(line)
        except ValueError:
            continue
        if _is_kept({one: _as_told(_value(held, one)) for one in filtered}, found):
            yield number, _as_told(_value(held, column))


def _as_told(value: object) -> str:
    """Return a value as the engines tell it."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _no_objects(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text, 1):
        try:
            whole = isinstance(json.loads(line), dict)
        except ValueError:
            whole = not line.strip()
        if not whole:
            yield number, ""


def _value(held: object, column: str) -> object:
    """Return what stands under a key, or under keys one in the other, such as `request.path`."""
    if not isinstance(held, dict):
        return None
    if column in held or "." not in column:
        return held.get(column)
    first, _, rest = column.partition(".")
    return _value(held.get(first), rest)
