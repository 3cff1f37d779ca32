"""Try how firmly each initiative stands above the cut line while the weights vary."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from erpsite.analysis.portfolio.priority import Priorities
from erpsite.analysis.portfolio.problem import scale_of
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative, RiceScore, WsjfScore
from erpsite.model.plan import Method, Prioritisation

__all__ = ["TRIALS", "sensitivity"]

TRIALS = 1_000
_SEED = 20_260_115
_SPREAD = 0.2
_TOGETHER = 50
"""Trials that are computed at once: of thousands of initiatives all would take a hundred megabytes."""


def sensitivity(handbook: Handbook, found: Priorities, trials: int = TRIALS) -> Mapping[str, float]:
    """Return the share of trials (0 to 1) in which each ranked initiative stands above the cut line, by id.

    Every trial multiplies each weight by a factor drawn evenly from 0.8 to 1.2. WSJF: the weights of
    business value, time criticality and risk reduction, each 1 in the plan; a weight of the job size
    would not change any order. RICE: the exponents of reach, impact, confidence and effort, each 1 in the
    plan. Weighted: the plan's own weights. The seed is fixed; among equals the plan's own order stands.
    Empty where a budget, or what may be spent, is not known: nobody can say where the line would fall.
    """
    import numpy as np  # noqa: PLC0415 - only the page that shows it pays for it

    ranked = [one.initiative for one in found.ranked]
    if not ranked or found.uncosted or found.spendable is None:
        return {}
    step = scale_of([*(one.cost for one in ranked), found.spendable])
    costs = np.array([float(one.cost / step) for one in ranked])
    mandatory = [one.mandatory for one in ranked]
    above = np.zeros(len(ranked))
    for scores in _scores(ranked, handbook.plan.prioritisation, trials):
        scores[:, mandatory] = np.inf
        order = np.argsort(-scores, axis=1, kind="stable")
        funded = np.cumsum(costs[order], axis=1) <= float(found.spendable / step)
        above += np.bincount(order[funded], minlength=len(ranked))
    return {one.id: float(count) / trials for one, count in zip(ranked, above, strict=True)}


def _scores(ranked: Sequence[Initiative], setting: Prioritisation, trials: int) -> Iterator[Any]:
    """Yield the score of each initiative in some trials, a row a trial; 0 without scores."""
    import numpy as np  # noqa: PLC0415 - as above

    parts, weights, size = _components(ranked, setting)
    draw = random.Random(_SEED)  # noqa: S311 - trials, not secrets
    factors = np.array(
        [[weight * draw.uniform(1 - _SPREAD, 1 + _SPREAD) for weight in weights] for _ in range(trials)]
    )
    with np.errstate(divide="ignore"):
        columns = np.array(parts, dtype=float).reshape(len(ranked), len(weights))
        columns = np.log(columns) if setting.method is Method.RICE else columns
    for begin in range(0, trials, _TOGETHER):
        some = factors[begin : begin + _TOGETHER]
        total = np.zeros((len(some), len(ranked)))
        for number in range(len(weights)):
            total += some[:, [number]] * columns[:, number]
        # A product of powers ranks as the sum of its logarithms does.
        yield total / np.array(size)


def _components(
    ranked: Sequence[Initiative], setting: Prioritisation
) -> tuple[list[list[float]], list[float], list[float]]:
    """Return what is weighed of each initiative, the weights in the plan, and what the sum is divided by."""
    if setting.method is Method.WSJF:
        rows = [one.scores.wsjf for one in ranked]
        delay = [_delay(row) for row in rows]
        return delay, [1.0, 1.0, 1.0], [float(row.job_size) if row else 1.0 for row in rows]
    ones = [1.0] * len(ranked)
    if setting.method is Method.RICE:
        scores = [one.scores.rice for one in ranked]
        return [_reach(row) for row in scores], [1.0, 1.0, 1.0, 1.0], ones
    names = list(setting.weights)
    weighed = [[float(one.scores.weighted.get(name, 0)) for name in names] for one in ranked]
    return weighed, [setting.weights[name] for name in names], ones


def _delay(row: WsjfScore | None) -> list[float]:
    return (
        [float(row.business_value), float(row.time_criticality), float(row.risk_reduction)]
        if row
        else [0.0] * 3
    )


def _reach(row: RiceScore | None) -> list[float]:
    return (
        [float(row.reach), row.impact, row.confidence / 100, 1 / row.effort] if row else [0.0, 1.0, 1.0, 1.0]
    )
