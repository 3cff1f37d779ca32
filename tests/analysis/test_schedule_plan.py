"""The plan's schedule: dates that people gave, facts, pushes, links across initiatives, and the calendar.

Days of January 2026 by weekday: the 5th, 12th, 19th and 26th are Mondays.
"""

from __future__ import annotations

import datetime as dt

import pytest

from erpsite.analysis.schedule import Schedule, UnscheduledReason, plan_schedule
from erpsite.analysis.state.not_available import NotAvailable, Reason
from tests.analysis.schedules import initiative, phase, plan_state, review, stone


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _dates(schedule: Schedule, task: str) -> tuple[str, str]:
    one = schedule.tasks[task]
    return str(one.start), str(one.finish)


ONE = initiative(
    "one",
    [
        phase("p1", "2026-01-05", "2026-01-09"),
        phase("p2", "2026-01-12", "2026-01-16", ["p1"]),
    ],
    [stone("m1", "2026-01-09", phase="p1"), stone("m2", "2026-01-16", phase="p2")],
)
TWO = initiative("two", [phase("q1", "2026-01-14", "2026-01-20", [{"to": "one/p1", "lag": 2}])])


def test_dates_that_fit_their_links_are_kept() -> None:
    found = plan_schedule(plan_state(ONE, TWO))
    assert list(found.tasks) == ["one/p1", "one/p2", "one/m1", "one/m2", "two/q1"]
    assert _dates(found, "one/p2") == ("2026-01-12", "2026-01-16")
    assert _dates(found, "one/m2") == ("2026-01-16", "2026-01-16")
    assert [link.before for link in found.links] == ["one/p1", "one/p1"]
    assert all(one.pushed == 0 and one.pushed_by is None for one in found.tasks.values())


def test_float_counts_to_the_plans_finish() -> None:
    # The plan ends with q1 on 20 January; p2 on the 16th can be two working days late, p1 none (q1 waits).
    found = plan_schedule(plan_state(ONE, TWO))
    floats = {name: (one.total_float, one.free_float) for name, one in found.tasks.items()}
    assert floats == {
        "one/p1": (0, 0), "one/p2": (2, 0), "one/m1": (7, 7), "one/m2": (2, 2), "two/q1": (0, 0),
    }  # fmt: skip
    assert found.critical_path == ("one/p1", "two/q1")
    assert found.tasks["one/p2"].late_finish == _day("2026-01-20")
    assert found.tasks["one/p2"].late_start == _day("2026-01-14")
    assert (found.finish, found.finish_of("one")) == (_day("2026-01-20"), _day("2026-01-16"))
    assert (found.float_of("one"), found.float_of("two"), found.float_of("none")) == (0, 0, None)
    assert [one.task.part for one in found.of("two")] == ["q1"]


LATE = review(
    "2026-01",
    {
        "initiative": "one",
        "phases": [{"phase": "p1", "actual_start": "2026-01-05", "forecast_finish": "2026-02-04"}],
    },
)


def test_a_forecast_pushes_what_waits_for_it_and_names_the_link() -> None:
    # p1 ends on Wednesday 4 February instead of 9 January: 18 working days late, and so are its followers.
    found = plan_schedule(plan_state(ONE, TWO, reviews=[LATE], as_of="2026-01"))
    assert _dates(found, "one/p1") == ("2026-01-05", "2026-02-04")
    assert _dates(found, "one/p2") == ("2026-02-05", "2026-02-11")
    assert _dates(found, "two/q1") == ("2026-02-09", "2026-02-13")
    pushed = {name: (one.pushed, one.pushed_by and one.pushed_by.before) for name, one in found.tasks.items()}
    assert pushed == {
        "one/p1": (0, None), "one/p2": (18, "one/p1"), "one/m1": (18, "one/p1"), "one/m2": (18, "one/p2"),
        "two/q1": (18, "one/p1"),
    }  # fmt: skip
    by = found.tasks["one/m1"].pushed_by
    assert by is not None
    assert by.implied


def test_what_is_not_finished_lies_after_the_month_shown() -> None:
    silent = review("2026-01", {"initiative": "one", "complete": 0})
    found = plan_schedule(plan_state(ONE, TWO, reviews=[silent], as_of="2026-01"))
    # 31 January is a Saturday: the first open day is Monday 2 February. Nobody reported on `two`.
    assert _dates(found, "one/p1") == ("2026-02-02", "2026-02-06")
    assert (found.tasks["one/p1"].pushed, found.tasks["one/p1"].pushed_by) == (20, None)
    assert _dates(found, "one/p2") == ("2026-02-09", "2026-02-13")
    assert _dates(found, "two/q1") == ("2026-02-11", "2026-02-17")


def test_a_running_phase_past_its_day_ends_when_the_rest_is_done() -> None:
    half = {"phase": "p1", "actual_start": "2026-01-05", "complete": 50}
    found = plan_schedule(
        plan_state(ONE, reviews=[review("2026-01", {"initiative": "one", "phases": [half]})], as_of="2026-01")
    )
    # Half of five working days are three whole ones after 31 January.
    assert _dates(found, "one/p1") == ("2026-01-05", "2026-02-04")


def test_facts_stand_even_where_they_break_a_link() -> None:
    done = review(
        "2026-01",
        {
            "initiative": "one",
            "phases": [
                {"phase": "p1", "actual_start": "2026-01-05", "forecast_finish": "2026-02-06"},
                {"phase": "p2", "actual_start": "2026-01-12", "actual_finish": "2026-01-20"},
            ],
        },
    )
    found = plan_schedule(plan_state(ONE, reviews=[done], as_of="2026-01"))
    assert _dates(found, "one/p2") == ("2026-01-12", "2026-01-20")
    assert not found.tasks["one/p2"].critical
    assert found.critical_path == ("one/p1", "one/m1")


def test_a_milestones_forecast_is_the_finish_of_the_phase_that_it_ends() -> None:
    told = review(
        "2026-01", {"initiative": "one", "milestones": [{"milestone": "m2", "forecast": "2026-02-18"}]}
    )
    found = plan_schedule(plan_state(ONE, reviews=[told, LATE][:1], as_of="2026-01"))
    assert found.tasks["one/p2"].task.finish == _day("2026-02-18")
    # The phase takes the five days it was planned for; it may wait between its start and its finish.
    assert found.tasks["one/p2"].task.duration == 5
    assert _dates(found, "one/p2") == ("2026-02-09", "2026-02-18")
    assert found.tasks["one/p2"].pushed == 0


def test_working_days_follow_the_calendar_with_make_up_days() -> None:
    # Spring Festival 2026: 15 to 23 February are off; Saturday 14 and Saturday 28 February are worked.
    plan = initiative(
        "one",
        [
            phase("p1", "2026-02-12", duration=3),
            phase("p2", after=["p1"], duration=4),
            phase("p3", after=[{"to": "p2", "lag": 1}], duration=1),
        ],
    )
    found = plan_schedule(plan_state(plan, base="china"))
    assert _dates(found, "one/p1") == ("2026-02-12", "2026-02-14")
    assert _dates(found, "one/p2") == ("2026-02-24", "2026-02-27")
    assert _dates(found, "one/p3") == ("2026-03-02", "2026-03-02")
    assert found.tasks["one/p3"].early_start == _day("2026-03-02")


@pytest.mark.parametrize(
    ("kind", "start"),
    [("FS", "2026-01-14"), ("SS", "2026-01-07"), ("FF", "2026-01-12"), ("SF", "2026-01-05")],
)
def test_each_kind_of_link_places_a_phase_without_dates(kind: str, start: str) -> None:
    # p1 takes five days from the 5th to the 9th, p2 three; the lag is two days.
    # FS 9th + 2 → 14th; SS 5th + 2 → 7th; FF ends on the 13th, begins on the 9th; SF ends on the 6th.
    link = {"to": "p1", "type": kind, "lag": 2}
    plan = initiative("one", [phase("p1", "2026-01-05", "2026-01-09"), phase("p2", duration=3, after=[link])])
    expected = {"FF": "2026-01-09", "SF": "2026-01-05"}.get(kind, start)
    assert str(plan_schedule(plan_state(plan)).tasks["one/p2"].start) == expected


def test_a_link_to_an_initiative_waits_for_all_of_it() -> None:
    after = initiative("three", [phase("r1", duration=1, after=["one"])])
    early = initiative("four", [phase("s1", duration=1, after=[{"to": "one", "type": "SS"}])])
    found = plan_schedule(plan_state(ONE, after, early))
    assert _dates(found, "three/r1") == ("2026-01-19", "2026-01-19")
    assert _dates(found, "four/s1") == ("2026-01-05", "2026-01-05")
    assert sum(link.after == "three/r1" for link in found.links) == 4
    assert sum(link.after == "four/s1" for link in found.links) == 1


def test_dates_are_worked_out_from_duration_finish_or_estimate() -> None:
    guess = {"optimistic": 2, "likely": 4, "pessimistic": 9}
    plan = initiative(
        "one",
        [
            phase("back", finish="2026-01-16", duration=3),
            phase("guess", "2026-01-05", estimate=guess),
            phase("weekend", "2026-01-10", "2026-01-11"),
        ],
    )
    found = plan_schedule(plan_state(plan))
    assert _dates(found, "one/back") == ("2026-01-14", "2026-01-16")
    assert _dates(found, "one/guess") == ("2026-01-05", "2026-01-08")
    assert found.tasks["one/weekend"].task.duration == 0


def test_what_cannot_be_scheduled_is_listed_with_the_reason() -> None:
    plan = initiative(
        "one",
        [
            phase("p1", "2026-01-05"),
            phase("p2", duration=3),
            phase("p3", duration=3, after=["p2"]),
            phase("p4", "2026-01-05", "2026-01-06", after=["p5"]),
            phase("p5", "2026-01-07", "2026-01-08", after=["p4"]),
        ],
    )
    found = plan_schedule(plan_state(plan))
    assert {one.task.part: one.reason for one in found.unscheduled} == {
        "p1": UnscheduledReason.NO_DURATION,
        "p2": UnscheduledReason.NO_DATE,
        "p3": UnscheduledReason.NO_DATE,
        "p4": UnscheduledReason.CIRCLE,
        "p5": UnscheduledReason.CIRCLE,
    }
    assert (found.tasks, found.finish, found.critical_path) == ({}, None, ())


def test_a_phase_may_wait_for_its_own_milestone() -> None:
    plan = initiative(
        "one",
        [phase("p1", "2026-01-05", "2026-01-09", ["start"])],
        [stone("start", "2026-01-02", phase="p1")],
    )
    found = plan_schedule(plan_state(plan))
    assert _dates(found, "one/p1") == ("2026-01-05", "2026-01-09")


def test_what_is_not_approved_is_not_scheduled() -> None:
    later = initiative("later", [phase("p1", "2026-03-02", "2026-03-06", ["one/p2"])], stage="deferred")
    waits = initiative("waits", [phase("p1", "2026-01-05", "2026-01-06", ["later/p1"])])
    found = plan_schedule(plan_state(ONE, later, waits))
    assert found.of("later") == ()
    assert _dates(found, "waits/p1") == ("2026-01-05", "2026-01-06")


def test_indices_by_hand() -> None:
    # As of 31 January: p1 is finished, p2 (due the 16th) is not, and ends on 13 February.
    told = review(
        "2026-01",
        {
            "initiative": "one",
            "phases": [
                {"phase": "p1", "actual_start": "2026-01-05", "actual_finish": "2026-01-09"},
                {"phase": "p2", "actual_start": "2026-01-12", "forecast_finish": "2026-02-13"},
            ],
            "milestones": [{"milestone": "m1", "done_on": "2026-01-09"}],
        },
    )
    found = plan_schedule(plan_state(ONE, reviews=[told], as_of="2026-01"))
    # Ten working days are left (2 to 13 February), twenty more than the baseline of the 16th gave.
    assert found.cpli == pytest.approx((10 - 20) / 10)
    # Two of the four tasks that were due are finished.
    assert found.bei == pytest.approx(0.5)


def test_indices_say_why_there_are_none() -> None:
    empty = plan_schedule(plan_state())
    assert empty.cpli == empty.bei == empty.missing_logic == NotAvailable(Reason.NO_TASKS)
    ahead = plan_schedule(plan_state(ONE))
    assert ahead.bei == NotAvailable(Reason.NOTHING_DUE)
    assert ahead.cpli == pytest.approx(1.0)
    closed = review("2026-01", {"initiative": "one", "stage": "finished"})
    over = plan_schedule(plan_state(ONE, reviews=[closed], as_of="2026-01"))
    assert over.cpli == over.missing_logic == NotAvailable(Reason.NOTHING_LEFT)
    assert (over.critical_path, over.bei) == ((), 1.0)


def test_missing_logic_names_what_hangs_loose() -> None:
    plan = initiative(
        "one",
        [
            phase("p1", "2026-01-05", "2026-01-09"),
            phase("p2", "2026-01-12", "2026-01-16"),
            phase("p3", "2026-01-19", "2026-01-23", ["p2"]),
        ],
        [stone("m1", "2026-01-09", phase="p1"), stone("alone", "2026-01-14")],
    )
    found = plan_schedule(plan_state(plan))
    # p1 needs no predecessor and p3 no successor; m1 hangs on its phase; p1, p2 and `alone` hang loose.
    assert found.missing_logic == pytest.approx(3 / 4)
    assert found.missing_logic_tasks == ("one/p1", "one/p2", "one/alone")


def test_what_people_put_on_a_day_off_stays_there() -> None:
    """A cutover on Saturday 7 March: no early date before it, no slip, and what follows starts on Monday."""
    before = phase("build", "2026-03-02", "2026-03-06")
    cutover = phase("cutover", "2026-03-07", "2026-03-08", after=["build"])
    live = stone("live", "2026-03-08", after=["cutover"])
    after = phase("care", "2026-03-09", "2026-03-13", after=["live"])
    found = plan_schedule(plan_state(initiative("one", [before, cutover, after], [live]))).tasks
    for name, day in (("one/cutover", dt.date(2026, 3, 7)), ("one/live", dt.date(2026, 3, 8))):
        assert found[name].start == found[name].early_start == day
        assert found[name].pushed == 0
        assert found[name].late_finish >= found[name].early_finish
    assert found["one/cutover"].early_finish == dt.date(2026, 3, 8)
    assert found["one/care"].start == dt.date(2026, 3, 9)
