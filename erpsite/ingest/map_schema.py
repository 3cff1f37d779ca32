"""Describe the maps of `imports/` as a JSON Schema, so that editors complete and check while people type."""

from __future__ import annotations

from typing import Any

from erpsite.ingest.mapping import ImportMap
from erpsite.ingest.plans.plan_map import PlanMap
from erpsite.ingest.targets import TARGETS, fields_of
from erpsite.load.schema import schema_of

__all__ = ["PLAN_SCHEMA_NAME", "SCHEMA_NAME", "map_schema", "plan_map_schema"]

SCHEMA_NAME = "import.schema.json"
PLAN_SCHEMA_NAME = "import-plan.schema.json"


def map_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one map, with the kinds and fields that there are."""
    schema = schema_of(ImportMap, SCHEMA_NAME)
    schema["properties"]["kind"]["enum"] = list(TARGETS)
    names = sorted({name for target in TARGETS.values() for name in fields_of(target)})
    column = schema["$defs"]["ColumnMap"]["properties"]
    column["to"]["anyOf"][0]["enum"] = names
    schema["properties"]["constants"]["propertyNames"] = {"enum": names}
    return schema


def plan_map_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the map of another program's plan."""
    return schema_of(PlanMap, PLAN_SCHEMA_NAME)
