"""Judge the float before the promised end of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled, whole_schedule

__all__ = ["judge_float"]


@rule("P3-FLOAT", Pitfall.P3, limits={"days": 1}, place=4)
@whole_schedule
def judge_float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Float before the promised end.

    Why: A path without float turns every late day into a broken promise.
    Passes: The expected end leaves the limit's working days before the promised one.
    Fails: It leaves fewer, or lies after it.
    Mend: Shorten the critical path, or promise a later day and say why.
    """
    found, state = facts.schedule, facts.state
    if found.finish is None or not found.critical_path:
        yield nothing_scheduled(facts)
        return
    if found.baseline_finish is None:
        where = facts.handbook.plan.where
        yield NotJudged("plan", "schedule", "no date was promised for the end of the plan", where)
        return
    left = -state.days.slip(found.baseline_finish, found.finish)
    if left < limits["days"]:
        last = found.tasks[found.critical_path[-1]].task
        values: dict[str, object] = {
            "finish": found.finish.isoformat(),
            "task": last.id,
            "left": left,
            "late": -left,
            "promised": found.baseline_finish.isoformat(),
            "limit": round(limits["days"]),
        }
        owner = state.initiatives[last.initiative].owner
        message = (
            "the critical path ends on {finish} with {task}, {left} working days before the promised "
            "{promised}; at least {limit} should be left"
        )
        if left < 0:
            message = (
                "the critical path ends on {finish} with {task}, {late} working days after the promised "
                "{promised}"
            )
        yield Hit("initiatives", last.initiative, message, last.source, values, owner)
