"""Find what nobody follows up (pitfall 4)."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Source
from erpsite.model.plan import Rag
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.follow_up_rules import follow_up_rules
from erpsite.plancheck.places import due_place, owner_place, report_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged

__all__ = ["RULES"]

_OFFICE = ("pmo", "project office", "project management office", "项目管理办公室", "项目办")


def _left(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    people = facts.handbook.people
    for now in facts.running:
        one, person = now.initiative, people.get(now.owner)
        if person is None or (person.left_on and person.left_on <= facts.state.today):
            yield Hit(
                "initiatives",
                one.id,
                "{owner}, who owns {record}, has left: name one person who answers for it",
                owner_place(facts.state, now),
                {"record": one.id, "owner": now.owner},
                one.business_owner or one.sponsor,
            )


def _office(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    group = facts.handbook.working_group
    if group is None:
        where = Source("working_group.yml")
        yield NotJudged("plan", "working-group", "there is no working group", where)
        return
    empty = group.where_of("roles")
    for role in group.roles:
        words = " ".join((role.id, role.name.in_("zh"), role.name.in_("en"))).casefold()
        if any(word in words for word in _OFFICE):
            if role.member:
                return
            empty = role.where
    yield Hit(
        "plan",
        "working-group",
        "no seat of the working group is held by the project office",
        empty,
    )


def _review_age(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    state, plan = facts.state, facts.handbook.plan
    if not state.reviews:
        if (state.today - plan.meeting_date).days > limits["days"]:
            values = {"days": (state.today - plan.meeting_date).days, "limit": round(limits["days"])}
            yield Hit(
                "plan",
                "review",
                "no review was held in the {days} days since the meeting; the limit is {limit}",
                plan.where_of("meeting_date"),
                values,
            )
        else:
            yield NotJudged("plan", "review", "no review was due yet", plan.where_of("meeting_date"))
        return
    last = state.reviews[-1]
    days = (state.today - last.held_on).days
    if days > limits["days"]:
        yield Hit(
            "reviews",
            last.month,
            "the last review was held {days} days ago; the limit is {limit}",
            last.where_of("held_on"),
            {"days": days, "limit": round(limits["days"])},
            last.chair,
        )


def _overdue(facts: Facts, limits: Limits) -> Iterator[Hit]:
    for name, now in facts.state.actions.items():
        days = (facts.state.today - now.due).days
        if now.overdue and days > limits["days"]:
            yield Hit(
                "actions",
                name,
                "the action {record} was due on {due}, {days} days ago",
                due_place(facts.state, now),
                {"record": name, "due": now.due.isoformat(), "days": days},
                now.action.owner,
            )


def _carried(facts: Facts, limits: Limits) -> Iterator[Hit]:
    for name, now in facts.state.actions.items():
        if now.status == "open" and now.carried >= limits["times"]:
            yield Hit(
                "actions",
                name,
                "the action {record} was carried over {times} times: do it, split it or drop it",
                now.action.where,
                {"record": name, "times": now.carried},
                now.action.owner,
            )


def _path(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.running:
        status = now.computed if now.declared is Rag.GREY else now.declared
        if status is Rag.GREY:
            yield NotJudged(
                "initiatives",
                now.initiative.id,
                "no review has reported on {record}",
                now.where,
                {"record": now.initiative.id},
            )
        elif status is not Rag.GREEN and now.path_to_green is None:
            yield Hit(
                "initiatives",
                now.initiative.id,
                "{record} is not on track, and nobody says how it gets back",
                report_place(facts.state, now, "status"),
                {"record": now.initiative.id},
                now.owner,
            )


def _melon(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.running:
        name = now.initiative.id
        if Rag.GREY in (now.computed, now.declared):
            message = "the status of {record} cannot be computed"
            if now.computed is not Rag.GREY:
                message = "nobody has declared a status of {record}"
            yield NotJudged("initiatives", name, message, now.where, {"record": name})
        elif now.watermelon:
            slip, over = now.slip(facts.state.days), now.overrun
            yield Hit(
                "initiatives",
                name,
                _off_track(slip, over),
                report_place(facts.state, now, "status"),
                {"record": name, "slip": slip or 0, "over": round(100 * (over or 0))},
                now.owner,
            )


def _off_track(slip: int | None, over: float | None) -> str:
    """Return what is said of a status that its numbers do not bear out; only known numbers are told."""
    if over is None:
        return (
            "{record} is declared on track, but its dates are off track: slip {slip} working days; no cost "
            "is forecast"
        )
    if slip is None:
        return (
            "{record} is declared on track, but its cost is {over}% above the budget; it has no dates to slip"
        )
    return (
        "{record} is declared on track, but its numbers are off track: slip {slip} working days, "
        "cost {over}% above the budget"
    )


def _decision(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    state = facts.state
    # What later months decide and give to do is not known yet in the month shown.
    later = {one.id: one for review in state.reviews for one in review.decisions}
    decisions = {**facts.handbook.decided_in_meeting, **later}
    today, done = state.today, {one.action.decision for one in state.actions.values()}
    based = {name for now in state.initiatives.values() for name in now.rebaselined}
    superseded = {one.supersedes for one in decisions.values()}
    for name, one in decisions.items():
        acted = name in done or name in based or name in superseded or bool(one.initiatives)
        if not acted and one.date <= today:
            yield Hit(
                "decisions",
                name,
                "no action and no initiative follows from the decision {record}",
                one.where,
                {"record": name},
                one.by,
            )


def _trigger(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for name, now in facts.state.risks.items():
        day = now.risk.trigger_date
        if now.status != "open":
            continue
        if day is None:
            yield NotJudged(
                "risks",
                name,
                "nobody says by when the sign of the risk {record} will show",
                now.risk.where,
                {"record": name},
            )
        elif day < facts.state.today and (now.next_look is None or now.next_look <= facts.state.today):
            yield Hit(
                "risks",
                name,
                "the risk {record} was to show by {day} and is still open: close it or move its day",
                now.risk.where_of("trigger_date"),
                {"record": name, "day": day.isoformat()},
                now.risk.owner,
            )


def _unmeasured(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.planned:
        one, benefit = now.initiative, now.initiative.benefit
        if benefit is None or benefit.realised is not None:
            continue
        if benefit.measure_on is None:
            yield NotJudged(
                "initiatives", one.id, "{record} has no measure date", benefit.where, {"record": one.id}
            )
        elif benefit.measure_on < facts.state.today:
            yield Hit(
                "initiatives",
                one.id,
                "the benefit of {record} was to be measured on {day} and was not",
                benefit.where_of("measure_on"),
                {"record": one.id, "day": benefit.measure_on.isoformat()},
                now.owner,
            )


def _assumption(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for now in facts.planned:
        for one in now.initiative.assumptions if now.stage != "finished" else ():
            if one.expires_on is None:
                yield NotJudged(
                    "assumptions",
                    one.id,
                    "nobody says until when the assumption {record} holds",
                    one.where,
                    {"record": one.id},
                )
            elif one.expires_on < facts.state.today:
                yield Hit(
                    "assumptions",
                    one.id,
                    "the assumption {record} of {initiative} expired on {day}: test it or renew it",
                    one.where_of("expires_on"),
                    {"record": one.id, "initiative": now.initiative.id, "day": one.expires_on.isoformat()},
                    one.owner or now.owner,
                )


RULES = follow_up_rules(
    _left,
    _office,
    _review_age,
    _overdue,
    _carried,
    _path,
    _melon,
    _decision,
    _trigger,
    _unmeasured,
    _assumption,
)
