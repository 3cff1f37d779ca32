"""Read off a record's fields what the loader needs: kinds, references, nested records. Once per class."""

import datetime as dt
import enum
import types
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.model.quantity import MoneyMark, Ref
from erpsite.model.text import Text

__all__ = ["FieldShape", "Kind", "RecordShape", "classes_in", "shape_of", "walk"]


class Kind(enum.Enum):
    """Name what a cell or value of a field holds."""

    TEXT = "text"
    """Text that a reader sees."""
    STRING = "string"
    """An id, a month, a word of a list: written exactly so."""
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class FieldShape:
    """Describe one field."""

    name: str
    kind: Kind
    required: bool
    many: str
    """`one` value, a `list` of them, or a `map` by key."""
    ref: str | None
    """Collection that the value, or each item, is an id of."""
    record: type[Record] | None
    money: bool = False
    """Whether the value, or each of them, is an amount of money."""


@dataclass(frozen=True, slots=True)
class RecordShape:
    """Describe one class of records."""

    record: type[Record]
    fields: Mapping[str, FieldShape]
    refs: tuple[FieldShape, ...]
    """Fields that hold ids of other records."""
    nested: tuple[FieldShape, ...]
    """Fields that hold records."""
    money: tuple[FieldShape, ...]
    """Fields that hold amounts of money."""
    days: tuple[str, ...]
    texts: tuple[str, ...]


@cache
def shape_of(record: type[Record]) -> RecordShape:
    """Return the shape of a class of records."""
    fields = {name: _field(name, info) for name, info in record.model_fields.items()}
    shapes = tuple(fields.values())
    return RecordShape(
        record=record,
        fields=fields,
        refs=tuple(shape for shape in shapes if shape.ref),
        nested=tuple(shape for shape in shapes if shape.record),
        money=tuple(shape for shape in shapes if shape.money),
        days=tuple(shape.name for shape in shapes if shape.kind is Kind.DAY),
        texts=tuple(shape.name for shape in shapes if shape.kind is Kind.TEXT),
    )


def walk(record: Record) -> tuple[Record, ...]:
    """Return a record and every record inside it."""
    return (record, *record.once(_within, None)) if shape_of(type(record)).nested else (record,)


def _within(record: Record, _: None) -> tuple[Record, ...]:
    """Return every record inside; the record itself is not kept with itself, so that it goes at once."""
    found: list[Record] = []
    _gather(record, found)
    return tuple(found[1:])


@cache
def classes_in(record: type[Record]) -> frozenset[type[Record]]:
    """Return a class of records and those of the records that stand inside such a record."""
    found, new = {record}, [record]
    while new:
        inner = {field.record for field in shape_of(new.pop()).nested if field.record} - found
        found |= inner
        new += inner
    return frozenset(found)


def _gather(record: Record, found: list[Record]) -> None:
    found.append(record)
    held = record.__dict__
    for field in shape_of(type(record)).nested:
        value = held[field.name]
        if not value:
            continue
        if field.many == "one":
            _gather(value, found)
        else:
            for part in value.values() if field.many == "map" else value:
                _gather(part, found)


def _field(name: str, info: FieldInfo) -> FieldShape:
    annotation: Any = info.annotation
    if info.metadata:
        annotation = Annotated[(annotation, *info.metadata)]
    many, refs, base = _unwrap(annotation, "one", ())
    record = base if isinstance(base, type) and issubclass(base, Record) else None
    ref = refs[0] if refs else None
    return FieldShape(name, _kind(base), info.is_required(), many, ref, record, _is_money(annotation))


def _is_money(annotation: Any) -> bool:
    """Say whether an annotation holds the mark of money, at any depth."""
    if get_origin(annotation) is Annotated and any(
        isinstance(mark, MoneyMark) for mark in get_args(annotation)
    ):
        return True
    return any(_is_money(part) for part in get_args(annotation))


def _unwrap(annotation: Any, many: str, refs: tuple[str, ...]) -> tuple[str, tuple[str, ...], Any]:
    """Strip `Annotated`, `| None`, `tuple[…, ...]` and `Mapping[…, …]` down to the type of one value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        found = tuple(mark.kind for mark in arguments[1:] if isinstance(mark, Ref))
        return _unwrap(arguments[0], many, refs + found)
    if origin in (Union, types.UnionType):
        real = [argument for argument in arguments if argument is not type(None)]
        return _unwrap(real[0], many, refs)
    if origin is tuple:
        return _unwrap(arguments[0], "list", refs)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _unwrap(arguments[1], "map", refs)
    return many, refs, annotation


def _kind(base: Any) -> Kind:
    if not isinstance(base, type):
        values = get_args(base)
        return Kind.NUMBER if values and isinstance(values[0], int) else Kind.STRING
    for parent, kind in _KINDS:
        if issubclass(base, parent):
            return kind
    return Kind.STRING


_KINDS: tuple[tuple[type, Kind], ...] = (
    (Record, Kind.RECORD),
    (Text, Kind.TEXT),
    (bool, Kind.FLAG),
    (int, Kind.NUMBER),
    (float, Kind.NUMBER),
    (Decimal, Kind.NUMBER),
    (dt.datetime, Kind.STRING),
    (dt.date, Kind.DAY),
)
