"""Prove the agenda's clock on days worked by hand."""

from __future__ import annotations

from erpsite.analysis.people.agenda import agenda_times
from erpsite.model.agenda import Agenda


def _agenda(*times: tuple[str, str], **session: object) -> Agenda:
    sessions = [
        {"id": f"s-{number}", "start": start, "end": end, "title": f"S{number}", **session}
        for number, (start, end) in enumerate(times, start=1)
    ]
    people = {"facilitator": "li-qiang", "timekeeper": "li-qiang"}
    return Agenda.model_validate({"place": "Room 1", **people, "sessions": sessions})


def test_the_article_s_day_is_seven_hours_with_a_lunch_break() -> None:
    times = agenda_times(
        _agenda(
            ("09:00", "09:30"),
            ("09:30", "10:30"),
            ("10:30", "12:00"),
            ("13:30", "15:00"),
            ("15:00", "16:00"),
        )
    )
    assert times.total == 420
    assert times.working == 30 + 60 + 90 + 90 + 60
    assert [(slot.session.id, slot.gap) for slot in times.breaks] == [("s-4", 90)]
    assert times.overlaps == ()


def test_an_overlap_names_the_later_session_and_its_minutes() -> None:
    times = agenda_times(_agenda(("09:00", "10:00"), ("09:45", "10:30")))
    assert [(slot.session.id, slot.gap) for slot in times.overlaps] == [("s-2", -15)]
    assert times.total == 90


def test_sessions_within_a_longer_one_overlap_with_it() -> None:
    times = agenda_times(
        _agenda(("09:00", "12:00"), ("09:30", "10:00"), ("10:30", "11:00"), ("12:00", "13:00"))
    )
    assert [(slot.session.id, slot.gap) for slot in times.overlaps] == [("s-2", -150), ("s-3", -90)]
    assert times.breaks == ()


def test_a_day_may_run_past_midnight() -> None:
    times = agenda_times(_agenda(("22:00", "23:30"), ("23:30", "00:30"), ("00:45", "01:15")))
    assert [slot.length for slot in times.slots] == [90, 60, 30]
    assert times.total == 195
    assert [slot.gap for slot in times.slots] == [0, 0, 15]


def test_a_session_says_what_it_lacks() -> None:
    times = agenda_times(_agenda(("09:00", "09:30"), goal="Agree", lead="li-qiang"))
    assert times.slots[0].lacks == ("output",)
    assert len(times.incomplete) == 1


def test_an_agenda_without_sessions_takes_no_time() -> None:
    assert agenda_times(_agenda()).total == 0
