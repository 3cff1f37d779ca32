"""Hold what we write of an event against what the icalendar library writes of it, byte for byte."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from erpsite.pack.calendar_event import CalendarEvent, write_event

_TEXTS = st.text(alphabet=st.sampled_from('aZ 9,;:\\"^N\n项目é😀\u00a0%='), max_size=90)
_MOMENTS = st.datetimes(timezones=st.just(dt.UTC)).map(lambda moment: moment.replace(microsecond=0))


def _by_the_library(event: CalendarEvent) -> bytes:
    written = Event()
    written.add("transp", "TRANSPARENT")
    for name, value in (
        ("url", event.url), ("location", event.place), ("description", event.description),
    ):  # fmt: skip
        if value:
            written.add(name, value)
    written.add("summary", event.summary)
    written.add("categories", [event.category])
    written.add("uid", event.uid)
    written.add("dtstart", event.start)
    written.add("dtend", event.end)
    written.add("dtstamp", event.stamp)
    written.add("last-modified", event.modified)
    written.add("sequence", event.sequence)
    return bytes(written.to_ical())


@given(
    st.builds(
        CalendarEvent,
        uid=_TEXTS.map(lambda text: text.replace("\n", "")),
        summary=_TEXTS,
        start=st.dates(dt.date(990, 1, 1)),
        end=st.dates(dt.date(990, 1, 1)),
        stamp=_MOMENTS,
        modified=_MOMENTS,
        sequence=st.integers(0, 10**6),
        category=_TEXTS.filter(bool),
        description=_TEXTS,
        url=st.text(alphabet="az:/,;#-é项", max_size=90),
        place=_TEXTS,
    )
)
def test_a_day_is_written_as_the_library_writes_it(event: CalendarEvent) -> None:
    assert write_event(event) == _by_the_library(event)


@pytest.mark.parametrize("length", range(60, 80))
def test_a_line_folds_where_the_library_folds_it(length: int) -> None:
    day, moment = dt.date(2026, 1, 15), dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
    event = CalendarEvent("u", "a" * length, day, day, moment, moment, 0, "Action", "é" * (length // 2))
    assert write_event(event) == _by_the_library(event)


def test_an_event_with_hours_names_its_zone() -> None:
    start = dt.datetime(2026, 1, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    moment = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
    event = CalendarEvent("u", "Opening", start, start, moment, moment, 0, "Planning meeting")
    assert b"DTSTART;TZID=Asia/Shanghai:20260115T090000\r\n" in write_event(event)
    assert b"TRANSP" not in write_event(event)
