"""Prove the age of series on cases worked by hand."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.state.freshness import SeriesFreshness, source_freshness
from erpsite.model.health import HealthValue
from erpsite.model.kpi import KpiActual
from erpsite.model.plan import Rag
from tests.factory import bare_handbook, small_handbook


def _series(
    as_of: str, today: dt.date, kpi: list[str], availability: dict[str, list[str]]
) -> dict[str, SeriesFreshness]:
    actuals = tuple(
        KpiActual.model_validate({"kpi": "cycle-time", "month": month, "actual": 1}) for month in kpi
    )
    values = tuple(
        HealthValue.model_validate({"metric": "availability", "module": module, "month": month, "value": 1})
        for module, months in availability.items()
        for month in months
    )
    handbook = small_handbook(kpi_actuals=actuals, health_values=values)
    (source,) = source_freshness(handbook, as_of, today)
    return {series.id: series for series in source.series}


def test_age_counts_from_the_end_of_the_last_month() -> None:
    # From 28 Feb to 31 Mar are 31 days; the source allows 45.
    found = _series("2026-03", dt.date(2026, 3, 31), ["2026-01", "2026-02"], {})["cycle-time"]
    assert (found.last, found.age, found.fresh, found.state) == ("2026-02", 31, True, Rag.GREEN)


def test_older_than_the_source_allows_is_grey() -> None:
    # From 31 Jan to 31 Mar are 59 days.
    found = _series("2026-03", dt.date(2026, 3, 31), ["2026-01"], {})["cycle-time"]
    assert (found.age, found.fresh, found.state) == (59, False, Rag.GREY)


def test_the_limit_itself_is_still_fresh() -> None:
    fresh = _series("2026-02", dt.date(2026, 2, 28) + dt.timedelta(days=45), ["2026-02"], {})
    stale = _series("2026-02", dt.date(2026, 2, 28) + dt.timedelta(days=46), ["2026-02"], {})
    assert (fresh["cycle-time"].fresh, stale["cycle-time"].fresh) == (True, False)


def test_a_month_without_a_value_is_a_gap_and_never_green() -> None:
    found = _series("2026-03", dt.date(2026, 3, 31), ["2025-12", "2026-01", "2026-03"], {})["cycle-time"]
    assert (found.gaps, found.state) == (("2026-02",), Rag.AMBER)


def test_the_module_that_lags_decides() -> None:
    months = {"finance": ["2026-01", "2026-02", "2026-03"], "supply-chain": ["2026-01", "2026-02"]}
    found = _series("2026-03", dt.date(2026, 3, 31), [], months)["availability"]
    assert (found.last, found.age, found.lagging) == ("2026-02", 31, ("supply-chain",))


def test_values_after_as_of_are_not_known_yet() -> None:
    found = _series("2026-02", dt.date(2026, 2, 28), ["2026-02", "2026-03"], {})["cycle-time"]
    assert (found.last, found.age) == ("2026-02", 0)


def test_a_series_without_values_is_grey_and_makes_its_source_grey() -> None:
    found = _series("2026-03", dt.date(2026, 3, 31), ["2026-03"], {})
    assert (found["uptime"].last, found["uptime"].state) == (None, Rag.GREY)


def test_the_small_plan_has_one_source_with_four_fresh_series() -> None:
    (source,) = source_freshness(small_handbook(), "2026-03", dt.date(2026, 3, 31))
    assert (len(source.series), source.stale, source.state) == (4, (), Rag.GREEN)
    assert source.citations == 1
    assert source.oldest is not None
    assert source.oldest.age == 0


def test_a_plan_without_sources_has_none() -> None:
    assert source_freshness(bare_handbook(), "2026-03", dt.date(2026, 3, 31)) == ()
