"""Write one event of an iCalendar file, byte for byte as the icalendar library does."""

from __future__ import annotations

import datetime as dt
import re

from erpsite.frozen import dataclass

__all__ = ["CalendarEvent", "write_event"]


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Hold what a calendar says of one event; `start` and `end` are days, or moments in a time zone."""

    uid: str
    summary: str
    start: dt.date
    end: dt.date
    stamp: dt.datetime
    """In UTC, as is `modified`."""
    modified: dt.datetime
    sequence: int
    category: str
    description: str = ""
    url: str = ""
    place: str = ""


def write_event(event: CalendarEvent) -> bytes:
    """Return the event's lines.

    Days, of which a plan has thousands, are written line by line in the library's order: it takes eight
    times as long. What it alone knows stays with it: how texts are escaped, how long lines are folded, and
    all of an event that has hours, of which a plan has a dozen.
    """
    if isinstance(event.start, dt.datetime):
        return _with_hours(event)
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(event.summary)}",
        f"DTSTART;VALUE=DATE:{_day(event.start)}",
        f"DTEND;VALUE=DATE:{_day(event.end)}",
        f"DTSTAMP:{_moment(event.stamp)}",
        f"UID:{_escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"CATEGORIES:{_escaped(event.category)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{_escaped(event.description)}")
    lines.append(f"LAST-MODIFIED:{_moment(event.modified)}")
    if event.place:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    lines.append("TRANSP:TRANSPARENT")
    if event.url:
        lines.append(f"URL:{event.url}")
    lines.append("END:VEVENT\r\n")
    return b"\r\n".join(map(_folded, lines))


_SPECIAL = re.compile(r"[\\;,\r\n]")
_SHORT = 75
"""Bytes from which a line is folded."""


def _escaped(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    from icalendar import vText  # noqa: PLC0415 - only builds that write a calendar pay for it

    return vText(text).to_ical().decode()


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _moment(moment: dt.datetime) -> str:
    return f"{_day(moment)}T{moment.hour:02}{moment.minute:02}{moment.second:02}Z"


def _folded(line: str) -> bytes:
    text = line.encode()
    if len(text) < _SHORT:
        return text
    from icalendar.parser import Contentline  # noqa: PLC0415 - as above

    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded


def _with_hours(event: CalendarEvent) -> bytes:
    from icalendar import Event  # noqa: PLC0415 - as above

    written = Event()
    written.add("uid", event.uid)
    written.add("dtstamp", event.stamp)
    written.add("sequence", event.sequence)
    written.add("last-modified", event.modified)
    written.add("dtstart", event.start)
    written.add("dtend", event.end)
    written.add("summary", event.summary)
    written.add("categories", [event.category])
    if event.description:
        written.add("description", event.description)
    if event.url:
        written.add("url", event.url)
    if event.place:
        written.add("location", event.place)
    return bytes(written.to_ical())
