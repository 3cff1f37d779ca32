"""Follow each milestone's forecast over the reviews, so that a date that moves every month is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.quantity import next_month

__all__ = ["ForecastPoint", "MilestoneHistory", "forecast_histories"]


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """Hold what one month said of a milestone."""

    month: str
    day: dt.date
    done: bool


@dataclass(frozen=True)
class MilestoneHistory:
    """Hold the dates of one milestone, from its approval to the last review."""

    initiative: str
    milestone: str
    points: tuple[ForecastPoint, ...]
    """One for the approved date, then one for each review up to the one that reports it reached."""
    slip: int
    """Last day − first approved day in working days; positive is late."""

    @property
    def approved(self) -> dt.date:
        """Return the day that was approved."""
        return self.points[0].day

    @property
    def now(self) -> ForecastPoint:
        """Return what was said last."""
        return self.points[-1]

    @property
    def moves(self) -> tuple[ForecastPoint, ...]:
        """Return the points at which a forecast differs from the one before; reaching it is no move."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(now for before, now in pairs if now.day != before.day and not now.done)

    @property
    def later_moves(self) -> int:
        """Return how often the date moved to a later day."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return sum(now.day > before.day and not now.done for before, now in pairs)


def forecast_histories(now: PlanState) -> tuple[MilestoneHistory, ...]:
    """Return the history of every milestone of what is approved or finished; what moved most often first.

    Ties go to the larger slip, then to the order of the plan.
    """
    said = _said(now)
    found = [
        history
        for one in now.initiatives.values()
        if one.stage in ("approved", "finished")
        for history in _histories(now, one.initiative.id, said.get(one.initiative.id, {}))
    ]
    return tuple(sorted(found, key=lambda one: (-one.later_moves, -one.slip)))


_Said = dict[tuple[str, str], tuple[dt.date | None, dt.date | None]]
"""The forecast and the day reached by month and milestone."""


def _histories(now: PlanState, name: str, said: _Said) -> Iterator[MilestoneHistory]:
    for stone in now.handbook.initiatives[name].milestones:
        if stone.date is None or now.initiatives[name].tasks[stone.id].withheld is not None:
            continue  # without the day approved, or the one expected now, there is no move to tell
        day, done = stone.date, False
        start = next_month(now.reviews[0].month, -1) if now.reviews else now.as_of
        points = [ForecastPoint(start, day, False)]
        for review in now.reviews:
            if done:
                break
            forecast, reached = said.get((review.month, stone.id), (None, None))
            day, done = reached or forecast or day, reached is not None
            points.append(ForecastPoint(review.month, day, done))
        yield MilestoneHistory(name, stone.id, tuple(points), now.days.slip(stone.date, day))


def _said(now: PlanState) -> dict[str, _Said]:
    """Return what the reviews said of milestones, by initiative."""
    found: dict[str, _Said] = {}
    for review in now.reviews:
        for report in review.progress:
            of = found.setdefault(report.initiative, {})
            for stone in report.milestones:
                of[review.month, stone.milestone] = (stone.forecast, stone.done_on)
    return found
