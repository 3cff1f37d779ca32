"""Judge the book-keeping of the plan check: waivers, and settings of rules that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue
from erpsite.nearest import say_nearest
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Rule

__all__ = ["RULES", "check_settings", "unused"]


def _expired(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    for one in facts.handbook.plan.waivers:
        if one.until < facts.state.today:
            yield Hit(
                "waivers",
                one.record,
                "the waiver of {rule} for {record} ended on {day}: mend the finding",
                one.where_of("until"),
                {"rule": one.rule, "record": one.record, "day": one.until.isoformat()},
                one.by,
            )


def _unused(_facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Find nothing by itself: which waiver is unused is known once all other rules have judged."""
    yield from ()


def unused(
    facts: Facts,
    _limits: Limits,
    *,
    used: Collection[int],
    off: Collection[str],
    unknown: Collection[tuple[str, str]],
) -> Iterator[Hit | NotJudged]:
    """Return the waivers in force that excuse no finding, given the places of those that do.

    Of a rule that is switched off (`off`), or that could not judge the record (`unknown`: rule and record),
    nobody can say whether it is needed.
    """
    for number, one in enumerate(facts.handbook.plan.waivers):
        if number in used or one.until < facts.state.today:
            continue
        values = {"record": one.record, "rule": one.rule}
        if one.rule in off:
            message = "the rule {rule} is switched off, so it cannot be said whether its waiver is needed"
            yield NotJudged("waivers", one.record, message, one.where_of("rule"), values)
        elif (one.rule, one.record) in unknown:
            message = "{rule} cannot judge {record}, so it cannot be said whether the waiver is needed"
            yield NotJudged("waivers", one.record, message, one.where_of("record"), values)
        else:
            message = "{record} breaks no {rule} any more: remove the waiver"
            yield Hit("waivers", one.record, message, one.where, values, one.by)


RULES = (
    Rule(
        "W-EXPIRED",
        "Waivers in force",
        "An exception without an end is the rule.",
        "The waiver's last day lies ahead.",
        "The waiver has ended; the finding counts again.",
        "Mend the finding, or agree on a new day and say why.",
        _expired,
        "waivers",
    ),
    Rule(
        "W-UNUSED",
        "Waivers that excuse something",
        "A waiver for nothing hides the next fault.",
        "The waiver excuses a finding.",
        "There is no such finding any more.",
        "Remove the waiver from `handbook.yml`.",
        _unused,
        "waivers",
    ),
)


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
