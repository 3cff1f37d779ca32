"""Compute the state of the plan at a month: the baseline plus every review up to it (DESIGN.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from erpsite.analysis.state.initiative_state import InitiativeState, initiative_state
from erpsite.analysis.state.measured import with_measured
from erpsite.analysis.state.registers import ActionState, RiskState, action_states, risk_states
from erpsite.analysis.state.working_days import WorkingDays, working_days
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.decision import Decision
from erpsite.model.quantity import last_day_of
from erpsite.model.review import Progress, Review

__all__ = ["PlanState", "state"]


@dataclass(frozen=True)
class PlanState:
    """Hold the whole plan's state at the end of one month."""

    handbook: Handbook
    as_of: str
    today: dt.date
    """Last day of `as_of`."""
    days: WorkingDays
    reviews: tuple[Review, ...]
    """Reviews up to `as_of`, earliest first, without the entries that nobody has confirmed."""
    initiatives: Mapping[str, InitiativeState]
    risks: Mapping[str, RiskState]
    actions: Mapping[str, ActionState]

    @property
    def review(self) -> Review | None:
        """Return the review of this very month, where there is one."""
        return self.reviews[-1] if self.reviews and self.reviews[-1].month == self.as_of else None

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Return the decisions of the meeting and of the reviews up to `as_of`, by id, the earliest first."""
        later = [decision for review in self.reviews for decision in review.decisions]
        return {**self.handbook.decided_in_meeting, **{one.id: one for one in later}}


def state(handbook: Handbook, as_of: str) -> PlanState:
    """Return the state of the plan at the end of `as_of` (`YYYY-MM`): baseline + reviews up to it."""
    handbook = with_measured(handbook, as_of)
    reviews = tuple(one.settled for month, one in sorted(handbook.reviews.items()) if month <= as_of)
    days = working_days(handbook.plan)
    today = last_day_of(as_of)
    thresholds = handbook.plan.thresholds
    reports: dict[str, list[tuple[str, Progress]]] = {}
    for review in reviews:
        for report in review.progress:
            reports.setdefault(report.initiative, []).append((review.month, report))
    initiatives = {
        name: initiative_state(initiative, reports.get(name, []), days, thresholds)
        for name, initiative in handbook.initiatives.items()
    }
    return PlanState(
        handbook, as_of, today, days, reviews, initiatives, risk_states(handbook, reviews),
        action_states(reviews, today, handbook.meeting),
    )  # fmt: skip
