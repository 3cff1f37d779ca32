"""Prove that the JSON Schemas accept what the loader accepts and refuse what an editor can know is wrong."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from erpsite.load import json_schemas, schema_name
from erpsite.model import FILES
from tests.load.golden import BASE_PLAN


class _TextDates(yaml.SafeLoader):
    """Read days as text, as YAML 1.2 does."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(path: str) -> Any:
    return yaml.load((BASE_PLAN / path).read_text(encoding="utf-8"), _TextDates)  # noqa: S506 - a safe loader


def _problems(schema: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(_schemas()[schema]).iter_errors(data)]


@cache
def _schemas() -> dict[str, Any]:
    return dict(json_schemas())


def test_there_is_a_valid_schema_for_each_file() -> None:
    schemas = json_schemas()
    assert set(schemas) == {schema_name(kind.path) for kind in FILES}
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == name
        assert schema["$schema"].endswith("2020-12/schema")


def test_schemas_use_no_words_that_editors_do_not_know() -> None:
    text = json.dumps(json_schemas())
    assert not [word for word in ("ge", "gt", "le", "lt") if f'"{word}": ' in text]


@pytest.mark.parametrize(
    "kind", [kind for kind in FILES if kind.shape != "table"], ids=lambda kind: kind.path
)
def test_the_base_plan_fits(kind: Any) -> None:
    folder = (
        sorted((BASE_PLAN / kind.path).glob("*.yml")) if kind.shape == "folder" else [BASE_PLAN / kind.path]
    )
    assert folder
    for path in folder:
        assert _problems(schema_name(kind.path), _read(path.relative_to(BASE_PLAN).as_posix())) == []


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ("initiatives/erp-crm.yml", "priority", 9),
        ("initiatives/erp-crm.yml", "type", "magic"),
        ("initiatives/erp-crm.yml", "owner", "Li Qiang"),
        ("initiatives/erp-crm.yml", "colour", "red"),
        ("initiatives/erp-crm.yml", "budget", [{"kind": "capex", "by_quarter": {"Q1": 1}}]),
        ("initiatives/erp-crm.yml", "optimism", 101),
        ("reviews/2026-03.yml", "month", "March"),
        ("reviews/2026-03.yml", "summary", {"de": "Gut"}),
    ],
)
def test_what_is_wrong_does_not_fit(path: str, key: str, value: Any) -> None:
    schema = schema_name(path.split("/", maxsplit=1)[0])
    assert _problems(schema, {**_read(path), key: value})
