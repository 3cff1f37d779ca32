"""Describe the data files as JSON Schemas, so that editors complete and check while people type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.model import FILES, DataFile

__all__ = ["json_schemas", "schema_name"]

_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""Pydantic leaves its own words where a validator stands before the bound."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """Return one JSON Schema (2020-12) for each entry of the data folder, by the name of its file.

    For a folder it describes one file in it; for a table, a list of rows.
    """
    return {schema_name(kind.path): _schema(kind) for kind in FILES}


def schema_name(path: str) -> str:
    """Return the file name of the schema of a data file or folder, such as `kpis.yml` → `kpis.schema.json`.

    A folder's schema is that of one file in it: `initiatives` → `initiative.schema.json`.
    """
    stem = path.removesuffix(".yml") if path.endswith((".yml", ".csv")) else path.removesuffix("s")
    return f"{stem}.schema.json"


def _schema(kind: DataFile) -> dict[str, Any]:
    schema = _mend(kind.record.model_json_schema(mode="validation"))
    head = {"$schema": _DIALECT, "$id": schema_name(kind.path)}
    if kind.shape in ("one", "folder"):
        return {**head, **schema}
    definitions = schema.pop("$defs", {})
    items = {"type": "array", "items": schema, "title": kind.path}
    return {**head, **items, "$defs": definitions} if definitions else {**head, **items}


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
