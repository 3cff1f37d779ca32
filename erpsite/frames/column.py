"""Declare a column of a data frame: its type, its unit, what it means and where its values come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MONEY", "OWN_UNIT", "Column", "Reading", "frame_of"]

Type = Literal["text", "choice", "whole", "number", "date", "time", "yes-no", "list"]
MONEY = "money"
"""Unit of an amount; a frame's dictionary names the plan's currency in its place."""
OWN_UNIT = "own unit"
"""Unit of a value that is in that of its KPI or health metric; the column `unit` of `kpis`, `health` and
`health_metrics` says which."""

_DTYPES = {
    "text": "str", "whole": "Int64", "number": "float64", "date": "datetime64[s]", "time": "datetime64[s]",
    "yes-no": "boolean", "list": "object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a frame whose rows are made of things of one kind."""

    name: str
    type: Type
    meaning: str
    get: Callable[[Any], object] = field(compare=False)
    """Return the value of a thing; None where it has none."""
    unit: str = ""
    options: tuple[str, ...] = ()
    """What a choice can be, in the order of the model."""
    refers_to: str = ""
    """The frame whose `id` the value is; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Say how values of the plan are read: texts in one language, times in the plan's zone."""

    language: str
    zone: ZoneInfo

    def plain(self, value: object) -> object:
        """Return a value as pandas takes it."""
        if isinstance(value, tuple):
            return tuple(self.plain(one) for one in value)
        if isinstance(value, Text):
            return value.in_(self.language)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, Decimal):
            return float(value)
        if isinstance(value, dt.datetime) and value.tzinfo:
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value


def frame_of(columns: Sequence[Column], things: Iterable[Any], reading: Reading) -> pd.DataFrame:
    """Return a row for each thing; every column has its declared type, also where there is no row.

    A value that is not known is missing (`NaN`, `NaT`, `<NA>`), never 0. Raises `MissingExtraError` without
    pandas.
    """
    pandas = need("pandas")
    rows = list(things)
    made = {column.name: _series(pandas, column, rows, reading) for column in columns}
    frame: pd.DataFrame = pandas.DataFrame(made, columns=[column.name for column in columns])
    return frame


def _series(pandas: Any, column: Column, rows: Sequence[Any], reading: Reading) -> Any:
    values = [reading.plain(column.get(row)) for row in rows]
    if column.type != "choice":
        return pandas.Series(values, dtype=_DTYPES[column.type])
    if strange := {value for value in values if value is not None} - {*column.options}:
        # pandas would make it a missing value without a word.
        raise ValueError(f"{column.name} cannot be {strange}, only one of {column.options}")
    return pandas.Series(values, dtype=pandas.CategoricalDtype(list(column.options)))
