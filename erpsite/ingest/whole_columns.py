"""Read the many different texts of a column at once, where one look says that each of them is plain."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from erpsite.ingest.converting import LARGEST_CELL, reads_iso
from erpsite.ingest.mapping import ColumnMap
from erpsite.ingest.targets import Form, TargetField
from erpsite.load.decoding import find_control

__all__ = ["read_together"]

_FEW = 500
"""Different texts up to which nothing is saved."""
_MOMENTS = re.compile(r"(?:\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?\n)*+", re.ASCII)


def read_together(
    texts: Sequence[str], column: ColumnMap, target: TargetField, form: str
) -> list[str] | None:
    """Return the value of each text, or None where they are to be read one by one: the values are the same.

    `form` is how the days of the column are written, where its map does not state it.
    """
    if len(texts) <= _FEW or column.values or column.separator is not None or target.many:
        return None
    if target.form is Form.MOMENT and column.zone is None and reads_iso(column.date or form):
        return _moments(texts)
    return _labels(texts, target) if target.form is Form.LABEL else None


def _moments(texts: Sequence[str]) -> list[str] | None:
    if not _MOMENTS.fullmatch("".join([f"{text}\n" for text in texts])):
        return None
    try:
        for text in texts:
            dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return [f"{text[:10]} {text[11:16]}" for text in texts]


def _labels(texts: Sequence[str], target: TargetField) -> list[str] | None:
    whole = "\n".join(texts)
    if "\r" in whole or "_x000D_" in whole or find_control(whole) or max(map(len, texts)) > LARGEST_CELL:
        return None
    stripped = [text.strip() for text in texts]
    return stripped if target.valid_all(stripped) else None
