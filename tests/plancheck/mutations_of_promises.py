"""Break the sample in one way for each rule on realism, on follow-up and on waivers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from erpsite.analysis.people.resources import resources
from erpsite.analysis.schedule import plan_schedule
from erpsite.model import Handbook
from erpsite.model.initiative import Estimate
from erpsite.model.plan import Waiver
from tests.plancheck.changing import change, change_benefit, change_part, change_plan, mapped, put, report
from tests.plancheck.mutations import DAY, OLD, Plan, last_month, links_of, sure

__all__ = ["BREAKS_OF_PROMISES"]


def _late_first_milestone(plan: Plan) -> Handbook:
    """Move the first milestone of an initiative that nobody has reported on behind its first quarter."""
    one = plan.running(lambda now: now.reported is None and len(now.initiative.milestones) > 1)
    stones = sorted(one.initiative.milestones, key=lambda stone: stone.date or OLD)
    return change_part(plan.book, one.initiative.id, stones[0].id, date=stones[1].date, phase=stones[1].phase)


def _nothing_viable(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.phases).initiative
    phases = tuple(phase.model_copy(update={"smallest_viable": False}) for phase in one.phases)
    return change(plan.book, "initiatives", one.id, phases=phases)


def _overload(plan: Plan) -> Handbook:
    known = plan.found("P3-OVERLOAD")
    load = next(one for one in resources(plan.now).loads.values() if one.effort and one.role not in known)

    def shrunk(role: Any) -> Any:
        return role.model_copy(update={"capacity": {**role.capacity, load.period: load.effort - 1}})

    return change_plan(plan.book, roles=mapped(plan.book.plan.roles, load.role, shrunk))


def _contingency(plan: Plan) -> Handbook:
    budget = plan.book.plan.budget.model_copy(update={"contingency": 0.01})
    return change_plan(plan.book, budget=budget)


def _busy_owner(plan: Plan) -> Handbook:
    person, book = plan.of_side("business"), plan.book
    for now in plan.now.initiatives.values():
        if now.running and now.reported:
            book = report(book, last_month(plan), now.initiative.id, owner=person)
    return book


def _doubtful(plan: Plan) -> Handbook:
    known = plan.found("P3-P80")
    one = plan.running(lambda now: now.initiative.id not in known and now.phases[-1].finish)
    last = one.phases[-1]
    planned = plan.now.days.between(sure(last.first_start), sure(last.first_finish))
    far = Estimate(optimistic=planned, likely=5 * planned, pessimistic=9 * planned)
    return change_part(plan.book, one.initiative.id, one.phases[-1].id, estimate=far)


def _too_short(plan: Plan) -> Handbook:
    """Let a phase that has not begun, and that nothing waits for, take a day."""
    followed = {link.before for link in links_of(plan)}
    for now in plan.now.initiatives.values():
        for phase in now.initiative.phases if now.running else ():
            task = now.tasks[phase.id]
            if not task.started and phase.finish and f"{now.initiative.id}/{phase.id}" not in followed:
                return change_part(plan.book, now.initiative.id, phase.id, start=phase.finish, estimate=None)
    raise AssertionError("every phase has begun")


def _third_party_without_risk(plan: Plan) -> Handbook:
    critical = {name.partition("/")[0] for name in plan_schedule(plan.now).critical_path}
    one = plan.running(lambda now: now.initiative.third_parties and now.initiative.id in critical)
    book = change(plan.book, "initiatives", one.initiative.id, risks=())
    for review in plan.book.reviews.values():
        kept = tuple(risk for risk in review.new_risks if risk.initiative != one.initiative.id)
        book = change(book, "reviews", review.month, new_risks=kept)
    return book


def _all_first(plan: Plan) -> Handbook:
    book = plan.book
    for now in plan.now.initiatives.values():
        book = change(book, "initiatives", now.initiative.id, priority=1) if now.running else book
    return book


def _owner_left(plan: Plan) -> Handbook:
    known = plan.found("P4-OWNER")
    one = plan.running(lambda now: now.initiative.id not in known)
    return change(plan.book, "people", one.owner or "", left_on=OLD)


def _open_action(plan: Plan) -> Any:
    return next(one for one in plan.now.actions.values() if one.status == "open" and not one.overdue)


def _change_action(plan: Plan, **fields: Any) -> Handbook:
    known = _open_action(plan)
    given = plan.book.reviews[known.review].actions
    actions = mapped(given, known.action.id, lambda one: one.model_copy(update=fields))
    return change(plan.book, "reviews", known.review, actions=actions)


def _carried(plan: Plan) -> Handbook:
    """Give an open action four reviews earlier than it was."""
    known, earlier = _open_action(plan), plan.now.reviews[-5]
    given = plan.book.reviews[known.review].actions
    left = tuple(one for one in given if one.id != known.action.id)
    book = change(plan.book, "reviews", known.review, actions=left)
    return change(book, "reviews", earlier.month, actions=(*earlier.actions, known.action))


def _no_path(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.path_to_green is not None)
    book = plan.book
    for review in plan.now.reviews:
        progress = tuple(
            entry.model_copy(update={"path_to_green": None})
            if entry.initiative == one.initiative.id
            else entry
            for entry in review.progress
        )
        book = change(book, "reviews", review.month, progress=progress)
    return book


def _idle_decision(plan: Plan) -> Handbook:
    one = next(iter(plan.book.decisions.values()))
    idle = one.model_copy(update={"id": "one-more", "initiatives": (), "supersedes": None, "date": OLD})
    return put(plan.book, "meeting_decisions", "one-more", idle)


def _old_risk(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.risks).initiative
    risk = one.risks[0].model_copy(update={"id": "one-more", "trigger_date": OLD, "next_look": None})
    return change(plan.book, "initiatives", one.id, risks=(*one.risks, risk))


def _unmeasured(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.benefit and now.initiative.benefit.realised is None)
    return change_benefit(plan.book, one.initiative.id, measure_on=OLD)


def _old_assumption(plan: Plan) -> Handbook:
    known = plan.found("P4-ASSUMPTION")
    one = plan.running(lambda now: {held.id for held in now.initiative.assumptions} - known).initiative
    held = one.assumptions[0].model_copy(update={"expires_on": OLD})
    return change(plan.book, "initiatives", one.id, assumptions=(held, *one.assumptions[1:]))


def _waiver(plan: Plan, until: dt.date) -> Handbook:
    row = {
        "rule": "P1-OBJECTIVE", "record": plan.running(lambda now: now.initiative.objectives).initiative.id,
        "by": plan.of_side("business"), "reason": {"zh": "另行说明", "en": "Told elsewhere"},
    }  # fmt: skip
    more = Waiver.model_validate({**row, "until": until.isoformat()})
    return change_plan(plan.book, waivers=(*plan.book.plan.waivers, more))


BREAKS_OF_PROMISES: dict[str, Callable[[Plan], Handbook]] = {
    "P3-FIRST-MILESTONE": _late_first_milestone,
    "P3-SMALLEST": _nothing_viable,
    "P3-OVERLOAD": _overload,
    "P3-CONTINGENCY": _contingency,
    "P3-PARALLEL": _busy_owner,
    "P3-P80": _doubtful,
    "P3-HISTORY": _too_short,
    "P3-THIRD-PARTY": _third_party_without_risk,
    "P3-PRIORITY": _all_first,
    "P4-OWNER": _owner_left,
    "P4-REVIEW-AGE": lambda plan: change(plan.book, "reviews", last_month(plan), held_on=OLD),
    "P4-OVERDUE": lambda plan: _change_action(plan, due=plan.now.today - DAY),
    "P4-CARRIED": _carried,
    "P4-PATH": _no_path,
    "P4-DECISION": _idle_decision,
    "P4-TRIGGER": _old_risk,
    "P4-UNMEASURED": _unmeasured,
    "P4-ASSUMPTION": _old_assumption,
    "W-EXPIRED": lambda plan: _waiver(plan, OLD),
    "W-UNUSED": lambda plan: _waiver(plan, plan.now.today),
}
"""By rule."""
