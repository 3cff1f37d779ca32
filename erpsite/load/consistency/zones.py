"""Check the plan's time zone."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.load.zone_names import zone_fault

__all__ = ["check_timezone"]


def check_timezone(draft: Draft) -> Iterator[Issue]:
    """Refuse a time zone that nobody knows: the calendar could not say when a session starts."""
    if draft.plan is not None and (fault := zone_fault(draft.plan.timezone, draft.plan.where_of("timezone"))):
        yield fault
