"""Find the smallest set of capacities, links and dates that cannot all be kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from erpsite.analysis.levelling.cp_model import PlanModel, build_model
from erpsite.analysis.levelling.placing import arcs_into
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.levelling.result import Clash, ClashKind, Limits
from erpsite.analysis.schedule.network import Arc, NetworkTimes
from erpsite.extras import need
from erpsite.model.initiative import LinkType

__all__ = ["clash_of_dates", "find_clash"]


def clash_of_dates(problem: LevelProblem, early: NetworkTimes) -> tuple[Clash, ...]:
    """Return the shortest chain of links from a given date to a date that cannot move and is passed by it.

    No capacity takes part in it, so that no solver is needed, and without any member the rest can be kept.
    Empty where every such date can be met without regard to capacity.
    """
    chains: list[tuple[Clash, ...]] = [
        (Clash(ClashKind.FIXED, task), *_what_holds(problem, early, task))
        for task, by in sorted(problem.fixed.items())
        if task not in problem.pins.done and early.early_finish[task] > by
    ]
    shortest = min(chains, key=lambda chain: (len(chain), chain), default=None)
    return tuple(sorted(shortest or ()))


def _what_holds(problem: LevelProblem, early: NetworkTimes, task: int) -> list[Clash]:
    """Return the links, from the last to the first, and the given date that make a task's earliest finish."""
    pins, found, at_finish = problem.pins, list[Clash](), True
    into = arcs_into(problem)
    while task not in pins.done:
        start, finish = early.early_start[task], early.early_finish[task]
        if task in pins.started and (not at_finish or finish == start + problem.durations[task]):
            break
        apart = task in pins.loose or task in pins.started
        sides = {True: finish, False: start}
        open_sides = [at_finish] if apart else [True, False]
        given = {True: pins.not_finished_before.get(task), False: pins.not_before.get(task)}
        if any(given[side] == sides[side] for side in open_sides):
            return [*found, Clash(ClashKind.START, task)]
        arc = next((one for one in into[task] if _drives(one, early, sides, open_sides)), None)
        if arc is not None:
            found.append(Clash(ClashKind.LINK, problem.arcs.index(arc)))
            task, at_finish = arc.before, arc.type in (LinkType.FS, LinkType.FF)
        elif apart and at_finish:
            at_finish = False
        else:
            break
    return found


def _drives(arc: Arc, early: NetworkTimes, sides: dict[bool, int], open_sides: Sequence[bool]) -> bool:
    """Say whether a link leaves the side of its later task that is asked about no earlier day."""
    before = early.early_finish if arc.type in (LinkType.FS, LinkType.FF) else early.early_start
    side = arc.type in (LinkType.FF, LinkType.SF)
    return side in open_sides and before[arc.before] + arc.lag == sides[side]


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
