"""Ask for what calendars and news feeds know the plan by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from erpsite.issues import Issue, Severity
from erpsite.model import Handbook

__all__ = ["check_identity"]


def check_identity(handbook: Handbook) -> Iterator[Issue]:
    """Tell that the plan has no id: without one, entries of two plans of a year share theirs."""
    plan = handbook.plan
    if plan.id is None:
        message = (
            "the plan has no id, so entries of its calendar and feed may be taken for another plan's; "
            "add a line such as 'id: {example}' that no other plan has, and keep it over the years"
        )
        values = {"example": example_id(handbook)}
        yield Issue("plan-without-id", message, plan.where, Severity.INFO, values)


def example_id(handbook: Handbook) -> str:
    """Return an id that the plan may take: made of its names, so that it differs from other plans'."""
    plan = handbook.plan
    names = "\0".join(plan.organisation.in_(language) for language in plan.languages)
    return f"plan-{hashlib.sha256(names.encode()).hexdigest()[:12]}"
