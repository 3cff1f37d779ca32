"""Turn values of the plan into cells of a CSV file that a spreadsheet opens without harm."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from erpsite.model.text import Text

__all__ = ["csv_bytes", "plain_value"]

_RISKY = frozenset("=+-@\t\r\n＝＋－＠")
"""Beginnings that make a spreadsheet take a text for a formula."""


def plain_value(value: Any, language: str) -> object:
    """Return a value of a record as a number, a day, a truth value or text; several share a cell as text."""
    if type(value) in _PLAIN:
        return value
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "; ".join(_cell_text(plain_value(item, language)) for item in value)
    return value


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, CRLF, texts that look like a formula quoted.

    A text that begins like a formula gets an apostrophe, which spreadsheets hide; numbers stay numbers.
    """
    made = io.BytesIO(codecs.BOM_UTF8)
    made.seek(0, io.SEEK_END)
    out = io.TextIOWrapper(made, "utf-8", newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    known = _CELLS.get
    writer.writerows([known(type(value), _cell)(value) for value in row] for row in rows)
    out.flush()
    return made.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _RISKY else str(value)
    return _cell_text(value)


def _cell_text(value: object) -> str:
    write = _TEXTS.get(type(value))
    if write is None:
        write = next((_TEXTS[kind] for kind in _TEXTS if isinstance(value, kind)), str)
    return write(value)


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: "true" if value else "false",
    dt.datetime: lambda value: value.strftime("%Y-%m-%d %H:%M"),
    dt.date: dt.date.isoformat,
    Decimal: "{:f}".format,
    float: lambda value: str(int(value)) if value.is_integer() else repr(value),
    int: repr,
}
"""How values are written, the narrower kinds first."""
_CELLS = {**_TEXTS, str: _cell}
_PLAIN = frozenset(_TEXTS)
"""Kinds of values that are no text in several languages, no choice and no list."""
