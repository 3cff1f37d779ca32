"""Tell when the date of an event moved: by a review, or by a commit that changed the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from erpsite.analysis.reviews.forecast_history import forecast_histories
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.review import Review

__all__ = ["Moves", "action_moves", "midnight", "milestone_moves"]


@dataclass(frozen=True, slots=True)
class Moves:
    """Hold when an event came into the plan and when it was moved, as moments in UTC, earliest first."""

    since: dt.datetime
    moved: tuple[dt.datetime, ...] = ()

    @property
    def sequence(self) -> int:
        """Return how often it was moved."""
        return len(self.moved)

    @property
    def newest(self) -> dt.datetime:
        """Return when it was moved last, or when it came."""
        return max(self.since, *self.moved) if self.moved else self.since

    def with_more(self, others: Sequence[dt.datetime]) -> Moves:
        """Return the moves and others beside them."""
        return Moves(self.since, tuple(sorted([*self.moved, *others])))


def midnight(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins in UTC."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def milestone_moves(now: PlanState) -> Mapping[tuple[str, str], Moves]:
    """Return the moves of every milestone of what is approved or finished, by initiative and milestone.

    A review moves a milestone by a new forecast, or by reporting it reached on another day.
    """
    held = {review.month: midnight(review.held_on) for review in now.reviews}
    since = midnight(now.handbook.plan.meeting_date)
    return {
        (history.initiative, history.milestone): Moves(
            since,
            tuple(
                held[point.month]
                for before, point in zip(history.points, history.points[1:], strict=False)
                if point.day != before.day
            ),
        )
        for history in forecast_histories(now)
    }


def action_moves(now: PlanState) -> Mapping[str, Moves]:
    """Return the moves of every action by its id; a review moves one by a new due day."""
    found: dict[str, Moves] = {}
    due: dict[str, dt.date | None] = {}
    meeting = now.handbook.meeting
    if meeting is not None:
        for action in meeting.actions:
            found[action.id], due[action.id] = Moves(midnight(meeting.held_on)), action.due
    for review in now.reviews:
        for name, day in _new_days(review, due):
            found[name], due[name] = found[name].with_more([midnight(review.held_on)]), day
        for action in review.actions:
            found[action.id], due[action.id] = Moves(midnight(review.held_on)), action.due
    return found


def _new_days(review: Review, due: Mapping[str, dt.date | None]) -> Iterator[tuple[str, dt.date]]:
    for update in review.action_updates:
        if update.due is not None and update.action in due and update.due != due[update.action]:
            yield update.action, update.due
