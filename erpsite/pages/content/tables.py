"""Offer the handbook's tables to content pages by name, filtered by what their records refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from erpsite.analysis.editions import refers_to
from erpsite.errors import UnknownNameError
from erpsite.model.person import Person
from erpsite.model.text import Text
from erpsite.pages.kit.blocks import Table
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.placeable import placeable_tables

__all__ = ["draw_table", "filter_records"]

_PLURALS = {
    "module": "modules",
    "objective": "objectives",
    "pain_point": "pain_points",
    "initiative": "initiatives",
    "kpi": "kpis",
}


def draw_table(book: Book, name: str, filters: Mapping[str, object]) -> Table:
    """Return a table by its name; raise `UnknownNameError` for a name or filter that does not exist."""
    makers = placeable_tables()
    if name not in makers:
        raise UnknownNameError("table", name, makers)
    records: Any = getattr(book.handbook, name)
    rows = list(records.values()) if isinstance(records, Mapping) else list(records)
    return makers[name](book, filter_records(rows, _of_edition(book, rows, filters)))


def _of_edition(book: Book, rows: Sequence[Any], filters: Mapping[str, object]) -> Mapping[str, object]:
    """Return the filters with the ids that the edition gives to people."""
    people = book.handbook.withheld_ids.get("people", {})
    if not people or not rows:
        return filters
    kind = type(rows[0])
    named = {
        name
        for name in filters
        if name in kind.model_fields
        and ("people" in refers_to(kind, name) or (name == "id" and issubclass(kind, Person)))
    }
    return {name: people.get(str(want), want) if name in named else want for name, want in filters.items()}


def filter_records(records: Sequence[Any], filters: Mapping[str, object]) -> list[Any]:
    """Return the records whose fields hold the wanted values; `module="x"` also looks into `modules`."""
    if not records:
        return []
    fields = type(records[0]).model_fields
    for name in filters:
        if name not in fields and _PLURALS.get(name) not in fields:
            raise UnknownNameError("filter", name, fields)
    return [record for record in records if all(_holds(record, name, want) for name, want in filters.items())]


def _holds(record: Any, name: str, want: object) -> bool:
    value = getattr(record, name) if name in type(record).model_fields else getattr(record, _PLURALS[name])
    values = value if isinstance(value, tuple) else (value,)
    return any(_plain(item) == want for item in values)


def _plain(value: Any) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Text):
        return value.value
    return getattr(value, "kpi", value)
