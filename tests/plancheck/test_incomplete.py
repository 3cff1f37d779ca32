"""Take parts out of the sample at random: no rule raises, and none passes without having judged."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import translator
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.plancheck import Pitfall, judge_plan

DATA = Path(__file__).resolve().parents[2] / "data"
MONTHS = ("2025-12", "2026-01", "2026-04", "2026-10", "2027-03")
OPTIONAL: dict[str, Any] = {
    "objectives": (), "pain_points": (), "opportunities": (), "budget": (), "effort": (), "benefit": None,
    "risks": (), "assumptions": (), "business_owner": None, "sponsor": None, "third_parties": (),
}  # fmt: skip


@cache
def _book() -> Handbook:
    book = load_handbook(DATA).handbook
    assert book is not None
    return book


def _thinned(draw: random.Random) -> Handbook:
    """Return the sample with about a third of what may be left out left out."""
    book, initiatives = _book(), {}
    for name, one in book.initiatives.items():
        phases = tuple(
            phase.model_copy(
                update={key: None for key in ("start", "finish", "estimate") if draw.random() < 0.3}
            )
            for phase in one.phases
        )
        fields = {key: empty for key, empty in OPTIONAL.items() if draw.random() < 0.3}
        stage = draw.choice(["proposed", "deferred"]) if draw.random() < 0.2 else one.stage
        initiatives[name] = one.model_copy(update={"phases": phases, "stage": stage, **fields})
    empty: dict[str, Any] = {
        "charter": None, "agenda": None, "working_group": None, "meeting": None, "reviews": {},
        "kpi_actuals": (), "health_values": (), "maturity": {}, "pain_points": {}, "objectives": {},
    }  # fmt: skip
    gone = {key: nothing for key, nothing in empty.items() if draw.random() < 0.25}
    return replace(book, initiatives=initiatives, **gone)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_missing_is_told_and_nothing_raises(seed: int) -> None:
    draw = random.Random(seed)
    judged = judge_plan(state(_thinned(draw), draw.choice(MONTHS)))
    for one in (*judged.findings, *judged.not_judged):
        for language in ("zh", "en"):
            assert translator(language)(one.issue.message, **one.issue.values)
        assert one.issue.source.path
    for rule in judged.rules:
        share = judged.share(rule)
        assert share is None or 0 <= share <= 1
        if share is None and rule.pitfall is not Pitfall.W:
            assert judged.not_judged_by_rule[rule.id], f"{rule.id} judged nothing and does not say so"


def test_nothing_at_all_is_not_a_good_plan() -> None:
    empty = replace(
        _book(), initiatives={}, kpis={}, objectives={}, pain_points={}, maturity={}, reviews={}, agenda=None,
        charter=None, working_group=None, health_metrics={}, kpi_actuals=(), health_values=(), meeting=None,
        meeting_decisions={}, opportunities={}, plan=_book().plan.model_copy(update={"waivers": ()}),
    )  # fmt: skip
    judged = judge_plan(state(empty, "2026-01"))
    told = {one.rule.id for one in judged.not_judged}
    passed = {rule.id for rule in judged.rules if judged.share(rule) == 1}
    assert passed == {"P2-OUTAGES", "P3-CONTINGENCY", "R-PACK", "S-CALENDAR", "S-HOLIDAYS"}
    assert len(told) > 50
