"""Say what is wrong with the name of a time zone."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from erpsite.issues import Issue, Source
from erpsite.nearest import say_nearest

__all__ = ["zone_fault"]

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


def zone_fault(name: str, where: Source) -> Issue | None:
    """Return what is wrong with the name of a zone at a place; None of one that is known."""
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
        return Issue("unknown-timezone", message, where, values=values)
    return None
