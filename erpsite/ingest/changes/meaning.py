"""Say whether two values are the same to a reader of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

__all__ = ["alike", "alike_cell", "bare"]


def alike(one: Any, other: Any) -> bool:
    """Say whether two values of YAML mean the same: 1 is 1.0 and never true; blanks at the ends of a text
    and its line ends mean nothing, as the loader has it."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        return bare(one) == bare(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(map(alike, one, other))
    return one is None and other is None


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def bare(text: str) -> str:
    """Return a text without blanks at its ends and with line ends of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def alike_cell(cell: str, value: Any) -> bool:
    """Say whether a cell holds a value: the number, the text, yes or no; an empty one holds nothing."""
    if value is None or value == "":
        return not cell
    if isinstance(value, bool):
        return cell.casefold() == ("true" if value else "false")
    if isinstance(value, int | float):
        return any(_number(text) == Decimal(str(value)) for text in (cell, cell.replace(",", ".")))
    return bare(cell) == bare(str(value)) or (
        _number(cell) is not None and _number(cell) == _number(str(value))
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None
