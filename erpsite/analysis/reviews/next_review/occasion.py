"""Decide whether a month's review can be begun, and from which month's state."""

from __future__ import annotations

import datetime as dt
import enum

from erpsite.analysis.state.working_days import working_days
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.quantity import last_day_of, month_of, next_month

__all__ = ["Hindrance", "Occasion", "occasion"]


class Hindrance(enum.StrEnum):
    """Name why a review cannot be begun."""

    OUTSIDE = "outside"
    """The month is not in the plan year."""
    THERE = "there"
    """The month has a review."""


@dataclass(frozen=True)
class Occasion:
    """Hold what a new review starts from."""

    month: str
    before: str
    """Month whose state is carried over: that of the last earlier review, else the month before."""
    gap: bool
    """Whether the month before has no review, though an earlier one has."""
    later: str
    """First later month that has a review; empty where there is none."""
    held_on: dt.date
    """Day on which the review is likely to be held; a person writes the real one."""
    chair: str
    attendees: tuple[str, ...]


def occasion(handbook: Handbook, month: str) -> Occasion | Hindrance:
    """Return what the review of `month` (`YYYY-MM`) starts from, or why it cannot be begun."""
    plan = handbook.plan
    if not plan.first_month <= month <= plan.last_month:
        return Hindrance.OUTSIDE
    if month in handbook.reviews:
        return Hindrance.THERE
    earlier = max((known for known in handbook.reviews if known < month), default="")
    month_before = next_month(month, -1)
    last = handbook.reviews.get(earlier)
    return Occasion(
        month,
        earlier or month_before,
        bool(earlier) and earlier != month_before,
        min((known for known in handbook.reviews if known > month), default=""),
        _held_on(handbook, month, last.held_on if last else None, earlier),
        last.chair if last else _chair(handbook),
        last.attendees if last else (),
    )


def _held_on(handbook: Handbook, month: str, last: dt.date | None, earlier: str) -> dt.date:
    """Return the day the plan names for it, else as many days after the month's end as last time.

    Without a review before it is the fifth working day of the next month.
    """
    named, end = handbook.plan.next_review, last_day_of(month)
    if named and month_of(named) in (month, next_month(month)):
        return named
    days = working_days(handbook.plan)
    if last is None:
        return days.day(days.border(end) + 4)
    guess = end + (last - last_day_of(earlier))
    return days.add(guess, 0)


def _chair(handbook: Handbook) -> str:
    if handbook.charter:
        return handbook.charter.sponsor
    return next(iter(handbook.people), "")
