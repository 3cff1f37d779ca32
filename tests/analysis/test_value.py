"""Prove earned value and earned schedule with cases worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.money.planned_value import PlannedValue, add_up, planned_value
from erpsite.analysis.money.value import EarnedValue, NoValue, earned_schedule, earned_value, plan_value
from erpsite.analysis.state.initiative_state import initiative_state
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Calendar, Thresholds
from erpsite.model.review import Progress
from tests.analysis.figures import values
from tests.factory import small_handbook

DAYS = WorkingDays()


def _initiative(*phases: dict[str, Any], cost: int = 1000) -> Initiative:
    return Initiative.model_validate(
        {
            "id": "one",
            "name": "One",
            "type": "optimisation",
            "summary": "Words",
            "modules": ["finance"],
            "owner": "li-qiang",
            "phases": list(phases),
            "budget": [{"kind": "capex", "by_quarter": {"2026-Q1": cost}}],
        }
    )


def _phase(name: str, start: str, finish: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "start": start, "finish": finish, **more}


def _value(initiative: Initiative, month: str, **report: Any) -> EarnedValue:
    reports = []
    if report:
        reports = [(month, Progress.model_validate({"initiative": "one", **report}))]
    return earned_value(initiative_state(initiative, reports, DAYS, Thresholds()), DAYS, month)


# January 2026 has 22 weekdays, February 20, March 22, April 22.
SPREAD = _initiative(_phase("a", "2026-01-01", "2026-03-31"), cost=6400)


def test_budget_spreads_by_working_days() -> None:
    curve = planned_value(initiative_state(SPREAD, [], DAYS, Thresholds()), DAYS)
    assert curve is not None
    assert curve.months == ("2026-01", "2026-02", "2026-03")
    assert values(*curve.values) == values(2200, 4200, 6400)
    assert [curve.at(month) for month in ("2025-12", "2026-02", "2026-07")] == [0, 4200, 6400]
    assert curve.duration == 3


def test_weights_beat_working_days_where_every_phase_has_one() -> None:
    first = _phase("a", "2026-01-01", "2026-01-31", weight=1)
    second = _phase("b", "2026-02-02", "2026-02-27", weight=3)
    weighted = planned_value(initiative_state(_initiative(first, second), [], DAYS, Thresholds()), DAYS)
    assert weighted is not None
    assert values(*weighted.values) == values(250, 1000)
    del second["weight"]
    by_days = planned_value(
        initiative_state(_initiative(first, second, cost=4200), [], DAYS, Thresholds()), DAYS
    )
    assert by_days is not None
    assert values(*by_days.values) == values(2200, 4200)


def test_every_figure_of_a_late_and_dear_initiative() -> None:
    # BAC 6400; end of February: PV 4200. 50 % complete: EV 3200. AC 4000.
    found = _value(SPREAD, "2026-02", complete=50, spent=4000)
    assert values(found.bac, found.pv, found.ev, found.ac) == values(6400, 4200, 3200, 4000)
    assert values(found.cv, found.sv) == values(-800, -1000)
    assert found.cpi == pytest.approx(0.8)
    assert found.spi == pytest.approx(3200 / 4200)
    assert values(found.eac, found.etc, found.vac) == values(8000, 4000, -1600)  # 6400 / 0.8
    assert found.tcpi == pytest.approx(3200 / 2400)
    # January's 2200 are earned, and (3200 − 2200) / (4200 − 2200) = 0.5 of February.
    assert (found.es, found.at) == (1.5, 2)
    assert found.spi_t == 0.75
    assert found.expected_duration == pytest.approx(4.0)  # 3 months / 0.75


def test_earned_schedule_against_a_worked_curve() -> None:
    # Planned 10, 30, 60, 100; 40 earned: two whole months and a third of the third.
    months = ("2026-01", "2026-02", "2026-03", "2026-04")
    curve = PlannedValue(months, tuple(Decimal(value) for value in (10, 30, 60, 100)))
    assert earned_schedule(curve, Decimal(40)) == pytest.approx(2 + 1 / 3)
    assert earned_schedule(curve, Decimal(5)) == 0.5
    assert earned_schedule(curve, Decimal(0)) == 0
    assert earned_schedule(curve, Decimal(30)) == 2
    assert earned_schedule(curve, Decimal(100)) == 4


def test_earned_schedule_passes_over_months_without_planned_work() -> None:
    months = ("2026-01", "2026-02", "2026-03", "2026-04")
    curve = PlannedValue(months, tuple(Decimal(value) for value in (50, 50, 100, 100)))
    assert earned_schedule(curve, Decimal(50)) == 2
    assert earned_schedule(curve, Decimal(75)) == 2.5
    assert earned_schedule(curve, Decimal(100)) == 3
    assert curve.duration == 3


def test_schedule_performance_stays_below_one_at_the_end_of_a_late_initiative() -> None:
    # Finished in April instead of March: SPI says 1, SPI(t) says 3 / 4.
    report = {"complete": 100, "spent": 6400, "phases": [{"phase": "a", "actual_finish": "2026-04-15"}]}
    found = _value(SPREAD, "2026-04", **report)
    assert (found.spi, found.spi_t) == (1, 0.75)
    # The clock stops with the work: in July it is still 3 / 4.
    assert _value(SPREAD, "2026-07", **report).spi_t == 0.75


def test_before_its_first_month_an_initiative_has_earned_and_spent_nothing() -> None:
    later = _initiative(_phase("a", "2026-03-02", "2026-03-31"))
    found = _value(later, "2026-02")
    assert values(found.pv, found.ev, found.ac, found.at) == values(0, 0, 0, 0)
    assert found.cpi is NoValue.NOTHING_SPENT
    assert found.spi is NoValue.NOTHING_PLANNED
    assert found.spi_t is NoValue.NOT_BEGUN
    assert found.eac is NoValue.NOTHING_SPENT


def test_an_initiative_that_should_have_begun_and_was_not_reported_is_not_zero() -> None:
    found = _value(SPREAD, "2026-02")
    assert (found.ev, found.ac) == (NoValue.NOT_REPORTED, NoValue.NO_SPEND)
    assert found.cv is NoValue.NOT_REPORTED
    assert found.spi_t is NoValue.NOT_REPORTED
    assert found.expected_duration is NoValue.NOT_REPORTED
    assert found.tcpi is NoValue.NOT_REPORTED
    assert found.eac is NoValue.NOT_REPORTED


def test_zero_denominators_have_their_reason() -> None:
    nothing_earned = _value(SPREAD, "2026-01", complete=0, spent=100)
    assert nothing_earned.eac is NoValue.NOTHING_EARNED
    assert nothing_earned.expected_duration is NoValue.NOTHING_EARNED
    assert nothing_earned.spi_t == 0
    all_spent = _value(SPREAD, "2026-02", complete=50, spent=6400)
    assert all_spent.tcpi is NoValue.BUDGET_SPENT


def test_without_budget_or_dates_there_is_no_earned_value() -> None:
    free = _initiative(_phase("a", "2026-01-01", "2026-03-31"), cost=0)
    undated = _initiative({"id": "a", "name": "a"})
    assert _value(free, "2026-02", complete=10, spent=1).spi_t is NoValue.NO_BUDGET
    held = Initiative.model_validate(
        {"id": "one", "name": "One", "type": "optimisation", "budget_total": {"withheld": "tender runs"}}
    )
    assert _value(held, "2026-02", complete=10, spent=1).spi_t is NoValue.WITHHELD
    assert _value(undated, "2026-02", complete=10, spent=1).pv is NoValue.NO_DATES


def test_curves_add_up_over_different_months() -> None:
    first = PlannedValue(("2026-01", "2026-02"), (Decimal(10), Decimal(30)))
    second = PlannedValue(("2026-02", "2026-03"), (Decimal(5), Decimal(20)))
    together = add_up([first, second])
    assert together == PlannedValue(
        ("2026-01", "2026-02", "2026-03"), (Decimal(10), Decimal(35), Decimal(50))
    )
    assert add_up([]) is None


def test_the_whole_counts_what_is_known_and_names_what_is_not() -> None:
    # erp-crm: 500,000, 30 % complete, 230,000 spent. report-auto begins in July: nothing earned yet.
    march = plan_value(state(small_handbook(), "2026-03"))
    assert march.counted == ("erp-crm", "report-auto")
    assert values(march.whole.bac, march.whole.ev, march.whole.ac) == values(750_000, 150_000, 230_000)
    # In August report-auto should have begun and nobody reported it.
    august = plan_value(state(small_handbook(), "2026-08"))
    assert (august.counted, august.left_out) == (("erp-crm",), ("report-auto",))
    assert august.whole.bac == 500_000


def test_a_plan_without_initiatives_has_no_value() -> None:
    empty = plan_value(state(small_handbook(initiatives={}, reviews={}), "2026-03"))
    assert empty.whole.pv is NoValue.NO_BUDGET


def test_the_table_counts_as_the_calendar_does() -> None:
    days = WorkingDays(holidays=frozenset({dt.date(2026, 1, 1)}), extra=frozenset({dt.date(2026, 1, 4)}))
    for start, finish in [((1, 1), (1, 4)), ((1, 5), (2, 10)), ((3, 1), (3, 31)), ((2, 10), (2, 1))]:
        first, last = dt.date(2026, *start), dt.date(2026, *finish)
        span = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
        assert days.between(first, last) == sum(days.is_worked(day) for day in span)
    assert Calendar().base is None
