"""Make CP-SAT ready to solve: how long, with how many workers, and by which kinds of search."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from erpsite.analysis.levelling.result import Limits
from erpsite.extras import need

__all__ = ["CLOCK", "PROOF_CLOCK", "prover_of", "solver_of"]

CLOCK = 0.17
"""Of the solver's own units of work in one second of a machine of today."""
PROOF_CLOCK = 0.5
"""The same where one search alone asks whether there is a plan at all: it does more of what is counted."""
_BY_DAYS = ("no_lp", "objective_lb_search_no_lp", "quick_restart_no_lp")
"""Kinds of the solver's search where days limit, by their names in CP-SAT; with two workers the first two."""


def solver_of(limits: Limits, seconds: float, left: float, workers: int, *, by_days: bool = False) -> Any:
    """Return a solver that ends after so many seconds of its own clock, alike on every machine.

    Several workers are never alike, and share their clock: they end after so many seconds of the wall's. With
    one worker, what is `left` on the wall ends it too.
    """
    cp = need("ortools.sat.python.cp_model")
    solver = cp.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = limits.seed % 2**31
    if limits.workers == 1:
        solver.parameters.max_deterministic_time = seconds * CLOCK
        solver.parameters.max_time_in_seconds = left
    else:
        solver.parameters.max_time_in_seconds = min(seconds, left)
    solver.parameters.interleave_search = limits.workers == 1
    solver.parameters.log_to_stdout = False
    if by_days:
        _search_by_days(solver)
    return solver


def prover_of(limits: Limits, seconds: float, left: float) -> Any:
    """Return a solver that says whether there is a plan at all, by one search that learns from conflicts.

    Several searches would learn the same twice: two of them need twice the work of one, and no less time.
    """
    solver = solver_of(replace(limits, workers=1), seconds, left, 1)
    solver.parameters.interleave_search = False
    solver.parameters.linearization_level = 0
    alike = limits.workers == 1
    solver.parameters.max_deterministic_time = seconds * PROOF_CLOCK if alike else math.inf
    return solver


def _search_by_days(solver: Any) -> None:
    """Search without linear relaxations, which know next to nothing where days limit, and cost the most.

    What is learned from conflicts proves such problems several times as soon; better plans are hunted for.
    """
    solver.parameters.linearization_level = 0
    if solver.parameters.num_workers != 1 or solver.parameters.interleave_search:
        solver.parameters.subsolvers.extend(_BY_DAYS)
