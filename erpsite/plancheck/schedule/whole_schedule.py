"""Keep a rule on the whole schedule from passing while a task has no place in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps

from erpsite.analysis.schedule import ScheduledTask
from erpsite.issues import Issue
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Judge, Limits, NotJudged

__all__ = ["nothing_scheduled", "slack_before", "whole_schedule"]


def nothing_scheduled(facts: Facts) -> NotJudged:
    """Say that there is nothing to judge."""
    where = facts.handbook.plan.where
    return NotJudged("plan", "schedule", "no unfinished phase or milestone is scheduled", where)


def whole_schedule(judge: Judge) -> Judge:
    """Return the judge, which says so where it finds nothing but unfinished tasks have no dates.

    What they would add to the schedule can only make it longer, so a finding stands without them.
    """

    @wraps(judge)
    def judged(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged | Issue]:
        found = list(judge(facts, limits))
        yield from found
        loose = [one.task for one in facts.schedule.unscheduled if not one.task.done]
        if loose and not found:
            message = "unfinished tasks without a place in the schedule: {n}; the first is {task}"
            values = {"n": len(loose), "task": loose[0].id}
            yield NotJudged("plan", "schedule", message, loose[0].source, values)

    return judged


def slack_before(facts: Facts, first: ScheduledTask) -> int:
    """Return the working days from the month shown by which work can be late before a task is.

    That is the least, over the unfinished tasks that lead to it, of the float and of the days until the task
    starts; without such tasks, the days until it starts itself.
    """
    found, days = facts.schedule, facts.state.days
    before: dict[str, list[ScheduledTask]] = {}
    for link in found.links:
        if link.before in found.tasks and not found.tasks[link.before].task.done:
            before.setdefault(link.after, []).append(found.tasks[link.before])
    now, least, seen, waiting = days.border(facts.state.today), None, {first.task.id}, [first]
    while waiting:
        one = waiting.pop()
        starts = days.border(one.early_start) - 1 - now
        slack = max(one.total_float, 0) + (0 if one.task.started else max(starts, 0))
        least = slack if least is None else min(least, slack)
        for other in before.get(one.task.id, ()):
            if other.task.id not in seen:
                seen.add(other.task.id)
                waiting.append(other)
    return least or 0
