"""Judge how many tasks missed their first date."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.state.task_state import TaskState
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_missed"]


@rule("S-MISSED", Pitfall.S, limits={"share": 0.05}, place=3)
def judge_missed(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Few missed tasks.

    Why: Who misses one date in four will miss the next, too.
    Passes: At most the limit's share of the tasks due missed its first date (DCMA-14: 5%).
    Fails: More missed it.
    Mend: Find out what they have in common, and correct the rest of the plan by it.
    """
    due, missed = 0, []
    for now in facts.planned:
        for task in now.tasks.values():
            if now.stage != "proposed" and task.first_finish and task.first_finish <= facts.state.today:
                due += 1
                if not task.finish or task.finish > task.first_finish or not task.done:
                    missed.append((now, task))
    if not due:
        yield NotJudged("plan", "missed", "nothing was due yet", facts.handbook.plan.where)
    elif len(missed) > limits["share"] * due:
        now, task = max(missed, key=lambda one: one[1].slip or 0)
        yield Hit(
            "plan",
            "missed",
            _latest(task),
            finish_place(now, task),
            {
                "n": len(missed),
                "due": due,
                "limit": f"{100 * limits['share']:g}",
                "task": f"{now.initiative.id}/{task.id}",
                "slip": task.slip or 0,
                "day": task.first_finish.isoformat() if task.first_finish else "",
            },
            now.owner,
        )


def _latest(task: TaskState) -> str:
    """Return what is said of the latest task; one that is open past its day may be expected on that day."""
    if task.slip is not None and task.slip > 0:
        return (
            "{n} of {due} tasks due by now missed their first date, {limit}% may; the latest is {task}, by "
            "{slip} working days"
        )
    return (
        "{n} of {due} tasks due by now missed their first date, {limit}% may; among them is {task}, due on "
        "{day} and not reported as done"
    )
