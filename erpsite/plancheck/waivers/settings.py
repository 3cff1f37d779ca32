"""Refuse waivers and settings of rules or records that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue
from erpsite.nearest import say_nearest
from erpsite.plancheck.rule import Rule

__all__ = ["check_settings"]

_OF_THE_PLAN = (
    "agenda", "BEI", "budget", "charter", "CPLI", "missed", "plan", "preread", "priority", "review",
    "working-group",
)  # fmt: skip
"""What rules call the parts of the plan that have no id."""


def _records(state: PlanState) -> set[str]:
    """Return the ids of everything that a rule can find something wrong with."""
    book = state.handbook
    kinds = (
        book.initiatives, book.kpis, book.health_metrics, book.pain_points, book.objectives, book.people,
        book.decisions, book.actions, book.risks, book.reviews,
    )  # fmt: skip
    found = {name for kind in kinds for name in kind}.union(_OF_THE_PLAN)
    found |= {role.id for role in book.plan.roles}
    found |= {line.role for one in book.initiatives.values() for line in one.effort}
    found |= {held.id for one in book.initiatives.values() for held in one.assumptions}
    found |= {one.id for dimension in book.maturity.values() for one in dimension.criteria}
    found |= {seat.id for seat in book.working_group.roles} if book.working_group else set()
    return found | ({one.id for one in book.agenda.sessions} if book.agenda else set())


def _unknown_records(state: PlanState) -> Iterator[Issue]:
    waivers = state.handbook.plan.waivers
    known = _records(state) if waivers else set()
    for one in waivers:
        if one.record not in known:
            message, values = say_nearest(
                "there is no record {found} in the plan, so there is nothing to waive",
                "there is no record {found} in the plan; did you mean {nearest}?",
                one.record,
                sorted(known),
                found=one.record,
            )
            yield Issue("unknown-record", message, one.where_of("record"), values=values)


def check_settings(state: PlanState, rules: Mapping[str, Rule]) -> Iterator[Issue]:
    """Refuse waivers and settings for rules or records that do not exist, and limits that a rule has not."""
    plan = state.handbook.plan
    named = [(one.rule, one.where_of("rule")) for one in plan.waivers]
    named += [(name, setting.where) for name, setting in plan.rules.items()]
    for name, source in named:
        if name not in rules:
            message, values = say_nearest(
                "there is no rule {found}; erpsite check --list names them",
                "there is no rule {found}; did you mean {nearest}?",
                name,
                rules,
                found=name,
            )
            yield Issue("unknown-rule", message, source, values=values)
    yield from _unknown_records(state)
    for name, setting in plan.rules.items():
        for limit in setting.limits if name in rules else ():
            if limit not in rules[name].limits:
                message = "the rule {rule} has no limit {found}; it has: {known}"
                known = ", ".join(rules[name].limits) or "–"
                values = {"rule": name, "found": limit, "known": known}
                yield Issue("unknown-limit", message, setting.where_of("limits"), values=values)
