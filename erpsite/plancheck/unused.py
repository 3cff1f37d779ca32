"""Tell once, of the whole plan, what a rule misses in every record: nobody reads it a thousand times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from erpsite.issues import Issue
from erpsite.plancheck.rule import Hit, NotJudged

__all__ = ["EVERY", "told_once"]

EVERY = "*"
"""Record of a finding that is true of every record that its rule is put to."""

_FEWEST = 4
"""Records from which what all of them lack is told once."""

_OF_ALL: Mapping[str, str] = {
    "{record} serves no objective: name the business goal it is for": (
        "none of the {n} initiatives serves an objective: name the business goals they are for"
    ),
    "nobody owns {record}: name one person who answers for it": (
        "none of the {n} initiatives has an owner: name for each one person who answers for it"
    ),
    "no pain point and no opportunity stands behind {record}": (
        "no pain point and no opportunity stands behind any of the {n} initiatives"
    ),
    "{record} has no milestone: nobody sees whether it works until it ends": (
        "none of the {n} initiatives has a milestone: nobody sees whether they work until they end"
    ),
    "the initiative {found} has no phase, so it cannot be scheduled; give it at least one": (
        "none of the {n} initiatives has a phase, so none can be scheduled; give each at least one"
    ),
    "nobody of the business or of finance answers for {record}: give it a business owner or a sponsor": (
        "nobody of the business or of finance answers for any of the {n} initiatives: give each a business "
        "owner or a sponsor"
    ),
    "{task} has no link before it or none after it; link it, so that a delay shows where it leads": (
        "none of the {n} phases and milestones is linked to another; link them, so that a delay shows where "
        "it leads"
    ),
    "no phase of {record} gives value on its own": (
        "no phase of any of the {n} initiatives gives value on its own"
    ),
    "nobody says by when the sign of the risk {record} will show": (
        "nobody says of any of the {n} risks by when its sign will show"
    ),
    "nobody says until when the assumption {record} holds": (
        "nobody says of any of the {n} assumptions until when it holds"
    ),
    "nothing proves the pain point {record}: add evidence with a figure": (
        "nothing proves any of the {n} pain points: add evidence with figures"
    ),
    "the benefit of {record} is not quantified": "none of the {n} benefits is quantified",
    "nobody said on which day the benefit of {record} will be measured": (
        "nobody said of any of the {n} benefits on which day it will be measured"
    ),
    "no action and no initiative follows from the decision {record}": (
        "no action and no initiative follows from any of the {n} decisions"
    ),
    "{record} states no benefit": "none of the {n} initiatives states a benefit",
    "{record} has no measure date": "none of the {n} benefits has a measure date",
    "{record} has no phase": "none of the {n} initiatives has a phase",
    "no phase of {record} has a start": "no phase of any of the {n} initiatives has a start",
    "{record} has no value yet": "none of the {n} series has a value yet",
    "too little is known to say how likely the date of {record} is": (
        "too little is known of each of the {n} initiatives to say how likely its date is"
    ),
    "no review has reported on {record}": "no review has reported on any of the {n} initiatives",
    "the status of {record} cannot be computed": "the status of none of the {n} initiatives can be computed",
}


def told_once(
    found: Iterable[Hit | NotJudged | Issue], every: int, exempt: int
) -> Sequence[Hit | NotJudged | Issue]:
    """Return what a rule finds; what is true of every record that it is put to stands there once.

    `every` is how many these are, `exempt` how many of them the rule may pass for another reason, such as
    those that the law demands.
    """
    everything = list(found)
    groups: dict[str, list[Hit | NotJudged | Issue]] = {}
    for one in everything:
        if one.message in _OF_ALL:
            groups.setdefault(one.message, []).append(one)
    whole = {
        message: group
        for message, group in groups.items()
        if len(group) >= _FEWEST and len(group) + exempt >= every
    }
    if not whole:
        return everything
    others = [one for one in everything if one.message not in whole]
    return [*others, *(_of_all(group) for group in whole.values())]


def _of_all(group: Sequence[Hit | NotJudged | Issue]) -> Hit | NotJudged | Issue:
    first, values = group[0], {"n": len(group)}
    message = _OF_ALL[first.message]
    if isinstance(first, Issue):
        return replace(first, message=message, values={**values, "initiative": EVERY})
    if isinstance(first, Hit):
        return replace(first, record=EVERY, message=message, values={**values, "record": EVERY}, owner=None)
    return replace(first, kind="plan", record=EVERY, message=message, values={**values, "record": EVERY})
