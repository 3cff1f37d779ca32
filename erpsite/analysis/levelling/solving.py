"""Find the best plan that links and capacity allow, goal by goal, and say how good it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from erpsite.analysis.levelling.admitting import admitted_plans
from erpsite.analysis.levelling.asking import CLOCK, solver_of
from erpsite.analysis.levelling.breeding import Breeder, breeder_of
from erpsite.analysis.levelling.clashes import clash_of_dates, find_clash
from erpsite.analysis.levelling.closing import Closing
from erpsite.analysis.levelling.cp_model import PlanModel, build_model, least_end
from erpsite.analysis.levelling.improving import improved
from erpsite.analysis.levelling.placing import Ledger, Placed, fits_alone, place_in_order, pull_forward
from erpsite.analysis.levelling.problem import Goal, LevelProblem
from erpsite.analysis.levelling.result import Clash, ClashKind, GoalResult, Levelled, Limits, Outcome
from erpsite.analysis.schedule.network import NetworkTimes

__all__ = ["first_plan", "level", "missed", "search", "value_of"]

_YEAR = 260
"""Working days beyond the rule's plan in which a better one is looked for."""
_TRIES = 40_000
"""Tasks that are placed while the rule's plan is improved."""
_FIRST = 200
"""Plans that are bred in one second of the time, before a solver is asked."""
_BEFORE = 0.06
"""Of the time for the end, the part after which the solver has solved most problems."""
_SMALL = 250
"""Tasks up to which the solver does well by itself, so that short searches need no better beginning."""
_LONG = 60
"""Seconds from which on they get the best beginning too."""
_NO_BOUND = -(10**12)
"""Below every end, weight and move."""
_LARGEST = 60_000
"""Variables above which the solver would need more memory than a build machine has; then the rule's plan
stands, with the bound that links and sums of capacity give."""
_SHARES = {"promises": 0.65, "end": 0.2, "moves": 0.15}
"""How the time is divided; what one goal does not need, the next one has."""


def level(
    problem: LevelProblem,
    limits: Limits | None = None,
    *,
    explain: bool = True,
    begun: Placed | None = None,
) -> Levelled:
    """Return the best plan by the goals in their order, with bound and gap.

    Where the schedule fits the capacities as it is, it is the best plan: nothing in it can be earlier. Else a
    rule's plan, or the one it begins with, is improved by CP-SAT until it is proved or the time is over. What
    makes every plan impossible is narrowed down to its smallest part, unless `explain` is off. Raises
    `CircleError` for tasks that wait for themselves, `MissingExtraError` where the solver is needed and not
    installed.
    """
    limits, early = limits or Limits(), problem.early()
    schedule = Placed(early.early_start, early.early_finish)
    if _fits(problem, schedule):
        return Levelled(Outcome.PROVED, schedule, _lower_bounds(problem, early, schedule, proved=True))
    if lone := clash_of_dates(problem, early) or _without_place(problem, early):
        return Levelled(Outcome.IMPOSSIBLE, None, clash=lone)
    now = time.monotonic()
    begun = first_plan(problem, early, limits) if begun is None else pull_forward(problem, begun)
    if limits.workers > 1:  # Their seconds are those of the wall, of which the rules had some.
        limits = replace(limits, seconds=max(limits.seconds - (time.monotonic() - now), 0.1))
    if begun is not None and _size(problem, begun.end + _YEAR, early) > _LARGEST:
        return Levelled(Outcome.WITHIN, begun, _lower_bounds(problem, early, begun, proved=False))
    return search(problem, early, limits, begun, explain=explain)


def search(
    problem: LevelProblem, early: NetworkTimes, limits: Limits, begun: Placed | None, *, explain: bool = True
) -> Levelled:
    """Return what the solver finds, beginning with a plan where there is one; raise `MissingExtraError`."""
    return _Search(problem, early, limits).run(begun, explain)


def _fits(problem: LevelProblem, placed: Placed) -> bool:
    """Say whether capacity, dates that cannot move and freezes allow a plan that keeps its links."""
    ledger = Ledger(problem)
    for task in problem.movable:
        ledger.book(task, placed.starts[task])
    for (role, period), units in ledger.used.items():
        room = ledger.room(role, period)
        if room is not None and units > room:
            return False
    late = any(
        placed.finishes[task] > by for task, by in problem.fixed.items() if task not in problem.pins.done
    )
    return not late and not any(
        first <= placed.finishes[task] <= last
        for task, spans in problem.closed.items()
        if task not in problem.pins.done
        for first, last in spans
    )


def _without_place(problem: LevelProblem, early: NetworkTimes) -> tuple[Clash, ...]:
    """Return the first task that asks a role for more in its days than any time has; empty where all fit."""
    for task in problem.movable:
        if problem.stretches and not fits_alone(problem, task, early.early_start[task]):
            return (Clash(ClashKind.EFFORT, task),)
    return ()


def first_plan(problem: LevelProblem, early: NetworkTimes, limits: Limits) -> Placed | None:
    """Return the best plan of a few rules: by latest start, promise or earliest start, or promise by promise.

    None where no rule finds one. It is improved by changes drawn at random, the more the more time there is.
    """
    count = len(problem.durations)
    by_promise = [float(early.late_finish[task]) for task in range(count)]
    for promise in problem.promises:
        for task in promise.tasks:
            by_promise[task] = min(by_promise[task], promise.by - 10 * min(promise.weight, 1))
    rules: list[Sequence[float]] = [early.late_start, early.late_finish, by_promise, early.early_start]
    found = [placed for rule in rules if (placed := place_in_order(problem, rule))]
    found += admitted_plans(problem, early)
    tidy = [pull_forward(problem, placed) for placed in found]

    def ranked(placed: Placed) -> tuple[int, ...]:
        return _ranked(problem, early, placed)

    best = min(tidy, key=ranked, default=None)
    least = _ranked(problem, early, Placed(early.early_start, early.early_finish))
    if best is None or ranked(best) == least:
        return best
    if (breeder := breeder_of(problem, limits.seed)) is not None:
        return breeder.bred(tidy, round(_FIRST * min(limits.seconds, _LONG)), _ends(limits))
    share = 1.0 if len(problem.movable) > _SMALL else min(limits.seconds / _LONG, 1.0)
    return pull_forward(problem, improved(problem, best, ranked, round(_TRIES * share)))


def _ends(limits: Limits) -> float:
    """Return the time of the monotonic clock when a search that begins now ends at the latest."""
    return limits.ends or time.monotonic() + 3 * limits.seconds


def _ranked(problem: LevelProblem, early: NetworkTimes, placed: Placed) -> tuple[int, ...]:
    return tuple(value_of(problem, early, placed, goal) for goal in problem.order)


def missed(problem: LevelProblem, placed: Placed) -> tuple[str, ...]:
    """Return the names of the promises that a plan does not keep."""
    return tuple(
        promise.name
        for promise in problem.promises
        if any(placed.finishes[task] > promise.by for task in promise.tasks)
    )


def value_of(problem: LevelProblem, early: NetworkTimes, placed: Placed, goal: Goal) -> int:
    """Return what a plan reaches of a goal; less is better."""
    if goal == "promises":
        late = set(missed(problem, placed))
        return sum(promise.weight for promise in problem.promises if promise.name in late)
    if goal == "end":
        return placed.end
    moved = sum(placed.finishes) - sum(early.early_finish)
    return moved + sum(placed.starts[task] - early.early_start[task] for task in problem.pins.loose)


def _whole(problem: LevelProblem, early: NetworkTimes, goal: Goal, value: int) -> int:
    """Return what the gap of a goal is measured against."""
    if goal == "promises":
        return max(sum(promise.weight for promise in problem.promises) - value, 1) + value
    open_tasks = [task for task in range(len(problem.durations)) if task not in problem.pins.done]
    first = min((early.early_start[task] for task in problem.movable), default=0)
    if goal == "end":
        return max(value - first, 1)
    return max(value + sum(max(early.early_finish[task] - first, 0) for task in open_tasks), 1)


def _lower_bounds(
    problem: LevelProblem, early: NetworkTimes, placed: Placed, *, proved: bool
) -> tuple[GoalResult, ...]:
    """Return the goals with bounds that need no solver: the schedule without capacity, and sums of work."""
    schedule = Placed(early.early_start, early.early_finish)
    found = []
    for goal in problem.order:
        value = value_of(problem, early, placed, goal)
        bound = value_of(problem, early, schedule, goal)
        if goal == "end":
            bound = least_end(problem, bound)
        found.append(GoalResult(goal, value, value if proved else bound, _whole(problem, early, goal, value)))
    return tuple(found)


def _size(problem: LevelProblem, horizon: int, early: NetworkTimes) -> int:
    """Return about how many variables the model has: days of each stretch before each border of a period."""
    borders = {one.last for own in problem.periods.values() for one in own if one.last <= horizon}
    return sum(
        1 + sum(border > early.early_start[task] for border in borders) * len(problem.stretches[task])
        for task in problem.movable
        if problem.stretches and problem.stretches[task]
    )


@dataclass
class _Search:
    """Hold one search: the model, the best plan so far, and what is left of the time."""

    problem: LevelProblem
    early: NetworkTimes
    limits: Limits
    spent: float = 0.0
    """Of the solver's own clock."""
    in_time: bool = True
    ends: float = 0.0
    """Of the monotonic clock, when the search ends whatever it has found."""

    def __post_init__(self) -> None:
        self.ends = _ends(self.limits)

    def run(self, begun: Placed | None, explain: bool) -> Levelled:
        best, goals = begun, []
        horizon = self._horizon(begun)
        made = build_model(self.problem, self.early, horizon)
        for number, goal in enumerate(self.problem.order):
            if best is not None:
                made.hint(best)
            found, bound, status = self._minimise(made, goal, number, best)
            if status == "INFEASIBLE" and best is None:
                clash, smallest = (
                    find_clash(self.problem, self.early, horizon, self.limits) if explain else ((), False)
                )
                return Levelled(
                    Outcome.IMPOSSIBLE, None, clash=clash, smallest=smallest, in_time=self.in_time,
                    spent=self.spent,
                )  # fmt: skip
            if found is not None:
                best = self._better(found, best)
            if best is None:
                return Levelled(Outcome.UNKNOWN, None, in_time=self.in_time, spent=self.spent)
            value = value_of(self.problem, self.early, best, goal)
            bound = max(min(bound, value), self._floor(goal))
            goals.append(GoalResult(goal, value, bound, _whole(self.problem, self.early, goal, value)))
            made.model.add(made.goal(goal) <= value)
        assert best is not None  # noqa: S101 - an order of goals is never empty
        proved = all(one.proved for one in goals)
        return Levelled(
            Outcome.PROVED if proved else Outcome.WITHIN, best, tuple(goals), in_time=self.in_time,
            spent=self.spent,
        )  # fmt: skip

    def _horizon(self, begun: Placed | None) -> int:
        if begun is not None:
            return max(begun.end, self.early.end) + (_YEAR if self.problem.order[0] != "end" else 0)
        work = sum(self.problem.durations[task] for task in self.problem.movable)
        return self.early.end + min(work, 8 * _YEAR) + _YEAR

    def _floor(self, goal: Goal) -> int:
        schedule = Placed(self.early.early_start, self.early.early_finish)
        floor = value_of(self.problem, self.early, schedule, goal)
        return least_end(self.problem, floor) if goal == "end" else floor

    def _better(self, found: Placed, best: Placed | None) -> Placed:
        tidy = pull_forward(self.problem, found)
        if best is None:
            return tidy
        return min(tidy, best, key=lambda one: _ranked(self.problem, self.early, one))

    def _minimise(
        self, made: PlanModel, goal: Goal, number: int, best: Placed | None
    ) -> tuple[Placed | None, int, str]:
        """Return the best plan for a goal, a bound, and the solver's word for how it ended.

        Where plans can be bred and the solver does not end soon, better ones are hunted for, and it goes on
        from the best one.
        """
        if best and value_of(self.problem, self.early, best, goal) <= (floor := self._floor(goal)):
            return None, floor, "OPTIMAL"
        made.model.minimize(made.goal(goal))
        seconds, spent = self._share(number), self.spent
        breeder = breeder_of(self.problem, self.limits.seed + 1) if number == 0 and best else None
        if breeder is None or best is None:
            return self._solve(made, seconds)
        found, bound, status = self._solve(made, _BEFORE * seconds)
        if status not in ("FEASIBLE", "UNKNOWN") or not self.in_time:
            return found, bound, status
        return self._closed(
            breeder,
            self._better(found, best) if found else best,
            max(bound, floor),
            seconds - (self.spent - spent),
        )

    def _closed(
        self, breeder: Breeder, best: Placed, bound: int, seconds: float
    ) -> tuple[Placed | None, int, str]:
        """Return what is found where plans are hunted for and the bound is raised."""
        closing = Closing(self.problem, self.early, self.limits, breeder, best, bound, seconds, self.ends)
        closing.run()
        self.spent += closing.spent
        self.in_time = closing.in_time
        status = "OPTIMAL" if closing.best.end <= closing.bound else "FEASIBLE"
        return closing.best, closing.bound, status

    def _solve(self, made: PlanModel, seconds: float) -> tuple[Placed | None, int, str]:
        """Return what the solver finds in so many seconds, as `_minimise` does."""
        left = self.ends - time.monotonic()
        if left <= 0:
            self.in_time = False
            return None, _NO_BOUND, "UNKNOWN"
        by_days = bool(self.problem.daily) and not self.problem.periods
        solver = solver_of(self.limits, seconds, left, self.limits.workers, by_days=by_days)
        status = solver.status_name(solver.solve(made.model))
        alike = solver.response_proto.deterministic_time / CLOCK
        self.spent += alike if self.limits.workers == 1 else solver.wall_time
        if status in ("UNKNOWN", "FEASIBLE") and solver.wall_time >= 0.98 * left:
            self.in_time = False
        if status == "MODEL_INVALID":
            raise RuntimeError(made.model.validate())
        if status not in ("OPTIMAL", "FEASIBLE", "UNKNOWN"):
            return None, _NO_BOUND, status
        known = solver.best_objective_bound
        bound = round(known) if abs(known) < -_NO_BOUND else _NO_BOUND
        if status == "UNKNOWN":
            return None, bound, status
        return made.read(solver), bound, status

    def _share(self, number: int) -> float:
        """Return the part of the time that a goal has: its own, and what those before it left."""
        left = max(self.limits.seconds - self.spent, 0.05 * self.limits.seconds)
        shares = [_SHARES[goal] for goal in self.problem.order[number:]]
        return left * shares[0] / sum(shares)
