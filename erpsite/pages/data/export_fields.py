"""Lay records out as columns: one for each plain field, nested records under a prefix."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal

from pydantic.fields import FieldInfo

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.quantity import Ref
from erpsite.model.text import Text

__all__ = ["ExportField", "FieldType", "export_fields", "field_value"]

FieldType = Literal["text", "number", "date", "time", "yes-no", "choice", "list"]


@dataclass(frozen=True, slots=True)
class ExportField:
    """Describe one column that comes from a field of the model."""

    path: tuple[str, ...]
    """Field names from the record down to the value."""
    type: FieldType
    required: bool
    refers_to: str
    """Collection of the plan that the value is an id of; empty where it is none."""
    doc: str
    """What the model says about the field; empty where its name says enough."""
    money: bool = False
    """Whether the value is an amount of money."""
    whole: bool = False
    """Whether a number is a whole one."""
    options: tuple[str | int, ...] = ()
    """What a choice can be."""
    marks: tuple[object, ...] = ()
    """What the model says of the type, such as the bounds of a percentage."""

    @property
    def name(self) -> str:
        """Return the column's name."""
        return "_".join(self.path)


@cache
def export_fields(record: type[Record]) -> tuple[ExportField, ...]:
    """Return the columns of a kind of record, in the order of its fields.

    Lists of records and mappings have no column; they are tables of their own.
    """
    hints = typing.get_type_hints(record, include_extras=True)
    docs = field_docs(record)
    return tuple(
        column
        for name, info in record.model_fields.items()
        for column in _columns(name, hints[name], info, docs.get(name, ""))
    )


def _columns(name: str, hint: Any, info: FieldInfo, doc: str) -> Iterator[ExportField]:
    plain, refers_to = _unwrap(hint)
    if isinstance(plain, type) and issubclass(plain, Record):
        for inner in export_fields(plain):
            yield replace(inner, path=(name, *inner.path), required=False)
        return
    kind = _type_of(plain)
    if kind is not None:
        whole = kind == "number" and issubclass(plain, int)
        yield ExportField(
            (name,), kind, info.is_required(), refers_to, doc, plain is Decimal, whole,
            _options(hint) if kind == "choice" else (), tuple(_marks(hint)),
        )  # fmt: skip


def _marks(hint: Any) -> Iterator[object]:
    """Yield what stands beside the bare type in `Annotated`, the outermost first."""
    if typing.get_origin(hint) is typing.Annotated:
        inner, *marks = typing.get_args(hint)
        yield from marks
        yield from _marks(inner)
    elif typing.get_origin(hint) in (typing.Union, types.UnionType):
        for part in typing.get_args(hint):
            yield from _marks(part)


def _options(hint: Any) -> tuple[str | int, ...]:
    """Return the values of a `Literal` or an enumeration, however it is wrapped."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(str(one.value) for one in hint)
    if typing.get_origin(hint) is Literal:
        return typing.get_args(hint)
    return next((found for part in typing.get_args(hint) if (found := _options(part))), ())


def _unwrap(hint: Any) -> tuple[Any, str]:
    """Return the bare type without `Annotated`, `None` and tuple, and what its ids refer to."""
    refers_to = ""
    while True:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            refers_to = next((mark.kind for mark in arguments[1:] if isinstance(mark, Ref)), refers_to)
            hint = arguments[0]
        elif origin in (typing.Union, types.UnionType):
            hint = next(part for part in arguments if part is not type(None))
        elif origin is tuple:
            inner, inner_refers_to = _unwrap(arguments[0])
            if isinstance(inner, type) and issubclass(inner, Record):
                return Mapping, ""
            return tuple, refers_to or inner_refers_to
        else:
            return (origin or hint), refers_to


def _type_of(plain: Any) -> FieldType | None:
    if plain is Literal:
        return "choice"
    if not isinstance(plain, type):
        return None
    kinds: tuple[tuple[type, FieldType], ...] = (
        (bool, "yes-no"),
        (dt.datetime, "time"),
        (dt.date, "date"),
        (Enum, "choice"),
        (Decimal, "number"),
        (int, "number"),
        (float, "number"),
        (str, "text"),
        (Text, "text"),
        (tuple, "list"),
    )
    return next((kind for base, kind in kinds if issubclass(plain, base)), None)


def field_value(record: Record, field: ExportField) -> Any:
    """Return the value of a column; None where a record on the way is missing."""
    value: Any = record
    for name in field.path:
        value = getattr(value, name, None)
    return value
