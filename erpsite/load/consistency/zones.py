"""Check the plan's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.nearest import say_nearest

__all__ = ["check_timezone"]


def check_timezone(draft: Draft) -> Iterator[Issue]:
    """Refuse a time zone that nobody knows: the calendar could not say when a session starts."""
    if draft.plan is None:
        return
    name = draft.plan.timezone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message, values = say_nearest(
            "there is no time zone {found}; give its IANA name, such as Asia/Shanghai",
            "there is no time zone {found}; did you mean {nearest}?",
            name,
            sorted(available_timezones()),
            found=name,
        )
        yield Issue("unknown-timezone", message, draft.plan.where_of("timezone"), values=values)
