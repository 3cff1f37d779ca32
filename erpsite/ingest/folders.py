"""Read a folder of YAML files, or of Markdown with YAML above it: a row a record, a column a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.load.yaml_reader import read_yaml
from erpsite.patch.values import write_flow

__all__ = ["FOLDER_ENDINGS", "read_notes"]

FOLDER_ENDINGS = (".yml", ".yaml", ".md", ".markdown")


def read_notes(files: Iterable[tuple[str, bytes]], path: str) -> ForeignTable:
    """Return the records of the files in the order given: `file` says where from, `text` what follows.

    Raises `SourceFault` where no file holds keys and values, or one is broken.
    """
    records = [record for name, data in files for record in _records(name, data)]
    if not records:
        message = "{path} holds no file with keys and values ({endings})"
        raise SourceFault(message, path=path, endings=", ".join(FOLDER_ENDINGS))
    names = list(dict.fromkeys(name for record in records for name in record))
    rows: list[list[Value]] = [list(names), *([record.get(name) for name in names] for record in records)]
    return ForeignTable(path, "", rows, list(range(1, len(rows) + 1)))


def _records(name: str, data: bytes) -> Iterator[dict[str, Value]]:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    body = ""
    if name.lower().endswith((".md", ".markdown")):
        if not text.startswith("---\n"):
            return
        text, _, body = text[4:].partition("\n---")
        body = body.lstrip("-").strip()
    file = read_yaml(text.encode("utf-8"), name)
    for issue in file.issues:
        raise SourceFault(issue.message, place=str(issue.source), **issue.values)
    trees = file.tree if isinstance(file.tree, list) else [file.tree]
    for tree in trees:
        if isinstance(tree, Mapping):
            record = {"file": name, **{str(key): _cell(value) for key, value in tree.items()}}
            yield {**record, "text": body} if body else record


def _cell(value: Any) -> Value:
    """Return a value as a cell: lists of words parted by commas, what is deeper as YAML on one line."""
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    if isinstance(value, list | Mapping):
        return write_flow(value)
    return value  # type: ignore[no-any-return]  # a text, number or truth value
