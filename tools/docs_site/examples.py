"""Take an example of each field from the sample plan."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.shape import shape_of

__all__ = ["Examples", "examples_in"]

Examples = Mapping[tuple[type[Record], str], str]
"""A value of each field, by the class of its record and its name."""

_LONGEST = 60


def examples_in(*folders: Path) -> Examples:
    """Return a short example of each field to which a file of the folders gives a value; the first wins."""
    found: dict[tuple[type[Record], str], str] = {}
    for folder in folders:
        for file in FILES:
            for tree in _trees(folder, file):
                _collect(tree, file.record, found)
    return found


def _trees(folder: Path, file: DataFile) -> Iterator[Any]:
    path = folder / file.path
    if file.shape == "folder":
        for one in sorted(path.glob("*.yml")):
            yield yaml.safe_load(one.read_text(encoding="utf-8"))
    elif path.exists() and file.shape == "table":
        with path.open(encoding="utf-8-sig", newline="") as rows:
            yield from csv.DictReader(rows)
    elif path.exists():
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from read if isinstance(read, list) else [read]


def _collect(tree: Any, record: type[Record], found: dict[tuple[type[Record], str], str]) -> None:
    if not isinstance(tree, dict):
        return
    for name, field in shape_of(record).fields.items():
        value = tree.get(name)
        if value in (None, "", [], {}):
            continue
        if field.record is None:
            text = _told(value)
            if text and len(text) <= _LONGEST:
                found.setdefault((record, name), text)
            continue
        inner = value.values() if field.many == "map" and isinstance(value, dict) else value
        for part in inner if isinstance(inner, list | type({}.values())) else [inner]:
            _collect(part, field.record, found)


def _told(value: Any) -> str:
    """Return a value as somebody would write it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str).replace('"', "")
    return str(value)
