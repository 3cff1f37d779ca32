"""Turn what the solver found into the record that is committed, and say whether one is stale."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import time
from collections.abc import Iterable, Mapping, Sequence

from erpsite.analysis.levelling.chances import LevelChances, level_chances
from erpsite.analysis.levelling.making import PlanProblem
from erpsite.analysis.levelling.placing import Placed, asks
from erpsite.analysis.levelling.problem import UNITS
from erpsite.analysis.levelling.reasons import Hold, HoldKind, holds
from erpsite.analysis.levelling.relief import Relieved, overloaded, reliefs
from erpsite.analysis.levelling.result import (
    Clash,
    ClashKind,
    Levelled,
    Limits,
    Outcome,
    Watch,
    unwatched,
)
from erpsite.analysis.levelling.solving import level, missed
from erpsite.analysis.people.resources import plan_quarters
from erpsite.analysis.schedule.tasks import scheduled_states
from erpsite.model.levelling import (
    ChanceOfEnd,
    LevelledChances,
    LevelledGoal,
    LevelledLoad,
    Levelling,
    Move,
    Relief,
    Told,
)

__all__ = ["propose"]

SHARES = {"plan": 0.7, "measure": 0.2, "chances": 0.1}
"""How the time is divided; what the plan does not need, the measures have."""
_PACE = 30_000
"""Tasks that a rule places in one second of a machine of today."""
_FEWEST = 20
"""Runs for the chances that are drawn however little time there is."""


def propose(made: PlanProblem, limits: Limits, watch: Watch = unwatched) -> Levelling:
    """Return the proposal of a plan: solved, with the reason of each move and the price of relief.

    `limits` hold for all of it together; `watch` is told what begins.
    Raises `MissingExtraError` where the solver is needed and not installed.
    """
    rivals = next(iter(made.rivals), ())
    if rivals:
        group = made.state.initiatives[rivals[0]].initiative.exclusive_group or ""
        told = tuple(Told(kind="group", task=name, other=group) for name in rivals)
        return _record(made, Levelled(Outcome.IMPOSSIBLE, None), limits, clash=told)
    ends = limits.ends or time.monotonic() + 3 * limits.seconds

    def part(seconds: float, until: float) -> Limits:
        return Limits(seconds, limits.seed, limits.workers, until)

    watch("plan", 0, len(made.problem.movable))
    share = {step: limits.seconds * part for step, part in SHARES.items()}
    first = ends - 3 * (share["measure"] + share["chances"])
    found = level(made.problem, part(share["plan"], first))
    if found.placed is None:
        return _record(made, found, limits, clash=tuple(_clash(made, one) for one in found.clash))
    rest = max(share["plan"] - found.spent, 0.0) + share["measure"]
    tried: tuple[Relieved, ...] = ()
    if overloaded(made):
        tried = reliefs(made, found.placed, part(rest, ends - 3 * share["chances"]), watch)
    runs = _runs(made, share["chances"])
    watch("chances", 0, runs)
    drawn = level_chances(made, found.placed, runs, limits.seed, ends)
    if not found.in_time or time.monotonic() >= ends - 3 * share["chances"]:
        watch("late", 0, 0)
    return _record(made, found, limits, tried=tried, drawn=drawn)


def _runs(made: PlanProblem, seconds: float) -> int:
    """Return how many runs are drawn: as many as the plan asks for, as far as there is time for them."""
    able = int(seconds * _PACE / max(len(made.problem.movable), 1))
    return min(made.state.handbook.plan.levelling.runs, max(able, _FEWEST))


def _record(
    made: PlanProblem, found: Levelled, limits: Limits, *, clash: tuple[Told, ...] = (),
    tried: Iterable[Relieved] = (), drawn: LevelChances | None = None,
) -> Levelling:  # fmt: skip
    days, placed = made.state.days, found.placed
    schedule = Placed(made.times.early_start, made.times.early_finish)
    promised = [now.baseline_finish for now in scheduled_states(made.state) if now.baseline_finish]
    return Levelling(
        month=made.state.as_of,
        made_from=made.problem.mark(),
        made_with=_made_with(),
        outcome=found.outcome.value,
        seconds=limits.seconds,
        seed=limits.seed,
        planned_end=days.day(schedule.end - 1) if made.network.tasks else None,
        end=days.day(placed.end - 1) if placed and made.network.tasks else None,
        promised_end=max(promised, default=None),
        goals=tuple(
            LevelledGoal(goal=one.goal, value=one.value, bound=one.bound, gap=round(one.gap, 4))
            for one in found.goals
        ),
        missed=missed(made.problem, placed) if placed else (),
        missed_anyway=missed(made.problem, schedule),
        moves=_moves(made, placed) if placed else (),
        loads=_loads(made, placed) if placed else (),
        reliefs=tuple(_relief(made, one) for one in tried),
        chances=_chances(made, drawn) if drawn else None,
        clash=clash,
        smallest=found.smallest,
        includes=made.includes,
        shared=made.shared,
    )


def _made_with() -> str:
    try:
        return f"OR-tools {importlib.metadata.version('ortools')}"
    except importlib.metadata.PackageNotFoundError:
        return "erpsite"


def _moves(made: PlanProblem, placed: Placed) -> tuple[Move, ...]:
    """Return what is elsewhere than in the schedule, the earliest first."""
    held = holds(made.problem, placed)
    order = sorted(held, key=lambda task: (placed.starts[task], placed.finishes[task], task))
    return tuple(_move(made, placed, task, held[task]) for task in order)


def _move(made: PlanProblem, placed: Placed, task: int, hold: Hold) -> Move:
    was = _days(made, task, made.times.early_start[task], made.times.early_finish[task])
    now = _days(made, task, placed.starts[task], placed.finishes[task])
    return Move(
        task=made.problem.names[task], start=now[0], finish=now[1], was_start=was[0], was_finish=was[1],
        because=_because(made, hold, now),
    )  # fmt: skip


def _days(made: PlanProblem, task: int, start: int, finish: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day between two borders; a milestone has one day."""
    days = made.state.days
    last = days.day(finish - 1)
    return (last if made.network.tasks[task].milestone or finish <= start else days.day(start)), last


def _because(made: PlanProblem, hold: Hold, now: tuple[dt.date, dt.date]) -> Told:
    if hold.kind is HoldKind.CAPACITY:
        quarter = made.quarters[hold.role][hold.period]
        return Told(kind="capacity", role=hold.role, period=quarter, until=now[0])
    if hold.kind is HoldKind.LINK:
        return Told(kind="link", other=made.problem.names[hold.before])
    if hold.kind is HoldKind.FREEZE:
        return Told(kind="freeze", other=_freeze(made, now[1]), until=now[1])
    return Told(kind="order")


def _freeze(made: PlanProblem, day: dt.date) -> str | None:
    """Return the last freeze before a day."""
    known = [one for one in made.state.handbook.plan.calendar.freezes if one.last < day]
    return max(known, key=lambda one: one.last).id if known else None


def _clash(made: PlanProblem, one: Clash) -> Told:
    days, problem = made.state.days, made.problem
    if one.kind is ClashKind.CAPACITY:
        period = problem.periods[one.role][one.number]
        quarter = made.quarters[one.role][one.number]
        return Told(kind="capacity", role=one.role, period=quarter, days=_whole(period.room or 0))
    if one.kind is ClashKind.LINK:
        arc = problem.arcs[one.number]
        return Told(kind="link", task=problem.names[arc.after], other=problem.names[arc.before], days=arc.lag)
    name = problem.names[one.number]
    if one.kind is ClashKind.FIXED:
        return Told(kind="fixed", task=name, until=days.day(problem.fixed[one.number] - 1))
    if one.kind is ClashKind.FREEZE:
        return Told(kind="freeze", task=name)
    if one.kind is ClashKind.EFFORT:
        return _too_much(made, one.number)
    floor = problem.pins.not_before.get(one.number, problem.pins.not_finished_before.get(one.number, 0))
    milestone = made.network.tasks[one.number].milestone
    return Told(kind="start", task=name, until=days.day(floor - milestone))


def _too_much(made: PlanProblem, task: int) -> Told:
    """Return the role that a task asks for more than any of its periods has, and how much it asks for."""
    asked: dict[str, int] = {}
    for stretch in made.problem.stretches[task]:
        for role, rate in stretch.rates.items():
            asked[role] = asked.get(role, 0) + rate * (stretch.last - stretch.first)

    def share(role: str) -> float:
        rooms = [one.room for one in made.problem.periods[role] if one.room is not None]
        return asked[role] / max(max(rooms, default=0), 1)

    worst = max(asked, key=share)
    return Told(kind="effort", task=made.problem.names[task], role=worst, days=_whole(asked[worst]))


def _whole(units: float) -> float:
    """Return units as person-days to a tenth."""
    return round(units / UNITS, 1)


def _loads(made: PlanProblem, placed: Placed) -> tuple[LevelledLoad, ...]:
    """Return both loads of each role and quarter: of the plan year, and of what either reaches beyond."""
    planned, levelled = _by_quarter(made, made.times.early_start), _by_quarter(made, placed.starts)
    shown = set(plan_quarters(made.state.handbook.plan))
    loads = []
    for role, names in made.quarters.items():
        for quarter in dict.fromkeys(names):
            before, after = planned.get((role, quarter), 0), levelled.get((role, quarter), 0)
            if quarter in shown or before or after:
                loads.append(
                    LevelledLoad(
                        role=role, quarter=quarter, planned=_whole(before), levelled=_whole(after),
                        capacity=_capacity(made, role, quarter),
                    )
                )  # fmt: skip
    return tuple(loads)


def _by_quarter(made: PlanProblem, starts: Sequence[int]) -> Mapping[tuple[str, str], int]:
    problem = made.problem
    found: dict[tuple[str, str], int] = {}
    for role, own in problem.periods.items():
        for number, period in enumerate(own):
            key = (role, made.quarters[role][number])
            found[key] = found.get(key, 0) + period.fixed
    for task in problem.movable:
        for role, number, units in asks(problem, task, starts[task]):
            found[role, made.quarters[role][number]] += units
    return found


def _capacity(made: PlanProblem, role: str, quarter: str) -> float | None:
    amounts = [
        period.amount
        for period, name in zip(made.problem.periods[role], made.quarters[role], strict=True)
        if name == quarter
    ]
    return None if None in amounts else _whole(sum(amount or 0 for amount in amounts))


def _relief(made: PlanProblem, one: Relieved) -> Relief:
    what = one.measure
    return Relief.model_validate(
        {
            "kind": what.kind, "role": what.role or None, "quarter": what.quarter or None,
            "initiative": what.initiative or None,
            "end": None if one.end is None else made.state.days.day(one.end - 1),
            "missed": one.missed, "weight": one.weight, "gap": round(one.gap, 4),
        }
    )  # fmt: skip


def _chances(made: PlanProblem, drawn: LevelChances) -> LevelledChances:
    states = made.state.initiatives
    own = {
        name: _chance(made, ends, states[name].baseline_finish)
        for name, ends in drawn.initiatives.items()
        if states[name].stage == "approved"
    }
    promised = [now.baseline_finish for now in scheduled_states(made.state) if now.baseline_finish]
    return LevelledChances(
        runs=drawn.runs, seed=drawn.seed,
        plan=_chance(made, drawn.plan, max(promised, default=None)), initiatives=own,
    )  # fmt: skip


def _chance(made: PlanProblem, ends: Sequence[int], promised: dt.date | None) -> ChanceOfEnd:
    """Return P50, P80 and the share in time of ends in ascending order."""
    days = made.state.days

    def quantile(percent: int) -> dt.date:
        return days.day(ends[-(-len(ends) * percent // 100) - 1] - 1)

    share = None
    if promised is not None:
        share = round(sum(end <= days.border(promised) for end in ends) / len(ends), 4)
    return ChanceOfEnd(p50=quantile(50), p80=quantile(80), on_time=share)
