"""Prove the countdown and the readiness on cases worked by hand; the meeting is on 2026-01-15."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.people.preparation import countdown, readiness
from erpsite.model.agenda import Agenda
from erpsite.model.working_group import WorkingGroup
from tests.factory import AGENDA, WORKING_GROUP, bare_handbook, small_handbook


def _steps(today: dt.date, *steps: tuple[int, str | None]) -> list[tuple[str, int]]:
    rows = [
        {
            "id": f"t-{t_minus}",
            "name": "Step",
            "t_minus": t_minus,
            "owner": "li-qiang",
            **({"done_on": done} if done else {}),
        }
        for t_minus, done in steps
    ]
    group = WorkingGroup.model_validate({"formed_on": "2025-12-15", "roles": [], "steps": rows})
    states = countdown(small_handbook(working_group=group), today)
    return [(state.status, state.days) for state in states]


def test_each_step_is_done_late_or_due_by_its_own_day() -> None:
    # T-28 is 18 Dec, T-21 is 25 Dec, T-14 is 1 Jan, T-7 is 8 Jan; today is 3 Jan.
    found = _steps(dt.date(2026, 1, 3), (7, None), (28, "2025-12-15"), (21, "2025-12-29"), (14, None))
    assert found == [("done", 3), ("done-late", 4), ("late", 2), ("due", 5)]


def test_a_step_on_its_last_day_is_due_and_not_late() -> None:
    assert _steps(dt.date(2026, 1, 8), (7, None)) == [("due", 0)]
    assert _steps(dt.date(2026, 1, 8), (7, "2026-01-08")) == [("done", 0)]


def test_what_was_done_later_than_today_is_still_open() -> None:
    assert _steps(dt.date(2025, 12, 31), (7, "2026-01-05")) == [("due", 8)]


def test_lateness_stops_on_the_meeting_day() -> None:
    assert _steps(dt.date(2026, 10, 31), (7, None)) == [("late", 7)]


def test_readiness_is_what_is_in_place_over_what_is_expected() -> None:
    # Expected: charter, pre-read, two seats, two steps, two sessions = 8.
    # Missing: the analyst's seat and the step "sent", which nobody recorded.
    found = readiness(small_handbook(), dt.date(2026, 1, 15))
    assert (found.in_place, len(found.items)) == (6, 8)
    assert found.score == 0.75
    assert [(item.kind, item.owner) for item in found.missing] == [("seat", None), ("step", "li-qiang")]


def test_an_optional_seat_is_not_expected() -> None:
    roles = [{**role, "required": False} for role in WORKING_GROUP["roles"]]
    group = WorkingGroup.model_validate({**WORKING_GROUP, "roles": roles})
    found = readiness(small_handbook(working_group=group), dt.date(2026, 1, 15))
    assert [item.kind for item in found.items].count("seat") == 0


def test_what_was_issued_later_is_not_yet_in_place() -> None:
    found = readiness(small_handbook(), dt.date(2025, 12, 1))
    assert {item.kind for item in found.missing} == {"charter", "preread", "seat", "step"}


def test_a_session_without_output_is_not_in_place() -> None:
    first, second = AGENDA["sessions"]
    bare = {name: value for name, value in first.items() if name != "output"}
    agenda = Agenda.model_validate({**AGENDA, "sessions": [bare, second]})
    found = readiness(small_handbook(agenda=agenda), dt.date(2026, 1, 15))
    assert [item.owner for item in found.missing if item.kind == "session"] == ["zhao-min"]


def test_missing_files_are_missing_items_with_the_file_to_fill() -> None:
    found = readiness(bare_handbook(), dt.date(2026, 1, 15))
    assert [item.where.path for item in found.missing] == ["charter.yml", "working_group.yml", "agenda.yml"]
    assert found.score == 0.25
