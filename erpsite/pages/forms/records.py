"""Turn the records of a plan into what a form shows: values as their files hold them, and their lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from erpsite.i18n import known_languages
from erpsite.load.decoding import decode_table
from erpsite.load.located import LocatedMapping
from erpsite.load.yaml_reader import read_yaml
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.files import DataFile
from erpsite.model.shape import shape_of
from erpsite.patch import PatchError
from erpsite.patch.table_text import Table

__all__ = ["LINE", "as_script", "earlier_ids", "records_by_file", "table_rows", "values_of"]

LINE = "@"
"""Key under which a record says on which line it begins; no field of a record can have it."""
MOST_BYTES = 1_000_000
"""A longer table comes from a system; nobody edits it row by row."""


def records_by_file(
    handbook: Handbook, files: Iterable[DataFile]
) -> Iterator[tuple[DataFile, str, list[Record]]]:
    """Yield each YAML file of the plan that there is, with its records in their order."""
    for file in files:
        held = getattr(handbook, file.field)
        if file.shape == "folder":
            for record in held.values():
                yield file, record.where.path, [record]
        elif file.shape == "list":
            if held:
                yield file, file.path, list(held.values())
        elif file.shape == "one" and held is not None:
            yield file, file.path, [held]


def earlier_ids(handbook: Handbook) -> tuple[bytes, ...]:
    """Return the ids that initiatives had before; where a file says one, the loader reads another."""
    return tuple(old.encode() for one in handbook.initiatives.values() for old in one.formerly)


def values_of(path: str, records: Iterable[Record], data: bytes, old_ids: Iterable[bytes]) -> list[Any]:
    """Return the values of the records of one file as it holds them.

    Most files are not read again: what was read is what they say. Where the loader changes something, an
    amount in another currency or an id from before a rename, the file itself is asked.
    """
    if b"currency:" in data or b"formerly:" in data or any(old in data for old in old_ids):
        tree = read_yaml(data, path).tree
        return [_raw(one) for one in (tree if isinstance(tree, list) else [tree])]
    return [_with_lines(one, one.model_dump(mode="json", exclude_unset=True)) for one in records]


def _raw(tree: Any) -> Any:
    if isinstance(tree, LocatedMapping):
        line = {LINE: tree.start[0]} if tree.keys().isdisjoint(known_languages()) else {}
        return {**line, **{key: _raw(value) for key, value in tree.items()}}
    return [_raw(one) for one in tree] if isinstance(tree, list) else tree


def _with_lines(record: Record, plain: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values with its line, its reasons for what is withheld, and those inside it."""
    plain[LINE] = record.where.line
    for name, reason in record.withheld.items():
        plain[name] = {"withheld": reason}
    for field in shape_of(type(record)).nested:
        told = plain.get(field.name)
        if not told or field.name in record.withheld:
            continue
        inner = getattr(record, field.name)
        if field.many == "list":
            plain[field.name] = [_with_lines(one, data) for one, data in zip(inner, told, strict=True)]
        elif field.many == "map":
            plain[field.name] = {key: _with_lines(inner[key], data) for key, data in told.items()}
        else:
            plain[field.name] = _with_lines(inner, told)
    return plain


def table_rows(path: str, data: bytes) -> Mapping[str, Any] | None:
    """Return columns, rows as texts and the line of each row; None where it is no table to edit by hand."""
    if len(data) > MOST_BYTES:
        return None
    text, issues = decode_table(data, path)
    if text is None or any(issue.code == "guessed-encoding" for issue in issues):
        return None
    try:
        table = Table(text)
    except PatchError:
        return None
    lines, line, seen = [], 1, 0
    for row in table.rows:
        line += text.count("\n", seen, row.start)
        seen = row.start
        lines.append(line)
    rows = [[cell.text.strip().removeprefix("'") for cell in row.cells] for row in table.rows]
    return {"columns": table.names, "rows": rows, "lines": lines}


def as_script(name: str, value: Any) -> bytes:
    """Return a script that hands a value over: a file share hands out scripts, and no JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    key = json.dumps(name, ensure_ascii=False)
    return f"(window.erpsiteForms=window.erpsiteForms||{{}})[{key}]={text};\n".encode()
