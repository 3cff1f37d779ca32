"""Judge the schedule after DCMA-14, as far as a plan of phases and milestones has what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from erpsite.analysis.schedule import ScheduledTask, Task
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.issues import Source
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place, forecast_place
from erpsite.plancheck.quality_rules import quality_rules
from erpsite.plancheck.rule import Hit, Limits, NotJudged
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled, slack_before, whole_schedule

__all__ = ["RULES"]


def _links(
    facts: Facts, wrong: Callable[[int], bool], allowed: float, message: str
) -> Iterator[Hit | NotJudged]:
    placed = [one.task for one in facts.schedule.tasks.values()]
    unplaced = [one.task for one in facts.schedule.unscheduled]
    unfinished = {task.id for task in (*placed, *unplaced) if not task.done}
    links = [one for one in facts.schedule.links if one.after in unfinished]
    if not links:
        yield nothing_scheduled(facts)
        return
    found = [one for one in links if wrong(one.lag)]
    if len(found) > allowed * len(links):
        for one in found:
            name = one.after.partition("/")[0]
            yield Hit(
                "initiatives",
                name,
                message,
                one.source,
                {
                    "task": one.after,
                    "before": one.before,
                    "lag": one.lag,
                    "lead": -one.lag,
                    "n": len(found),
                    "all": len(links),
                    "limit": f"{100 * allowed:g}",
                },
                facts.state.initiatives[name].owner,
            )


def _leads(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    hit = Hit(
        "",
        "",
        "the link of {task} to {before} has a lead of {lead} (working days): it hides what is really "
        "waited for",
        facts.handbook.plan.where,
    )
    return _links(facts, lambda lag: lag < 0, limits["share"], hit.message)


def _lags(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    hit = Hit(
        "",
        "",
        "the link of {task} to {before} has a lag of {lag} (working days); {n} of {all} links have one, "
        "{limit}% may",
        facts.handbook.plan.where,
    )
    return _links(facts, lambda lag: lag > 0, limits["share"], hit.message)


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


def _high_float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    most = limits["days"]
    hit = Hit(
        "",
        "",
        "{task} has {value} working days of float: link it to what needs it "
        "({n} of {all} tasks, {limit}% may)",
        facts.handbook.plan.where,
    )
    return _shares(
        facts, lambda one: one.total_float > most, lambda one: one.total_float, limits["share"], hit.message
    )


def _negative_float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    days = facts.state.days
    promised, finish = facts.schedule.baseline_finish, facts.schedule.finish
    if finish and promised is None:
        where = facts.handbook.plan.where
        return iter([NotJudged("plan", "schedule", "no date was promised for the end of the plan", where)])
    late = days.slip(promised, finish) if promised and finish else 0
    hit = Hit(
        "",
        "",
        "{task} has {value} working days of float against the promised end of the plan",
        facts.handbook.plan.where,
    )
    return _shares(
        facts,
        lambda one: one.total_float - late < 0,
        lambda one: one.total_float - late,
        limits["share"],
        hit.message,
    )


def _high_duration(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    most = limits["days"]
    hit = Hit(
        "",
        "",
        "{task} takes {value} working days: split it ({n} of {all} tasks, {limit}% may)",
        facts.handbook.plan.where,
    )
    return _shares(
        facts,
        lambda one: (one.task.duration or 0) > most,
        lambda one: one.task.duration,
        limits["share"],
        hit.message,
    )


def _invalid_dates(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    today = facts.state.today
    hit = Hit(
        "",
        "",
        "{task} is not finished, but its finish {value} has passed: forecast a new one",
        facts.handbook.plan.where,
    )
    yield from _unreported(facts)
    yield from _shares(
        facts,
        lambda one: bool(one.task.reported and one.task.finish and one.task.finish < today),
        lambda one: one.task.finish.isoformat() if one.task.finish else "",
        limits["share"],
        hit.message,
        lambda task: forecast_place(facts.state.initiatives[task.initiative], task, facts.reports),
    )


def _unreported(facts: Facts) -> Iterator[NotJudged]:
    """Name the initiatives of which no review says whether what was planned by now is finished."""
    for now in facts.running:
        name, due = now.initiative.id, [task.finish for task in now.tasks.values() if task.finish]
        if now.reported is None and any(day < facts.state.today for day in due):
            message = "no review has reported on {record}"
            yield NotJudged("initiatives", name, message, now.where, {"record": name})


def _missed(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    due, missed = 0, []
    for now in facts.planned:
        for task in now.tasks.values():
            if now.stage != "proposed" and task.first_finish and task.first_finish <= facts.state.today:
                due += 1
                done = task.done or now.stage == "finished"
                if not task.finish or task.finish > task.first_finish or not done:
                    missed.append((now, task))
    if not due:
        yield NotJudged("plan", "missed", "nothing was due yet", facts.handbook.plan.where)
    elif len(missed) > limits["share"] * due:
        now, task = max(missed, key=lambda one: one[1].slip or 0)
        yield Hit(
            "plan",
            "missed",
            "{n} of {due} tasks due by now missed their first date, {limit}% may; the latest is {task}, by "
            "{slip} working days",
            finish_place(now, task),
            {
                "n": len(missed),
                "due": due,
                "limit": f"{100 * limits['share']:g}",
                "task": f"{now.initiative.id}/{task.id}",
                "slip": task.slip or 0,
            },
            now.owner,
        )


def _path_test(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Find a path that does not lead from today to the plan's end without a break.

    DCMA delays the first task and looks whether the end moves; where every critical task is followed without
    a gap by another, or by the end, it does.
    """
    found = facts.schedule
    if not found.critical_path:
        yield nothing_scheduled(facts)
        return
    first = found.tasks[found.critical_path[0]]
    gap = slack_before(facts, first)
    if gap > limits["days"]:
        task = first.task
        yield Hit(
            "initiatives",
            task.initiative,
            "the critical path begins only with {task}, {gap} working days from now: what it waits for is "
            "not linked",
            task.source,
            {"task": task.id, "gap": gap},
            facts.state.initiatives[task.initiative].owner,
        )


def _cpli(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    found, least, where = facts.schedule, limits["least"], facts.handbook.plan.where
    if isinstance(found.cpli, NotAvailable):
        message = "the index {record} cannot be computed: nothing unfinished is scheduled, or no end promised"
        yield NotJudged("plan", "CPLI", message, where, {"record": "CPLI"})
    elif found.cpli < least:
        last = found.tasks[found.critical_path[-1]].task if found.critical_path else None
        yield Hit(
            "plan",
            "CPLI",
            "CPLI is {value}, at least {limit} is expected; the critical path ends with {task}",
            last.source if last else where,
            {"value": f"{found.cpli:.2f}", "limit": f"{least:.2f}", "task": last.id if last else "–"},
            facts.state.initiatives[last.initiative].owner if last else None,
        )


def _bei(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    bei, least = facts.schedule.bei, limits["least"]
    if isinstance(bei, NotAvailable):
        message = "the index {record} cannot be computed: by the baseline nothing was due yet"
        yield NotJudged("plan", "BEI", message, facts.handbook.plan.where, {"record": "BEI"})
    elif bei < least:
        late = [
            (task.baseline_finish, now.initiative.id, task.id)
            for now in facts.running
            for task in now.tasks.values()
            if not task.done and task.baseline_finish and task.baseline_finish <= facts.state.today
        ]
        day, name, part = min(late)
        now = facts.state.initiatives[name]
        yield Hit(
            "plan",
            "BEI",
            "BEI is {value}, at least {limit} is expected; unfinished the longest is {task}, due on {day}",
            finish_place(now, now.tasks[part]),
            {
                "value": f"{bei:.2f}", "limit": f"{least:.2f}", "task": f"{name}/{part}",
                "day": day.isoformat(),
            },
            now.owner,
        )  # fmt: skip


RULES = quality_rules(
    _leads,
    _lags,
    whole_schedule(_high_float),
    whole_schedule(_negative_float),
    whole_schedule(_high_duration),
    _invalid_dates,
    _missed,
    whole_schedule(_path_test),
    whole_schedule(_cpli),
    _bei,
)
