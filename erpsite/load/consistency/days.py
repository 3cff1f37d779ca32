"""Check days: none is absurd, and nothing ends before it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.declared import DECLARED
from erpsite.load.consistency.draft import Draft
from erpsite.load.consistency.judging import judge
from erpsite.model.base import Record
from erpsite.model.plan import Plan
from erpsite.model.shape import shape_of

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
    first, last = plan.window.first, plan.window.last
    first = first or dt.date(max(plan.plan_year - _YEARS_BEFORE, 1), 1, 1)
    last = last or dt.date(plan.plan_year + _YEARS_AFTER, 12, 31)
    for record in draft.all_records:
        for name in shape_of(type(record)).days:
            value = getattr(record, name)
            if isinstance(value, tuple):
                days = {f"{name}.{index}": day for index, day in enumerate(value)}
            else:
                days = {name: value}
            for place, day in days.items():
                if day is not None and (not first <= day <= last or day in _NO_DAY):
                    needed = shape_of(type(record)).fields[name].required
                    yield _wrong_day(record.where_of(place), name, day, plan, needed=needed)


def _wrong_day(source: Source, name: str, day: dt.date, plan: Plan, *, needed: bool) -> Issue:
    values: dict[str, object] = {"where": name, "found": day.isoformat()}
    if day in _NO_DAY:
        message = "{where} is {found}, which stands for no day; write the real day, or leave it out"
        if needed:
            message = "{where} is {found}, which stands for no day; write the real day"
        return Issue("no-day", message, source, values=values)
    window = plan.window
    if (window.first and day < window.first) or (window.last and day > window.last):
        message = "{where} is {found}, outside the window that the plan sets, {first} to {last}"
        bounds = {"first": window.first or "…", "last": window.last or "…"}
        return Issue("day-range", message, source, values={**values, **bounds})
    if abs(day.year - plan.plan_year) > _FARTHEST:
        message = "{where} is {found}, more than {most} years from the plan year {year}"
        values |= {"most": _FARTHEST, "year": plan.plan_year}
        return Issue("day-range", message, source, values=values)
    message = "{where} is {found}, which is far from the plan year {year}: is the day right?"
    return Issue("far-day", message, source, Severity.INFO, {**values, "year": plan.plan_year})


def check_order_of_days(draft: Draft) -> Iterator[Issue]:
    """Refuse an end before its start."""
    for record in draft.all_records:
        if rules := _orders(type(record)):
            yield from judge(record, *rules)


@cache
def _orders(record: type[Record]) -> tuple[str, ...]:
    """Return the names of the rules on the order of days that a class of records has both fields of."""
    names = shape_of(record).fields
    return tuple(rule for start, end, rule in _ORDERS if start in names and end in names)


def check_milestone_phase(draft: Draft) -> Iterator[Issue]:
    """Warn of a milestone outside the days of its phase."""
    for initiative in draft.initiatives:
        yield from judge(initiative, "outside-phase")
