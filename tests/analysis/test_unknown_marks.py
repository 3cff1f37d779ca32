"""KPIs, health metrics and milestones of which target, baseline, limit, date or value is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.health.metrics import health_series, metric_rag, shortfall
from erpsite.analysis.kpi.attainment import Course, GreyReason, kpi_status
from erpsite.analysis.reviews.forecast_history import forecast_histories
from erpsite.analysis.state.freshness import source_freshness
from erpsite.model import Handbook
from erpsite.model.health import HealthMetric
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.plan import Rag
from erpsite.pages.kit.contents import contents
from tests.factory import INITIATIVES, small_handbook
from tests.pages.drawing import book_of, drawn

_HELD = {"withheld": "under negotiation"}


def _kpi(**fields: Any) -> Kpi:
    row = {
        "id": "k", "name": "K", "definition": "D", "unit": "%", "comparator": ">=", "baseline": 80,
        "target": 90, "owner": "li-qiang", "source": "erp-log", **fields,
    }  # fmt: skip
    return Kpi.model_validate({key: value for key, value in row.items() if value != "none"})


def _book(kpi: Kpi, *values: tuple[str, Any]) -> Handbook:
    rows = tuple(
        KpiActual.model_validate({"kpi": "k", "month": month, "actual": value}) for month, value in values
    )
    plan = small_handbook()
    initiatives = {name: one.model_copy(update={"kpis": ()}) for name, one in plan.initiatives.items()}
    return replace(plan, kpis={"k": kpi, **plan.kpis}, kpi_actuals=rows, initiatives=initiatives)


@pytest.mark.parametrize(
    ("fields", "month", "value", "rag", "reason", "met"),
    [
        # 92 meets 90; 85 misses it, but without a baseline nobody knows what is due before December.
        ({"baseline": "none"}, "2026-03", 92, Rag.GREEN, None, True),
        ({"baseline": "none"}, "2026-03", 85, Rag.GREY, GreyReason.NO_BASELINE, False),
        ({"baseline": "none"}, "2026-12", 85, Rag.RED, None, False),
        ({"baseline": _HELD}, "2026-03", 85, Rag.GREY, GreyReason.NO_BASELINE, False),
        ({"target": "none"}, "2026-03", 92, Rag.GREY, GreyReason.NO_TARGET, None),
        ({"target": _HELD}, "2026-12", 92, Rag.GREY, GreyReason.NO_TARGET, None),
        ({"target": "none", "roll_up": "sum"}, "2026-03", 92, Rag.GREY, GreyReason.NO_TARGET, None),
        (
            {"comparator": "between", "target": "none", "low": 1, "high": _HELD},
            "2026-03", 92, Rag.GREY, GreyReason.NO_TARGET, None,
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_gives_no_status(
    fields: dict[str, Any], month: str, value: float, rag: Rag, reason: GreyReason | None, met: bool | None
) -> None:
    book = _book(_kpi(**fields), (month, value))
    found = kpi_status(book, book.kpis["k"], month)
    assert (found.rag, found.reason, found.met) == (rag, reason, met)
    assert found.pace is None
    assert found.attainment is None


def test_a_kpi_without_a_baseline_has_no_way() -> None:
    book = _book(_kpi(baseline="none"), ("2026-03", 85))
    found = kpi_status(book, book.kpis["k"], "2026-03")
    assert (found.course, found.improvement, found.distance) == (Course.OPEN, None, 5)


def test_a_value_that_is_withheld_is_neither_missing_nor_a_status() -> None:
    book = _book(_kpi(), ("2026-01", 84), ("2026-02", _HELD), ("2026-03", 88))
    february = kpi_status(book, book.kpis["k"], "2026-02")
    assert (february.rag, february.reason, february.withheld) == (
        Rag.GREY, GreyReason.WITHHELD, "under negotiation",
    )  # fmt: skip
    series = [
        one
        for source in source_freshness(book, "2026-03", state(book, "2026-03").today)
        for one in source.series
        if one.id == "k"
    ]
    assert series[0].gaps == ()


def _metric(**fields: Any) -> HealthMetric:
    row = {
        "id": "m", "name": "M", "dimension": "usage", "definition": "D", "unit": "%", "comparator": ">=",
        "target": 95, "limit": 90, "source": "erp-log", **fields,
    }  # fmt: skip
    return HealthMetric.model_validate({key: value for key, value in row.items() if value != "none"})


@pytest.mark.parametrize(
    ("fields", "value", "rag", "beyond"),
    [
        ({}, 92.5, Rag.AMBER, 0.5),
        ({"target": "none"}, 99, Rag.GREY, 0),
        ({"target": _HELD}, 89, Rag.RED, 1),
        # Without a limit the target itself is the span: (95 − 80) / 95.
        ({"limit": "none"}, 80, Rag.AMBER, 15 / 95),
        ({"limit": _HELD}, 95, Rag.GREEN, 0),
        ({"target": "none", "limit": "none"}, 1, Rag.GREY, 0),
    ],
)
def test_health_without_target_or_limit(
    fields: dict[str, Any], value: float, rag: Rag, beyond: float
) -> None:
    metric = _metric(**fields)
    assert metric_rag(metric, value) is rag
    assert shortfall(metric, value) == pytest.approx(beyond)


def _undated() -> Handbook:
    """Return the small plan with milestones of unknown and of withheld date, and marks that nobody knows."""
    row = dict(INITIATIVES[0])
    stones = [
        {"id": "some-day", "name": "Some day"},
        {"id": "held-day", "name": "Held day", "date": _HELD},
    ]
    row["milestones"] = [*row["milestones"], *stones]
    plan = small_handbook()
    metrics = {
        name: one.model_copy(update={"target": None, "limit": None})
        for name, one in plan.health_metrics.items()
    }
    kpis = {
        name: one.model_copy(update={"target": None, "low": None, "baseline": None})
        for name, one in plan.kpis.items()
    }
    initiatives = {**plan.initiatives, row["id"]: Initiative.model_validate(row)}
    return replace(plan, initiatives=initiatives, health_metrics=metrics, kpis=kpis)


def test_a_milestone_may_have_no_date() -> None:
    plan = _undated()
    now = state(plan, "2026-03")
    tasks = now.initiatives[INITIATIVES[0]["id"]].tasks
    assert (tasks["some-day"].finish, tasks["some-day"].slip) == (None, None)
    assert "some-day" not in {one.milestone for one in forecast_histories(now)}
    assert all(one.rag is Rag.GREY for one in health_series(plan, "2026-03"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_says_so(language: str) -> None:
    book = book_of(_undated(), language, "2026-03")
    pages = {entry.path: drawn(entry, language) for entry in contents(book)}
    assert not [path for path, html in pages.items() if "NaN" in html or ">None<" in html]
    roadmap = pages["plan/roadmap"]
    words = {"en": ("no day set", "withheld: under negotiation"), "zh": ("不予公开：under negotiation",)}
    assert all(one in roadmap for one in words[language])
    assert {"en": "no target known", "zh": "目标未知"}[language] in pages["plan/kpis"]
    assert {"en": "no target known", "zh": "目标未知"}[language] in pages["preread/health"]
