"""Judge waivers: those that ended, and those that excuse nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_expired", "judge_unused", "unused"]


@rule("W-EXPIRED", Pitfall.W, scope="waivers", place=1)
def judge_expired(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Waivers in force.

    Why: An exception without an end is the rule.
    Passes: The waiver's last day lies ahead.
    Fails: The waiver has ended; the finding counts again.
    Mend: Mend the finding, or agree on a new day and say why.
    """
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


@rule("W-UNUSED", Pitfall.W, scope="waivers", place=1)
def judge_unused(_facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Waivers that excuse something.

    Why: A waiver for nothing hides the next fault.
    Passes: The waiver excuses a finding.
    Fails: There is no such finding any more.
    Mend: Remove the waiver from `handbook.yml`.
    """
    # Which waiver is unused is known once all other rules have judged: `unused` says so then.
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
