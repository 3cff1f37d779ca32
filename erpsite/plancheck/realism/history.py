"""Judge planned durations by those of finished phases."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_history"]

_LEAST_HISTORY = 5
"""Finished phases below which the plan's past says nothing."""


@rule("P3-HISTORY", Pitfall.P3, limits={"share": 0.25}, scope="running", place=7)
def judge_history(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Durations that the plan's own past bears out.

    Why: The next phase seldom goes twice as fast as all before it.
    Passes: A phase takes at least the limit's share of the median of finished phases.
    Fails: It is planned for less.
    Mend: Ask who did the last one, and estimate with three points.
    """
    days, past, planned = facts.state.days, list[int](), list[tuple[InitiativeState, str, int]]()
    undated = list[tuple[InitiativeState, str]]()
    for now in facts.planned:
        for task in now.phases:
            if task.done and task.start and task.finish:
                past.append(days.between(task.start, task.finish))
            elif now.running and not task.started and task.first_start and task.first_finish:
                planned.append((now, task.id, days.between(task.first_start, task.first_finish)))
            elif now.running and not task.started and not (task.start and task.finish):
                undated.append((now, task.id))
    if len(past) < _LEAST_HISTORY:
        yield NotJudged(
            "plan",
            "history",
            "finished phases: {n}, of {least} that are needed to learn from",
            facts.handbook.plan.where,
            {"n": len(past), "least": _LEAST_HISTORY},
        )
        return
    for now, name in undated:
        values = {"phase": name, "record": now.initiative.id}
        where = finish_place(now, now.tasks[name])
        message = "the phase {phase} of {record} has no dates to compare"
        yield NotJudged("initiatives", now.initiative.id, message, where, values)
    usual = median(past)
    for now, name, length in planned:
        if length < limits["share"] * usual:
            yield Hit(
                "initiatives",
                now.initiative.id,
                "the phase {phase} of {record} is planned for {days} working days; finished phases took "
                "{usual} in the median",
                finish_place(now, now.tasks[name]),
                {"record": now.initiative.id, "phase": name, "days": length, "usual": f"{usual:g}"},
                now.owner,
            )
