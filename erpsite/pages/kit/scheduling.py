"""Share the computed schedule among pages."""

from __future__ import annotations

from erpsite.analysis.schedule import Schedule, plan_schedule
from erpsite.pages.kit.book import Book

__all__ = ["schedule_of"]


def schedule_of(book: Book) -> Schedule:
    """Return the schedule of the plan, computed once a build."""
    schedule: Schedule = book.once("schedule", lambda: plan_schedule(book.state))
    return schedule
