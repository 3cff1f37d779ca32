"""Check what excludes or excuses what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.model.initiative import Initiative
from erpsite.nearest import say_nearest

__all__ = [
    "check_exclusive_groups",
    "check_mandatory_cost",
    "check_mandatory_needs",
    "check_rivals",
    "check_waivers",
]


def check_exclusive_groups(draft: Draft) -> Iterator[Issue]:
    """Refuse two mandatory initiatives in a group of which at most one can be chosen."""
    groups: dict[str, list[Initiative]] = defaultdict(list)
    for initiative in draft.initiatives:
        if initiative.exclusive_group and initiative.mandatory:
            groups[initiative.exclusive_group].append(initiative)
    for group, members in groups.items():
        for member in members[1:]:
            message = "{first} is mandatory too, but only one of the group {group} can be chosen"
            values = {"first": members[0].id, "group": group}
            yield Issue("exclusive-group", message, member.where_of("exclusive_group"), values=values)


def check_rivals(draft: Draft) -> Iterator[Issue]:
    """Refuse an initiative that needs, however far, two of a group of which at most one can be chosen."""
    known = {one.id: one for one in draft.initiatives}
    for initiative in draft.initiatives:
        pair = _rivals(known, _needed(known, initiative.id))
        # Two mandatory ones are what `check_exclusive_groups` tells.
        if pair and not all(known[name].mandatory for name in pair):
            message = (
                "it can never be chosen: with all that it needs {first} and {second} are in, "
                "which exclude each other"
            )
            values = {"first": pair[0], "second": pair[1]}
            yield Issue("rival-needs", message, initiative.where_of("depends_on"), values=values)


def check_mandatory_needs(draft: Draft) -> Iterator[Issue]:
    """Refuse mandatory initiatives that need, not being it themselves, two of one exclusive group."""
    known = {one.id: one for one in draft.initiatives}
    inside: list[str] = []
    for one in draft.initiatives:
        needed = _needed(known, one.id) if one.mandatory else []
        if _rivals(known, needed):
            continue
        pair = _rivals(known, [*inside, *(name for name in needed if name not in inside)])
        if pair and not all(known[name].mandatory for name in pair):
            message = "the mandatory initiatives need {first} and {second}, which exclude each other"
            values = {"first": pair[0], "second": pair[1]}
            yield Issue("exclusive-group", message, one.where_of("mandatory"), values=values)
        inside += [] if pair else [name for name in needed if name not in inside]


def check_mandatory_cost(draft: Draft) -> Iterator[Issue]:
    """Warn where the mandatory initiatives, with what they need, cost more than may be spent."""
    known = {one.id: one for one in draft.initiatives}
    inside = {name for one in draft.initiatives if one.mandatory for name in _needed(known, one.id)}
    cost = sum((known[name].cost for name in inside), Decimal(0))
    limit = draft.plan.spendable if draft.plan else None
    if draft.plan and limit is not None and cost > limit:
        message = "the mandatory initiatives, with what they need, cost {cost}, but only {limit} may be spent"
        values = {"cost": f"{cost:f}", "limit": f"{limit.normalize():f}"}
        where = draft.plan.envelope_place
        yield Issue("mandatory-cost", message, where, Severity.WARNING, values)


def _needed(known: Mapping[str, Initiative], name: str) -> list[str]:
    """Return an initiative and all that it needs, however far, without what is not known."""
    found, waiting = dict[str, None](), [name]
    while waiting:
        here = waiting.pop()
        if here in known and here not in found:
            found[here] = None
            waiting += known[here].depends_on
    return list(found)


def _rivals(known: Mapping[str, Initiative], names: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two of one exclusive group."""
    first: dict[str, str] = {}
    for name in names:
        group = known[name].exclusive_group
        if group and group in first:
            return first[group], name
        if group:
            first[group] = name
    return None


def check_waivers(draft: Draft) -> Iterator[Issue]:
    """Refuse a waiver for a record that does not exist."""
    known = [name for places in draft.ids.places.values() for name in places]
    known += [*draft.ids.inner, *(review.month for review in draft.reviews)]
    for waiver in draft.plan.waivers if draft.plan and not draft.ids.unsure else ():
        if waiver.record not in known:
            message, values = say_nearest(
                "there is no record {found} to excuse",
                "there is no record {found} to excuse; did you mean {nearest}?",
                waiver.record,
                known,
                found=waiver.record,
            )
            yield Issue("unknown-record", message, waiver.where_of("record"), values=values)
