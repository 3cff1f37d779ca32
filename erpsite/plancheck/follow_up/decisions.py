"""Judge what follows from decisions."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_decision"]


@rule("P4-DECISION", Pitfall.P4, scope="decisions", place=6)
def judge_decision(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Something that follows from each decision.

    Why: A decision without action is an opinion.
    Passes: An action or an initiative belongs to the decision.
    Fails: Neither does.
    Mend: Give somebody an action with a day, and name the decision in it.
    """
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
