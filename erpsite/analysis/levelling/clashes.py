"""Find the smallest set of capacities, links and dates that cannot all be kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from erpsite.analysis.levelling.cp_model import PlanModel, build_model
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.levelling.result import Clash, Limits
from erpsite.analysis.schedule.network import NetworkTimes
from erpsite.extras import need

__all__ = ["find_clash"]


def find_clash(
    problem: LevelProblem, early: NetworkTimes, horizon: int, limits: Limits
) -> tuple[tuple[Clash, ...], bool]:
    """Return a set that contradicts itself, and whether each member was shown to be needed.

    The solver names a set that is enough; then one member after the other is left out, and stays out where
    the rest still contradicts itself.
    """
    made = build_model(problem, early, horizon, guarded=True)
    ends = limits.ends or time.monotonic() + 3 * limits.seconds
    core = _core(made, sorted(made.literals), limits, limits.seconds, ends)
    if core is None:
        return (), False
    needed: list[Clash] = []
    rest, sure = list(core), True
    while rest:
        one = rest.pop()
        if time.monotonic() > ends:
            return tuple(sorted([*needed, one, *rest])), False
        smaller = _core(made, [*needed, *rest], limits, limits.seconds / 4, ends)
        if smaller is None:
            needed.append(one)
        else:
            rest = [clash for clash in rest if clash in smaller]
    return tuple(sorted(needed)), sure


def _core(
    made: PlanModel, kept: Sequence[Clash], limits: Limits, seconds: float, ends: float
) -> list[Clash] | None:
    """Return which of the kept constraints are enough for a contradiction; None where there is none."""
    cp = need("ortools.sat.python.cp_model")
    model: Any = made.model
    model.clear_assumptions()
    chosen = set(kept)
    model.add_assumptions([literal for clash, literal in made.literals.items() if clash in chosen])
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed % 2**31
    solver.parameters.max_deterministic_time = seconds
    solver.parameters.max_time_in_seconds = max(ends - time.monotonic(), 0.1)
    status = solver.solve(model)
    if solver.status_name(status) != "INFEASIBLE":
        return None
    numbers = set(solver.sufficient_assumptions_for_infeasibility())
    return sorted(
        clash for clash, literal in made.literals.items() if literal.index in numbers and clash in chosen
    )
