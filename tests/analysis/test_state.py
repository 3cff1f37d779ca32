"""The state at a month is the baseline plus every review up to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from erpsite.analysis import state
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.rag import computed_rag
from erpsite.analysis.state.working_days import WorkingDays, working_days
from erpsite.model.plan import Calendar, Rag, Thresholds
from tests.factory import small_handbook


def _days_of(**calendar: object) -> WorkingDays:
    plan = small_handbook().plan
    return working_days(plan.model_copy(update={"calendar": Calendar.model_validate(calendar)}))


CHINA = _days_of(base="china")
WEEKDAYS = WorkingDays()


def test_before_any_review_the_plan_stands_as_approved() -> None:
    now = state(small_handbook(), "2026-01").initiatives["erp-crm"]
    assert now.declared is Rag.GREY
    assert now.computed is Rag.GREY
    assert now.complete is None
    assert now.finish == now.baseline_finish == dt.date(2026, 6, 30)


def test_a_review_changes_only_what_it_says() -> None:
    february = state(small_handbook(), "2026-02").initiatives["erp-crm"]
    march = state(small_handbook(), "2026-03").initiatives["erp-crm"]
    assert (february.complete, march.complete) == (20, 30)
    assert february.spent == Decimal(120_000)
    assert march.tasks["pilot"].start == dt.date(2026, 2, 2)
    assert march.tasks["pilot"].started
    assert march.tasks["roll-out"].finish == dt.date(2026, 6, 30)
    assert march.reported == "2026-03"


def test_later_reviews_do_not_reach_back() -> None:
    before = state(small_handbook(), "2026-02")
    assert "key-user-gone" not in before.risks
    assert [review.month for review in before.reviews] == ["2026-02"]


def test_slip_is_counted_in_working_days_of_the_calendar() -> None:
    march = state(small_handbook(), "2026-03")
    pilot = march.initiatives["erp-crm"].tasks["pilot"]
    # 1 Apr to 8 May 2026: 28 weekdays, less 6 Apr and 1, 4, 5 May off, plus no make-up day but 9 May after it
    expected = sum(CHINA.is_worked(dt.date(2026, 4, 1) + dt.timedelta(days=step)) for step in range(38))
    assert pilot.slip == expected == 24


def test_declared_green_with_red_numbers_is_a_watermelon() -> None:
    now = state(small_handbook(), "2026-03").initiatives["erp-crm"]
    assert now.overrun == pytest.approx(0.14)
    assert now.computed is Rag.RED
    assert now.watermelon


def test_what_is_called_finished_is_done_with_all_its_parts() -> None:
    closed, reopened = (_in_march(stage=stage, complete=None) for stage in ("finished", "approved"))
    end = dt.date(2026, 3, 31)
    assert (closed.complete, _in_march(stage="finished", complete=30).complete) == (100, 30)
    assert all(task.done and task.finish is not None and task.finish <= end for task in closed.tasks.values())
    open_ones = {task.id for task in reopened.tasks.values() if not task.done}
    assert "go-live" in open_ones
    # What was told of a part stays as it was told, and no end lies before its start.
    told = [name for name in closed.tasks if name not in open_ones]
    assert [closed.tasks[name] for name in told] == [reopened.tasks[name] for name in told]
    assert all(
        task.start is None or task.start <= task.finish for task in closed.tasks.values() if task.finish
    )


def test_risks_move_and_remember_the_score_before() -> None:
    february, march = (state(small_handbook(), month) for month in ("2026-02", "2026-03"))
    assert (february.risks["vendor-late"].before, february.risks["vendor-late"].score) == (12, 16)
    assert (march.risks["vendor-late"].before, march.risks["vendor-late"].score) == (16, 16)
    assert march.risks["key-user-gone"].seen == "2026-03"


def test_an_open_action_is_carried_and_falls_overdue() -> None:
    february, march = (state(small_handbook(), month) for month in ("2026-02", "2026-03"))
    assert not february.actions["a-2026-02-1"].overdue
    action = march.actions["a-2026-02-1"]
    assert (action.status, action.carried, action.overdue) == ("open", 1, True)


@pytest.mark.parametrize(
    ("overrun", "slip", "rag"),
    [
        (None, None, Rag.GREY),
        (0.049, 0.0, Rag.GREEN),
        (0.05, 0.0, Rag.AMBER),
        (0.0, 0.15, Rag.RED),
        (0.10, 0.0, Rag.RED),
        (-0.2, None, Rag.GREEN),
        (None, 0.06, Rag.AMBER),
    ],
)
def test_computed_status_is_the_worst_of_cost_and_slip(
    overrun: float | None, slip: float | None, rag: Rag
) -> None:
    assert computed_rag(overrun, slip, Thresholds()) is rag


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    assert not CHINA.is_worked(dt.date(2026, 10, 1))
    assert CHINA.is_worked(dt.date(2025, 9, 28))  # a Sunday, worked for the National Day week
    assert not WEEKDAYS.is_worked(dt.date(2025, 9, 28))


def test_own_holidays_and_working_days_win_over_the_base() -> None:
    own = _days_of(base="china", holidays=["2026-03-05"], working_days=["2026-03-07"])
    assert not own.is_worked(dt.date(2026, 3, 5))
    assert own.is_worked(dt.date(2026, 3, 7))


def test_a_year_without_published_holidays_has_the_days_off_that_the_law_fixes() -> None:
    assert not CHINA.is_published(2040)
    assert CHINA.is_worked(dt.date(2040, 1, 2))
    assert not CHINA.is_worked(dt.date(2040, 10, 3))


@pytest.mark.parametrize(
    ("count", "day"), [(1, "2026-03-09"), (5, "2026-03-13"), (-1, "2026-03-05"), (0, "2026-03-06")]
)
def test_adding_working_days_steps_over_weekends(count: int, day: str) -> None:
    assert WEEKDAYS.add(dt.date(2026, 3, 6), count) == dt.date.fromisoformat(day)


def test_slip_is_the_inverse_of_adding() -> None:
    start = dt.date(2026, 3, 6)
    for count in range(-20, 21):
        assert WEEKDAYS.slip(start, WEEKDAYS.add(start, count)) == count


def _in_march(**change: object) -> InitiativeState:
    """Return erp-crm (budget 500,000) as a March review reports it, without a forecast in February."""
    book = small_handbook()
    before, review = book.reviews["2026-02"], book.reviews["2026-03"]
    first = before.progress[0].model_copy(update={"forecast_cost": None})
    last = review.progress[0].model_copy(
        update={"forecast_cost": None, "phases": (), "milestones": (), **change}
    )
    reviews = {
        "2026-02": before.model_copy(update={"progress": (first,)}),
        "2026-03": review.model_copy(update={"progress": (last,)}),
    }
    return state(replace(book, reviews=reviews), "2026-03").initiatives["erp-crm"]


@pytest.mark.parametrize(
    ("spent", "forecast", "expected"),
    [
        (230_000, None, None),  # within the budget: the budget stands
        (500_000, None, None),
        (600_000, None, 600_000),  # more than the budget, and nobody forecasts
        (600_000, 550_000, 600_000),  # more than the forecast
        (400_000, 550_000, 550_000),
        (None, 550_000, 550_000),
    ],
)
def test_what_is_spent_is_the_least_that_it_costs(
    spent: int | None, forecast: int | None, expected: int | None
) -> None:
    amounts = {"spent": spent, "forecast_cost": forecast}
    now = _in_march(**{name: None if one is None else Decimal(one) for name, one in amounts.items()})
    assert now.forecast_cost == expected
    if expected == 600_000:
        assert now.overrun == pytest.approx(0.2)
        assert now.computed is Rag.RED


def test_any_cost_beyond_a_budget_of_nothing_is_off_track() -> None:
    book = small_handbook()
    free = book.initiatives["erp-crm"].model_copy(update={"budget": (), "budget_total": Decimal(0)})
    now = state(replace(book, initiatives={**book.initiatives, "erp-crm": free}), "2026-03").initiatives[
        "erp-crm"
    ]
    assert now.overrun is None
    assert now.computed is Rag.RED
