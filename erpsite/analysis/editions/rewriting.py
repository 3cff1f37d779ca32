"""Walk through a record and everything in it, and return it changed; a record keeps its place in the data."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from erpsite.issues import Origin, Source
from erpsite.model.base import Record
from erpsite.model.quantity import Money, Ref
from erpsite.model.text import Text

__all__ = ["is_money", "refers_to", "rewrite", "without_lines"]

R = TypeVar("R", bound=Record)
Change = Callable[[type[Record], str, Any], Any]
"""Return the new value of a field, given the kind of record, the field's name and its value."""


def rewrite(record: R, change: Change) -> R:
    """Return a record with every field passed through `change`, the fields of the records in it first."""
    kept: dict[str, Any] = {}
    for name in type(record).model_fields:
        old = getattr(record, name)
        new = change(type(record), name, _inside(old, change))
        if new is not old:
            kept[name] = new
    if not kept and not record.withheld:
        return record
    made = record.model_copy(update=kept)
    reasons = {name: change(type(record), name, Reason(why)) for name, why in record.withheld.items()}
    made._withheld = {name: left.value for name, left in reasons.items() if isinstance(left, Text)}
    return made


def without_lines(value: Any) -> Any:
    """Return a record, or whatever holds some, that knows its file and no longer its line.

    A line tells how much stands above it, also of what is hidden.
    """
    if isinstance(value, Record):
        kept = {name: without_lines(getattr(value, name)) for name in type(value).model_fields}
        made = value.model_copy(update=kept)
        made._origin = Origin(Source(value.where.path))
        return made
    if isinstance(value, tuple):
        return tuple(map(without_lines, value))
    if isinstance(value, Mapping):
        return {key: without_lines(one) for key, one in value.items()}
    return value


class Reason(Text):
    """Hold why a value is withheld, so that it is changed as a text is, and goes where its field goes."""


def _inside(value: Any, change: Change) -> Any:
    if isinstance(value, Record):
        return rewrite(value, change)
    if isinstance(value, tuple):
        new = tuple(_inside(one, change) for one in value)
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    if isinstance(value, Mapping):
        changed = {key: _inside(one, change) for key, one in value.items()}
        return value if all(changed[key] is one for key, one in value.items()) else changed
    return value


@cache
def _marks(record: type[Record]) -> Mapping[str, tuple[frozenset[str], bool]]:
    """Return, for each field, the kinds whose ids it holds and whether it holds money."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {name: _of_hint(hints[name]) for name in record.model_fields}


def _of_hint(hint: Any) -> tuple[frozenset[str], bool]:
    if hint == Money:
        return frozenset(), True
    arguments = typing.get_args(hint)
    kinds = frozenset(mark.kind for mark in arguments if isinstance(mark, Ref))
    money = False
    for part in arguments:
        if isinstance(part, str | Ref) or part is Ellipsis:
            continue
        inner, holds_money = _of_hint(part)
        kinds, money = kinds | inner, money or holds_money
    return kinds, money


def refers_to(record: type[Record], name: str) -> frozenset[str]:
    """Return the kinds of record whose ids a field holds."""
    return _marks(record)[name][0]


def is_money(record: type[Record], name: str) -> bool:
    """Say whether a field holds amounts of money."""
    return _marks(record)[name][1]


def words_changed(text: Text, change: Callable[[str], str]) -> Text:
    """Return a text with every language passed through `change`; the same one where nothing changed."""
    value = text.value
    new = change(value) if isinstance(value, str) else {key: change(one) for key, one in value.items()}
    return text if new == value else Text(new)


ZERO = Decimal(0)
"""What a required amount becomes; no page of an edition without money shows it."""
