"""Compute where the risks and the actions stand after some reviews."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.meeting import MeetingRecord
from erpsite.model.review import Action, ActionUpdate, NewRisk, Review, RiskUpdate
from erpsite.model.risk import Risk, RiskStatus
from erpsite.model.text import Text

__all__ = ["ActionState", "RiskState", "action_states", "risk_states"]


@dataclass(frozen=True)
class RiskState:
    """Hold where a risk stands."""

    risk: Risk
    initiative: str
    probability: int
    impact: int
    status: RiskStatus
    next_look: dt.date | None
    before_probability: int
    before_impact: int
    """Where it stood at the review before this one, or at the start."""
    note: Text | None = None
    seen: str | None = None
    """Month in which it was first seen; None for risks of the approved plan."""

    @property
    def score(self) -> int:
        """Return probability × impact, 1 to 25."""
        return self.probability * self.impact

    @property
    def before(self) -> int:
        """Return the score at the review before this one, or at the start."""
        return self.before_probability * self.before_impact

    @property
    def moved(self) -> bool:
        """Say whether it stands in another cell of the matrix than at the review before this one."""
        return (self.probability, self.impact) != (self.before_probability, self.before_impact)


@dataclass(frozen=True)
class ActionState:
    """Hold where an action stands."""

    action: Action
    review: str
    """Month of the review that gave it; empty where the planning meeting did."""
    status: Literal["open", "done", "dropped"]
    due: dt.date | None
    done_on: dt.date | None
    overdue: bool
    carried: int
    """Reviews since then in which it was still open."""
    note: Text | None = None

    @property
    def by(self) -> dt.date:
        """Return the day by which it is due, to sort by; one without a day comes last."""
        return self.due or dt.date.max


def risk_states(handbook: Handbook, reviews: tuple[Review, ...]) -> dict[str, RiskState]:
    """Return every risk's state by id, after the given reviews."""
    risks: dict[str, RiskState] = {}
    for initiative in handbook.initiatives.values():
        for risk in initiative.risks:
            risks[risk.id] = _first_sight(risk, initiative.id, None)
    for review in reviews:
        risks = {name: _carried_over(risk) for name, risk in risks.items()}
        for new in review.new_risks:
            risks[new.id] = _first_sight(new, new.initiative, review.month)
        for update in review.risks:
            if update.risk in risks:
                risks[update.risk] = _moved(risks[update.risk], update)
    return risks


def _carried_over(risk: RiskState) -> RiskState:
    if (risk.before_probability, risk.before_impact) == (risk.probability, risk.impact):
        return risk
    return replace(risk, before_probability=risk.probability, before_impact=risk.impact)


def _moved(risk: RiskState, update: RiskUpdate) -> RiskState:
    return replace(
        risk,
        probability=update.probability or risk.probability,
        impact=update.impact or risk.impact,
        status=update.status or risk.status,
        next_look=update.next_look or risk.next_look,
        note=update.note or risk.note,
    )


def _first_sight(risk: Risk | NewRisk, initiative: str, seen: str | None) -> RiskState:
    probability, impact = risk.probability, risk.impact
    return RiskState(
        risk, initiative, probability, impact, "open", risk.next_look, probability, impact, seen=seen
    )


def action_states(
    reviews: tuple[Review, ...], today: dt.date, meeting: MeetingRecord | None = None
) -> dict[str, ActionState]:
    """Return every action's state by id on the day `today`, after the meeting and the given reviews."""
    given = meeting.actions if meeting and meeting.held_on <= today else ()
    actions = {one.id: ActionState(one, "", "open", one.due, None, False, 0) for one in given}
    for review in reviews:
        updates = {update.action: update for update in review.action_updates}
        actions = {name: _carried(known, updates.get(name)) for name, known in actions.items()}
        for action in review.actions:
            actions[action.id] = ActionState(action, review.month, "open", action.due, None, False, 0)
    return {
        name: replace(known, overdue=known.status == "open" and known.due is not None and known.due < today)
        for name, known in actions.items()
    }


def _carried(known: ActionState, update: ActionUpdate | None) -> ActionState:
    if update is not None:
        due = update.due or known.due
        note = update.note or known.note
        known = replace(known, status=update.status, due=due, done_on=update.done_on, note=note)
    return replace(known, carried=known.carried + 1) if known.status == "open" else known
