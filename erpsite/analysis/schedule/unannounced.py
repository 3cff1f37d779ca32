"""Find the dates that rest on a year whose public holidays are not announced yet (FORMULAS.md, Schedule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from erpsite.analysis.schedule.tasks import planned_states
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass

__all__ = ["Unannounced", "unannounced_years"]


@dataclass(frozen=True)
class Unannounced:
    """Hold the years that the base calendar does not know, and what of the plan lies in them."""

    years: tuple[int, ...]
    """The plan's years without a notice, ascending; empty where all are announced."""
    dates: Mapping[str, int]
    """Starts and finishes of phases, and days of milestones, that lie in those years, by initiative."""
    first: tuple[dt.date, str] | None
    """The earliest of these dates, and its task as `initiative/part`."""

    @property
    def count(self) -> int:
        """Return how many dates of the plan lie in those years."""
        return sum(self.dates.values())


def unannounced_years(state: PlanState) -> Unannounced:
    """Return the years of the plan, and of its tasks, whose public holidays are not announced.

    A year counts where a task of an approved, finished or proposed initiative has a date in it, or where the
    plan year reaches into it.
    """
    plan, days = state.handbook.plan, state.days
    years = {int(plan.first_month[:4]), int(plan.last_month[:4])}
    years = {year for year in years if not days.is_published(year)}
    dates: dict[str, int] = {}
    found: list[tuple[dt.date, str]] = []
    for now in planned_states(state):
        for task in now.tasks.values():
            own = {task.start, task.finish} if not task.done else set()
            late = [day for day in own if day and not days.is_published(day.year)]
            years.update(day.year for day in late)
            found += [(day, f"{now.initiative.id}/{task.id}") for day in late]
            if late:
                dates[now.initiative.id] = dates.get(now.initiative.id, 0) + len(late)
    return Unannounced(tuple(sorted(years)), dates, min(found, default=None))
