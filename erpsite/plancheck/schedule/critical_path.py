"""Judge the critical path after DCMA-14."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.state.not_available import NotAvailable
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled, slack_before, whole_schedule

__all__ = ["judge_cpli", "judge_path_test"]


@rule("S-CRITICAL-PATH", Pitfall.S, limits={"days": 20}, place=4)
@whole_schedule
def judge_path_test(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A critical path that starts now.

    Why: Where the path begins later, something is not linked.
    Passes: The first critical task starts within the limit's days.
    Fails: It starts later.
    Mend: Link what the first critical task waits for.
    """
    # DCMA delays the first task and looks whether the end moves; where every critical task is followed
    # without a gap by another, or by the end, it does.
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


@rule("S-CPLI", Pitfall.S, limits={"least": 0.95}, place=4)
@whole_schedule
def judge_cpli(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Critical path length index.

    Why: Below 0.95 the promised end is out of reach at today's pace.
    Passes: CPLI is at least the limit.
    Fails: The index is below it.
    Mend: Shorten the critical path first; other work does not help.
    """
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
