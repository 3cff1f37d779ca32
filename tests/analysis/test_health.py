"""Status, age, trend and year on year of the health metrics, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis.health.metrics import Trend, by_dimension, health_series, metric_rag, shortfall
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.health import HealthDimension, HealthMetric, HealthValue
from erpsite.model.plan import Rag
from tests.factory import HEALTH_METRICS, bare_handbook, small_handbook

UP = HealthMetric.model_validate(HEALTH_METRICS[0])
"""Availability: at least 99.5, red below 99.0."""
SLOW = HealthMetric.model_validate(HEALTH_METRICS[1])
"""Response time: at most 1.5 s, red above 3 s."""


def values(metric: str, months: dict[str, float]) -> tuple[HealthValue, ...]:
    rows: list[dict[str, Any]] = [{"metric": metric, "month": m, "value": v} for m, v in months.items()]
    return tuple(HealthValue.model_validate(row) for row in rows)


@pytest.mark.parametrize(
    ("metric", "value", "rag", "short"),
    [
        (UP, 99.5, Rag.GREEN, 0.0),
        (UP, 99.49, Rag.AMBER, 0.02),
        (UP, 99.0, Rag.AMBER, 1.0),
        (UP, 98.5, Rag.RED, 2.0),
        (SLOW, 1.5, Rag.GREEN, 0.0),
        (SLOW, 3.0, Rag.AMBER, 1.0),
        (SLOW, 3.1, Rag.RED, 1.0667),
        (SLOW, 0.0, Rag.GREEN, -1.0),
    ],
)
def test_bands(metric: HealthMetric, value: float, rag: Rag, short: float) -> None:
    assert metric_rag(metric, value) is rag
    assert shortfall(metric, value) == pytest.approx(short, abs=1e-3)


def test_trend_and_year_on_year_of_the_small_plan() -> None:
    # response time falls 0.05 a month from 2.2 in January 2025; March 2026 is the 15th value: 1.5.
    # medians: 1.55 (Jan–Mar) − 1.70 (Oct–Dec) = −0.15.
    # March 2025 was 2.1: −0.6 year on year.
    series = health_series(small_handbook(), "2026-03")
    slow = next(one for one in series if one.metric.id == "response-time")
    assert slow.latest == pytest.approx(1.5)
    assert slow.rag is Rag.GREEN
    assert isinstance(slow.trend, Trend)
    assert slow.trend.change == pytest.approx(-0.15)
    assert slow.year_on_year == pytest.approx(-0.6)
    # availability of each module: +0.02 a month; 3 months × 0.02 = 0.06 of a span of 0.5: better
    up = next(one for one in series if one.module == "finance")
    assert isinstance(up.trend, Trend)
    assert up.trend.direction == "better"
    assert [one.module for one in series] == ["finance", "supply-chain", None]


def test_lower_is_better_turns_the_trend_round() -> None:
    months = {"2025-10": 1.0, "2025-11": 1.0, "2025-12": 1.0, "2026-01": 2.0, "2026-02": 2.0, "2026-03": 2.0}
    book = small_handbook(health_values=values("response-time", months))
    slow = next(one for one in health_series(book, "2026-03") if one.metric.id == "response-time")
    assert slow.trend == Trend(1.0, "worse")
    assert slow.year_on_year == NotAvailable(Reason.NO_YEAR_BEFORE)


def test_stale_is_grey_and_keeps_its_value() -> None:
    # the source may be 45 days old: January's value holds until 17 March; by 31 March it is stale
    book = small_handbook(health_values=values("response-time", {"2026-01": 1.0}))
    for as_of, rag in (("2026-02", Rag.GREEN), ("2026-03", Rag.GREY)):
        slow = next(one for one in health_series(book, as_of) if one.metric.id == "response-time")
        assert (slow.rag, slow.stale, slow.latest) == (rag, rag is Rag.GREY, 1.0)
        assert slow.trend == NotAvailable(Reason.TOO_FEW_MONTHS)


def test_a_metric_without_values_is_grey() -> None:
    series = health_series(small_handbook(health_values=()), "2026-03")
    assert [one.rag for one in series] == [Rag.GREY, Rag.GREY]
    assert series[0].latest == NotAvailable(Reason.NO_VALUES)
    assert health_series(bare_handbook(), "2026-03") == ()


def test_values_after_the_month_shown_are_not_known_yet() -> None:
    book = small_handbook(health_values=values("response-time", {"2026-02": 1.0, "2026-03": 9.0}))
    slow = next(one for one in health_series(book, "2026-02") if one.metric.id == "response-time")
    assert slow.latest == 1.0


def test_dimensions_count_and_name_the_worst() -> None:
    # finance 99.2 + 14 × 0.02 = 99.48 and supply chain the same: both amber, the first is named
    sides = by_dimension(health_series(small_handbook(), "2026-03"))
    assert [side.dimension for side in sides] == [HealthDimension.AVAILABILITY, HealthDimension.PERFORMANCE]
    assert sides[0].counts == {Rag.GREEN: 0, Rag.AMBER: 2, Rag.RED: 0, Rag.GREY: 0}
    assert sides[0].worst is not None
    assert sides[0].worst.module == "finance"
    assert sides[0].rag is Rag.AMBER
    assert sides[1].worst is None
    assert sides[1].rag is Rag.GREEN
