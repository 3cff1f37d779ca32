"""Expand the recurring exceptions of MS Project's calendars into days.

Months count from 0, weekdays from Sunday, and a week begins on Sunday:
https://learn.microsoft.com/office-project/xml-data-interchange/type-element-exceptions
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dateutil import rrule

__all__ = ["recurring_days"]

_DAILY, _YEARLY, _YEARLY_BY_WEEKDAY, _MONTHLY, _MONTHLY_BY_WEEKDAY, _WEEKLY, _EVERY = range(1, 8)
_WEEKDAYS = (rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA)
_ITEMS = {
    0: _WEEKDAYS, 1: _WEEKDAYS[1:6], 2: (rrule.SU, rrule.SA),
    **{number + 3: (day,) for number, day in enumerate(_WEEKDAYS)},
}  # fmt: skip
_LONGEST = 36_600
"""Days from the first to the last day of what is expanded."""
_POSITIONS = {0: 1, 1: 2, 2: 3, 3: 4, 4: -1}


def recurring_days(held: Mapping[str, str], first: dt.date, last: dt.date) -> list[dt.date] | None:
    """Return the days of an exception from its elements by name; None for a form that is not known."""
    kind, step = _number(held, "Type", 1), max(1, _number(held, "Period", 1))
    month, day = _number(held, "Month", first.month - 1) + 1, _number(held, "MonthDay", first.day)
    items = _ITEMS.get(_number(held, "MonthItem", 0), ())
    where = {"byweekday": items, "bysetpos": _POSITIONS.get(_number(held, "MonthPosition", 0))}
    mask = _number(held, "DaysOfWeek", 0)
    chosen = [day for bit, day in enumerate(_WEEKDAYS) if mask & 1 << bit]
    forms: dict[int, tuple[int, int, dict[str, Any]]] = {
        _DAILY: (rrule.DAILY, 1, {}),
        _EVERY: (rrule.DAILY, step, {}),
        _WEEKLY: (rrule.WEEKLY, step, {"byweekday": chosen or None}),
        _MONTHLY: (rrule.MONTHLY, step, {"bymonthday": day}),
        _MONTHLY_BY_WEEKDAY: (rrule.MONTHLY, step, where),
        _YEARLY: (rrule.YEARLY, 1, {"bymonth": month, "bymonthday": day}),
        _YEARLY_BY_WEEKDAY: (rrule.YEARLY, 1, {"bymonth": month, **where}),
    }
    if kind not in forms or not items or (last - first).days > _LONGEST:
        return None
    frequency, interval, more = forms[kind]
    begin = dt.datetime.combine(first, dt.time())
    rule = rrule.rrule(
        frequency, begin, interval, rrule.SU, until=dt.datetime.combine(last, dt.time()), **more
    )
    return [one.date() for one in rule]


def _number(held: Mapping[str, str], name: str, default: int) -> int:
    text = held.get(name, "")
    return int(text) if text.lstrip("-").isdecimal() else default
