"""Try how firmly each initiative stands above the cut line while the weights vary."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from erpsite.analysis.priority import Priorities, RankedInitiative
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Method, Prioritisation

__all__ = ["TRIALS", "sensitivity"]

TRIALS = 1_000
_SEED = 20_260_115
_SPREAD = 0.2

Scorer = Callable[[Initiative], float]


def sensitivity(handbook: Handbook, found: Priorities, trials: int = TRIALS) -> Mapping[str, float]:
    """Return the share of trials (0 to 1) in which each ranked initiative stands above the cut line, by id.

    Every trial multiplies each weight by a factor drawn evenly from 0.8 to 1.2. WSJF: the weights of
    business value, time criticality and risk reduction, each 1 in the plan; a weight of the job size
    would not change any order. RICE: the exponents of reach, impact, confidence and effort, each 1 in the
    plan. Weighted: the plan's own weights, scaled to sum to 1. The seed is fixed.
    """
    draw = random.Random(_SEED)  # noqa: S311 - trials, not secrets
    must = [one for one in found.ranked if one.initiative.mandatory]
    others = [one for one in found.ranked if not one.initiative.mandatory]
    above = dict.fromkeys((one.initiative.id for one in found.ranked), 0)
    for _ in range(trials):
        score = _scorer(handbook.plan.prioritisation, draw)
        total = Decimal(0)
        for one in [*must, *_in_order(others, score)]:
            total += one.initiative.cost
            if total > found.spendable:
                break
            above[one.initiative.id] += 1
    return {name: count / trials for name, count in above.items()} if trials else {}


def _in_order(ranked: list[RankedInitiative], score: Scorer) -> list[RankedInitiative]:
    """Return by falling score; among equals the plan's own order stands."""
    return sorted(ranked, key=lambda one: (-score(one.initiative), one.rank))


def _scorer(setting: Prioritisation, draw: random.Random) -> Scorer:
    def factor() -> float:
        return draw.uniform(1 - _SPREAD, 1 + _SPREAD)

    if setting.method is Method.WSJF:
        return _wsjf_scorer(factor(), factor(), factor())
    if setting.method is Method.RICE:
        return _rice_scorer(factor(), factor(), factor(), factor())
    varied = {name: weight * factor() for name, weight in setting.weights.items()}
    return _weighted_scorer(varied)


def _wsjf_scorer(value: float, time: float, risk: float) -> Scorer:
    def score(initiative: Initiative) -> float:
        one = initiative.scores.wsjf
        if one is None:
            return 0.0
        delay = value * one.business_value + time * one.time_criticality + risk * one.risk_reduction
        return delay / one.job_size

    return score


def _rice_scorer(reach: float, impact: float, confidence: float, effort: float) -> Scorer:
    def score(initiative: Initiative) -> float:
        one = initiative.scores.rice
        if one is None:
            return 0.0
        gain = float(one.reach**reach * one.impact**impact * (one.confidence / 100) ** confidence)
        return gain / float(one.effort**effort)

    return score


def _weighted_scorer(weights: Mapping[str, float]) -> Scorer:
    total = sum(weights.values()) or 1.0

    def score(initiative: Initiative) -> float:
        scores = initiative.scores.weighted
        return sum(weight / total * scores.get(name, 0.0) for name, weight in weights.items())

    return score
