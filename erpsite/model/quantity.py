"""Hold the scalar types of the data contract: ids, months, quarters, money, shares, references."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)  # fmt: skip
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from erpsite.frozen import dataclass
from erpsite.i18n import known_languages
from erpsite.i18n.currencies import is_currency

__all__ = [
    "LARGEST", "Clock", "Currency", "Day", "Figure", "Language", "Money", "MoneyMark", "Month", "Percent",
    "PositiveFigure", "Quarter", "Ref", "Score", "Share", "Slug", "Whole", "YearDay", "is_day",
    "is_month", "is_quarter", "last_day_of", "month_of", "months_between", "next_month", "quarter_of",
]  # fmt: skip

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Python and a JSON Schema read these alike only where \d means the ten plain digits: ２０２６ is no year.
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"\d{4}-Q[1-4]", re.ASCII)
_YEAR_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


LARGEST: int = 10**15
"""No amount or count reaches it: a float holds every whole number below it, and people can read it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Mark a field as the id of a record of that kind, such as `Annotated[str, Ref("people")]`.

    `kind` is the name of the collection in `Handbook`; the loader checks that the record exists.
    """

    kind: str


def _currency(value: Any) -> str:
    if not isinstance(value, str) or not is_currency(value):
        raise PydanticCustomError("currency_code", "is no currency")
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or value not in known_languages():
        raise PydanticCustomError("language_code", "is no language with a catalogue")
    return value


class _KnownLanguages:
    """Let the schema of a plan list the languages that there are."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"enum": list(known_languages()), "type": "string"}


Language = Annotated[str, AfterValidator(_language), _KnownLanguages]
"""A language that has a catalogue, such as `zh`."""


@dataclass(frozen=True, slots=True)
class MoneyMark:
    """Mark a field as an amount of money, which a file may state in another currency."""


def _match(pattern: re.Pattern[str], code: str, value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise PydanticCustomError(code, "has the wrong form")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number_type", "must be a number")
    if not math.isfinite(value):
        raise PydanticCustomError("number_finite", "must be a finite number")
    return value


def _bounded(value: Any) -> Any:
    """Refuse an amount or count that nobody can read; figures in units of their own have their own check."""
    number = _number(value)
    if math.fabs(number) >= LARGEST:
        raise PydanticCustomError("number_large", "is too large")
    return number


def _money(value: Any) -> Decimal:
    return Decimal(str(_bounded(value)))


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise PydanticCustomError("money_negative", "must not be negative")
    return value


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    text = _match(_ISO_DAY, "day_form", value)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("day_value", "is not a day of the calendar") from None


def _pattern_schema(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


def _plain_decimal(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Slug = Annotated[
    str, BeforeValidator(lambda value: _match(_SLUG, "slug_form", value)), _pattern_schema(_SLUG)
]
"""Id of a record: lower-case letters, digits and hyphens."""

Month = Annotated[
    str, BeforeValidator(lambda value: _match(_MONTH, "month_form", value)), _pattern_schema(_MONTH)
]
"""Calendar month as `YYYY-MM`."""

Quarter = Annotated[
    str, BeforeValidator(lambda value: _match(_QUARTER, "quarter_form", value)), _pattern_schema(_QUARTER)
]
"""Quarter of the fiscal year as `YYYY-Qn`."""

YearDay = Annotated[
    str, BeforeValidator(lambda value: _match(_YEAR_DAY, "year_day_form", value)), _pattern_schema(_YEAR_DAY)
]
"""Day of every year as `MM-DD`."""

Clock = Annotated[
    str, BeforeValidator(lambda value: _match(_CLOCK, "clock_form", value)), _pattern_schema(_CLOCK)
]
"""Local time of day as `HH:MM`."""

Currency = Annotated[
    str, BeforeValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})
]
"""ISO 4217 code of a currency, such as `CNY`."""

Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""Calendar day as `YYYY-MM-DD`."""

Figure = Annotated[float, BeforeValidator(_number)]
"""Measured value in the unit that its record names."""

PositiveFigure = Annotated[Figure, Field(gt=0)]
"""Measured value above zero."""

Percent = Annotated[Figure, Field(ge=0, le=100)]
"""Percentage, 0 to 100."""

Share = Annotated[Figure, Field(ge=0, le=1)]
"""Part of a whole, 0 to 1."""

Score = Annotated[int, BeforeValidator(_number), Field(ge=1, le=5)]
"""Whole score from 1 to 5."""

Whole = Annotated[int, BeforeValidator(_bounded), Field(ge=0)]
"""Count, 0 or more."""

Money = Annotated[
    Decimal,
    BeforeValidator(_money),
    AfterValidator(_not_negative),
    PlainSerializer(_plain_decimal, return_type=int | float),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {
                    "type": "object",
                    "properties": {
                        "amount": {"type": "number", "minimum": 0},
                        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                    },
                    "required": ["amount", "currency"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
    MoneyMark(),
]
"""Amount in the plan's currency, in whole units of it (yuan, not ten thousand yuan).

A file may state it in another, `{amount: 100, currency: EUR}`; it is converted while loading.
"""


def is_month(text: str) -> bool:
    """Say whether a text is a month as the plan writes it, `YYYY-MM`."""
    return bool(_MONTH.fullmatch(text))


def is_quarter(text: str) -> bool:
    """Say whether a text is a quarter as the plan writes it, `YYYY-Qn`."""
    return bool(_QUARTER.fullmatch(text))


def is_day(text: str) -> bool:
    """Say whether a text has the form of a day, `YYYY-MM-DD`; the calendar may know no such day."""
    return bool(_ISO_DAY.fullmatch(text))


def month_of(day: dt.date) -> str:
    """Return the month of a day as `YYYY-MM`."""
    return f"{day.year:04d}-{day.month:02d}"


def last_day_of(month: str) -> dt.date:
    """Return the last day of a month (`YYYY-MM`)."""
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def next_month(month: str, count: int = 1) -> str:
    """Return the month `count` months later (earlier where negative)."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@lru_cache(4096)  # a plan asks for the same spans again and again
def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return every month from `first` to `last`, both included; empty where `last` is earlier."""
    count = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
    return tuple(next_month(first, step) for step in range(max(count, 0)))


def quarter_of(month: str, fiscal_start: int = 1) -> str:
    """Return the fiscal quarter of a month; `fiscal_start` is `Plan.fiscal_offset`.

    That is the first month of a fiscal year, counted from January of the calendar year it is named after.
    """
    shifted = next_month(month, 1 - fiscal_start)
    return f"{shifted[:4]}-Q{(int(shifted[5:]) - 1) // 3 + 1}"
