"""Weighted maturity, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis.diagnosis.maturity import Levels, dimension_maturity, maturity
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.maturity import MaturityDimension
from tests.factory import small_handbook


def dimension(name: str, *criteria: dict[str, Any], **more: Any) -> MaturityDimension:
    rows = [
        {"id": f"{name}-{index}", "name": "x", "evidence": "seen", **row}
        for index, row in enumerate(criteria)
    ]
    return MaturityDimension.model_validate({"id": name, "name": name, "criteria": rows, **more})


def test_weighted_mean_gap_and_priority() -> None:
    # current (3 × 2 + 1 × 4) / 4 = 2.5; target (3 × 4 + 1 × 4) / 4 = 4; gap 1.5; importance 5 → 7.5
    found = dimension_maturity(
        dimension(
            "a",
            {"current": 2, "target": 4, "weight": 3, "last_year": 2},
            {"current": 4, "target": 4, "last_year": 3},
            importance=5,
        )
    )
    # last year (3 × 2 + 3) / 4 = 2.25
    assert found.levels == Levels(2.5, 4.0, 2.25)
    assert found.levels.gap == 1.5
    assert found.levels.change == pytest.approx(0.25)
    assert found.priority == 7.5


def test_a_score_without_evidence_does_not_count() -> None:
    found = dimension_maturity(
        dimension("a", {"current": 2, "target": 4}, {"current": 5, "target": 5, "evidence": None})
    )
    assert found.levels == Levels(2.0, 4.0, NotAvailable(Reason.NO_LAST_YEAR))
    assert [criterion.id for criterion in found.unproved] == ["a-1"]
    nothing = dimension_maturity(dimension("b", {"current": 2, "target": 4, "evidence": None}))
    assert nothing.levels == NotAvailable(Reason.NO_EVIDENCE)
    assert nothing.priority == NotAvailable(Reason.NO_EVIDENCE)


def test_overall_weakest_and_direction() -> None:
    # overall current (2 × 2 + 1 × 3) / 3 = 2.333; target (2 × 3 + 1 × 5) / 3 = 3.667
    # priorities 3 × 1 = 3 and 3 × 2 = 6: shares a third and two thirds
    low = dimension("low", {"current": 2, "target": 3}, weight=2)
    wide = dimension("wide", {"current": 3, "target": 5})
    found = maturity([low, wide])
    assert isinstance(found.overall, Levels)
    assert found.overall.current == pytest.approx(7 / 3)
    assert found.overall.target == pytest.approx(11 / 3)
    assert found.weakest is not None
    assert found.weakest.dimension.id == "low"
    assert [one.dimension.id for one in found.by_priority] == ["wide", "low"]
    assert [found.share(one) for one in found.dimensions] == pytest.approx([1 / 3, 2 / 3])


def test_a_target_passed_has_no_priority() -> None:
    found = maturity([dimension("done", {"current": 4, "target": 3})])
    assert found.dimensions[0].priority == 0
    assert found.share(found.dimensions[0]) == NotAvailable(Reason.NO_EVIDENCE)


def test_the_small_plan_and_none() -> None:
    found = maturity(small_handbook().maturity.values())
    assert found.unproved == 1
    assert found.weakest is not None
    assert found.weakest.dimension.id == "data-accuracy"
    assert maturity([]).overall == NotAvailable(Reason.NO_EVIDENCE)
    assert maturity([]).weakest is None
