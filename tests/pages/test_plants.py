"""Prove that KPI, health and survey pages tell plants apart: the worst thirty at once, the others folded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.model import Handbook
from erpsite.model.health import HealthValue
from erpsite.model.incident import Incident
from erpsite.model.kpi import KpiActual
from erpsite.model.organisation import Plant
from erpsite.model.survey import SurveyAnswer
from erpsite.model.ticket import Ticket
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.kpi_page import draw_kpi
from erpsite.pages.preread.health import draw_health
from tests.factory import small_handbook
from tests.pages.drawing import book_of, table_of, words_of

_COUNT = 33


def plan_of_many_plants() -> Handbook:
    """Return a plan of 33 plants; plant n has cycle times of n, n minutes of outage, and one ticket."""
    names = [f"p-{n:02d}" for n in range(1, _COUNT + 1)]
    month = "2026-03"
    answers = [
        {
            "id": f"{name}-{k}", "answered_on": "2025-11-03", "department": "finance-dept", "plant": name,
            "module": "finance", "score": 1 + k,
        }
        for name in names
        for k in range(5)
    ]  # fmt: skip
    outages = [
        {
            "id": name, "module": "finance", "plant": name, "severity": 1, "cause": "network",
            "started": f"{month}-02 08:00", "ended": f"{month}-02 08:{n:02d}", "description": "x",
        }
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    tickets = [{"id": name, "opened": f"{month}-02 08:00", "plant": name} for name in names]
    return replace(
        small_handbook(),
        plants={name: Plant.model_validate({"id": name, "name": f"Plant {name}"}) for name in names},
        kpi_actuals=tuple(
            KpiActual(kpi="cycle-time", plant=name, month=month, actual=n) for n, name in enumerate(names, 1)
        ),
        health_values=tuple(
            HealthValue(metric="response-time", plant=name, month=month, value=n)
            for n, name in enumerate(names, 1)
        ),
        incidents=tuple(Incident.model_validate(row) for row in outages),
        tickets=tuple(Ticket.model_validate(row) for row in tickets),
        survey=tuple(SurveyAnswer.model_validate(row) for row in answers),
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("kpi", "plants-cycle-time"),
        ("health", "health-plants"),
        ("health", "availability-plants"),
        ("health", "ticket-plants"),
        ("health", "survey-plants"),
    ],
)
def test_thirty_plants_are_shown_and_the_others_folded(language: str, page: str, table: str) -> None:
    book = book_of(plan_of_many_plants(), language, "2026-03")
    blocks = draw_kpi(book, "cycle-time") if page == "kpi" else draw_health(book)
    shown, folded = table_of(blocks, table), table_of(blocks, f"{table}-more")
    assert (len(shown.rows), len(folded.rows)) == (30, 3)
    title = next(one.summary for one in blocks if isinstance(one, b.Details) and folded in one.blocks)
    assert title == {"en": "3 more plants", "zh": "其余3个工厂"}[language]
    if table in {"plants-cycle-time", "availability-plants"}:
        # The longest cycle and the longest outage are the worst: both are plant 33.
        assert words_of(shown.rows[0])[0] == "Plant p-33"


def test_a_plan_without_plants_has_no_such_tables() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    for blocks in (draw_kpi(book, "cycle-time"), draw_health(book)):
        assert not [one for one in blocks if isinstance(one, b.Heading) and "plant" in one.text.lower()]
