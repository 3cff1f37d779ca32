"""Judge the risks of third parties on the critical path."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_third_party"]


@rule("P3-THIRD-PARTY", Pitfall.P3, scope="running", place=8)
def judge_third_party(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A risk for each third party on the critical path.

    Why: Another company's delay becomes yours, and you cannot order it away.
    Passes: The initiative has an open risk.
    Fails: It has none.
    Mend: Write down the risk with its sign, its day and its answer.
    """
    open_tasks = [one.task for one in reversed(facts.schedule.unscheduled) if not one.task.done]
    unplaced = {task.initiative: task.source for task in open_tasks}
    critical = {name.partition("/")[0] for name in facts.schedule.critical_path}
    open_risks = {risk.initiative for risk in facts.state.risks.values() if risk.status == "open"}
    for now in facts.running:
        one = now.initiative
        if not one.third_parties or one.id in open_risks:
            continue
        if one.id not in critical and (one.id in unplaced or not facts.schedule.of(one.id)):
            yield NotJudged(
                "initiatives",
                one.id,
                "{record} cannot be scheduled, so nobody knows whether it is on the critical path",
                unplaced.get(one.id, one.where_of("phases")),
                {"record": one.id},
            )
        elif one.id in critical:
            yield Hit(
                "initiatives",
                one.id,
                "{third} works on the critical path in {record}, but no open risk says so",
                one.third_parties[0].where,
                {"record": one.id, "third": one.third_parties[0].id},
                now.owner,
            )
