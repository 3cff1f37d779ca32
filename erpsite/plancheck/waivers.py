"""Judge the book-keeping of the plan check: waivers, and settings of rules that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from erpsite.analysis.state import PlanState
from erpsite.issues import Issue
from erpsite.load.nearest import say_nearest
from erpsite.model.plan import Waiver
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Rule

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


def unused(waivers: Collection[Waiver], used: Collection[int], facts: Facts) -> Iterator[Hit]:
    """Return the waivers in force that excuse no finding, given the places of those that do."""
    for number, one in enumerate(waivers):
        if number not in used and one.until >= facts.state.today:
            yield Hit(
                "waivers",
                one.record,
                "{record} breaks no {rule} any more: remove the waiver",
                one.where,
                {"rule": one.rule, "record": one.record},
                one.by,
            )


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


def check_settings(state: PlanState, rules: Mapping[str, Rule]) -> Iterator[Issue]:
    """Refuse waivers and settings for rules that do not exist, and limits that a rule does not have."""
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
    for name, setting in plan.rules.items():
        for limit in setting.limits if name in rules else ():
            if limit not in rules[name].limits:
                message = "the rule {rule} has no limit {found}; it has: {known}"
                known = ", ".join(rules[name].limits) or "–"
                values = {"rule": name, "found": limit, "known": known}
                yield Issue("unknown-limit", message, setting.where_of("limits"), values=values)
