"""KPIs, health, outages, tickets and answers by plant, each by its own rule, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.health.availability import Uptime, availability
from erpsite.analysis.health.by_plant import availability_by_plant, health_by_plant, tickets_by_plant
from erpsite.analysis.health.survey import Satisfaction, survey_result
from erpsite.analysis.kpi.by_plant import kpi_by_plant
from erpsite.model import Handbook
from erpsite.model.health import HealthValue
from erpsite.model.incident import Incident
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.organisation import Plant
from erpsite.model.survey import SurveyAnswer
from erpsite.model.ticket import Ticket
from tests.factory import small_handbook

_PLANTS = ("north", "south", "east")
_DAY = 24 * 60


def _book(**changes: Any) -> Handbook:
    plants = {name: Plant.model_validate({"id": name, "name": name.title()}) for name in _PLANTS}
    return replace(small_handbook(), plants=plants, **changes)


def _outage(number: int, day: str, hours: int, plant: str | None, **more: Any) -> Incident:
    row = {
        "id": f"i-{number}", "module": "finance", "started": f"2026-03-{day} 00:00",
        "ended": f"2026-03-{day} {hours:02d}:00", "severity": 1, "cause": "network", "description": "x",
        "plant": plant, **more,
    }  # fmt: skip
    return Incident.model_validate(row)


def _percent(cell: object) -> float:
    assert isinstance(cell, Uptime)
    return cell.percent


def test_an_outage_of_one_plant_of_three_counts_a_third() -> None:
    book = _book(incidents=(_outage(1, "02", 12, "north"), _outage(2, "03", 6, None)))
    whole = availability(book, "2026-03").cells["finance", "2026-03"]
    assert isinstance(whole, Uptime)
    # March has 31 days. All plants lose 6 h, one of the three 12 h more: (3 × 360 + 720) / 3 = 600 minutes.
    assert (whole.eligible, whole.down) == (31 * _DAY, 600)
    by_plant = availability_by_plant(book, "2026-03")
    assert next(iter(by_plant)) == "north"
    downs = {name: found.cells["finance", "2026-03"] for name, found in by_plant.items()}
    assert {name: cell.down for name, cell in downs.items() if isinstance(cell, Uptime)} == {
        "north": 1080, "south": 360, "east": 360,
    }  # fmt: skip
    # The whole is what its plants are together: sums over sums.
    mean = sum(_percent(cell) for cell in downs.values()) / 3
    assert _percent(whole) == pytest.approx(mean)


def test_only_the_plants_that_use_a_module_count() -> None:
    book = _book(incidents=(_outage(1, "02", 12, "north"),))
    row = {"id": "east", "name": "East", "modules": ["supply-chain"]}
    book = replace(book, plants={**book.plants, "east": Plant.model_validate(row)})
    whole = availability(book, "2026-03").cells["finance", "2026-03"]
    assert isinstance(whole, Uptime)
    assert whole.down == 720 / 2
    assert "finance" not in availability_by_plant(book, "2026-03")["east"].modules


def test_the_same_hour_counts_once_in_a_plant_and_once_in_each() -> None:
    # All three are down from 0 to 6; north also by an outage of its own from 0 to 12: 720, 360 and 360.
    book = _book(incidents=(_outage(1, "02", 12, "north"), _outage(2, "02", 6, None)))
    whole = availability(book, "2026-03").cells["finance", "2026-03"]
    assert isinstance(whole, Uptime)
    assert whole.down == (720 + 360 + 360) / 3


def test_without_plants_in_the_log_nothing_is_told_apart() -> None:
    assert availability_by_plant(_book(incidents=(_outage(1, "02", 12, None),)), "2026-03") == {}


def _kpi(**fields: Any) -> Kpi:
    row = {
        "id": "k", "name": "K", "definition": "D", "unit": "%", "comparator": ">=", "baseline": 80,
        "target": 90, "owner": "li-qiang", "source": "erp-log", **fields,
    }  # fmt: skip
    return Kpi.model_validate(row)


def _actuals(*rows: tuple[str, str, float, float]) -> tuple[KpiActual, ...]:
    return tuple(
        KpiActual(kpi="k", plant=plant, month=month, numerator=above, denominator=below)
        for plant, month, above, below in rows
    )


def test_a_ratio_is_rolled_up_in_each_plant_by_its_parts() -> None:
    rows = _actuals(
        ("north", "2026-01", 90, 100), ("north", "2026-02", 10, 100),
        ("south", "2026-01", 9, 10), ("south", "2026-02", 190, 200),
    )  # fmt: skip
    book = _book(kpis={"k": _kpi(roll_up="ratio", scale=100)}, kpi_actuals=rows)
    found = kpi_by_plant(book, "k", "2026-02")
    # 100 / 200 and 199 / 210, never the means of the months.
    assert list(found) == ["north", "south"]
    assert [status.judged for status in found.values()] == pytest.approx([50, 100 * 199 / 210])
    assert [status.met for status in found.values()] == [False, True]


def test_the_worst_plant_is_first_by_the_comparator() -> None:
    rows = tuple(
        KpiActual(kpi="k", plant=plant, month="2026-02", actual=value)
        for plant, value in (("north", 5.0), ("south", 9.0), ("east", None))
    )
    less = _book(kpis={"k": _kpi(comparator="<=", baseline=10, target=6)}, kpi_actuals=rows)
    assert list(kpi_by_plant(less, "k", "2026-02")) == ["south", "north", "east"]
    more = _book(kpis={"k": _kpi(baseline=1, target=6)}, kpi_actuals=rows)
    assert list(kpi_by_plant(more, "k", "2026-02")) == ["north", "south", "east"]


def test_health_is_told_by_plant() -> None:
    values = tuple(
        HealthValue(metric="response-time", plant=plant, month="2026-03", value=value)
        for plant, value in (("north", 1.0), ("south", 9.0))
    )
    found = health_by_plant(_book(health_values=values), "2026-03")
    assert [one.plant for one in found] == ["south", "north"]
    assert [one.worst.latest for one in found if one.worst] == [9.0, 1.0]


def _ticket(number: int, plant: str | None, resolved: str | None, met: bool | None) -> Ticket:
    row = {
        "id": f"T{number}", "opened": f"2026-03-{number:02d} 08:00", "resolved": resolved, "sla_met": met,
        "plant": plant,
    }  # fmt: skip
    return Ticket.model_validate(row)


def test_tickets_are_counted_by_plant() -> None:
    tickets = (
        _ticket(1, "north", "2026-03-02 08:00", True), _ticket(2, "north", "2026-03-04 08:00", False),
        _ticket(3, "south", None, None), _ticket(4, "south", None, None), _ticket(5, None, None, None),
    )  # fmt: skip
    found = tickets_by_plant(_book(tickets=tickets), "2026-03")
    assert [
        (one.plant, one.opened, one.resolved, one.last.backlog, one.within_sla, one.judged)
        for one in found
    ] == [
        ("south", 2, 0, 2, 0, 0), ("north", 2, 2, 0, 1, 2), ("", 1, 0, 1, 0, 0),
    ]  # fmt: skip
    kpi = _kpi(unit="tickets", measured_from="tickets.backlog", comparator="<=", baseline=9, target=3)
    measured = state(_book(tickets=tickets, kpis={"k": kpi}, kpi_actuals=()), "2026-03").handbook
    assert {name: one.judged for name, one in kpi_by_plant(measured, "k", "2026-03").items()} == {
        "south": 2, "north": 0,
    }  # fmt: skip
    assert measured.actuals["k"]["2026-03"].actual == 3


def test_answers_by_plant_tell_on_nobody() -> None:
    places = ["north"] * 6 + ["south"] * 7 + ["east"] * 2
    answers = tuple(
        SurveyAnswer.model_validate(
            {
                "id": f"a-{n}", "answered_on": "2025-11-03", "department": "finance-dept",
                "module": "finance", "score": 1 + n % 5, "plant": plant,
            }
        )
        for n, plant in enumerate(places)
    )  # fmt: skip
    book = _book(survey=answers)
    found = survey_result(book, state(book, "2026-03").today)
    shown = {one.id for one in found.plants if isinstance(one.figures, Satisfaction)}  # type: ignore[union-attr]
    # East has two answers only; the total less the others would tell them, so north is hidden with it.
    assert shown == {"south"}
