"""Describe the data files as JSON Schemas, so that editors complete and check while people type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.model import FILES, DataFile
from erpsite.model.base import Record, may_be_withheld
from erpsite.model.field_docs import field_docs
from erpsite.model.shape import shape_of

__all__ = ["json_schemas", "schema_name", "schema_of"]

_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""Pydantic leaves its own words where a validator stands before the bound."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """Return one JSON Schema (2020-12) for each entry of the data folder, by the name of its file.

    For a folder it describes one file in it; for a table, a list of rows.
    """
    return {schema_name(kind.path): _schema(kind) for kind in FILES}


def schema_of(record: type[Record], name: str) -> dict[str, Any]:
    """Return the JSON Schema of a file that holds one record and is no part of the plan itself."""
    schema = record.model_json_schema(mode="validation")
    _describe(schema, record)
    return {"$schema": _DIALECT, "$id": name, **_mend(schema)}


def schema_name(path: str) -> str:
    """Return the file name of the schema of a data file or folder, such as `kpis.yml` → `kpis.schema.json`.

    A folder's schema is that of one file in it: `initiatives` → `initiative.schema.json`.
    """
    stem = path.removesuffix(".yml") if path.endswith((".yml", ".csv")) else path.removesuffix("s")
    return f"{stem}.schema.json"


def _schema(kind: DataFile) -> dict[str, Any]:
    schema = kind.record.model_json_schema(mode="validation")
    _describe(schema, kind.record)
    schema = _mend(schema)
    if kind.shape != "table":
        _allow_withheld(schema, kind.record)
    head = {"$schema": _DIALECT, "$id": schema_name(kind.path)}
    if kind.shape in ("one", "folder"):
        return {**head, **schema}
    definitions = schema.pop("$defs", {})
    items = {"type": "array", "items": schema, "title": kind.path}
    return {**head, **items, "$defs": definitions} if definitions else {**head, **items}


def _describe(schema: dict[str, Any], record: type[Record]) -> None:
    """Say of each field what is written beneath it, in the record and in those inside it."""
    inner = {one.__name__: one for one in _nested(record, set())}
    parts = {**schema.get("$defs", {}), record.__name__: schema}
    for name, one in {**inner, record.__name__: record}.items():
        properties = parts.get(name, {}).get("properties", {})
        for field, text in field_docs(one).items():
            described = {**properties.get(field, {}), "description": text}
            properties[field] = {key: described[key] for key in sorted(described)}


_REASON = {
    "type": "object",
    "properties": {
        "withheld": {"type": ["string", "object"], "description": "Why the value may not be said."}
    },
    "required": ["withheld"],
    "additionalProperties": False,
}


def _allow_withheld(schema: dict[str, Any], record: type[Record]) -> None:
    """Let each value that may be left out be `{withheld: reason}`, in the record and in those inside it."""
    inner = {one.__name__: one for one in _nested(record, set())}
    parts = {**schema.get("$defs", {}), record.__name__: schema}
    for name, one in {**inner, record.__name__: record}.items():
        properties = parts.get(name, {}).get("properties", {})
        for field in may_be_withheld(one) & properties.keys():
            properties[field] = _or_withheld(properties[field])


def _nested(record: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    for field in shape_of(record).nested:
        if field.record and field.record not in seen:
            seen.add(field.record)
            yield field.record
            yield from _nested(field.record, seen)


def _or_withheld(schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], _REASON]}
    kept = {key: value for key, value in schema.items() if key in ("title", "description", "default")}
    value = {key: value for key, value in schema.items() if key not in kept}
    return {**kept, "anyOf": [value, _REASON]}


def _mend(schema: Any) -> Any:
    """Return the schema with bounds in JSON Schema's words, and mappings closed to keys of another form."""
    if isinstance(schema, list):
        return [_mend(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    mended = {key: _mend(value) for key, value in schema.items()}
    if isinstance(mended.get("type"), str):
        mended = {_BOUNDS.get(key, key): value for key, value in mended.items()}
    if "patternProperties" in mended:
        mended["additionalProperties"] = False
    return mended
