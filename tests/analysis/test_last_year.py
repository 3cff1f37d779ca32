"""Promised against delivered, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.diagnosis.last_year import delivery, last_year
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.model.completed import CompletedItem
from tests.factory import COMPLETED

DAYS = WorkingDays()
"""Monday to Friday."""


def item(promised: dict[str, Any], delivered: dict[str, Any], **more: Any) -> CompletedItem:
    row = {**COMPLETED[0], "promised": promised, "delivered": delivered, **more}
    return CompletedItem.model_validate(row)


def test_late_and_dear() -> None:
    # 2025-06-30 (Monday) to 2025-08-15 (Friday): 1–31 July has 23 weekdays, 1–15 August 11 → 34.
    # (560 − 500) / 500 = 12 %. Close in 6 days where 5 were promised, lower is better: 1 − 1/5 = 80 %.
    found = delivery(CompletedItem.model_validate(COMPLETED[0]), DAYS)
    assert found.slip == 34
    assert found.overrun == pytest.approx(0.12)
    assert found.attainment == pytest.approx(0.8)
    assert (found.on_time, found.on_cost, found.on_measure) == (False, False, False)


def test_early_cheap_and_better() -> None:
    # Friday 2025-06-27 is one weekday before Monday 2025-06-30; 110 of 100, higher is better: 110 %
    found = delivery(
        item(
            {"date": "2025-06-30", "cost": 100, "measure": 100},
            {"date": "2025-06-27", "cost": 90, "measure": 110},
            better="higher",
        ),
        DAYS,
    )
    assert found.slip == -1
    assert found.overrun == pytest.approx(-0.1)
    assert found.attainment == pytest.approx(1.1)
    assert (found.on_time, found.on_cost, found.on_measure) == (True, True, True)


def test_what_is_not_known_is_not_available() -> None:
    found = delivery(item({"cost": 0, "measure": 0}, {"cost": 5, "measure": 3}), DAYS)
    assert found.slip == NotAvailable(Reason.NO_DATE)
    assert found.overrun == NotAvailable(Reason.NO_COST)
    assert found.attainment == NotAvailable(Reason.ZERO_PROMISE)
    assert found.on_measure is False
    assert delivery(item({}, {}), DAYS).on_measure is None


def test_summary() -> None:
    # costs 500 + 100 promised, 560 + 90 delivered: 650 / 600 = +8.33 %, not the mean of +12 % and −10 %
    rows = [
        CompletedItem.model_validate(COMPLETED[0]),
        item({"date": "2025-06-30", "cost": 100_000}, {"date": "2025-06-30", "cost": 90_000}),
        item({"cost": 7}, {}, state="carried-over"),
        item({}, {}, state="partly"),
        item({}, {}, carried_to="next"),
    ]
    found = last_year(rows, DAYS)
    assert found.overrun == pytest.approx(50 / 600)
    assert (found.promised_cost, found.delivered_cost, found.costed) == (
        Decimal(600_000),
        Decimal(650_000),
        2,
    )
    assert found.kept("on_time") == (1, 2)
    assert found.kept("on_cost") == (1, 2)
    assert found.kept("on_measure") == (0, 1)
    assert found.in_state("delivered") == 3
    assert [one.item.state for one in found.carried_over] == ["carried-over", "partly"]
    assert [one.item.carried_to for one in found.continued] == ["next"]
    # slips 0 and 34: the higher of the two middle values, so that no half days appear
    assert found.median_slip == 34


def test_an_empty_year() -> None:
    found = last_year([], DAYS)
    assert found.median_slip == NotAvailable(Reason.NO_DATE)
    assert found.overrun == NotAvailable(Reason.NO_COST)
