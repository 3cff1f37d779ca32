"""Lags in elapsed days and percent: settled in working days, from the date that the schedule has.

Days of January 2026 by weekday: the 5th, 12th, 19th and 26th are Mondays.
"""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis.schedule import Schedule, plan_schedule
from erpsite.analysis.schedule.broken import broken_baseline
from tests.analysis.schedules import initiative, phase, plan_state, stone


def _scheduled(link: dict[str, Any], *, base: str = "weekdays", start: str = "2026-01-05") -> Schedule:
    """Return the schedule of a phase from Monday to Friday and one that hangs on it, begun too early."""
    one = initiative(
        "one",
        [
            phase("before", start, "2026-01-09" if start < "2026-01-12" else "2026-02-13"),
            phase("after", start, duration=2, after=[{"to": "before", **link}]),
        ],
    )
    return plan_schedule(plan_state(one, base=base))


@pytest.mark.parametrize(
    ("link", "start", "lag"),
    [
        ({"lag": 2, "lag_unit": "elapsed"}, "2026-01-12", 0),  # Saturday and Sunday
        ({"lag": 3, "lag_unit": "elapsed"}, "2026-01-13", 1),
        ({"lag": 14, "lag_unit": "elapsed"}, "2026-01-26", 10),
        ({"lag": 7, "lag_unit": "elapsed", "type": "SS"}, "2026-01-12", 5),
        ({"lag": 50, "lag_unit": "percent"}, "2026-01-15", 3),  # half of five, rounded away from zero
        ({"lag": 50, "lag_unit": "percent", "type": "SS"}, "2026-01-08", 3),
        ({"lag": -50, "lag_unit": "percent"}, "2026-01-07", -3),
        ({"lag": -1, "lag_unit": "elapsed"}, "2026-01-09", -1),
        ({"lag": 3}, "2026-01-15", 3),
    ],
)
def test_a_lag_counts_what_its_unit_says(link: dict[str, Any], start: str, lag: int) -> None:
    found = _scheduled(link)
    assert str(found.tasks["one/after"].start) == start
    assert [one.lag for one in found.links] == [lag]


def test_elapsed_days_are_counted_over_days_off() -> None:
    # From Friday 13 February ten days on: 14 February is made up, then the Spring Festival until the 23rd.
    found = _scheduled({"lag": 10, "lag_unit": "elapsed"}, base="china", start="2026-02-09")
    assert str(found.tasks["one/before"].finish) == "2026-02-13"
    assert [one.lag for one in found.links] == [1]
    assert str(found.tasks["one/after"].start) == "2026-02-24"


def test_elapsed_days_count_from_where_links_push_the_other_task() -> None:
    one = initiative(
        "one",
        [
            phase("first", "2026-01-05", "2026-01-21"),  # a Wednesday
            phase("before", "2026-01-05", duration=5, after=["first"]),  # ends on Wednesday 28
            phase("after", "2026-01-05", duration=1, after=[
                {"to": "before", "lag": 4, "lag_unit": "elapsed"}  # until Sunday 1 February: two worked days
            ]),
        ],
    )  # fmt: skip
    found = plan_schedule(plan_state(one))
    assert str(found.tasks["one/before"].finish) == "2026-01-28"
    assert str(found.tasks["one/after"].start) == "2026-02-02"


def test_a_date_that_an_elapsed_lag_rules_out_is_named_with_the_day_it_allows() -> None:
    one = initiative(
        "one",
        [phase("before", "2026-01-05", "2026-01-09")],
        [stone("gate", "2026-01-14", [{"to": "before", "lag": 10, "lag_unit": "elapsed"}])],
    )
    (broken,) = broken_baseline(plan_state(one))
    assert (str(broken.awaited), str(broken.earliest), broken.link.lag) == ("2026-01-09", "2026-01-19", 6)


def test_what_counts_from_a_milestone_takes_no_percent() -> None:
    one = initiative(
        "one",
        [phase("after", "2026-01-05", duration=2, after=[{"to": "gate", "lag": 50, "lag_unit": "percent"}])],
        [stone("gate", "2026-01-07")],
    )
    assert [link.lag for link in plan_schedule(plan_state(one)).links] == [0]
