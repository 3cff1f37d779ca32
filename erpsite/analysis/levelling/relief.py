"""Say what one more person, or an initiative moved or dropped, does to the end and to the promises."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from erpsite.analysis.levelling.admitting import admitted_plans
from erpsite.analysis.levelling.making import PlanProblem
from erpsite.analysis.levelling.placing import Placed, asks, keep_promises, place_in_order, pull_forward
from erpsite.analysis.levelling.problem import UNITS, LevelProblem, Period
from erpsite.analysis.levelling.result import Limits, Outcome, Watch, unwatched
from erpsite.analysis.levelling.solving import level, missed, value_of
from erpsite.analysis.schedule.network import Pins
from erpsite.frozen import dataclass

__all__ = ["Measure", "Relieved", "overloaded", "reliefs"]

_ROLES = 5
"""Overloaded roles and quarters, the worst first, for which one more person is tried."""
_INITIATIVES = 5
"""Initiatives, those that ask for the most in overloads first, that are tried later and left out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold one measure that is tried."""

    kind: str
    """`person`, `move` or `drop`."""
    role: str = ""
    quarter: str = ""
    """Of the person; or the one after which the initiative begins."""
    initiative: str = ""


@dataclass(frozen=True, slots=True)
class Relieved:
    """Hold what a measure does."""

    measure: Measure
    end: int | None
    """Border of the plan's end; None where even with it no plan was found."""
    missed: int
    weight: int
    gap: float


def overloaded(made: PlanProblem) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Return what each initiative asks for in each overloaded role and quarter, the worst overload first.

    Counted are the dates of the schedule; finished work and work under way count as what is taken already.
    """
    problem, starts = made.problem, made.times.early_start
    asked: dict[tuple[str, int], dict[str, int]] = {}
    for task in problem.movable:
        owner = problem.names[task].partition("/")[0]
        for role, number, units in asks(problem, task, starts[task]):
            own = asked.setdefault((role, number), {})
            own[owner] = own.get(owner, 0) + units
    over: dict[tuple[str, int], int] = {}
    for (role, number), parts in asked.items():
        room = problem.periods[role][number].room
        if room is not None and sum(parts.values()) > room:
            over[role, number] = sum(parts.values()) - room
    worst = sorted(over, key=lambda key: (-over[key], key))
    return {(role, made.quarters[role][number]): asked[role, number] for role, number in worst}


def reliefs(
    made: PlanProblem, placed: Placed, limits: Limits, watch: Watch = unwatched
) -> tuple[Relieved, ...]:
    """Return what each measure does, the most effective first: fewer promises missed, then an earlier end.

    Each search begins with the levelled plan. `limits` hold for all measures together: each has an equal part
    of what those before it left, and when the time of the wall is over, the others are not tried.
    """
    found, measures = list[Relieved](), list(_measures(made))
    left, ends = limits.seconds, limits.ends or time.monotonic() + 3 * limits.seconds
    for number, measure in enumerate(measures):
        if time.monotonic() >= ends:
            break
        watch("measure", number + 1, len(measures))
        own = Limits(left / (len(measures) - number), limits.seed, limits.workers, ends)
        one, spent = _tried(made, placed, measure, own)
        left = max(left - spent, 0.0)
        found.append(one)
    found.sort(
        key=lambda one: (one.end is None, one.weight, one.end or 0, one.measure.kind, one.measure.role)
    )
    return tuple(found)


def _measures(made: PlanProblem) -> Iterator[Measure]:
    over = overloaded(made)
    for role, quarter in [*over][:_ROLES]:
        yield Measure("person", role, quarter)
    asked: dict[str, int] = {}
    quarters: dict[str, str] = {}
    for (_, quarter), parts in over.items():
        for name, units in parts.items():
            asked[name] = asked.get(name, 0) + units
            quarters[name] = max(quarters.get(name, quarter), quarter)
    states = made.state.initiatives
    for name in sorted(asked, key=lambda name: (-asked[name], name))[:_INITIATIVES]:
        yield Measure("move", quarter=quarters[name], initiative=name)
        needed = any(name in one.initiative.depends_on for one in states.values() if one.running)
        if not states[name].initiative.mandatory and not needed:
            yield Measure("drop", initiative=name)


def _tried(made: PlanProblem, known: Placed, measure: Measure, limits: Limits) -> tuple[Relieved, float]:
    """Return what a measure does, and the seconds of the solver's clock that it took."""
    problem, begun = _begun(made, measure, known)
    order = tuple(goal for goal in problem.order if goal != "moves") or problem.order
    found = level(replace(problem, order=order), limits, explain=False, begun=begun)
    placed = found.placed or begun
    if placed is None or found.outcome is Outcome.IMPOSSIBLE:
        return Relieved(measure, None, 0, 0, 0.0), found.spent
    weight = value_of(problem, problem.early(), placed, "promises")
    gap = found.gap if found.placed else 1.0
    return Relieved(measure, placed.end, len(missed(problem, placed)), weight, gap), found.spent


def _begun(made: PlanProblem, measure: Measure, known: Placed) -> tuple[LevelProblem, Placed | None]:
    """Return the problem with a measure, and the best plan that is at hand for it at once."""
    problem, kept = _changed(made, measure, known)
    early = problem.early()
    found = [*([] if kept is None else [kept, keep_promises(problem, kept)]), *admitted_plans(problem, early)]

    def ranked(placed: Placed) -> tuple[int, ...]:
        return tuple(value_of(problem, early, placed, goal) for goal in problem.order)

    tidy = (pull_forward(problem, one) for one in found)
    return problem, min(tidy, key=ranked, default=None)


def _changed(made: PlanProblem, measure: Measure, known: Placed) -> tuple[LevelProblem, Placed | None]:
    """Return the problem with a measure, and the levelled plan as far as it keeps to it."""
    if measure.kind == "person":
        return _with_person(made, measure.role, measure.quarter), known
    own = {
        task for task, name in enumerate(made.problem.names) if name.partition("/")[0] == measure.initiative
    }
    if measure.kind == "drop":
        kept = [
            task for task in range(len(known.starts)) if task not in own or task in made.problem.pins.done
        ]
        rest = Placed(
            tuple(known.starts[task] for task in kept), tuple(known.finishes[task] for task in kept)
        )
        return _without(made.problem, kept, measure.initiative), rest
    problem = _moved(made, own, measure.quarter)
    return problem, place_in_order(problem, known.starts)


def _with_person(made: PlanProblem, role: str, quarter: str) -> LevelProblem:
    """Return the problem with one more person of a role on every working day of a quarter."""
    problem = made.problem

    def more(number: int, period: Period) -> Period:
        if made.quarters[role][number] != quarter or period.amount is None:
            return period
        return replace(period, amount=period.amount + UNITS * (period.last - period.first))

    periods = tuple(more(number, period) for number, period in enumerate(problem.periods[role]))
    return replace(problem, periods={**problem.periods, role: periods})


def _without(problem: LevelProblem, kept: Sequence[int], initiative: str) -> LevelProblem:
    """Return the problem with those tasks alone; what waits for the others waits no more."""
    place = {task: number for number, task in enumerate(kept)}
    pins = problem.pins

    def known(values: Mapping[int, int]) -> dict[int, int]:
        return {place[task]: value for task, value in values.items() if task in place}

    return replace(
        problem,
        names=tuple(problem.names[task] for task in kept),
        durations=tuple(problem.durations[task] for task in kept),
        arcs=tuple(
            replace(arc, before=place[arc.before], after=place[arc.after])
            for arc in problem.arcs
            if arc.before in place and arc.after in place
        ),
        pins=Pins(
            known(pins.not_before), known(pins.not_finished_before), known(pins.started),
            {place[task]: value for task, value in pins.done.items() if task in place},
            frozenset(place[task] for task in pins.loose if task in place),
        ),
        stretches=tuple(problem.stretches[task] for task in kept),
        fixed=known(problem.fixed),
        closed={place[task]: value for task, value in problem.closed.items() if task in place},
        promises=tuple(
            replace(one, tasks=tuple(place[task] for task in one.tasks if task in place))
            for one in problem.promises
            if one.name != initiative
        ),
    )  # fmt: skip


def _moved(made: PlanProblem, own: set[int], quarter: str) -> LevelProblem:
    """Return the problem with an initiative whose open work begins after a quarter."""
    problem, roles = made.problem, made.quarters
    ends = [
        made.problem.periods[role][number].last
        for role, names in roles.items()
        for number, name in enumerate(names)
        if name == quarter
    ]
    after = max(ends, default=0)
    floors = {
        task: max(problem.pins.not_before.get(task, 0), after)
        for task in own
        if task not in problem.pins.done and task not in problem.pins.started
    }
    pins = replace(problem.pins, not_before={**problem.pins.not_before, **floors})
    fixed = {task: by for task, by in problem.fixed.items() if task not in own}
    return replace(problem, pins=pins, fixed=fixed)
