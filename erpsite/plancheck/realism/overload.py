"""Find what is too idealistic in the plan (pitfall 3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.issues import Source
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place, owner_place
from erpsite.plancheck.realism_rules import realism_rules
from erpsite.plancheck.rule import Hit, Limits, NotJudged
from erpsite.plancheck.schedule.whole_schedule import nothing_scheduled, whole_schedule

__all__ = ["RULES"]

_LEAST_HISTORY = 5
"""Finished phases below which the plan's past says nothing."""


def _first_milestone(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.running:
        one, start = now.initiative, now.initiative.baseline_start
        first = min(one.milestones, key=lambda stone: stone.date, default=None)
        if first is None:
            yield Hit(
                "initiatives",
                one.id,
                "{record} has no milestone: nobody sees whether it works until it ends",
                one.where_of("milestones"),
                {"record": one.id},
                now.owner,
            )
        elif start is None:
            yield NotJudged(
                "initiatives",
                one.id,
                "no phase of {record} has a start",
                one.where_of("phases"),
                {"record": one.id},
            )
        elif (days := (first.date - start).days) > limits["days"]:
            yield Hit(
                "initiatives",
                one.id,
                "the first milestone of {record}, {milestone}, comes {days} days after its start; the limit "
                "is {limit}",
                first.where_of("date"),
                {"record": one.id, "milestone": first.id, "days": days, "limit": round(limits["days"])},
                now.owner,
            )


def _smallest(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.running:
        one = now.initiative
        if not one.phases:
            yield NotJudged(
                "initiatives", one.id, "{record} has no phase", one.where_of("phases"), {"record": one.id}
            )
        elif not any(phase.smallest_viable for phase in one.phases):
            yield Hit(
                "initiatives",
                one.id,
                "no phase of {record} gives value on its own",
                one.where_of("phases"),
                {"record": one.id},
                now.owner,
            )


def _overload(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    roles = {role.id: role for role in facts.handbook.plan.roles}
    loads = facts.resources.loads.values()
    for load in loads:
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


def _contingency(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    budget = facts.handbook.plan.budget
    if not budget.envelope:
        yield NotJudged("plan", "budget", "the plan has no budget", budget.where_of("envelope"))
    elif budget.contingency < limits["share"]:
        yield Hit(
            "plan",
            "budget",
            "{share}% of the budget is held back for surprises, {limit}% should be",
            budget.where_of("contingency"),
            {"share": f"{100 * budget.contingency:g}", "limit": f"{100 * limits['share']:g}"},
        )


def _float(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
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
        if left < 0:
            yield Hit(
                "initiatives",
                last.initiative,
                "the critical path ends on {finish} with {task}, {late} working days after the promised "
                "{promised}",
                last.source,
                values,
                owner,
            )
        else:
            yield Hit(
                "initiatives",
                last.initiative,
                "the critical path ends on {finish} with {task}, {left} working days before the promised "
                "{promised}; at least {limit} should be left",
                last.source,
                values,
                owner,
            )


def _parallel(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    people, held = facts.handbook.people, defaultdict[str, list[InitiativeState]](list)
    for now in facts.running:
        held[now.owner].append(now)
    for person, states in held.items():
        most = _at_once(states)
        if len(most) > limits["initiatives"] and person in people:
            yield Hit(
                "people",
                person,
                "{record} owns {n} initiatives at the same time, {limit} are the most: {names}",
                owner_place(facts.state, most[-1]),
                {
                    "record": person,
                    "n": len(most),
                    "limit": round(limits["initiatives"]),
                    "names": ", ".join(now.initiative.id for now in most),
                },
                person,
            )
        elif len(states) > limits["initiatives"]:
            yield from _undated(person, states)


def _undated(person: str, states: list[InitiativeState]) -> Iterator[NotJudged]:
    """Name the first initiative without dates of somebody who owns many: it may run beside the others."""
    for now in states:
        if now.start is None or now.finish is None:
            yield NotJudged(
                "people",
                person,
                "{initiative} has no dates, so nobody knows how much {record} owns at the same time",
                now.initiative.where_of("phases"),
                {"record": person, "initiative": now.initiative.id},
            )
            return


def _at_once(states: list[InitiativeState]) -> list[InitiativeState]:
    """Return the most initiatives that run on one day, by start."""
    spans = [(now.start, now.finish, now) for now in states if now.start and now.finish]
    starts = sorted(start for start, _, _ in spans)
    ends = sorted(finish for _, finish, _ in spans)
    most, busiest, ended = 0, None, 0
    for number, day in enumerate(starts, 1):
        while ends[ended] < day:
            ended += 1
        if number - ended > most:
            most, busiest = number - ended, day
    if busiest is None:
        return []
    running = [(start, now) for start, finish, now in spans if start <= busiest <= finish]
    return [now for _, now in sorted(running, key=lambda pair: pair[0])]


def _p80(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.running:
        name = now.initiative.id
        chance = facts.optimism.initiatives[name]
        if isinstance(chance, NotAvailable) or chance.promised is None:
            # Where all is finished but not closed, there is nothing to doubt.
            if not isinstance(chance, NotAvailable) or chance.reason is not Reason.NOTHING_LEFT:
                yield NotJudged(
                    "initiatives",
                    name,
                    "too little is known to say how likely the date of {record} is",
                    now.initiative.where,
                    {"record": name},
                )
        elif (chance.p80 - chance.promised).days > limits["days"]:
            yield Hit(
                "initiatives",
                name,
                "{record} is promised for {promised}, but only on {p80} will it be done with 80% probability",
                _last_place(now, chance.promised),
                {"record": name, "promised": chance.promised.isoformat(), "p80": chance.p80.isoformat()},
                now.owner,
            )


def _last_place(now: InitiativeState, promised: dt.date) -> Source:
    """Return where the last day of an initiative was promised; milestones count before phases."""
    for task in (*now.milestones, *now.phases):
        if task.baseline_finish == promised:
            return finish_place(now, task)
    return now.initiative.where


def _history(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
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
            "only {n} phases are finished, {least} are needed to learn from",
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


def _third_party(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
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


def _priority(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    first = [now for now in facts.running if now.initiative.priority == 1]
    if len(facts.running) < limits["least"]:
        yield NotJudged(
            "plan",
            "priority",
            "initiatives that run: {n}; {least} are needed to compare priorities",
            facts.handbook.plan.where,
            {"n": len(facts.running), "least": round(limits["least"])},
        )
    elif len(first) > limits["share"] * len(facts.running):
        one = first[-1].initiative
        yield Hit(
            "plan",
            "priority",
            "{n} of {all} running initiatives have priority 1, so nothing has priority; the last is {record}",
            one.where_of("priority"),
            {"n": len(first), "all": len(facts.running), "record": one.id},
            first[-1].owner,
        )


RULES = realism_rules(
    _first_milestone,
    _smallest,
    _overload,
    _contingency,
    whole_schedule(_float),
    _parallel,
    _p80,
    _history,
    _third_party,
    _priority,
)
