"""Find technology without business (pitfall 1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erpsite.issues import Source
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Rule

__all__ = ["RULES"]

_BUSINESS = ("business", "finance")


def _owner(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    people = facts.handbook.people
    for now in facts.running:
        one = now.initiative
        answering = (now.owner, one.business_owner, one.sponsor)
        if not any(name in people and people[name].side in _BUSINESS for name in answering if name):
            yield Hit(
                "initiatives",
                one.id,
                "nobody of the business or of finance answers for {record}: give it a business owner or a "
                "sponsor",
                one.where_of("business_owner" if one.business_owner else "owner"),
                {"record": one.id},
                now.owner,
            )


def _objective(facts: Facts, _limits: Limits) -> Iterator[Hit]:
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


def _reason(facts: Facts, _limits: Limits) -> Iterator[Hit]:
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


def _unserved(facts: Facts, _limits: Limits) -> Iterator[Hit]:
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


def _case(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    budget = facts.handbook.plan.budget
    whole = sum((now.initiative.cost for now in facts.planned), Decimal(0))
    if not whole:
        yield NotJudged("plan", "budget", "no initiative has a budget", budget.where)
        return
    bare = [now for now in facts.planned if now.initiative.benefit is None and not now.initiative.mandatory]
    share = float(sum((now.initiative.cost for now in bare), Decimal(0)) / whole)
    if share > limits["share"]:
        worst = max(bare, key=lambda now: now.initiative.cost)
        yield Hit(
            "plan",
            "budget",
            "{share}% of the budget goes to initiatives without a business case, at most {limit}% is "
            "allowed; the largest is {record}",
            worst.initiative.where_of("benefit"),
            {
                "share": round(100 * share),
                "limit": round(100 * limits["share"]),
                "record": worst.initiative.id,
            },
            worst.owner,
        )
        return
    for now in bare:
        if not now.initiative.budget:
            message = (
                "{record} has neither a business case nor a budget, so its share of the money is not known"
            )
            values = {"record": now.initiative.id}
            yield NotJudged("plan", "budget", message, now.initiative.where_of("budget"), values)


def _session(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    agenda, people = facts.handbook.agenda, facts.handbook.people
    sessions = agenda.sessions if agenda else ()
    if agenda is None or not any(one.lead for one in sessions):
        source = agenda.where if agenda else Source("agenda.yml")
        yield NotJudged("plan", "agenda", "no session of the agenda names who leads it", source)
        return
    others = [one for one in sessions if one.lead and people[one.lead].side not in _BUSINESS]
    unnamed = [one for one in sessions if one.lead is None]
    business, least = len(sessions) - len(others) - len(unnamed), limits["share"] * len(sessions)
    if business + len(unnamed) < least:
        yield Hit(
            "plan",
            "agenda",
            "the business leads {business} of {n} sessions of the agenda, at least {limit}% are expected",
            (others or sessions)[0].where_of("lead"),
            {"business": business, "n": len(sessions), "limit": round(100 * limits["share"])},
            agenda.facilitator,
        )
    elif business < least:
        message = "the business leads {business} of {n} sessions; nobody says who leads {record}"
        values = {"business": business, "n": len(sessions), "record": unnamed[0].id}
        yield NotJudged("plan", "agenda", message, unnamed[0].where, values)


RULES = (
    Rule(
        "P1-OWNER",
        "A business owner for each initiative",
        "An ERP initiative that only IT wants changes systems, and nobody's work.",
        "Owner, business owner or sponsor speaks for the business or for finance.",
        "All who answer for it work in IT, or outside.",
        "Fill `business_owner` or `sponsor` with someone whose work will change.",
        _owner,
        "running",
    ),
    Rule(
        "P1-OBJECTIVE",
        "An objective for each initiative",
        "Money without a goal cannot be judged when it is spent.",
        "The initiative names at least one objective.",
        "It names none.",
        "Fill `objectives` in the initiative's file, or drop the initiative.",
        _objective,
        "running",
    ),
    Rule(
        "P1-REASON",
        "A pain point or an opportunity behind each initiative",
        "What solves nobody's problem finds nobody who uses it.",
        "A pain point or an opportunity leads to it, or the law demands it.",
        "Nothing that the business reported leads to it.",
        "Link the pain point or the opportunity that it answers.",
        _reason,
        "running",
    ),
    Rule(
        "P1-UNSERVED",
        "An initiative for each objective",
        "A goal without work behind it is a wish.",
        "An initiative serves the objective, or one below it.",
        "None does.",
        "Plan something for it, or take the objective out.",
        _unserved,
        "objectives",
    ),
    Rule(
        "P1-CASE",
        "A business case behind the budget",
        "The business pays, so the business must see what for.",
        "At most the limit's share of the budget has no stated benefit.",
        "More of the budget goes to initiatives without a benefit.",
        "State the yearly benefit of the largest ones first.",
        _case,
        limits={"share": 0.2},
    ),
    Rule(
        "P1-SESSION",
        "Sessions led by the business",
        "Whoever leads the session decides what is talked about.",
        "The business or finance leads the limit's share of the sessions.",
        "It leads fewer.",
        "Give sessions on pain points, goals and priorities to business leads.",
        _session,
        limits={"share": 0.4},
    ),
)
