"""Write a problem as a model of CP-SAT, OR-tools' solver; the only place that knows its language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from erpsite.analysis.levelling.placing import Placed
from erpsite.analysis.levelling.problem import Goal, LevelProblem, Stretch
from erpsite.analysis.levelling.result import Clash, ClashKind
from erpsite.analysis.schedule.network import Arc, NetworkTimes
from erpsite.extras import need
from erpsite.model.initiative import LinkType

__all__ = ["PlanModel", "build_model"]


_BEFORE = 1000
"""Working days before the plan in which tasks may lie while contradictions are looked for."""


@dataclass
class PlanModel:
    """Hold the model with its variables by task number; a number stands where nothing is left to choose."""

    problem: LevelProblem
    early: NetworkTimes
    horizon: int
    model: Any
    starts: list[Any]
    finishes: list[Any]
    guard: Callable[[Clash], Any] | None
    """Gives each constraint the literal that switches it on, where contradictions are looked for."""
    literals: dict[Clash, Any] = field(default_factory=dict)
    late: dict[int, Any] = field(default_factory=dict)
    """Whether a promise, by its number, is missed; 1 where it cannot be kept."""
    end: Any = 0

    @property
    def first(self) -> int:
        """Return a border well before every task, for where given dates are switched off."""
        return min(self.early.early_start, default=0) - _BEFORE

    def goal(self, goal: Goal) -> Any:
        """Return what a goal makes small, as an expression."""
        if goal == "promises":
            return sum(self.problem.promises[n].weight * late for n, late in self.late.items())
        if goal == "end":
            return self.end
        moved = [
            self.finishes[task] - self.early.early_finish[task]
            for task in range(len(self.finishes))
            if task not in self.problem.pins.done
        ]
        moved += [self.starts[task] - self.early.early_start[task] for task in self.problem.pins.loose]
        return sum(moved)

    def read(self, solver: Any) -> Placed:
        """Return the plan that a solver found."""

        def value(known: Any) -> int:
            return known if isinstance(known, int) else int(solver.value(known))

        return Placed(tuple(map(value, self.starts)), tuple(map(value, self.finishes)))

    def hint(self, placed: Placed) -> None:
        """Tell the solver a plan that it can begin with."""
        told: dict[int, tuple[Any, int]] = {}
        known = [
            *zip(self.starts, placed.starts, strict=True),
            *zip(self.finishes, placed.finishes, strict=True),
        ]
        known += [(late, int(self._misses(number, placed))) for number, late in self.late.items()]
        for variable, value in [*known, (self.end, placed.end)]:
            if hasattr(variable, "index"):
                told[variable.index] = (variable, value)
        self.model.clear_hints()
        for variable, value in told.values():
            self.model.add_hint(variable, value)

    def _misses(self, number: int, placed: Placed) -> bool:
        promise = self.problem.promises[number]
        return any(placed.finishes[task] > promise.by for task in promise.tasks)


def build_model(
    problem: LevelProblem, early: NetworkTimes, horizon: int, *, guarded: bool = False
) -> PlanModel:
    """Return the model of a problem whose plans end by `horizon`; raise `MissingExtraError`.

    `guarded` lets each capacity, link and date be switched off, to find what contradicts what.
    """
    cp = need("ortools.sat.python.cp_model")
    count = len(problem.durations)
    made = PlanModel(problem, early, horizon, cp.CpModel(), [0] * count, [0] * count, None)
    if guarded:
        made.guard = lambda clash: made.literals.setdefault(
            clash, made.model.new_bool_var(f"{clash.kind}{clash.role}{clash.number}")
        )
    for task in range(count):
        _add_task(made, task)
    for number, arc in enumerate(problem.arcs):
        _add_arc(made, number, arc)
    _add_dates(made, cp)
    _add_daily(made)
    _add_periods(made)
    if not guarded:
        _add_goals(made)
    return made


def _switched(made: PlanModel, constraint: Any, clash: Clash) -> None:
    if made.guard is not None:
        constraint.only_enforce_if(made.guard(clash))


def _add_task(made: PlanModel, task: int) -> None:
    pins, length = made.problem.pins, made.problem.durations[task]
    if task in pins.done:
        made.starts[task], made.finishes[task] = pins.done[task]
        return
    guarded = made.guard is not None
    low = made.early.early_start[task]
    last = made.early.early_finish[task]
    if task in pins.started:
        made.starts[task] = pins.started[task]
        low_finish = pins.started[task] + length if guarded else last
        made.finishes[task] = made.model.new_int_var(low_finish, made.horizon, f"f{task}")
    else:
        first = made.first if guarded else low
        made.starts[task] = made.model.new_int_var(first, max(made.horizon - length, first), f"s{task}")
        if task in pins.loose:
            low_finish = first if guarded else last
            made.finishes[task] = made.model.new_int_var(low_finish, made.horizon, f"f{task}")
            made.model.add(made.finishes[task] >= made.starts[task] + length)
        else:
            made.finishes[task] = made.starts[task] + length
    if guarded:
        _add_given(made, task)


def _add_given(made: PlanModel, task: int) -> None:
    """Say the dates before which a task cannot start or finish, where they can be switched off."""
    pins = made.problem.pins
    floor, last = pins.not_before.get(task, 0), pins.not_finished_before.get(task)
    if task not in pins.started:
        _switched(made, made.model.add(made.starts[task] >= floor), Clash(ClashKind.START, task))
    if last is not None:
        _switched(made, made.model.add(made.finishes[task] >= last), Clash(ClashKind.START, task))


def _add_arc(made: PlanModel, number: int, arc: Arc) -> None:
    pins = made.problem.pins
    to_start = arc.type in (LinkType.FS, LinkType.SS)
    if arc.after in pins.done or (to_start and arc.after in pins.started):
        return
    before = (made.finishes if arc.type in (LinkType.FS, LinkType.FF) else made.starts)[arc.before]
    after = (made.starts if to_start else made.finishes)[arc.after]
    constraint = made.model.add(after >= before + arc.lag)
    _switched(made, constraint, Clash(ClashKind.LINK, number))


def _add_dates(made: PlanModel, cp: Any) -> None:
    """Say which finishes are too late, and which a freeze rules out."""
    for task, by in made.problem.fixed.items():
        if task not in made.problem.pins.done:
            _switched(made, made.model.add(made.finishes[task] <= by), Clash(ClashKind.FIXED, task))
    for task, spans in made.problem.closed.items():
        if task in made.problem.pins.done:
            continue
        edges = [-made.horizon - 10**6, *(edge for span in spans for edge in (span[0] - 1, span[1] + 1))]
        opened = [[a, b] for a, b in zip(edges[::2], [*edges[1::2], made.horizon + 10**6], strict=True)]
        domain = cp.Domain.from_intervals(opened)
        constraint = made.model.add_linear_expression_in_domain(made.finishes[task], domain)
        _switched(made, constraint, Clash(ClashKind.FREEZE, task))


def _add_daily(made: PlanModel) -> None:
    """Say that no day asks a role for more than it gives on each day."""
    intervals: dict[str, list[tuple[Any, int]]] = {role: [] for role in made.problem.daily}
    for task in made.problem.movable:
        for stretch in made.problem.stretches[task] if made.problem.stretches else ():
            rates = {role: rate for role, rate in stretch.rates.items() if role in intervals and rate}
            if rates and stretch.last > stretch.first:
                one = made.model.new_fixed_size_interval_var(
                    made.starts[task] + stretch.first,
                    stretch.last - stretch.first,
                    f"i{task}-{stretch.first}",
                )
                for role, rate in rates.items():
                    intervals[role].append((one, rate))
    for role, own in intervals.items():
        if own:
            made.model.add_cumulative(
                [one for one, _ in own], [rate for _, rate in own], made.problem.daily[role]
            )


def _add_periods(made: PlanModel) -> None:
    """Say that no period asks a role for more than there is room for."""
    problem = made.problem
    asked: dict[tuple[str, int], list[Any]] = {}
    for task in problem.movable:
        for stretch in problem.stretches[task] if problem.stretches else ():
            days = _Days(made, task, stretch)
            for role, rate in stretch.rates.items():
                for number, period in enumerate(problem.periods.get(role, ())):
                    if rate and period.amount is not None and period.first < days.latest:
                        worked = days.within(period.first, period.last)
                        if not isinstance(worked, int) or worked:
                            asked.setdefault((role, number), []).append((worked, rate))
    for (role, number), terms in asked.items():
        room = problem.periods[role][number].room
        most = sum(rate * days for days, rate in terms if isinstance(days, int))
        if room is None or (most <= room and all(isinstance(days, int) for days, _ in terms)):
            continue
        constraint = made.model.add(sum(days * rate for days, rate in terms) <= room)
        _switched(made, constraint, Clash(ClashKind.CAPACITY, number, role))


class _Days:
    """Count the days of a stretch before a border and between two, each as one variable."""

    def __init__(self, made: PlanModel, task: int, stretch: Stretch) -> None:
        self.made, self.start = made, made.starts[task]
        self.first, self.length = stretch.first, stretch.last - stretch.first
        guarded = made.guard is not None
        low = made.first if guarded else made.early.early_start[task]
        self.low = low + stretch.first
        self.latest = max(made.horizon - made.problem.durations[task], low) + stretch.last
        self.known: dict[int, Any] = {}

    def before(self, border: int) -> Any:
        """Return how many days lie before a border: at least none, at most all."""
        if border <= self.low:
            return 0
        if border >= self.latest:
            return self.length
        if border not in self.known:
            model = self.made.model
            days = model.new_int_var(0, self.length, "")
            left = model.new_int_var(border - self.latest + self.length, self.length, "")
            model.add_min_equality(left, [self.length, border - self.start - self.first])
            model.add_max_equality(days, [0, left])
            self.known[border] = days
        return self.known[border]

    def within(self, first: int, last: int) -> Any:
        """Return how many days lie between two borders."""
        return self.before(last) - self.before(first)


def _add_goals(made: PlanModel) -> None:
    problem, model = made.problem, made.model
    for number, promise in enumerate(problem.promises):
        open_tasks = [task for task in promise.tasks if task not in problem.pins.done]
        if any(made.early.early_finish[task] > promise.by for task in promise.tasks):
            made.late[number] = 1
            continue
        late = model.new_bool_var(f"late{number}")
        for task in open_tasks:
            model.add(made.finishes[task] <= promise.by).only_enforce_if(~late)
        made.late[number] = late
    made.end = model.new_int_var(made.early.end, made.horizon, "end")
    for task in range(len(made.finishes)):
        if task not in problem.pins.done:
            model.add(made.end >= made.finishes[task])
    model.add(made.end >= least_end(problem, made.early.end))


def least_end(problem: LevelProblem, end: int) -> int:
    """Return a border before which no plan ends: the work of some role has no room before it."""
    asked: dict[str, int] = {}
    for task in problem.movable:
        for stretch in problem.stretches[task] if problem.stretches else ():
            for role, rate in stretch.rates.items():
                asked[role] = asked.get(role, 0) + rate * (stretch.last - stretch.first)
    first = min(_first_starts(problem), default=0)
    return max([end, *(_end_of(problem, role, units, first) for role, units in asked.items())])


def _first_starts(problem: LevelProblem) -> list[int]:
    early = problem.early()
    return [
        early.early_start[task] for task in problem.movable if problem.stretches and problem.stretches[task]
    ]


def _end_of(problem: LevelProblem, role: str, units: int, first: int) -> int:
    if role in problem.daily:
        return first + -(-units // problem.daily[role]) if problem.daily[role] else first
    for period in problem.periods.get(role, ()):
        if period.last <= first:
            continue
        if period.room is None or units <= period.room:
            return period.first + (units > 0)
        units -= period.room
    return first
