"""Add the days off and make-up days of a foreign plan's calendar to the plan's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.patch import insert_item, insert_key
from erpsite.patch.nodes import plain, read

__all__ = ["with_days"]


def with_days(
    text: str, plan: ForeignPlan, is_worked: Callable[[dt.date], bool], year: int
) -> tuple[str, int]:
    """Return `handbook.yml` with the days on which the two calendars differ by name, and how many there are.

    Days of the years in which the plan has tasks alone; weekends and holidays that the file does not know are
    no difference, since it says nothing of them. A calendar alone gives all its days, and where a rule says
    them, those from `year`, the plan's, to the year after it.
    """
    days = [day for task in plan.tasks for day in (task.start, task.finish) if day]
    calendar = plan.calendar
    days = days or [*calendar.off, *calendar.worked, dt.date(year, 1, 1), dt.date(year + 1, 1, 1)]
    first, last = dt.date(min(days).year, 1, 1), dt.date(max(days).year, 12, 31)
    moving = _moved(plan, max(first, dt.date(year, 1, 1)), last)
    off = sorted(day for day in calendar.off | moving if first <= day <= last and is_worked(day))
    worked = sorted(day for day in calendar.worked if first <= day <= last and not is_worked(day))
    yearly = sorted(one for one in calendar.yearly if _differs(one, first.year, last.year, is_worked))
    for name, values in (
        ("holidays", [day.isoformat() for day in off]),
        ("working_days", [day.isoformat() for day in worked]),
        ("yearly", yearly),
    ):
        text = _with(text, name, values)
    return text, len(off) + len(worked) + len(yearly)


def _moved(plan: ForeignPlan, first: dt.date, last: dt.date) -> set[dt.date]:
    begin, end = (dt.datetime.combine(day, dt.time()) for day in (first, last))
    return {
        one.date() + dt.timedelta(days=n)
        for rule, length in plan.calendar.moving
        for one in rule.between(begin, end, inc=True)
        for n in range(length)
    }


def _differs(day: str, first: int, last: int, is_worked: Callable[[dt.date], bool]) -> bool:
    found = (_date(year, day) for year in range(first, last + 1))
    return any(one is not None and is_worked(one) for one in found)


def _date(year: int, day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return None


def _with(text: str, name: str, values: Sequence[str]) -> str:
    if not values:
        return text
    held: Any = plain(read(text)) or {}
    calendar = held.get("calendar")
    if not isinstance(calendar, dict):
        return insert_key(text, [], "calendar", {name: list(values)})
    if name not in calendar:
        return insert_key(text, ["calendar"], name, list(values))
    known = {str(one) for one in calendar[name]}
    for value in values:
        if value not in known:
            text = insert_item(text, ["calendar", name], value)
    return text
