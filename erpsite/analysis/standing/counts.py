"""Count where the whole plan stands: initiatives by status, KPIs on target, what needs help, what is next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from erpsite.analysis.diagnosis.risks import live_risks
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import ActionState, RiskState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag

__all__ = ["Due", "Standing", "standing"]

_URGENCY = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 2, Rag.GREEN: 3}


@dataclass(frozen=True)
class Due:
    """Hold a milestone that is not reached yet."""

    initiative: InitiativeState
    milestone: TaskState
    overdue: bool


@dataclass(frozen=True)
class Standing:
    """Hold the figures of the home page."""

    running: tuple[InitiativeState, ...]
    finished: int
    declared: Mapping[Rag, int]
    """Running initiatives by what their owners declare; grey has not reported."""
    watermelons: tuple[InitiativeState, ...]
    troubled: tuple[InitiativeState, ...]
    """Running initiatives that are amber or red, declared or computed; the worst first."""
    milestones: tuple[Due, ...]
    """Open milestones of running initiatives, the earliest first."""
    overdue: tuple[ActionState, ...]
    """Overdue actions, the longest overdue first."""
    open_actions: int
    top_risk: RiskState | None
    """The live risk with the highest score."""
    progress: float | None
    """Percent of the work done over the initiatives of which budget and progress are known, weighted by
    budget; None where there are none."""
    progress_of: int
    """Initiatives whose progress counts, of those that run or are finished."""
    progress_all: int
    reported: int
    """Running initiatives on which a review has reported."""
    silent: int
    """Running initiatives whose work has begun by the plan, and on which no review has reported."""
    judged: int
    """Running initiatives with a status, declared or computed."""
    next_day: dt.date | None
    """The next review or planning meeting that is known."""
    next_is_review: bool


def standing(state: PlanState) -> Standing:
    """Return where the plan stands at the end of `state.as_of`."""
    running = [now for now in state.initiatives.values() if now.running]
    overdue = [action for action in state.actions.values() if action.overdue]
    counted = [now for now in state.initiatives.values() if now.stage in ("approved", "finished")]
    next_day, is_review = _next_day(state)
    return Standing(
        running=tuple(running),
        finished=sum(now.stage == "finished" for now in state.initiatives.values()),
        declared=Counter(now.declared for now in running),
        watermelons=tuple(now for now in running if now.watermelon),
        troubled=_troubled(running),
        milestones=_milestones(running, state.today),
        overdue=tuple(sorted(overdue, key=lambda action: action.by)),
        open_actions=sum(action.status == "open" for action in state.actions.values()),
        top_risk=max(live_risks(state), key=lambda risk: risk.score, default=None),
        progress=_progress(counted, state),
        progress_of=sum(_weighed(now, state) is not None for now in counted),
        progress_all=len(counted),
        reported=sum(now.reported is not None for now in running),
        silent=sum(now.reported is None and not now.waits(state.today) for now in running),
        judged=sum(now.worst is not Rag.GREY for now in running),
        next_day=next_day,
        next_is_review=is_review,
    )


def _troubled(running: list[InitiativeState]) -> tuple[InitiativeState, ...]:
    found = [now for now in running if now.worst in (Rag.AMBER, Rag.RED)]
    return tuple(
        sorted(found, key=lambda now: (_URGENCY[now.computed] + _URGENCY[now.declared], -(now.overrun or 0)))
    )


def _milestones(running: list[InitiativeState], today: dt.date) -> tuple[Due, ...]:
    open_ones = [
        (stone.finish, Due(now, stone, stone.overdue(today)))
        for now in running
        for stone in now.milestones
        if not stone.done and stone.finish
    ]
    return tuple(due for _, due in sorted(open_ones, key=lambda pair: pair[0]))


def _progress(counted: list[InitiativeState], state: PlanState) -> float | None:
    """Return the mean progress weighted by budget, over those of which both are known."""
    known = [pair for now in counted if (pair := _weighed(now, state)) is not None]
    budget = sum(weight for weight, _ in known)
    told = any(now.complete is not None and _weighed(now, state) is not None for now in counted)
    if not budget or not told:
        return None
    return sum(weight * done for weight, done in known) / budget


def _weighed(now: InitiativeState, state: PlanState) -> tuple[float, float] | None:
    """Return budget and percent done; work that by its plan begins later is at 0, else silence is no 0."""
    budget, done = now.initiative.stated_cost, now.complete
    if done is None and now.waits(state.today) and "complete" not in now.withheld:
        done = 0.0
    return None if budget is None or done is None else (float(budget), done)


def _next_day(state: PlanState) -> tuple[dt.date | None, bool]:
    plan = state.handbook.plan
    known = [(plan.meeting_date, False)]
    if plan.next_review:
        known.append((plan.next_review, True))
    ahead = [pair for pair in known if pair[0] > state.today]
    return min(ahead, default=(None, False))
