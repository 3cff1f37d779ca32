"""Prove that the calendar reads back with every day of the plan, in its time zone, under stable UIDs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from erpsite.analysis import state
from erpsite.analysis.reviews.forecast_history import forecast_histories
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from erpsite.pack.calendar import Calendars
from erpsite.pages.kit.book import Book
from tests.factory import PLAN, REVIEWS, bare_handbook, small_handbook
from tests.pages.drawing import book_of


def _bytes(handbook: Handbook, language: str = "en", **options: Any) -> bytes:
    book = Book(state(handbook, handbook.default_as_of), locale_of(language, "CNY"))
    return Calendars(book, **options).whole()


def _events(content: bytes) -> Mapping[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("handbook", [small_handbook(), bare_handbook()], ids=["small", "bare"])
def test_every_event_has_what_readers_need(handbook: Handbook, language: str) -> None:
    content = _bytes(handbook, language)
    events = _events(content)
    assert events
    assert len(events) == content.count(b"BEGIN:VEVENT")
    for event in events.values():
        assert event["summary"]
        assert event.start < event.end
        assert event["dtstamp"].dt.tzinfo is not None
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    content.decode("utf-8")


def test_milestones_stand_on_their_forecast_and_tell_the_approved_day() -> None:
    go_live = _events(_bytes(small_handbook()))["milestone-erp-crm-go-live-2026@erpsite"]
    assert go_live.start == dt.date(2026, 8, 7)
    assert "Approved for 30\u00a0Jun\u00a02026" in go_live["description"]


def test_reviews_actions_and_the_next_review() -> None:
    plan = Plan.model_validate({**PLAN, "next_review": "2026-05-07"})
    events = _events(_bytes(small_handbook(plan=plan)))
    assert events["review-2026-03-2026@erpsite"].start == dt.date(2026, 4, 2)
    assert events["action-a-2026-03-1-2026@erpsite"].start == dt.date(2026, 4, 30)
    assert events["next-review-2026-05-07-2026@erpsite"].start == dt.date(2026, 5, 7)


def test_done_actions_are_gone() -> None:
    done = {"action": "a-2026-02-1", "status": "done", "done_on": "2026-03-20"}
    rows = [REVIEWS[0], {**REVIEWS[1], "action_updates": [done]}]
    handbook = small_handbook(reviews={row["month"]: Review.model_validate(row) for row in rows})
    assert "action-a-2026-02-1-2026@erpsite" in _events(_bytes(small_handbook()))
    assert "action-a-2026-02-1-2026@erpsite" not in _events(_bytes(handbook))


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Shanghai", 8), ("Europe/Berlin", 1), ("America/New_York", -5)]
)
def test_sessions_stand_in_the_plans_time_zone(zone: str, offset: int) -> None:
    handbook = small_handbook(plan=Plan.model_validate({**PLAN, "timezone": zone}))
    content = _bytes(handbook)
    agenda = handbook.agenda
    assert agenda is not None
    first = agenda.sessions[0]
    event = _events(content)[f"session-{first.id}-2026@erpsite"]
    assert f"{event.start:%Y-%m-%d %H:%M}" == f"2026-01-15 {first.start}"
    assert event.start.utcoffset() == dt.timedelta(hours=offset)
    assert f"TZID:{zone}".encode() in content
    assert str(event["dtstart"].params["TZID"]) == zone


@pytest.mark.parametrize("day", ["2026-01-15", "2026-07-15", "2027-01-14", "2027-07-15"])
@pytest.mark.parametrize(
    "zone",
    [
        "Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "Europe/London", "America/New_York",
        "America/Sao_Paulo", "Australia/Sydney", "Africa/Casablanca", "Pacific/Auckland",
    ],
)  # fmt: skip
def test_two_readers_place_sessions_at_one_moment_in_winter_and_summer(zone: str, day: str) -> None:
    plan = Plan.model_validate({**PLAN, "timezone": zone, "meeting_date": day, "preread_sent_on": None})
    handbook = small_handbook(plan=plan)
    assert handbook.agenda is not None
    first = handbook.agenda.sessions[0]
    uid = f"session-{first.id}-2026@erpsite"
    content = _bytes(handbook)
    at = dt.datetime.fromisoformat(f"{day} {first.start}").replace(tzinfo=ZoneInfo(zone))
    assert _events(content)[uid].start == at
    read = vobject.readOne(content.decode("utf-8"))
    found = next(one for one in read.vevent_list if one.uid.value == uid)
    assert found.dtstart.value.astimezone(dt.UTC) == at.astimezone(dt.UTC)


def test_without_an_agenda_the_meeting_takes_its_day() -> None:
    assert _events(_bytes(bare_handbook()))["meeting-2026@erpsite"].start == dt.date(2026, 1, 15)


def test_events_link_to_their_pages_where_the_site_has_an_address() -> None:
    events = _events(_bytes(small_handbook(), site_url="https://erp.example.org/en"))
    stone = events["milestone-erp-crm-go-live-2026@erpsite"]
    assert stone["url"] == "https://erp.example.org/en/plan/initiatives/erp-crm/"
    assert "url" not in _events(_bytes(small_handbook()))["milestone-erp-crm-go-live-2026@erpsite"]


def test_uids_outlive_a_move_and_the_bytes_repeat() -> None:
    february = small_handbook(reviews={"2026-02": Review.model_validate(REVIEWS[0])})
    key = "milestone-erp-crm-go-live-2026@erpsite"
    earlier, later = _events(_bytes(february))[key], _events(_bytes(small_handbook()))[key]
    assert earlier.start < later.start
    assert earlier["dtstamp"].dt < later["dtstamp"].dt
    assert _bytes(small_handbook()) == _bytes(small_handbook())


def test_each_session_has_a_calendar_of_its_own() -> None:
    plan = small_handbook()
    book = book_of(plan, "en")
    assert plan.agenda is not None
    whole = Calendar.from_ical(Calendars(book).whole())
    events = {str(event["uid"]): event for event in whole.walk("VEVENT")}
    made = Calendars(book).sessions()
    assert list(made) == [session.id for session in plan.agenda.sessions]
    for content in made.values():
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        assert event.to_ical() == events[str(event["uid"])].to_ical()
    assert Calendars(book_of(bare_handbook(), "en")).sessions() == {}


def test_line_ends_in_texts_stay_inside_their_line() -> None:
    plan = small_handbook(
        plan=Plan.model_validate({**PLAN, "title": "One\r\nTwo\x0bThree\u2028Four", "organisation": "A\nB"})
    )
    events = _events(_bytes(plan))
    text = Calendar.from_ical(_bytes(plan))
    assert str(text["x-wr-calname"]) == "One Two Three Four"
    assert events


ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago",
    "Asia/Shanghai",
    "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "UTC",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["2026-01-15", "2026-07-01", "2027-01-14", "2027-07-01", "2026-03-29"])
def test_the_zone_that_stands_in_the_file_gives_the_right_moments(zone: str, day: str) -> None:
    """Read with the file's own zone, as programs do that know no zones by name."""
    handbook = small_handbook(plan=Plan.model_validate({**PLAN, "timezone": zone, "meeting_date": day}))
    assert handbook.agenda is not None
    content = _bytes(handbook)
    (described,) = Calendar.from_ical(content).walk("VTIMEZONE")
    session = handbook.agenda.sessions[0]
    local = _events(content)[f"session-{session.id}-2026@erpsite"].start.replace(tzinfo=None)
    assert local == dt.datetime.fromisoformat(f"{day} {session.start}")
    for written in (local, local.replace(month=1), local.replace(month=7)):
        expected = written.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert _offset_in(described, written) == expected


def _offset_in(zone: Any, local: dt.datetime) -> dt.timedelta:
    """Return the offset of the last observance that began by a local time: RFC 5545, 3.6.5."""
    begun = [part for part in zone.subcomponents if part["dtstart"].dt <= local]
    assert not any({"RRULE", "RDATE"} & set(part) for part in zone.subcomponents)
    offset: dt.timedelta = max(begun, key=lambda part: part["dtstart"].dt)["tzoffsetto"].td
    return offset


IDENTIFIED = Plan.model_validate({**PLAN, "id": "plan-a1"})


def test_with_an_id_of_the_plan_uids_are_its_own_for_life() -> None:
    mine = set(_events(_bytes(small_handbook(plan=IDENTIFIED))))
    other = Plan.model_validate({**PLAN, "id": "plan-b2"})
    assert not mine & set(_events(_bytes(small_handbook(plan=other))))
    assert {"milestone-erp-crm-go-live@plan-a1", "review-2026-03@plan-a1"} <= mine
    renamed = Plan.model_validate({**PLAN, "id": "plan-a1", "organisation": "Anew", "title": "Other"})
    assert set(_events(_bytes(small_handbook(plan=renamed)))) == mine
    later = Plan.model_validate({**PLAN, "id": "plan-a1", "plan_year": 2027})
    kept = set(_events(_bytes(small_handbook(plan=later))))
    assert {uid for uid in mine if not uid.startswith(("session-", "meeting-"))} <= kept
    assert not {uid for uid in mine if uid.startswith("session-")} & kept


def test_the_next_review_keeps_its_event_when_its_day_moves_and_when_it_is_held() -> None:
    for day in ("2026-05-07", "2026-05-12"):
        plan = Plan.model_validate({**PLAN, "id": "plan-a1", "next_review": day})
        event = _events(_bytes(small_handbook(plan=plan)))["review-2026-04@plan-a1"]
        assert event.start == dt.date.fromisoformat(day)


def test_sequence_counts_the_reviews_that_moved_a_date_and_the_newest_is_the_last_change() -> None:
    key = "milestone-erp-crm-go-live-2026@erpsite"
    event = _events(_bytes(small_handbook()))[key]
    (history,) = [
        one for one in forecast_histories(state(small_handbook(), "2026-03"))
        if (one.initiative, one.milestone) == ("erp-crm", "go-live")
    ]  # fmt: skip
    moved = [now.month for before, now in pairwise(history.points) if now.day != before.day]
    assert event["sequence"] == len(moved) > 0
    held = {row["month"]: row["held_on"] for row in REVIEWS}
    assert event["last-modified"].dt == dt.datetime.fromisoformat(f"{held[moved[-1]]}T00:00:00+00:00")
    untouched = small_handbook(reviews={})
    assert _events(_bytes(untouched))[key]["sequence"] == 0
    assert _events(_bytes(untouched))[key]["last-modified"].dt.date() == untouched.plan.meeting_date


def test_an_action_counts_its_new_due_days_alone() -> None:
    def with_due(*days: str | None) -> Any:
        updates = [
            {"action": "a-2026-02-1", "status": "open", **({"due": day} if day else {})} for day in days
        ]
        row = {**REVIEWS[1], "action_updates": updates}
        reviews = {one["month"]: Review.model_validate(one) for one in (REVIEWS[0], row)}
        return _events(_bytes(small_handbook(reviews=reviews)))["action-a-2026-02-1-2026@erpsite"]

    due = next(one for one in REVIEWS[0]["actions"] if one["id"] == "a-2026-02-1")["due"]
    assert [with_due(None)["sequence"], with_due(due)["sequence"], with_due("2026-06-30")["sequence"]] == [
        0,
        0,
        1,
    ]
    assert with_due("2026-06-30").start == dt.date(2026, 6, 30)
