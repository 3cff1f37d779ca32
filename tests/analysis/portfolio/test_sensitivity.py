"""How firmly initiatives stand above the cut line while the weights vary."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis.portfolio import initiative_value, portfolio_problem, sensitivity
from erpsite.analysis.portfolio.priority import priorities
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from tests.factory import PLAN, small_handbook


def _initiative(name: str, scores: dict[str, Any], cost: int = 10, **more: Any) -> Initiative:
    row = {
        "id": name, "name": name, "type": "technology", "summary": "x", "modules": ["finance"],
        "owner": "zhao-min", "budget": [{"kind": "opex", "by_quarter": {"2026-Q1": cost}}],
        "scores": scores, **more,
    }  # fmt: skip
    return Initiative.model_validate(row)


def _book(method: str, *initiatives: Initiative, envelope: int = 10, **weights: float) -> Handbook:
    settings = {"budget": {"envelope": envelope}, "prioritisation": {"method": method, "weights": weights}}
    return small_handbook(
        plan=Plan.model_validate({**PLAN, **settings}), initiatives={one.id: one for one in initiatives}
    )


def _wsjf(value: int, time: int, risk: int, size: int = 1) -> dict[str, Any]:
    return {
        "wsjf": {
            "business_value": value,
            "time_criticality": time,
            "risk_reduction": risk,
            "job_size": size,
        }
    }


def _rice(reach: int, impact: float, confidence: int, effort: float) -> dict[str, Any]:
    return {"rice": {"reach": reach, "impact": impact, "confidence": confidence, "effort": effort}}


def _stays(book: Handbook) -> dict[str, float]:
    return dict(sensitivity(book, priorities(book)))


def test_a_clear_lead_never_falls() -> None:
    # 20 × 0.8 = 16 is still more than 13 × 1.2 = 15.6 in every component.
    book = _book("wsjf", _initiative("a", _wsjf(20, 20, 20)), _initiative("b", _wsjf(13, 13, 13)))
    assert _stays(book) == {"a": 1.0, "b": 0.0}


def test_a_tie_of_opposite_strengths_is_decided_by_the_weights() -> None:
    # 13 value against 13 risk: whichever weighs more wins, each in about half of the trials.
    book = _book("wsjf", _initiative("a", _wsjf(13, 1, 1)), _initiative("b", _wsjf(1, 1, 13)))
    stays = _stays(book)
    assert 0.4 < stays["a"] < 0.6
    assert stays["a"] + stays["b"] == pytest.approx(1)


def test_the_weights_of_rice_are_its_exponents() -> None:
    # 100 × 1 × 1 / 1 = 100 against 10,000 × 1 × 1 / 100 = 100: only reach and effort decide.
    book = _book(
        "rice", _initiative("a", _rice(100, 1, 100, 1)), _initiative("b", _rice(10_000, 1, 100, 100))
    )
    stays = _stays(book)
    assert 0.3 < stays["a"] < 0.7
    # Twice the impact at equal reach, confidence and effort wins whatever the exponents.
    book = _book("rice", _initiative("a", _rice(100, 2, 80, 5)), _initiative("b", _rice(100, 1, 80, 5)))
    assert _stays(book) == {"a": 1.0, "b": 0.0}
    nothing = _book("rice", _initiative("a", _rice(0, 2, 80, 5)), _initiative("b", _rice(100, 1, 80, 5)))
    assert _stays(nothing) == {"a": 0.0, "b": 1.0}


def test_the_weights_of_the_weighted_score_vary() -> None:
    scores = ({"weighted": {"value": 1, "ease": 0}}, {"weighted": {"value": 0, "ease": 1}})
    firm = _book("weighted", _initiative("a", scores[0]), _initiative("b", scores[1]), value=0.7, ease=0.3)
    # 0.7 × 0.8 = 0.56 is more than 0.3 × 1.2 = 0.36.
    assert _stays(firm) == {"a": 1.0, "b": 0.0}
    open_ = _book("weighted", _initiative("a", scores[0]), _initiative("b", scores[1]), value=0.5, ease=0.5)
    assert 0.4 < _stays(open_)["a"] < 0.6


def test_what_is_mandatory_stands_first_in_every_trial() -> None:
    must = _initiative("law", {}, mandatory=True)
    assert _stays(_book("wsjf", _initiative("a", _wsjf(20, 20, 20)), must)) == {"law": 1.0, "a": 0.0}


def test_the_same_plan_gives_the_same_shares() -> None:
    book = _book("wsjf", _initiative("a", _wsjf(13, 1, 1)), _initiative("b", _wsjf(1, 1, 13)))
    assert _stays(book) == _stays(book)


def test_the_value_is_what_the_method_counts_without_its_size() -> None:
    one = _initiative(
        "a", {**_wsjf(13, 8, 5, 20), **_rice(400, 0.25, 80, 12), "weighted": {"value": 0.3, "ease": 0.5}}
    )
    # 13 + 8 + 5; 400 × 0.25 × 0.8; 0.6 × 0.3 + 0.4 × 0.5.
    for method, value in (("wsjf", "26"), ("rice", "80"), ("weighted", "0.38")):
        book = _book(method, one, value=0.6, ease=0.4)
        assert str(initiative_value(one, book.plan.prioritisation)).rstrip("0").rstrip(".") == value
    plain = _book("wsjf", _initiative("b", {}))
    assert initiative_value(plain.initiatives["b"], plain.plan.prioritisation) is None
    assert not portfolio_problem(plain).candidates[0].scored
