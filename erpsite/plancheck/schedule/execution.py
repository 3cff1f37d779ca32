"""Judge how much of what was due is finished."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.state.not_available import NotAvailable
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_bei"]


@rule("S-BEI", Pitfall.S, limits={"least": 0.95}, place=5)
def judge_bei(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Baseline execution index.

    Why: Below 0.95 fewer tasks are finished than were due.
    Passes: BEI is at least the limit.
    Fails: The index lies below it.
    Mend: Finish what is nearly done before you begin anything.
    """
    bei, least = facts.schedule.bei, limits["least"]
    if isinstance(bei, NotAvailable):
        message = "the index {record} cannot be computed: by the baseline nothing was due yet"
        yield NotJudged("plan", "BEI", message, facts.handbook.plan.where, {"record": "BEI"})
    elif bei < least:
        late = [
            (task.baseline_finish, now.initiative.id, task.id)
            for now in facts.running
            for task in now.tasks.values()
            if task.missed(facts.state.today) and task.baseline_finish
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
