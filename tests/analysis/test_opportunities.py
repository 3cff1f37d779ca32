"""The ranking of technology opportunities."""

from __future__ import annotations

import pytest

from erpsite.analysis.diagnosis.opportunities import by_ring, rank_opportunities
from erpsite.model.opportunity import Opportunity, Readiness
from tests.factory import OPPORTUNITIES, small_handbook


@pytest.mark.parametrize(
    ("value", "feasibility", "score", "field"),
    [(5, 4, 20, "pursue"), (4, 3, 12, "prepare"), (3, 5, 15, "convenient"), (3, 3, 9, "leave")],
)
def test_score_and_field(value: int, feasibility: int, score: int, field: str) -> None:
    row = {**OPPORTUNITIES[0], "value": value, "feasibility": feasibility}
    handbook = small_handbook(opportunities={"ai-forecast": Opportunity.model_validate(row)})
    one = rank_opportunities(handbook)[0]
    assert (one.score, one.field) == (score, field)


def test_order_rings_and_initiatives() -> None:
    rows = [
        {**OPPORTUNITIES[0], "id": "low", "value": 2, "feasibility": 2, "pain_points": []},
        {**OPPORTUNITIES[0], "id": "hard", "value": 5, "feasibility": 2, "readiness": "assess"},
        {**OPPORTUNITIES[0], "id": "easy", "value": 2, "feasibility": 5},
        {**OPPORTUNITIES[0], "initiative": "erp-crm"},
    ]
    handbook = small_handbook(opportunities={row["id"]: Opportunity.model_validate(row) for row in rows})
    ranked = rank_opportunities(handbook)
    # 15, then 10 twice with the higher value first, then 4
    assert [one.opportunity.id for one in ranked] == ["ai-forecast", "hard", "easy", "low"]
    assert ranked[0].initiatives == ("erp-crm", "report-auto")
    assert [one.untied for one in ranked] == [False, False, False, True]
    rings = by_ring(ranked)
    assert [len(rings[ring]) for ring in Readiness] == [0, 3, 1, 0]
