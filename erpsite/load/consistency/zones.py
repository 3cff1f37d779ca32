"""Check the plan's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.nearest import say_nearest

__all__ = ["check_timezone"]

_OFFSET = re.compile(r"\s*(?:utc|gmt|z)?\s*[-+−]\s*\d", re.IGNORECASE)
"""An offset is no zone: many zones share it, and in summer it may be another."""
_CALLED = dict.fromkeys(
    (
        "beijing",
        "asia/beijing",
        "peking",
        "asia/peking",
        "北京",
        "北京时间",
        "中国标准时间",
        "china standard time",
    ),
    "Asia/Shanghai",
)
"""Names that people and Windows have for a zone, where none of the IANA's is like them."""


def check_timezone(draft: Draft) -> Iterator[Issue]:
    """Refuse a time zone that nobody knows: the calendar could not say when a session starts."""
    if draft.plan is None:
        return
    name = draft.plan.timezone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = [] if _OFFSET.match(name) else sorted(available_timezones())
        message, values = say_nearest(
            "there is no time zone {found}; give its IANA name, such as Asia/Shanghai",
            "there is no time zone {found}; did you mean {nearest}?",
            _CALLED.get(name.strip().casefold(), name),
            known,
            found=name,
        )
        yield Issue("unknown-timezone", message, draft.plan.where_of("timezone"), values=values)
