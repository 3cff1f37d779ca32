"""Break the sample in one way for each rule; what is broken is chosen by what it is, not by its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from erpsite.analysis.schedule import TaskLink, plan_schedule
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.plancheck import Judgement, judge_plan
from tests.plancheck.changing import change, change_benefit, change_plan, proposed_copy, put

__all__ = ["BREAKS", "DAY", "OLD", "Plan", "last_month", "links_of", "sure"]

DAY = dt.timedelta(days=1)

OLD = dt.date(2026, 5, 4)
"""A day before the month that is judged."""


@dataclass(frozen=True)
class Plan:
    """Hold the sample at one month, with what is found in it."""

    book: Handbook
    now: PlanState
    judged: Judgement

    @classmethod
    def at(cls, book: Handbook, month: str) -> Plan:
        """Return the plan judged at a month."""
        now = state(book, month)
        return cls(book, now, judge_plan(now))

    def found(self, rule: str) -> set[str]:
        """Return the records that break a rule already."""
        return {one.record for one in self.judged.by_rule[rule]}

    def running(self, fits: Callable[[InitiativeState], object]) -> InitiativeState:
        """Return the first running initiative that fits."""
        return next(now for now in self.now.initiatives.values() if now.running and fits(now))

    def of_side(self, *sides: str) -> str:
        """Return somebody of a side who has not left."""
        return next(one.id for one in self.book.people.values() if one.side in sides and not one.left_on)


def sure(day: dt.date | None) -> dt.date:
    """Return a day that the sample gives."""
    assert day is not None
    return day


def last_month(plan: Plan) -> str:
    """Return the month of the last review."""
    return plan.now.reviews[-1].month


def links_of(plan: Plan) -> tuple[TaskLink, ...]:
    """Return the links that people wrote."""
    return plan_schedule(plan.now).links


def _served_elsewhere(plan: Plan, now: InitiativeState) -> bool:
    others = [one.initiative for one in plan.now.initiatives.values() if one is not now]
    served = {name for one in others for name in one.objectives}
    return bool(now.initiative.objectives) and set(now.initiative.objectives) <= served


def _no_owner(plan: Plan) -> Handbook:
    people, known = plan.book.people, plan.found("P1-OWNER")
    one = plan.running(lambda now: people[now.owner or ""].side == "it" and now.initiative.id not in known)
    return change(plan.book, "initiatives", one.initiative.id, business_owner=None, sponsor=None)


def _no_objective(plan: Plan) -> Handbook:
    one = plan.running(lambda now: _served_elsewhere(plan, now))
    return change(plan.book, "initiatives", one.initiative.id, objectives=())


def _no_reason(plan: Plan) -> Handbook:
    name = plan.running(lambda now: not now.initiative.mandatory).initiative.id
    book = change(plan.book, "initiatives", name, pain_points=(), opportunities=())
    for point in plan.book.pain_points.values():
        left = tuple(one for one in point.initiatives if one != name)
        book = change(book, "pain_points", point.id, initiatives=left)
    for chance in plan.book.opportunities.values():
        if chance.initiative == name:
            book = change(book, "opportunities", chance.id, initiative=None)
    return book


def _unserved(plan: Plan) -> Handbook:
    one = next(iter(plan.book.objectives.values()))
    return put(plan.book, "objectives", "one-more", one.model_copy(update={"id": "one-more"}))


def _no_case(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.budget).initiative
    line = one.budget[0].model_copy(update={"by_quarter": {"2026-Q4": plan.book.plan.budget.envelope}})
    return proposed_copy(plan.book, one.id, budget=(line,), benefit=None, mandatory=False)


def _sessions(plan: Plan, index: int | None, **fields: Any) -> Handbook:
    agenda = plan.book.agenda
    assert agenda is not None
    sessions = tuple(
        one.model_copy(update=fields) if index in (None, number) else one
        for number, one in enumerate(agenda.sessions)
    )
    return replace(plan.book, agenda=agenda.model_copy(update={"sessions": sessions}))


def _target_at_baseline(plan: Plan) -> Handbook:
    one = next(one for one in plan.book.kpis.values() if one.target is not None)
    return change(plan.book, "kpis", one.id, target=one.baseline)


def _nobody_measures(plan: Plan) -> Handbook:
    known = plan.found("P2-BENEFIT")
    one = plan.running(lambda now: now.initiative.benefit and now.initiative.id not in known)
    return change_benefit(plan.book, one.initiative.id, measure_on=None)


def _no_evidence(plan: Plan) -> Handbook:
    digits = set("0123456789")
    one = next(
        one
        for one in plan.book.pain_points.values()
        if one.evidence and not any(digits & set(piece.text.in_("zh")) for piece in one.evidence[1:])
    )
    return change(plan.book, "pain_points", one.id, evidence=())


def _endless_outage(plan: Plan) -> Handbook:
    """Let a slight outage last nine days; what is lost in it is next to nothing."""
    last = plan.book.incidents[-1]
    more = last.model_copy(
        update={"ended": last.started + dt.timedelta(days=9), "planned": False, "degraded": 0.00001}
    )
    return replace(plan.book, incidents=(*plan.book.incidents[:-1], more))


def _without_months(plan: Plan, keep: Callable[[str], bool]) -> Handbook:
    broken = plan.found("P2-STALE") | plan.found("P2-GAPS")
    name = next(one for one in plan.book.kpis if one not in broken)
    rows = tuple(row for row in plan.book.kpi_actuals if row.kpi != name or keep(row.month))
    return replace(plan.book, kpi_actuals=rows)


def _claim(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.initiative.id not in plan.found("P2-CLAIM"))
    text = Text({"zh": "一年省下7,777,777,777小时。", "en": "It saves 7,777,777,777 hours a year."})
    return change(plan.book, "initiatives", one.initiative.id, summary=text)


def _no_maturity_evidence(plan: Plan) -> Handbook:
    one = next(iter(plan.book.maturity.values()))
    first, *others = one.criteria
    criteria = (first.model_copy(update={"evidence": None}), *others)
    return change(plan.book, "maturity", one.id, criteria=criteria)


def _group(plan: Plan, change_seat: Callable[[Any], Any], **fields: Any) -> Handbook:
    group = plan.book.working_group
    assert group is not None
    roles = tuple(change_seat(one) for one in group.roles)
    return replace(plan.book, working_group=group.model_copy(update={"roles": roles, **fields}))


def _no_office(plan: Plan) -> Handbook:
    def emptied(seat: Any) -> Any:
        words = f"{seat.id} {seat.name.in_('en')} {seat.name.in_('zh')}".casefold()
        office = any(word in words for word in ("pmo", "project office", "项目管理办公室", "项目办"))
        return seat.model_copy(update={"member": None, "required": False}) if office else seat

    return _group(plan, emptied)


def _charter(plan: Plan) -> Handbook:
    charter, sent = plan.book.charter, plan.book.plan.preread_sent_on
    assert charter is not None
    assert sent is not None
    late = charter.model_copy(update={"issued_on": sent + dt.timedelta(days=1)})
    return replace(plan.book, charter=late)


def _before(plan: Plan, days: int) -> dt.date:
    return plan.book.plan.meeting_date - dt.timedelta(days=days)


def _first_seat_empty(plan: Plan) -> Handbook:
    group = plan.book.working_group
    assert group is not None
    empty = next(one.id for one in group.roles if one.required and one.member and one.id != "pmo")
    return _group(plan, lambda one: one.model_copy(update={"member": None}) if one.id == empty else one)


def _overlap(plan: Plan) -> Handbook:
    agenda = plan.book.agenda
    assert agenda is not None
    return _sessions(plan, 1, start=agenda.sessions[0].start)


def _watermelon(plan: Plan) -> Handbook:
    one = plan.running(lambda now: now.computed is Rag.RED and now.declared is not Rag.GREEN)
    review = plan.now.reviews[-1]
    progress = tuple(
        entry.model_copy(update={"status": Rag.GREEN}) if entry.initiative == one.initiative.id else entry
        for entry in review.progress
    )
    return change(plan.book, "reviews", review.month, progress=progress)


BREAKS: dict[str, Callable[[Plan], Handbook]] = {
    "P1-OWNER": _no_owner,
    "P1-OBJECTIVE": _no_objective,
    "P1-REASON": _no_reason,
    "P1-UNSERVED": _unserved,
    "P1-CASE": _no_case,
    "P1-SESSION": lambda plan: _sessions(plan, None, lead=plan.of_side("it")),
    "P2-TARGET": _target_at_baseline,
    "P2-BENEFIT": _nobody_measures,
    "P2-EVIDENCE": _no_evidence,
    "P2-OUTAGES": _endless_outage,
    "P2-STALE": lambda plan: _without_months(plan, lambda month: month <= "2026-07"),
    "P2-GAPS": lambda plan: _without_months(plan, lambda month: month != "2026-06"),
    "P2-CLAIM": _claim,
    "P2-MATURITY-EVIDENCE": _no_maturity_evidence,
    "P4-PMO": _no_office,
    "P4-WATERMELON": _watermelon,
    "R-CHARTER": _charter,
    "R-PACK": lambda plan: change_plan(plan.book, preread_sent_on=_before(plan, 6)),
    "R-GROUP": lambda plan: _group(plan, lambda one: one, formed_on=_before(plan, 27)),
    "R-SEATS": _first_seat_empty,
    "R-OVERLAP": _overlap,
    "R-OUTPUT": lambda plan: _sessions(plan, 0, output=None),
}
"""By rule; the sample is broken at its last month."""
