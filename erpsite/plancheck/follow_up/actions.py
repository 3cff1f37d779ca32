"""Judge actions that are late or carried over."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import due_place
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_carried", "judge_overdue"]


@rule("P4-OVERDUE", Pitfall.P4, limits={"days": 0}, scope="actions", place=4)
def judge_overdue(facts: Facts, limits: Limits) -> Iterator[Hit]:
    """Actions done by their day.

    Why: An overdue action that nobody mentions excuses the next.
    Passes: No open action is past its day.
    Fails: An action is past its day.
    Mend: Report it done, or agree on a new day in the review.
    """
    for name, now in facts.state.actions.items():
        if now.due is None:
            continue
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


@rule("P4-CARRIED", Pitfall.P4, limits={"times": 3}, scope="actions", place=4)
def judge_carried(facts: Facts, limits: Limits) -> Iterator[Hit]:
    """Actions not carried over for ever.

    Why: What is carried over three times will not be done.
    Passes: An open action was carried over fewer times than the limit.
    Fails: It was carried over as often, or more.
    Mend: Do it, split it, give it to somebody else, or drop it.
    """
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
