"""Write moments of foreign files as the plan does, and read how long something lasted."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

__all__ = ["local_text", "minutes_of", "moment_after"]

_LASTED = re.compile(
    r"(?:(\d+)\s*(?:d|days?|天))?\s*(?:(\d+)\s*(?:h|hrs?|hours?|小时|时))?"
    r"\s*(?:(\d+)\s*(?:m|mins?|minutes?|分钟?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")


def local_text(moment: dt.datetime, home: dt.tzinfo) -> str:
    """Return a moment with an offset as `YYYY-MM-DD HH:MM` in the plan's zone.

    An hour that the change of the clocks makes twice keeps its offset: else the second would be the first.
    """
    local = moment.astimezone(home)
    plain = local.replace(tzinfo=None)
    first = plain.replace(tzinfo=home, fold=0).utcoffset()
    twice = first != plain.replace(tzinfo=home, fold=1).utcoffset()
    return (local if twice else plain).isoformat(" ", timespec="minutes")


def moment_after(started: str, minutes: float, home: dt.tzinfo) -> str:
    """Return the moment some elapsed minutes after one that is written as the plan writes it."""
    begun = dt.datetime.fromisoformat(started)
    aware = begun if begun.tzinfo else begun.replace(tzinfo=home)
    return local_text(aware.astimezone(dt.UTC) + dt.timedelta(minutes=minutes), home)


def minutes_of(text: str) -> float | None:
    """Return the minutes that a text says with its units: `1h 20m`, `2 小时 5 分钟`, `1:30`; else None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if clock := _CLOCK.fullmatch(plain):
        return int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
    found = _LASTED.fullmatch(plain)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return days * 1440 + hours * 60 + minutes
