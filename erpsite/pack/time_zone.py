"""Write a time zone so that every reader of calendars computes the same moments from it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

__all__ = ["zone_component"]

_LONG_AGO = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - local time, as the format writes it
_DAY, _MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def zone_component(name: str, first: int, last: int) -> Timezone:
    """Return the component of a zone of the IANA database, right from the year `first` to `last`.

    Each change of the clock is a component of its own, with neither rules nor lists of dates: some
    readers skip the first date of a list, others end a rule a year early.
    """
    from icalendar import Timezone  # noqa: PLC0415 - only builds that write a calendar pay for it

    zone, made = ZoneInfo(name), Timezone()
    made.add("tzid", name)
    begin = dt.datetime(first, 1, 1, tzinfo=dt.UTC) - _DAY
    offset = _offset(zone, begin)
    made.add_component(_observance(zone, begin, _LONG_AGO, offset))
    for moment in _changes(name, begin, dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC) + _DAY):
        local = moment.replace(tzinfo=None) + offset
        made.add_component(_observance(zone, moment, local, offset))
        offset = _offset(zone, moment)
    return made


def _observance(
    zone: ZoneInfo, moment: dt.datetime, local: dt.datetime, before: dt.timedelta
) -> TimezoneStandard | TimezoneDaylight:
    """Return what holds from a moment on; `local` is that moment by the clock before it."""
    from icalendar import TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - as above

    there = moment.astimezone(zone)
    made: TimezoneStandard | TimezoneDaylight = TimezoneDaylight() if there.dst() else TimezoneStandard()
    made.add("dtstart", local)
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", _offset(zone, moment))
    made.add("tzname", there.tzname() or "")
    return made


@lru_cache
def _changes(name: str, begin: dt.datetime, end: dt.datetime) -> tuple[dt.datetime, ...]:
    """Return every moment (UTC) between two at which a zone's clock is changed, to the minute."""
    zone, day, found = ZoneInfo(name), begin, []
    while day < end:
        following = day + _DAY
        if _offset(zone, day) != _offset(zone, following):
            low, high = day, following
            while high - low > _MINUTE:
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _offset(zone, middle) == _offset(zone, day) else (low, middle)
            found.append(high)
        day = following
    return tuple(found)


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()
