"""What is written beneath a field is found, that of the class it builds on included."""

from __future__ import annotations

from erpsite.load.schema import json_schemas
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.kpi import Kpi


class _Older(Record):
    kept: int = 0
    """From the older class,
    over two lines."""
    silent: int = 0
    told: int = 0
    """First words."""


class _Newer(_Older):
    told: int = 1
    """Other words."""
    last: int = 0


def test_texts_of_both_classes_are_found_and_the_newer_wins() -> None:
    assert field_docs(_Newer) == {"kept": "From the older class,\nover two lines.", "told": "Other words."}
    assert field_docs(_Older)["told"] == "First words."


def test_the_schema_says_what_stands_beneath_the_field() -> None:
    documented = field_docs(Kpi)
    assert documented
    properties = json_schemas()["kpis.schema.json"]["items"]["properties"]
    assert {name: properties[name]["description"] for name in documented} == documented
