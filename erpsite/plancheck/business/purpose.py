"""Judge what initiatives and objectives are for."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_objective", "judge_reason", "judge_unserved"]


@rule("P1-OBJECTIVE", Pitfall.P1, scope="running", place=2)
def judge_objective(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """An objective for each initiative.

    Why: Money without a goal cannot be judged when it is spent.
    Passes: The initiative names at least one objective.
    Fails: It names none.
    Mend: Fill `objectives` in the initiative's file, or drop the initiative.
    """
    for now in facts.running:
        one = now.initiative
        if not one.objectives:
            yield Hit(
                "initiatives",
                one.id,
                "{record} serves no objective: name the business goal it is for",
                one.where_of("objectives"),
                {"record": one.id},
                now.owner,
            )


@rule("P1-REASON", Pitfall.P1, scope="running", place=2)
def judge_reason(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """A pain point or an opportunity behind each initiative.

    Why: What solves nobody's problem finds nobody who uses it.
    Passes: A pain point or an opportunity leads to it, or the law demands it.
    Fails: Nothing that the business reported leads to it.
    Mend: Link the pain point or the opportunity that it answers.
    """
    solved = {name for point in facts.handbook.pain_points.values() for name in point.initiatives}
    used = {one.initiative for one in facts.handbook.opportunities.values()}
    for now in facts.running:
        one = now.initiative
        if one.pain_points or one.opportunities or one.mandatory or one.id in solved or one.id in used:
            continue
        yield Hit(
            "initiatives",
            one.id,
            "no pain point and no opportunity stands behind {record}",
            one.where_of("pain_points"),
            {"record": one.id},
            now.owner,
        )


@rule("P1-UNSERVED", Pitfall.P1, scope="objectives", place=2)
def judge_unserved(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """An initiative for each objective.

    Why: A goal without work behind it is a wish.
    Passes: An initiative serves the objective, or one below it.
    Fails: None does.
    Mend: Plan something for it, or take the objective out.
    """
    objectives = facts.handbook.objectives
    waiting = [name for now in facts.planned for name in now.initiative.objectives]
    served: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in objectives and name not in served:
            served.add(name)
            waiting += objectives[name].serves
    for name, one in objectives.items():
        if name not in served:
            yield Hit(
                "objectives",
                name,
                "no initiative serves the objective {record}, nor one below it",
                one.where,
                {"record": name},
                one.owner,
            )
