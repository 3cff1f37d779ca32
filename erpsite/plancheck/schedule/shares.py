"""Judge shares of tasks after DCMA-14: float, durations, and finishes in the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from erpsite.analysis.schedule import ScheduledTask, Task
from erpsite.issues import Severity, Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import forecast_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled, whole_schedule

__all__ = ["judge_high_duration", "judge_high_float", "judge_invalid_dates", "judge_negative_float"]


@rule("S-HIGH-FLOAT", Pitfall.S, Severity.INFO, limits={"share": 0.05, "days": 44}, scope="tasks", place=2)
@whole_schedule
def judge_high_float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Little high float.

    Why: Very much float mostly means that a link is missing.
    Passes: At most the limit's share of the tasks has more than 44 working days of float (DCMA-14: 5%).
    Fails: Tasks have more float.
    Mend: Link the task to what needs its result.
    """
    most = limits["days"]
    message = (
        "{task} has {value} working days of float: link it to what needs it "
        "({n} of {all} tasks, {limit}% may)"
    )
    return _shares(
        facts, lambda one: one.total_float > most, lambda one: one.total_float, limits["share"], message
    )


@rule("S-NEGATIVE-FLOAT", Pitfall.S, limits={"share": 0}, scope="tasks", place=2)
@whole_schedule
def judge_negative_float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """No negative float.

    Why: Negative float says that the promised end cannot hold.
    Passes: No task is later than the promised end of the plan allows (DCMA-14: 0%).
    Fails: Tasks are later.
    Mend: Shorten the path, or have a new baseline decided.
    """
    days = facts.state.days
    promised, finish = facts.schedule.baseline_finish, facts.schedule.finish
    if finish and promised is None:
        where = facts.handbook.plan.where
        return iter([NotJudged("plan", "schedule", "no date was promised for the end of the plan", where)])
    late = days.slip(promised, finish) if promised and finish else 0
    message = "{task} has {value} working days of float against the promised end of the plan"
    return _shares(
        facts,
        lambda one: one.total_float - late < 0,
        lambda one: one.total_float - late,
        limits["share"],
        message,
    )


@rule("S-HIGH-DURATION", Pitfall.S, Severity.INFO, limits={"share": 0.05, "days": 44}, scope="tasks", place=2)
@whole_schedule
def judge_high_duration(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Few long tasks.

    Why: What takes longer than two months is late before anybody sees it.
    Passes: At most the limit's share of the tasks takes more than 44 working days (DCMA-14: 5%).
    Fails: More tasks take longer.
    Mend: Split the phase at a checkable result.
    """
    most = limits["days"]
    message = "{task} takes {value} working days: split it ({n} of {all} tasks, {limit}% may)"
    return _shares(
        facts,
        lambda one: (one.task.duration or 0) > most,
        lambda one: one.task.duration,
        limits["share"],
        message,
    )


@rule("S-INVALID-DATES", Pitfall.S, limits={"share": 0}, scope="tasks", place=2)
def judge_invalid_dates(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """No unfinished work in the past.

    Why: A forecast in the past forecasts nothing.
    Passes: What is not finished is forecast after the month shown (DCMA-14: 0%).
    Fails: Unfinished tasks have a finish that has passed.
    Mend: Ask the owner for a new forecast.
    """
    today = facts.state.today
    message = "{task} is not finished, but its finish {value} has passed: forecast a new one"
    yield from _unreported(facts)
    yield from _shares(
        facts,
        lambda one: bool(one.task.reported and one.task.finish and one.task.finish < today),
        lambda one: one.task.finish.isoformat() if one.task.finish else "",
        limits["share"],
        message,
        lambda task: forecast_place(facts.state.initiatives[task.initiative], task, facts.reports),
    )


def _shares(
    facts: Facts,
    wrong: Callable[[ScheduledTask], bool],
    measure: Callable[[ScheduledTask], object],
    allowed: float,
    message: str,
    place: Callable[[Task], Source] = attrgetter("source"),
) -> Iterator[Hit | NotJudged]:
    tasks = [one for one in facts.schedule.tasks.values() if not one.task.done]
    if not tasks:
        yield nothing_scheduled(facts)
        return
    found = [one for one in tasks if wrong(one)]
    if len(found) > allowed * len(tasks):
        for one in found:
            task = one.task
            yield Hit(
                "initiatives",
                task.initiative,
                message,
                place(task),
                {
                    "task": task.id,
                    "value": measure(one),
                    "n": len(found),
                    "all": len(tasks),
                    "limit": f"{100 * allowed:g}",
                },
                facts.state.initiatives[task.initiative].owner,
            )


def _unreported(facts: Facts) -> Iterator[NotJudged]:
    """Name the initiatives of which no review says whether what was planned by now is finished."""
    for now in facts.running:
        name, due = now.initiative.id, [task.finish for task in now.tasks.values() if task.finish]
        if now.reported is None and any(day < facts.state.today for day in due):
            message = "no review has reported on {record}"
            yield NotJudged("initiatives", name, message, now.where, {"record": name})
