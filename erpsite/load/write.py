"""Write a handbook as the files it would be read from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from erpsite.i18n import known_languages
from erpsite.load.columns import Column, column_names
from erpsite.model import FILES, DataFile, Handbook
from erpsite.model.base import Record
from erpsite.model.plan import FORMAT
from erpsite.model.shape import Kind, shape_of
from erpsite.patch import escape_formula

__all__ = ["write_handbook", "write_record"]

_WIDTH = 110
_LONGEST_WHOLE = 1e15
"""Above it a float has no exact decimals, and is written as it is."""


def write_handbook(handbook: Handbook) -> Mapping[str, str]:
    """Return the text of each data file by its path; reading them again gives an equal handbook.

    Keys stand in the order of the model, defaults are left out, empty optional files are not written.
    """
    files: dict[str, str] = {}
    for kind in FILES:
        value = getattr(handbook, kind.field)
        if kind.shape == "folder":
            for name, record in value.items():
                files[f"{kind.path}/{name}.yml"] = _write_yaml(_plain(record))
        elif kind.shape == "table":
            if value:
                files[kind.path] = _write_csv(kind, value)
        elif kind.shape == "list":
            if value or kind.required:
                files[kind.path] = _write_yaml([_plain(record) for record in value.values()])
        elif value is not None:
            head = {"format": FORMAT} if kind.field == "plan" else {}
            files[kind.path] = _write_yaml({**head, **_plain(value)})
    return files


def write_record(record: Record) -> str:
    """Return the text of a file that holds one record; defaults are left out."""
    return _write_yaml(_plain(record))


def _plain(record: Record) -> dict[str, Any]:
    """Return the record as YAML data: required fields always, others where they differ from the default."""
    plain = {
        key: _short(value) for key, value in record.model_dump(mode="json", exclude_defaults=True).items()
    }
    return _with_withheld(record, plain)


def _with_withheld(record: Record, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the data with what is withheld, in this record and in those inside it."""
    if record.withheld:
        marks = {name: {"withheld": reason} for name, reason in record.withheld.items()}
        found = {**plain, **marks}
        plain = {name: found[name] for name in shape_of(type(record)).fields if name in found}
    for field in shape_of(type(record)).nested:
        inner, told = getattr(record, field.name), plain.get(field.name)
        if field.many == "list" and isinstance(told, list):
            plain[field.name] = [_with_withheld(one, data) for one, data in zip(inner, told, strict=True)]
        elif field.many == "one" and isinstance(told, dict) and inner is not None:
            plain[field.name] = _with_withheld(inner, told)
    return plain


def _short(value: Any) -> Any:
    """Return the value with whole floats as integers."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LONGEST_WHOLE:
        return int(value)
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list) else value


class _Dumper(yaml.CSafeDumper):
    """Quote what YAML 1.1 or the 1.2 core schema would not read as text, but days, which are text here."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"0o[0-7]+$"), ["0"])
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if re.search("[\r\x85\u2028\u2029]", text):
        style = '"'
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _write_yaml(data: Any) -> str:
    dumped = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return str(dumped)


def _write_csv(kind: DataFile, records: Iterable[Record]) -> str:
    rows = [_cells(record) for record in records]
    used = {name for row in rows for name in row}
    required = {name for name, field in shape_of(kind.record).fields.items() if field.required}
    required |= {group[0] for group in kind.record.one_of if used.isdisjoint(group)}
    names = [
        column.name for column in column_names(kind.record).values() if _is_needed(column, used, required)
    ]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return stream.getvalue()


def _is_needed(column: Column, used: set[str], required: set[str]) -> bool:
    if column.name in used:
        return True
    by_language = any(f"{column.field}_{language}" in used for language in known_languages())
    return column.language is None and column.name in required and not by_language


def _cells(record: Record) -> dict[str, str]:
    """Return the cells of one row by column; a text by language takes a column for each."""
    cells: dict[str, str] = {}
    shapes = shape_of(type(record)).fields
    for name, value in _plain(record).items():
        if name in record.withheld:
            cells[name] = f"withheld: {record.withheld[name]}"
        elif isinstance(value, dict):
            for language, words in value.items():
                cells[f"{name}_{language}"] = escape_formula(words)
        elif shapes[name].kind is Kind.NUMBER:
            cells[name] = repr(value)
        elif shapes[name].kind is Kind.FLAG:
            cells[name] = str(value).lower()
        else:
            cells[name] = escape_formula(str(value))
    return cells
