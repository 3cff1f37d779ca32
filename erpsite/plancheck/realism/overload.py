"""Judge effort against the capacity of each role."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_overload"]


@rule("P3-OVERLOAD", Pitfall.P3, limits={"share": 1.0}, scope="roles", place=2)
def judge_overload(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Effort within the capacity of each role.

    Why: What nobody has time for is not done, whatever the plan says.
    Passes: In each quarter a role is asked for no more than it has.
    Fails: It is asked for more.
    Mend: Move work to another quarter, buy capacity, or drop something.
    """
    roles = {role.id: role for role in facts.handbook.plan.roles}
    for load in facts.resources.loads.values():
        role = roles.get(load.role)
        quarter = f"capacity.{load.period}" if role and load.period in role.capacity else "capacity"
        where = role.where_of(quarter) if role else facts.handbook.plan.where
        values: dict[str, object] = {
            "record": load.role,
            "period": load.period,
            "effort": f"{load.effort:g}",
            "capacity": f"{load.capacity or 0:g}",
        }
        if load.capacity is None:
            if load.effort:
                yield NotJudged(
                    "roles", load.role, "the capacity of {record} in {period} is not given", where, values
                )
        elif load.effort > load.capacity * limits["share"] + 1e-6:
            first = facts.state.initiatives[load.parts[0][0]]
            yield Hit(
                "roles",
                load.role,
                "{record} is asked for {effort} person-days in {period}, {capacity} are there; the most, "
                "{days}, by {initiative}",
                where,
                {**values, "initiative": first.initiative.id, "days": f"{load.parts[0][1]:g}"},
                first.owner,
            )
    yield from _without_effort(facts)


def _without_effort(facts: Facts) -> Iterator[NotJudged]:
    """Say where running initiatives give no effort: what they ask for is not in the sums."""
    loads = facts.resources.loads.values()
    silent = [now.initiative for now in facts.running if not now.initiative.effort]
    if silent and loads:
        yield NotJudged(
            "plan",
            "effort",
            "running initiatives that give no effort: {n}; the first is {record}",
            silent[0].where_of("effort"),
            {"n": len(silent), "record": silent[0].id},
        )
    elif loads and not any(load.effort for load in loads):
        message = "no initiative says how much effort it takes"
        yield NotJudged("plan", "plan", message, facts.handbook.plan.where)
