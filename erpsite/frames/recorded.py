"""Make columns of the fields of a record, with the units and meanings that the model states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, get_args

from erpsite.frames.column import MONEY, OWN_UNIT, Column, Type
from erpsite.model.base import Record
from erpsite.model.quantity import Month, Percent, Quarter, Score, Share
from erpsite.pages.data.export_fields import ExportField, export_fields, field_value

__all__ = ["owner_column", "recorded"]

_UNITS = (
    (Percent, "percent"),
    (Share, "share, 0 to 1"),
    (Score, "score, 1 to 5"),
    (Month, "month, YYYY-MM"),
    (Quarter, "quarter, YYYY-Qn"),
)
_IN_OWN_UNIT = frozenset({"baseline", "target", "limit", "low", "high", "actual", "value"})
"""Fields of KPIs, metrics and their values that are in the unit which the record names."""


def recorded(
    record: type[Record], of: Callable[[Any], Any] | None = None, without: Iterable[str] = ()
) -> tuple[Column, ...]:
    """Return a column for each plain field of a kind of record; `of` finds the record in a row's thing."""
    left_out = frozenset(without)
    return tuple(_column(record, field, of) for field in export_fields(record) if field.name not in left_out)


def owner_column(name: str) -> Column:
    """Return the column with what a record stands in: the thing is a pair of the owner's ids and it."""
    where = "id of the initiative" if name == "initiative" else f"the {name.replace('_', ' ')} it belongs to"
    unit = "month, YYYY-MM" if name == "month" else ""
    refers_to = "initiatives" if name == "initiative" else ""
    return Column(name, "text", where[0].upper() + where[1:] + ".", _owner, unit, refers_to=refers_to)


def _owner(pair: tuple[tuple[str, ...], Record]) -> str:
    return pair[0][0]


def _column(record: type[Record], field: ExportField, of: Callable[[Any], Any] | None) -> Column:
    counted = field.whole or (field.options and all(isinstance(one, int) for one in field.options))
    kind: Type = "whole" if counted else field.type
    return Column(
        field.name, kind, field.doc or _plain_meaning(field), partial(_value, field, of),
        _unit(record, field), () if counted else tuple(map(str, field.options)), field.refers_to,
    )  # fmt: skip


def _value(field: ExportField, of: Callable[[Any], Any] | None, thing: Any) -> object:
    return field_value(of(thing) if of else thing, field)


def _plain_meaning(field: ExportField) -> str:
    """Say what a field is whose name says enough for the model."""
    words = " ".join(field.path).replace("_", " ")
    if field.refers_to:
        return f"{words[0].upper()}{words[1:]}: id in {field.refers_to.replace('_', ' ')}."
    return f"{words[0].upper()}{words[1:]}."


def _unit(record: type[Record], field: ExportField) -> str:
    if field.money:
        return MONEY
    for alias, unit in _UNITS:
        if any(mark is get_args(alias)[-1] for mark in field.marks):
            return unit
    own = field.path[-1] in _IN_OWN_UNIT and field.type == "number"
    return OWN_UNIT if own and record.__module__.endswith((".kpi", ".health")) else ""
