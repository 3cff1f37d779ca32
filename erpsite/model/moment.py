"""Hold moments: times of day on a day, local in the plan's time zone unless they say their offset."""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["Doubt", "Moment", "doubt_of", "instant", "instants", "local_day"]

_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?:[+-][0-9]{2}:[0-9]{2}|Z)?"
_MOMENT = re.compile(_FORM)


def _moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise PydanticCustomError("moment_form", "must be a time such as 2026-03-31 18:05")
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("moment_form", "must be a time such as 2026-03-31 18:05") from None


def _written(value: dt.datetime) -> str:
    return value.isoformat(" ", timespec="minutes")


Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    PlainSerializer(_written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_FORM}$"}),
]
"""Time in the plan's time zone as `YYYY-MM-DD HH:MM`; with an offset behind it, such as `+02:00`, that of the
offset: it settles a local time that the change of the clocks makes twice."""


class Doubt(enum.StrEnum):
    """Name why a local time names no one moment."""

    MISSING = "missing"
    """The clocks were put forward over it: no clock showed it."""
    TWICE = "twice"
    """The clocks were put back over it: they showed it twice."""


def instant(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return a moment in UTC: of a local time that exists twice the first; one that never was moves on."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def instants(begin: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Return begin and end in UTC; an end that exists twice and comes too early at first is the second."""
    first, last = instant(begin, zone), instant(end, zone)
    if last < first and end.tzinfo is None:
        again = instant(end.replace(tzinfo=zone, fold=1), zone)
        last = again if again >= first else last
    return first, last


def local_day(moment: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Return the day on which a moment fell in the zone."""
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


def doubt_of(moment: dt.datetime, zone: dt.tzinfo) -> Doubt | None:
    """Say whether a local time without an offset names no moment, or two; None where it names one."""
    if moment.tzinfo:
        return None
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first == second or first is None or second is None:
        return None
    return Doubt.TWICE if first > second else Doubt.MISSING
