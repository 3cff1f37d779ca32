"""Judge leads and lags after DCMA-14."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from erpsite.issues import Severity
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled

__all__ = ["judge_lags", "judge_leads"]


@rule("S-LEADS", Pitfall.S, limits={"share": 0}, scope="tasks", place=1)
def judge_leads(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """No leads.

    Why: A negative lag says that a task starts on what does not exist yet.
    Passes: No link has a negative lag (DCMA-14: 0%).
    Fails: Links have one.
    Mend: Split the task before at the point that really matters.
    """
    message = (
        "the link of {task} to {before} has a lead of {lead} (working days): it hides what is really "
        "waited for"
    )
    return _links(facts, lambda lag: lag < 0, limits["share"], message)


@rule("S-LAGS", Pitfall.S, Severity.INFO, limits={"share": 0.05}, scope="tasks", place=1)
def judge_lags(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Few lags.

    Why: A lag is waiting without a name.
    Passes: At most the limit's share of the links has a lag (DCMA-14: 5%).
    Fails: More links have one.
    Mend: Make what is waited for a phase or a milestone.
    """
    message = (
        "the link of {task} to {before} has a lag of {lag} (working days); {n} of {all} links have one, "
        "{limit}% may"
    )
    return _links(facts, lambda lag: lag > 0, limits["share"], message)


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
