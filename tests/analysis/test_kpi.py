"""Prove the KPI's figures with cases worked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from erpsite.analysis.kpi.attainment import (
    GreyReason,
    KpiBand,
    KpiStatus,
    expected_share,
    kpi_status,
    kpi_statuses,
)
from erpsite.analysis.kpi.periods import Forecast, NoForecast, period_value, theil_sen
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.plan import Rag
from tests.factory import PLAN, small_handbook

BASE: dict[str, Any] = {
    "id": "k",
    "name": "K",
    "definition": "what",
    "unit": "h",
    "comparator": "<=",
    "baseline": 20,
    "target": 14,
    "owner": "li-qiang",
    "source": "erp-log",
}


def _handbook(values: Mapping[str, float], **changes: Any) -> Handbook:
    kpi = Kpi.model_validate({**BASE, **changes})
    actuals = tuple(KpiActual(kpi="k", month=month, actual=value) for month, value in values.items())
    return small_handbook(kpis={"k": kpi}, kpi_actuals=actuals)


def _status(values: Mapping[str, float], as_of: str, **changes: Any) -> KpiStatus:
    handbook = _handbook(values, **changes)
    return kpi_status(handbook, handbook.kpis["k"], as_of)


def test_lower_is_better_with_linear_pace() -> None:
    # A = (17 − 20) / (14 − 20) = 0.5; end of June: 6/12 = 0.5 expected; pace 1.
    found = _status({"2026-06": 17}, "2026-06")
    assert (found.attainment, found.expected, found.pace) == (0.5, 0.5, 1.0)
    assert found.band is KpiBand.ON_TRACK
    assert found.rag is Rag.GREEN
    assert found.met is False


@pytest.mark.parametrize(
    ("actual", "pace", "band"),
    [
        # End of June, expected 0.5. A = (20 − actual) / 6, pace = A / 0.5 = (20 − actual) / 3.
        (17.15, 0.95, KpiBand.ON_TRACK),
        (17.18, 0.94, KpiBand.AT_RISK),
        (18.2, 0.60, KpiBand.AT_RISK),
        (18.23, 0.59, KpiBand.OFF_TRACK),
        (21.5, -0.5, KpiBand.OFF_TRACK),
        (14.0, 2.0, KpiBand.ON_TRACK),
    ],
)
def test_bands_begin_exactly_at_their_thresholds(actual: float, pace: float, band: KpiBand) -> None:
    found = _status({"2026-06": actual}, "2026-06")
    assert found.pace == pytest.approx(pace)
    assert found.band is band


def test_thresholds_are_the_plans_own() -> None:
    handbook = _handbook({"2026-06": 17.6})  # pace 0.8
    plan = type(handbook.plan).model_validate({**PLAN, "thresholds": {"pace_on_track": 0.8}})
    eased = replace(handbook, plan=plan)
    assert kpi_status(handbook, handbook.kpis["k"], "2026-06").band is KpiBand.AT_RISK
    assert kpi_status(eased, eased.kpis["k"], "2026-06").band is KpiBand.ON_TRACK


def test_the_comparator_decides_not_the_ratio() -> None:
    # 99.4 against at least 99.5 from 99.1: three quarters of the way, and still a miss.
    found = _status({"2026-12": 99.4}, "2026-12", comparator=">=", baseline=99.1, target=99.5)
    assert found.met is False
    assert found.attainment == pytest.approx(0.75)
    assert found.band is KpiBand.AT_RISK  # pace 0.75 / 1


def test_a_met_target_is_on_track_whatever_the_trajectory_asks() -> None:
    found = _status({"2026-03": 13.0}, "2026-03", trajectory={"2026-03": 10})
    assert found.met is True
    assert found.band is KpiBand.ON_TRACK


def test_a_target_of_zero_is_an_ordinary_target() -> None:
    # From 8 to 0; 6 in March: A = (6 − 8) / (0 − 8) = 0.25 = 3/12.
    found = _status({"2026-03": 6}, "2026-03", baseline=8, target=0)
    assert (found.attainment, found.pace) == (0.25, 1.0)


def test_target_equal_to_baseline_is_met_or_missed() -> None:
    met = _status({"2026-03": 20}, "2026-03", target=20)
    missed = _status({"2026-03": 20.1}, "2026-03", target=20)
    assert met.pass_or_fail
    assert (met.attainment, met.expected, met.pace, met.band) == (None, None, None, KpiBand.ON_TRACK)
    assert (missed.attainment, missed.band) == (None, KpiBand.OFF_TRACK)


@pytest.mark.parametrize(
    ("actual", "met", "distance", "band"),
    [
        (22.0, True, 2.0, KpiBand.ON_TRACK),  # 2 above the lower bound, 3 below the upper
        (20.0, True, 0.0, KpiBand.ON_TRACK),  # the bound itself is inside
        (26.5, False, 1.5, KpiBand.OFF_TRACK),
        (18.0, False, 2.0, KpiBand.OFF_TRACK),
    ],
)
def test_a_range_is_in_or_out_with_its_distance(
    actual: float, met: bool, distance: float, band: KpiBand
) -> None:
    span = {"comparator": "between", "target": None, "low": 20, "high": 25}
    found = _status({"2026-03": actual}, "2026-03", **span)
    assert (found.met, found.band) == (met, band)
    assert found.distance == pytest.approx(distance)
    assert (found.attainment, found.pace) == (None, None)


@pytest.mark.parametrize(
    ("month", "share"),
    [
        ("2025-12", 0.0),
        ("2026-01", 1 / 12),
        ("2026-09", 0.75),
        ("2026-12", 1.0),
        ("2027-02", 1.0),
    ],
)
def test_expected_share_is_linear_over_the_plan_year(month: str, share: float) -> None:
    handbook = _handbook({})
    assert expected_share(handbook.kpis["k"], handbook.plan, month) == pytest.approx(share)


@pytest.mark.parametrize(
    ("month", "share"),
    [
        # 20 → 14 with 19 at the end of April and 15.5 at the end of September: shares 1/6 and 0.75.
        ("2026-02", 1 / 12),  # halfway to April
        ("2026-04", 1 / 6),
        ("2026-06", 1 / 6 + (0.75 - 1 / 6) * 2 / 5),
        ("2026-09", 0.75),
        ("2026-11", 0.75 + 0.25 * 2 / 3),
        ("2026-12", 1.0),
    ],
)
def test_expected_share_follows_the_trajectory(month: str, share: float) -> None:
    handbook = _handbook({}, trajectory={"2026-04": 19.0, "2026-09": 15.5})
    assert expected_share(handbook.kpis["k"], handbook.plan, month) == pytest.approx(share)


@pytest.mark.parametrize(("actual", "band"), [(20.5, KpiBand.ON_TRACK), (21.5, KpiBand.AT_RISK)])
def test_a_trajectory_that_first_gets_worse_gives_no_pace(actual: float, band: KpiBand) -> None:
    # Expected at the end of March: 21, which is a share of (21 − 20) / (14 − 20) < 0.
    found = _status({"2026-03": actual}, "2026-03", trajectory={"2026-03": 21})
    assert found.expected == pytest.approx(-1 / 6)
    assert (found.pace, found.band) == (None, band)


def test_before_the_plan_year_there_is_no_band() -> None:
    found = _status({"2025-11": 19}, "2025-11")
    assert (found.band, found.reason, found.actual) == (KpiBand.GREY, GreyReason.BEFORE_PERIOD, 19)


def test_without_any_actual_there_is_no_band() -> None:
    found = _status({"2026-05": 17}, "2026-04")  # a later month is not looked at
    assert (found.band, found.reason) == (KpiBand.GREY, GreyReason.NO_ACTUAL)
    assert (found.actual, found.month, found.met, found.age, found.change) == (None, None, None, None, None)


def test_a_missing_month_is_grey_and_not_carried_forward() -> None:
    found = _status({"2026-04": 17}, "2026-05")
    assert (found.band, found.reason) == (KpiBand.GREY, GreyReason.MISSING_MONTH)
    assert (found.month, found.actual, found.age, found.fresh) == ("2026-04", 17, 31, False)
    assert found.pace is None
    assert found.series[-2:] == (("2026-04", 17), ("2026-05", None))


def test_a_value_older_than_its_source_allows_is_stale() -> None:
    # From 30 April to 30 June are 61 days; the source allows 45.
    found = _status({"2026-04": 13}, "2026-06")
    assert (found.band, found.reason, found.age) == (KpiBand.GREY, GreyReason.STALE, 61)


def test_the_series_begins_with_the_plans_first_month_and_shows_gaps() -> None:
    found = _status({"2025-02": 21, "2026-01": 19}, "2026-01")
    assert len(found.series) == 13
    assert found.series[:2] == (("2025-01", None), ("2025-02", 21))
    assert found.change is None


def test_change_is_against_the_month_before() -> None:
    assert _status({"2026-03": 19, "2026-04": 17.5}, "2026-04").change == -1.5


def test_theil_sen_ignores_one_outlier() -> None:
    # Pairs of (0,0) (1,1) (2,2) (3,30): slopes 1, 1, 10, 1, 14.5, 28 → median (1 + 10) / 2 = 5.5.
    assert theil_sen([(0, 0), (1, 1), (2, 2), (3, 30)]) == 5.5
    # With (4,4) as well: 1, 1, 10, 1, 1, 14.5, 1, 28, 1, −26 → median 1.
    assert theil_sen([(0, 0), (1, 1), (2, 2), (3, 30), (4, 4)]) == 1


def test_forecast_runs_from_the_last_value_to_the_years_end() -> None:
    # 20, 19, 18, 17 from January to April: slope −1; eight months left: 17 − 8 = 9.
    found = _status({"2026-01": 20, "2026-02": 19, "2026-03": 18, "2026-04": 17}, "2026-04").forecast
    assert found == Forecast(9.0, -1.0, "2026-12", 4, "2026-01", "2026-04")


def test_forecast_looks_back_six_months_over_gaps() -> None:
    # Window May to October; August is missing. Old values of another slope do not count.
    values = {"2026-01": 90, "2026-05": 20, "2026-06": 19, "2026-07": 18, "2026-09": 16, "2026-10": 15}
    found = _status(values, "2026-10").forecast
    assert found == Forecast(13.0, -1.0, "2026-12", 5, "2026-05", "2026-10")


def test_three_points_or_a_finished_year_give_no_forecast() -> None:
    three = {"2026-01": 20.0, "2026-02": 19.0, "2026-03": 18.0}
    assert _status(three, "2026-03").forecast is NoForecast.TOO_FEW_POINTS
    whole = {f"2026-{month:02d}": 20.0 - month for month in range(1, 13)}
    assert _status(whole, "2026-12").forecast is NoForecast.YEAR_OVER


def _ratio(rows: Sequence[tuple[str, float, float | None, float | None]]) -> dict[str, KpiActual]:
    return {
        month: KpiActual(kpi="k", month=month, actual=actual, numerator=above, denominator=below)
        for month, actual, above, below in rows
    }


def test_a_ratio_rolls_up_by_its_parts_not_by_the_mean_of_percentages() -> None:
    kpi = Kpi.model_validate({**BASE, "roll_up": "ratio", "scale": 100})
    known = _ratio([("2026-01", 90, 90, 100), ("2026-02", 50, 5, 10)])
    found = period_value(kpi, known, ["2026-01", "2026-02"])
    assert found.value == pytest.approx(100 * 95 / 110)  # 86.4, where the mean would say 70
    assert found.left_out == ()


def test_a_ratio_names_the_months_it_leaves_out() -> None:
    kpi = Kpi.model_validate({**BASE, "roll_up": "ratio", "scale": 100})
    known = _ratio([("2026-01", 90, 90, 100), ("2026-02", 50, None, None)])
    found = period_value(kpi, known, ["2026-01", "2026-02", "2026-03"])
    assert (found.value, found.counted, found.left_out) == (90, ("2026-01",), ("2026-02", "2026-03"))
    assert period_value(kpi, _ratio([("2026-01", 0, 0, 0)]), ["2026-01"]).value is None
    assert period_value(kpi, {}, ["2026-01"]).value is None


@pytest.mark.parametrize(("roll_up", "value"), [("last", 6), ("mean", 4), ("sum", 12)])
def test_other_kpis_roll_up_as_they_say(roll_up: str, value: float) -> None:
    kpi = Kpi.model_validate({**BASE, "roll_up": roll_up})
    rows = [("2026-01", 2.0, None, None), ("2026-02", 4.0, None, None), ("2026-03", 6.0, None, None)]
    assert period_value(kpi, _ratio(rows), ["2026-01", "2026-02", "2026-03"]).value == value


def test_every_kpi_gets_a_status_with_its_place() -> None:
    found = kpi_statuses(small_handbook(), "2026-03")
    assert list(found) == ["cycle-time", "uptime"]
    # 30 − 14 × 0.4 = 24.4 in March 2026; A = 5.6 / 9.
    assert found["cycle-time"].actual == pytest.approx(24.4)
    assert found["cycle-time"].attainment == pytest.approx(5.6 / 9)
    assert found["cycle-time"].improvement == pytest.approx(-5.6)
