"""Prove where KPIs stand: cases worked by hand, and laws that hold for any KPI."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from erpsite.analysis.kpi.attainment import KpiBand, KpiStatus, kpi_status
from erpsite.analysis.kpi.judging import judge, target_met
from erpsite.analysis.kpi.periods import Forecast
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.plan import Plan
from tests.factory import PLAN, small_handbook

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden/analysis/kpi_standing.yml").read_text(encoding="utf-8")
)
BASE: dict[str, Any] = {
    "id": "k", "name": "K", "definition": "what", "unit": "h", "owner": "li-qiang", "source": "erp-log",
}  # fmt: skip
_THE_PLAN = Plan.model_validate(PLAN)
_ORDER = [KpiBand.OFF_TRACK, KpiBand.AT_RISK, KpiBand.ON_TRACK]


def _handbook(kpi: dict[str, Any], rows: dict[str, Any]) -> Handbook:
    actuals = []
    for month, row in rows.items():
        actual, above, below = row if isinstance(row, list) else (row, None, None)
        actuals.append(KpiActual(kpi="k", month=month, actual=actual, numerator=above, denominator=below))
    return small_handbook(kpis={"k": Kpi.model_validate({**BASE, **kpi})}, kpi_actuals=tuple(actuals))


def _status(kpi: dict[str, Any], rows: dict[str, Any], as_of: str) -> KpiStatus:
    book = _handbook(kpi, rows)
    return kpi_status(book, book.kpis["k"], as_of)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_kpi_stands_as_worked_by_hand(case: dict[str, Any]) -> None:
    found = _status(case["kpi"], case["rows"], case["as_of"])
    for name, wanted in case["expect"].items():
        value = getattr(found, name)
        if isinstance(wanted, int | float) and not isinstance(wanted, bool):
            assert value == pytest.approx(wanted), name
        else:
            assert value == wanted, name


def test_the_forecast_of_a_sum_is_the_years_total() -> None:
    # 100, 110, 120, 130 from January to April: slope 10. May to December: 140 … 210; 460 + 1400.
    rows = {"2026-01": 100, "2026-02": 110, "2026-03": 120, "2026-04": 130}
    kpi = {"comparator": ">=", "baseline": 0, "target": 1800, "roll_up": "sum"}
    found = _status(kpi, rows, "2026-04").forecast
    assert isinstance(found, Forecast)
    assert found.value == pytest.approx(1860)


def test_the_forecast_of_a_mean_is_the_years_mean() -> None:
    rows = dict.fromkeys(["2026-01", "2026-02", "2026-03", "2026-04"], 7.0)
    found = _status(
        {"comparator": "<=", "baseline": 9, "target": 6, "roll_up": "mean"}, rows, "2026-04"
    ).forecast
    assert isinstance(found, Forecast)
    assert found.value == pytest.approx(7)


def test_the_forecast_of_a_ratio_gives_coming_months_the_mean_weight() -> None:
    # 80 of 100 each month, flat: 80 at the year's end, too.
    rows = {f"2026-0{month}": [80, 80, 100] for month in range(1, 5)}
    kpi = {"comparator": ">=", "baseline": 70, "target": 90, "roll_up": "ratio", "scale": 100, "unit": "%"}
    found = _status(kpi, rows, "2026-04").forecast
    assert isinstance(found, Forecast)
    assert found.value == pytest.approx(80)


def test_the_forecast_of_a_quarterly_kpi_counts_values() -> None:
    # 58, 59, 60, 62 in quarters: slopes a month 1/3, 1/3, 2/3, 1/3, 1/2, 4/9; median (1/3 + 4/9) / 2.
    rows = {"2025-06": 58, "2025-09": 59, "2025-12": 60, "2026-03": 62}
    kpi = {"comparator": ">=", "baseline": 60, "target": 80, "rhythm": "quarter"}
    found = _status(kpi, rows, "2026-05").forecast
    assert isinstance(found, Forecast)
    assert (found.points, found.last) == (4, "2026-03")
    assert found.value == pytest.approx(62 + 9 * (1 / 3 + 4 / 9) / 2)


def test_plants_are_rolled_up_by_the_kpis_own_rule() -> None:
    def told(roll_up: str, *rows: tuple[str, float, float | None]) -> float | None:
        kpi = Kpi.model_validate(
            {**BASE, "comparator": ">=", "baseline": 0, "target": 9, "roll_up": roll_up, "scale": 100}
        )
        actuals = tuple(
            KpiActual(kpi="k", month="2026-01", plant=plant, actual=value, denominator=below,
                      numerator=None if below is None else value * below / 100)
            for plant, value, below in rows
        )  # fmt: skip
        book = small_handbook(kpis={"k": kpi}, kpi_actuals=actuals)
        return kpi_status(book, kpi, "2026-01").actual

    assert told("sum", ("a", 3, None), ("b", 4, None)) == 7
    assert told("mean", ("a", 3, 10), ("b", 6, 20)) == 5
    assert told("ratio", ("a", 90, 100), ("b", 50, 300)) == 60
    assert told("last", ("a", 90, 100), ("b", 50, 300)) == 60
    assert told("last", ("a", 90, None), ("b", 50, None)) is None


_VALUES = st.floats(-1000, 1000).map(lambda value: round(value, 3))
_SIGNS = st.sampled_from([">=", "<="])
_ROLL_UPS = st.sampled_from(["last", "mean", "sum", "ratio"])
_MONTHS = st.sampled_from([f"2026-{month:02d}" for month in range(1, 13)])


def _any_kpi(sign: str, baseline: float, target: float, roll_up: str) -> Kpi:
    return Kpi.model_validate(
        {**BASE, "comparator": sign, "baseline": baseline, "target": target, "roll_up": roll_up}
    )


@given(_SIGNS, _VALUES, _VALUES, _VALUES, _ROLL_UPS)
def test_on_track_never_stands_beside_a_missed_target_at_the_end(
    sign: str, baseline: float, target: float, actual: float, roll_up: str
) -> None:
    kpi = _any_kpi(sign, baseline, target, roll_up)
    found = judge(kpi, _THE_PLAN, actual, "2026-12")
    assert (found.band is KpiBand.ON_TRACK) is target_met(kpi, actual)
    assert found.met is target_met(kpi, actual)


@given(_SIGNS, _VALUES, _VALUES, _VALUES, _VALUES, _ROLL_UPS, _MONTHS, st.dictionaries(_MONTHS, _VALUES))
def test_a_status_never_worsens_when_the_actual_improves(
    sign: str, baseline: float, target: float, one: float, other: float, roll_up: str, month: str,
    trajectory: dict[str, float],
) -> None:  # fmt: skip
    kpi = _any_kpi(sign, baseline, target, roll_up).model_copy(update={"trajectory": trajectory})
    worse, better = sorted([one, other], reverse=sign == "<=")
    before, after = (judge(kpi, _THE_PLAN, value, month) for value in (worse, better))
    assert _ORDER.index(after.band) >= _ORDER.index(before.band)


@given(_SIGNS, _VALUES, _VALUES, _VALUES, _MONTHS)
def test_a_floor_or_cap_has_no_way_and_no_pace(
    sign: str, baseline: float, target: float, actual: float, month: str
) -> None:
    kpi = _any_kpi(sign, baseline, target, "last")
    assume(target_met(kpi, baseline))
    found = judge(kpi, _THE_PLAN, actual, month)
    assert (found.attainment, found.expected, found.pace) == (None, None, None)
    assert (found.band is KpiBand.ON_TRACK) is target_met(kpi, actual)
    assert found.distance == pytest.approx(abs(actual - target))
