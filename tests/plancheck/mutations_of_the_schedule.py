"""Break the sample in one way for each rule on the schedule."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from erpsite.analysis.levelling import Limits, plan_problem, propose
from erpsite.analysis.schedule import plan_schedule
from erpsite.model import Handbook
from erpsite.model.initiative import Link, Phase
from erpsite.model.plan import Calendar, RuleSetting
from erpsite.model.review import MilestoneProgress, PhaseProgress
from tests.plancheck.changing import change, change_part, change_plan, far_initiative, proposed_copy, report
from tests.plancheck.mutations import DAY, Plan, last_month, links_of, sure

__all__ = ["BREAKS_OF_THE_SCHEDULE", "accept_no_float"]


def _change_link(plan: Plan, waiting: str, awaited: str, lag: int) -> Handbook:
    name, _, part = waiting.partition("/")
    phase = next(one for one in plan.book.initiatives[name].phases if one.id == part)
    after = tuple(
        link.model_copy(update={"lag": lag}) if link.to in (awaited, awaited.partition("/")[2]) else link
        for link in phase.after
    )
    return change_part(plan.book, name, part, after=after)


def _lead(plan: Plan) -> Handbook:
    tasks = plan.now.initiatives
    one = next(one for one in links_of(plan) if not _task(tasks, one.after).done)
    return _change_link(plan, one.after, one.before, -3)


def _lag_where_there_is_time(plan: Plan) -> Handbook:
    """Give a link a lag of a day between tasks that lie more than two weeks apart."""
    tasks = plan.now.initiatives
    for one in links_of(plan):
        before, after = _task(tasks, one.before), _task(tasks, one.after)
        if not one.lag and not after.done and after.first_start - before.first_finish > 14 * DAY:
            return _change_link(plan, one.after, one.before, 1)
    raise AssertionError("all links are tight")


def _task(initiatives: Any, name: str) -> Any:
    initiative, _, part = name.partition("/")
    return initiatives[initiative].tasks[part]


def _far(plan: Plan) -> Handbook:
    like = plan.running(lambda now: now.initiative.milestones).initiative
    return far_initiative(plan.book, like, plan.now.today + 300 * DAY)


def _slip(plan: Plan, days: int) -> Handbook:
    """Forecast the last milestone of the plan some days later."""
    one = max((now for now in plan.now.initiatives.values() if now.running), key=lambda now: sure(now.finish))
    last = max(one.milestones, key=lambda task: sure(task.finish))
    later = MilestoneProgress(milestone=last.id, forecast=sure(last.finish) + days * DAY)
    return report(plan.book, last_month(plan), one.initiative.id, milestones=(later,))


def _longer(plan: Plan) -> Handbook:
    """Let a phase that nothing waits for, in an initiative with much float, take 46 working days."""
    found = plan_schedule(plan.now)
    followed = {link.before for link in found.links}
    for name, one in found.tasks.items():
        short = not one.task.milestone and (one.task.duration or 99) <= 44
        if short and one.total_float > 60 and name not in followed and one.task.start:
            finish = plan.now.days.add(one.task.start, 45)
            return change_part(plan.book, one.task.initiative, one.task.part, finish=finish, estimate=None)
    raise AssertionError("no phase has so much float")


def _forecast_in_the_past(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.phases[-1].started and not now.phases[-1].done)
    day = plan.now.today - 10 * DAY
    past = PhaseProgress(phase=one.phases[-1].id, forecast_finish=day)
    left = [task.id for task in one.milestones if not task.done]
    stones = tuple(MilestoneProgress(milestone=name, forecast=day) for name in left)
    return report(plan.book, last_month(plan), one.initiative.id, phases=(past,), milestones=stones)


def _reached_later(plan: Plan) -> Handbook:
    """Say of the milestones reached in time that they were reached a day late."""
    book = plan.book
    for now in plan.now.initiatives.values():
        for task in now.milestones:
            if task.done and task.finish == task.first_finish and sure(task.finish) < plan.now.today:
                late = MilestoneProgress(milestone=task.id, done_on=sure(task.finish) + DAY)
                book = report(book, last_month(plan), now.initiative.id, milestones=(late,))
    return book


def _not_reached(plan: Plan) -> Handbook:
    """Take back that the first four milestones were reached; they are forecast for the next weeks."""
    book = plan.book
    reached = [
        (now.initiative.id, task.id)
        for now in plan.now.initiatives.values()
        for task in now.milestones
        if task.done
    ][:4]
    later = {"done_on": None, "forecast": plan.now.today + 7 * DAY}
    for review in plan.now.reviews:
        progress = tuple(
            entry.model_copy(
                update={
                    "milestones": tuple(
                        one.model_copy(update=later) if (entry.initiative, one.milestone) in reached else one
                        for one in entry.milestones
                    )
                }
            )
            for entry in review.progress
        )
        book = change(book, "reviews", review.month, progress=progress)
    return book


def _impossible_link(plan: Plan) -> Handbook:
    """Let the first phase of one initiative wait for the last phase of another that waits for nobody."""
    waiting = plan.running(lambda now: now.phases[0].done)
    awaited = max(
        (now for now in plan.now.initiatives.values() if now.running and now is not waiting),
        key=lambda now: max(sure(task.first_finish) for task in now.phases),
    )
    last = max(awaited.phases, key=lambda task: sure(task.first_finish))
    link = Link(to=f"{awaited.initiative.id}/{last.id}")
    first = waiting.initiative.phases[0]
    return change_part(plan.book, waiting.initiative.id, first.id, after=(*first.after, link))


def _impossible_forecast(plan: Plan) -> Handbook:
    for link in links_of(plan):
        name, _, part = link.after.partition("/")
        now, before = plan.now.initiatives[name], link.before.partition("/")
        if part not in {task.id for task in now.phases} or now.tasks[part].started:
            continue
        awaited = plan.now.initiatives[before[0]].tasks[before[2]]
        if not awaited.done:
            start, finish = sure(awaited.finish) - 10 * DAY, sure(now.tasks[part].finish) - 20 * DAY
            early = PhaseProgress(phase=part, forecast_start=start, forecast_finish=finish)
            ends = tuple(
                MilestoneProgress(milestone=stone.id, forecast=finish)
                for stone in now.initiative.milestones
                if stone.phase == part
            )
            return report(plan.book, last_month(plan), name, phases=(early,), milestones=ends)
    raise AssertionError("nothing waits for what is unfinished")


def _proposed(plan: Plan, stone: bool = False, **fields: Any) -> Handbook:
    """Propose an initiative with one phase from 2 March to 30 April 2026, changed as given."""
    one = plan.running(lambda now: now.initiative.milestones).initiative
    phase = Phase.model_validate({"id": "work", "name": one.name, "start": "2026-03-02", **fields})
    made = one.milestones[0].model_copy(
        update={"id": "end", "date": dt.date(2026, 4, 30), "phase": "work", "after": ()}
    )
    return proposed_copy(plan.book, one.id, phases=(phase,), milestones=(made,) if stone else ())


def _no_calendar(plan: Plan) -> Handbook:
    return change_plan(plan.book, calendar=Calendar())


def _no_place(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.phases).initiative
    extra = Phase(id="one-more", name=one.name, after=(Link(to=one.phases[-1].id),))
    return change(plan.book, "initiatives", one.id, phases=(*one.phases, extra))


def _waits_in_vain(plan: Plan) -> Handbook:
    unplanned = next(one for one in plan.now.initiatives.values() if one.stage in ("rejected", "deferred"))
    one = plan.running(lambda now: not now.phases[-1].done)
    last = one.initiative.phases[-1]
    after = (*last.after, Link(to=unplanned.initiative.id))
    return change_part(plan.book, one.initiative.id, last.id, after=after)


def _loose(plan: Plan) -> Handbook:
    """Take the links from the last phases of all initiatives that are at work on them."""
    book = plan.book
    for now in plan.now.initiatives.values():
        if now.running and now.phases[-1].started:
            book = change_part(book, now.initiative.id, now.phases[-1].id, after=())
    return book


def _promised_late(plan: Plan) -> Handbook:
    """Miss the promised day, where reaching it was enough."""
    return _slip(plan, 3)


def accept_no_float(book: Handbook) -> Handbook:
    """Return the plan where float of 0 days, and a levelled end of some weeks late, are enough."""
    rules = {
        **book.plan.rules,
        "P3-FLOAT": RuleSetting(limits={"days": 0.0}),
        "P3-LEVELLED": RuleSetting(limits={"days": 60.0}),
    }
    return change_plan(book, rules=rules)


def _levelled_late(plan: Plan) -> Handbook:
    """Commit a levelled plan of the month shown that ends long after the promised day."""
    made = propose(plan_problem(plan.now), Limits(5))
    late = made.model_copy(update={"end": dt.date(2027, 12, 31), "promised_end": dt.date(2026, 6, 30)})
    return dataclasses.replace(plan.book, levelling={**plan.book.levelling, made.month: late})


BREAKS_OF_THE_SCHEDULE: dict[str, Callable[[Plan], Handbook]] = {
    "P3-FLOAT": _promised_late,
    "P3-LEVELLED": _levelled_late,
    "S-LEADS": _lead,
    "S-LAGS": _lag_where_there_is_time,
    "S-HIGH-FLOAT": _far,
    "S-NEGATIVE-FLOAT": lambda plan: _slip(plan, 3),
    "S-HIGH-DURATION": _longer,
    "S-INVALID-DATES": _forecast_in_the_past,
    "S-MISSED": _reached_later,
    "S-CRITICAL-PATH": _far,
    "S-CPLI": lambda plan: _slip(plan, 25),
    "S-BEI": _not_reached,
    "S-LINK-DATES": _impossible_link,
    "S-FORECAST-DATES": _impossible_forecast,
    "S-MILESTONE-PHASE": lambda plan: _proposed(plan, stone=True, duration=5),
    "S-DURATION": lambda plan: _proposed(plan, finish="2026-04-30", duration=5),
    "S-ESTIMATE": lambda plan: _proposed(
        plan, finish="2026-03-06", estimate={"optimistic": 60, "likely": 70, "pessimistic": 80}
    ),
    "S-PHASES": lambda plan: proposed_copy(
        plan.book, plan.running(lambda now: now.initiative.phases).initiative.id, phases=(), milestones=()
    ),
    "S-UNSCHEDULED": _no_place,
    "S-HOLIDAYS": lambda plan: _proposed(plan, finish="2027-03-31", estimate=None),
    "S-CALENDAR": _no_calendar,
    "S-WAITS": _waits_in_vain,
    "S-LOGIC": _loose,
}
"""By rule."""
