"""A KPI before and after an initiative went live, worked by hand; forecasts stay within possible values."""

from __future__ import annotations

import pytest

from erpsite.analysis.kpi.attainment import value_range
from erpsite.analysis.kpi.effect import KpiMove, kpi_move, live_month
from erpsite.analysis.kpi.periods import Forecast, forecast
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.kpi import Kpi
from tests.analysis.schedules import initiative, phase, plan_state, review

KPI = Kpi.model_validate(
    {
        "id": "k", "name": "K", "definition": "x", "unit": "days", "comparator": "<=", "baseline": 30,
        "target": 20, "owner": "p", "source": "s",
    }
)  # fmt: skip
PLAN = initiative(
    "one",
    [
        {**phase("pilot", "2026-01-05", "2026-02-27"), "smallest_viable": True},
        phase("rest", "2026-03-02", "2026-06-26"),
    ],
)
PILOT_DONE = review(
    "2026-02",
    {
        "initiative": "one",
        "phases": [{"phase": "pilot", "actual_start": "2026-01-05", "actual_finish": "2026-02-20"}],
    },
)
MONTHS = [f"2025-{month:02}" for month in range(10, 13)] + [f"2026-{month:02}" for month in range(1, 7)]


def _series(*values: float | None) -> list[tuple[str, float | None]]:
    return list(zip(MONTHS, values, strict=True))


def test_medians_on_both_sides_of_the_month_it_went_live() -> None:
    now = plan_state(PLAN, reviews=[PILOT_DONE], as_of="2026-02").initiatives["one"]
    assert live_month(now) == "2026-02"
    # Before: 30, 32, 31, 29 → median 30.5. February counts on no side. After: 27, 25, (gap), 24 → median 25.
    found = kpi_move(KPI, _series(30, 32, 31, 29, 99, 27, 25, None, 24), now)
    assert found == KpiMove("2026-02", 30.5, 25.0, 4, 3, better=True)
    assert isinstance(found, KpiMove)
    assert found.change == -5.5


@pytest.mark.parametrize(
    ("comparator", "better"),
    [({"comparator": ">="}, False), ({"comparator": "between", "low": 1, "high": 9}, None)],
)
def test_better_is_what_the_kpi_wants(comparator: dict[str, object], better: bool | None) -> None:
    now = plan_state(PLAN, reviews=[PILOT_DONE], as_of="2026-02").initiatives["one"]
    kpi = Kpi.model_validate({**KPI.model_dump(mode="json", exclude_none=True), **comparator})
    found = kpi_move(kpi, _series(30, 30, 30, 30, 30, 20, 20, 20, 20), now)
    assert isinstance(found, KpiMove)
    assert found.better is better


def test_too_few_months_or_nothing_live_say_so() -> None:
    now = plan_state(PLAN, reviews=[PILOT_DONE], as_of="2026-02").initiatives["one"]
    few = _series(None, None, 31, 29, 28, 27, 25, 24, 24)
    assert kpi_move(KPI, few, now) == NotAvailable(Reason.TOO_FEW_MONTHS)
    before = plan_state(PLAN, as_of="2026-01").initiatives["one"]
    assert kpi_move(KPI, few, before) == NotAvailable(Reason.NOT_LIVE)


def test_a_forecast_stays_within_the_values_a_kpi_can_take() -> None:
    # 6, 4, 3, 1 → slopes −2, −1.5, −5/3, −1, −1.5, −2 → median −1.58…; five months on: below 0.
    series: list[tuple[str, float | None]] = [("2026-01", 6), ("2026-02", 4), ("2026-03", 3), ("2026-04", 1)]
    free = forecast(series, "2026-12")
    assert isinstance(free, Forecast)
    assert free.value < 0
    held = forecast(series, "2026-12", *value_range(KPI, series))
    assert isinstance(held, Forecast)
    assert (held.value, held.held, held.slope) == (0.0, True, free.slope)


def test_a_rate_that_has_been_negative_stays_free() -> None:
    rate = Kpi.model_validate({**KPI.model_dump(mode="json", exclude_none=True), "unit": "%", "baseline": -2})
    low, high = value_range(rate, [("2026-01", 3.0)])
    assert (low, high) == (float("-inf"), 100.0)
    assert value_range(rate, [("2026-01", 120.0)]) == (float("-inf"), float("inf"))
