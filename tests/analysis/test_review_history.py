"""Forecast histories, assumptions and the S-curve, worked by hand; the past never sees the future."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.kpi.attainment import kpi_statuses
from erpsite.analysis.money.s_curve import s_curve
from erpsite.analysis.money.value import plan_value
from erpsite.analysis.reviews.assumptions import AssumptionStage, assumption_states
from erpsite.analysis.reviews.forecast_history import MilestoneHistory, forecast_histories
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from tests.factory import INITIATIVES, small_handbook

ROOT = Path(__file__).resolve().parents[2]


def _review(month: str, **report: Any) -> Review:
    row = {"month": month, "held_on": "2026-12-31", "chair": "li-qiang"}
    progress = [{"initiative": "erp-crm", **report}] if report else []
    return Review.model_validate({**row, "progress": progress})


def _stone(day: str, key: str = "forecast") -> dict[str, Any]:
    return {"milestones": [{"milestone": "go-live", key: day}]}


def _history(*reviews: Review) -> MilestoneHistory:
    handbook = small_handbook(reviews={review.month: review for review in reviews})
    now = state(handbook, max(handbook.reviews))
    return next(one for one in forecast_histories(now) if one.milestone == "go-live")


def test_a_date_that_moves_every_month_is_counted_each_time() -> None:
    # Approved for 30 June; two moves later, one back, one month of silence, reached on 10 July.
    found = _history(
        _review("2026-02", **_stone("2026-07-07")),
        _review("2026-03", **_stone("2026-07-21")),
        _review("2026-04"),
        _review("2026-05", **_stone("2026-07-14")),
        _review("2026-06", **_stone("2026-07-10", "done_on")),
        _review("2026-07"),
    )
    assert [(point.month, str(point.day)) for point in found.points] == [
        ("2026-01", "2026-06-30"), ("2026-02", "2026-07-07"), ("2026-03", "2026-07-21"),
        ("2026-04", "2026-07-21"), ("2026-05", "2026-07-14"), ("2026-06", "2026-07-10"),
    ]  # fmt: skip
    assert [point.month for point in found.moves] == ["2026-02", "2026-03", "2026-05"]
    assert found.later_moves == 2
    assert found.now.done
    # 1 to 10 July 2026 are eight weekdays, none a holiday.
    assert found.slip == 8


def test_an_unconfirmed_forecast_does_not_count() -> None:
    draft = _review("2026-02", confirmed=False, **_stone("2026-07-21"))
    found = _history(draft)
    assert not found.moves
    assert str(found.now.day) == "2026-06-30"


def _assumptions(**days: str | None) -> Handbook:
    rows = [{"id": name, "text": "T", **({"expires_on": day} if day else {})} for name, day in days.items()]
    one = Initiative.model_validate({**INITIATIVES[0], "assumptions": rows})
    return small_handbook(initiatives={one.id: one})


def test_an_expired_assumption_stands_on_top() -> None:
    # The day shown is 31 March; 1 May is 31 days off, 2 May is 32.
    handbook = _assumptions(
        endless=None,
        far="2026-05-02",
        near="2026-05-01",
        today="2026-03-31",
        old="2026-03-30",
        older="2026-01-01",
    )
    found = [
        (one.assumption.id, one.stage.value, one.days_left)
        for one in assumption_states(state(handbook, "2026-03"))
    ]
    assert found == [
        ("older", "expired", -89), ("old", "expired", -1), ("today", "soon", 0), ("near", "soon", 31),
        ("far", "holds", 32), ("endless", "open-ended", None),
    ]  # fmt: skip


def test_what_is_finished_needs_its_assumptions_no_longer() -> None:
    handbook = _assumptions(old="2026-01-01")
    done = _review("2026-02", stage="finished", complete=100)
    now = state(replace(handbook, reviews={"2026-02": done}), "2026-02")
    (one,) = assumption_states(now)
    assert one.stage is AssumptionStage.PAST
    assert one.owner == "li-qiang"


def test_the_s_curve_of_the_small_plan() -> None:
    # erp-crm: 500,000 over 99 working days, 16 of them in February, 38 by March; 20 % and 30 % done.
    handbook = small_handbook()
    curve = s_curve(
        {month: plan_value(state(handbook, month)) for month in ("2026-02", "2026-03")}, "2026-03"
    )
    assert curve is not None
    assert curve.months[0] == "2026-02"
    assert [round(value) for value in curve.planned[:2] if value is not None] == [80808, 191919]
    assert list(curve.earned[:3]) == [Decimal(100_000), Decimal(150_000), None]
    assert list(curve.spent[:3]) == [Decimal(120_000), Decimal(230_000), None]
    assert curve.budget == 750_000
    # EAC = 750,000 × 230,000 / 150,000, reached in a straight line.
    ahead = [value for value in curve.forecast if value is not None]
    assert ahead[0] == 230_000
    assert ahead[-1] == 1_150_000
    steps = {round(after - before) for before, after in pairwise(ahead)}
    assert len(steps) == 1


@cache
def _sample() -> Handbook:
    handbook = load_handbook(ROOT / "data").handbook
    assert handbook is not None
    return handbook


def _cut(handbook: Handbook, month: str) -> Handbook:
    """Return the plan as its folder was when that month's review was new."""
    reviews = {known: review for known, review in handbook.reviews.items() if known <= month}
    actuals = tuple(value for value in handbook.kpi_actuals if value.month <= month)
    return replace(handbook, reviews=reviews, kpi_actuals=actuals)


@pytest.mark.parametrize("month", sorted(_sample().reviews))
def test_a_past_month_shows_what_it_showed_then(month: str) -> None:
    whole, then = state(_sample(), month), state(_cut(_sample(), month), month)
    assert whole.initiatives == then.initiatives
    assert whole.risks == then.risks
    assert whole.actions == then.actions
    assert whole.reviews == then.reviews
    assert plan_value(whole) == plan_value(then)
    assert forecast_histories(whole) == forecast_histories(then)
    assert assumption_states(whole) == assumption_states(then)
    assert kpi_statuses(whole.handbook, month) == kpi_statuses(then.handbook, month)


def test_the_past_would_tell_if_it_knew_the_future() -> None:
    """Prove that the comparison above can fail: a later month does differ."""
    months = sorted(_sample().reviews)
    early, late = state(_sample(), months[-2]), state(_sample(), months[-1])
    assert early.initiatives != late.initiatives
    assert forecast_histories(early) != forecast_histories(late)
