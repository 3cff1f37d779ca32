"""Check what excludes or excuses what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.load.nearest import say_nearest
from erpsite.model.initiative import Initiative

__all__ = ["check_exclusive_groups", "check_waivers"]


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
