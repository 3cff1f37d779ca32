"""Write the plan's tables as CSV and JSON, with the dictionary that explains their columns."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal

from erpsite.pages.data.exports import Export, book_exports, exports
from erpsite.pages.kit.book import Book

__all__ = ["data_files"]


def data_files(book: Book) -> Mapping[str, bytes]:
    """Return `csv/<table>.csv` and `json/<table>.json` for every table; the dictionary is one of them."""
    files = {f"csv/{name}": content for name, content in exports(book).items()}
    return files | {f"json/{table.name}.json": _json(table) for table in book_exports(book)}


def _json(table: Export) -> bytes:
    rows = [dict(zip(table.header, map(_plain, row), strict=True)) for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    """Return a value as JSON knows it: empty cells are null, days ISO text, whole amounts integers."""
    if value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
