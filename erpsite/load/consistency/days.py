"""Check days: none is absurd, and nothing ends before it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.declared import DECLARED
from erpsite.load.consistency.draft import Draft
from erpsite.load.consistency.judging import judge, of_each
from erpsite.model.base import Record
from erpsite.model.initiative import Initiative
from erpsite.model.shape import classes_in, shape_of, walk

__all__ = ["check_day_range", "check_milestone_phase", "check_order_of_days"]

_NO_DAY = frozenset([dt.date(1970, 1, 1), dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(9999, 12, 31)])
_YEARS_BEFORE = 30
_YEARS_AFTER = 10
_FARTHEST = 150
"""Years from the plan year beyond which a day is refused: no plan reaches there, and calendars end."""

_ORDERS = tuple((*rule.fields, name) for name, rule in DECLARED.items() if name.startswith("order."))
"""First field, last field and name of each rule on the order of days."""


def check_day_range(draft: Draft) -> Iterator[Issue]:
    """Refuse days that old systems write for "none", and days outside the window that the plan sets.

    Where it sets none, a day decades from the plan year is noted.
    """
    plan = draft.plan
    if plan is None:
        return
    known = _Known(plan.plan_year, plan.window.first, plan.window.last)
    for record in draft.top_records:
        if _dated(type(record)):
            yield from record.once(_wrong_days, known)


class _Known(NamedTuple):
    """Hold what days are judged by: the plan year and the window that the plan sets, if it does."""

    year: int
    first: dt.date | None
    last: dt.date | None


@cache
def _dated(record: type[Record]) -> bool:
    """Say whether a class of records, or one inside it, has days."""
    return any(shape_of(one).days for one in classes_in(record))


def _wrong_days(top: Record, known: _Known) -> tuple[Issue, ...]:
    first = known.first or dt.date(max(known.year - _YEARS_BEFORE, 1), 1, 1)
    last = known.last or dt.date(known.year + _YEARS_AFTER, 12, 31)
    found = []
    for record in walk(top):
        for name in shape_of(type(record)).days:
            value = getattr(record, name)
            if isinstance(value, tuple):
                days = {f"{name}.{index}": day for index, day in enumerate(value)}
            else:
                days = {name: value}
            for place, day in days.items():
                if day is not None and (not first <= day <= last or day in _NO_DAY):
                    needed = shape_of(type(record)).fields[name].required
                    found.append(_wrong_day(record.where_of(place), name, day, known, needed=needed))
    return tuple(found)


def _wrong_day(source: Source, name: str, day: dt.date, known: _Known, *, needed: bool) -> Issue:
    values: dict[str, object] = {"where": name, "found": day.isoformat()}
    if day in _NO_DAY:
        message = "{where} is {found}, which stands for no day; write the real day, or leave it out"
        if needed:
            message = "{where} is {found}, which stands for no day; write the real day"
        return Issue("no-day", message, source, values=values)
    if (known.first and day < known.first) or (known.last and day > known.last):
        message = "{where} is {found}, outside the window that the plan sets, {first} to {last}"
        bounds = {"first": known.first or "…", "last": known.last or "…"}
        return Issue("day-range", message, source, values={**values, **bounds})
    if abs(day.year - known.year) > _FARTHEST:
        message = "{where} is {found}, more than {most} years from the plan year {year}"
        values |= {"most": _FARTHEST, "year": known.year}
        return Issue("day-range", message, source, values=values)
    message = "{where} is {found}, which is far from the plan year {year}: is the day right?"
    return Issue("far-day", message, source, Severity.INFO, {**values, "year": known.year})


def check_order_of_days(draft: Draft) -> Iterator[Issue]:
    """Refuse an end before its start."""
    for record in draft.top_records:
        if any(map(_orders, classes_in(type(record)))):
            yield from record.once(_out_of_order, None)


def _out_of_order(top: Record, _: None) -> tuple[Issue, ...]:
    return tuple(issue for one in walk(top) if (rules := _orders(type(one))) for issue in judge(one, *rules))


@cache
def _orders(record: type[Record]) -> tuple[str, ...]:
    """Return the names of the rules on the order of days that a class of records has both fields of."""
    names = shape_of(record).fields
    return tuple(rule for start, end, rule in _ORDERS if start in names and end in names)


@of_each("initiatives")
def check_milestone_phase(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Warn of a milestone outside the days of its phase."""
    return judge(initiative, "outside-phase")
