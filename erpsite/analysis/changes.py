"""Compare two states of the plan: what changed, the weightiest first."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from erpsite.analysis.initiative_state import InitiativeState, TaskState
from erpsite.analysis.kpi import GreyReason, KpiBand, KpiStatus, kpi_statuses
from erpsite.analysis.registers import ActionState, RiskState
from erpsite.analysis.state import PlanState
from erpsite.analysis.working_days import WorkingDays
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.model.quantity import next_month

__all__ = ["Change", "ChangeKind", "changes", "month_before"]


class ChangeKind(enum.StrEnum):
    """Name the kinds of change; each says which values it carries."""

    INITIATIVE_ADDED = "initiative-added"
    INITIATIVE_DROPPED = "initiative-dropped"
    """Deferred, rejected, or no longer in the data; `stage` says which."""
    INITIATIVE_FINISHED = "initiative-finished"
    REBASELINED = "rebaselined"
    """`decision` allowed it."""
    OWNER_CHANGED = "owner-changed"
    """`before` and `after` are people."""
    BUDGET_CHANGED = "budget-changed"
    """Approved budget: `before`, `after`."""
    COST_MOVED = "cost-moved"
    """Forecast cost at completion: `before`, `after`, `share` of the budget."""
    DECLARED_FLIPPED = "declared-flipped"
    """Declared status: `before`, `after`."""
    COMPUTED_FLIPPED = "computed-flipped"
    """Status computed from cost and slip: `before`, `after`."""
    MILESTONE_SLIPPED = "milestone-slipped"
    """`milestone`, `before`, `after`, `days` (working days, positive)."""
    MILESTONE_EARLIER = "milestone-earlier"
    """`milestone`, `before`, `after`, `days` (working days, positive)."""
    MILESTONE_DONE = "milestone-done"
    """`milestone`, `day`, `slip` against the baseline in working days."""
    FINISH_MOVED = "finish-moved"
    """Finish of an initiative of which no milestone moved: `before`, `after`, `days`."""
    KPI_CROSSED = "kpi-crossed"
    """Band: `before`, `after`, `value`."""
    KPI_MET = "kpi-met"
    """`value`."""
    KPI_LOST = "kpi-lost"
    """Target no longer met: `value`."""
    RISK_NEW = "risk-new"
    """`score`."""
    RISK_OCCURRED = "risk-occurred"
    RISK_CLOSED = "risk-closed"
    RISK_MOVED = "risk-moved"
    """Score: `before`, `after`."""
    ACTION_NEW = "action-new"
    """`owner`, `due`."""
    ACTION_DONE = "action-done"
    ACTION_OVERDUE = "action-overdue"
    """`owner`, `due`."""
    ACTION_DROPPED = "action-dropped"
    DECISION_NEW = "decision-new"


@dataclass(frozen=True)
class Change:
    """Hold one change: what happened to which record, with the values that a sentence needs."""

    kind: ChangeKind
    record: str
    """Collection of the plan: `initiatives`, `kpis`, `risks`, `actions` or `decisions`."""
    id: str
    values: Mapping[str, object]
    where: Source
    """The line of the data that says it."""
    weight: float
    """How much a reader should care, higher first."""


_WEIGHTS = {
    ChangeKind.INITIATIVE_DROPPED: 100,
    ChangeKind.RISK_OCCURRED: 95,
    ChangeKind.REBASELINED: 85,
    ChangeKind.INITIATIVE_ADDED: 80,
    ChangeKind.KPI_LOST: 75,
    ChangeKind.INITIATIVE_FINISHED: 65,
    ChangeKind.BUDGET_CHANGED: 64,
    ChangeKind.DECISION_NEW: 61,
    ChangeKind.KPI_MET: 60,
    ChangeKind.COST_MOVED: 50,
    ChangeKind.MILESTONE_SLIPPED: 51,
    ChangeKind.FINISH_MOVED: 48,
    ChangeKind.OWNER_CHANGED: 45,
    ChangeKind.MILESTONE_DONE: 40,
    ChangeKind.ACTION_OVERDUE: 38,
    ChangeKind.MILESTONE_EARLIER: 34,
    ChangeKind.RISK_NEW: 32,
    ChangeKind.RISK_MOVED: 26,
    ChangeKind.RISK_CLOSED: 24,
    ChangeKind.ACTION_DROPPED: 20,
    ChangeKind.ACTION_DONE: 14,
    ChangeKind.ACTION_NEW: 12,
}
"""Weight before the size of the change is added; where people decide or promise stands above routine."""

_TO_RAG = {Rag.RED: 90.0, Rag.AMBER: 70.0, Rag.GREEN: 44.0, Rag.GREY: 42.0}
_TO_BAND = {KpiBand.OFF_TRACK: 82.0, KpiBand.AT_RISK: 62.0, KpiBand.ON_TRACK: 55.0, KpiBand.GREY: 46.0}

Places = Mapping[tuple[str, ...], Source]


def month_before(handbook: Handbook, month: str) -> str:
    """Return the last month with a review before `month`, or the month before the first review.

    The state at the latter is the baseline; without any earlier review it is also the month before `month`.
    """
    earlier = [known for known in handbook.reviews if known < month]
    return max(earlier) if earlier else next_month(min([*handbook.reviews, month]), -1)


def changes(before: PlanState, after: PlanState) -> tuple[Change, ...]:
    """Return what changed from one state to another, the weightiest first.

    The states may be of one plan at two months, or of two versions of the plan's data.
    """
    places = _places(before, after)
    found = [
        *_initiatives(before, after, places),
        *_kpis(before, after),
        *_risks(before.risks, after.risks, places),
        *_actions(before.actions, after.actions, places),
        *_decisions(before, after),
    ]
    return tuple(sorted(found, key=lambda change: (-change.weight, change.record, change.id, change.kind)))


def _change(
    kind: ChangeKind, record: str, name: str, where: Source, extra: float = 0, /, **values: object
) -> Change:
    return Change(kind, record, name, values, where, _WEIGHTS[kind] + extra)


def _places(before: PlanState, after: PlanState) -> Places:
    """Return where the reviews between the two states speak of milestones, risks and actions."""
    found: dict[tuple[str, ...], Source] = {}
    for review in after.reviews:
        if review.month <= before.as_of:
            continue
        for report in review.progress:
            for stone in report.milestones:
                found["milestones", report.initiative, stone.milestone] = stone.where
        for risk in review.risks:
            found["risks", risk.risk] = risk.where
        for action in review.action_updates:
            found["actions", action.action] = action.where
    return found


def _initiatives(before: PlanState, after: PlanState, places: Places) -> Iterator[Change]:
    for name, now in after.initiatives.items():
        was = before.initiatives.get(name)
        if was is None:
            if now.stage in ("approved", "finished"):
                yield _change(ChangeKind.INITIATIVE_ADDED, "initiatives", name, now.initiative.where)
            continue
        yield from _stage(was, now)
        yield from _commitments(was, now)
        yield from _status(was, now)
        if now.stage in ("approved", "finished"):
            yield from _dates(was, now, after.days, places)
    for name, gone in before.initiatives.items():
        if name not in after.initiatives:
            where = gone.initiative.where
            yield _change(ChangeKind.INITIATIVE_DROPPED, "initiatives", name, where, stage="removed")


def _stage(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    if was.stage == now.stage:
        return
    kind = {
        "approved": ChangeKind.INITIATIVE_ADDED,
        "finished": ChangeKind.INITIATIVE_FINISHED,
        "deferred": ChangeKind.INITIATIVE_DROPPED,
        "rejected": ChangeKind.INITIATIVE_DROPPED,
    }.get(now.stage)
    if kind:
        yield _change(kind, "initiatives", now.initiative.id, now.where, stage=now.stage)


def _commitments(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    """Yield moves of owner, budget and forecast cost, and new baselines."""
    name, where = now.initiative.id, now.where
    if was.owner != now.owner:
        yield _change(ChangeKind.OWNER_CHANGED, "initiatives", name, where, before=was.owner, after=now.owner)
    for decision in now.rebaselined[len(was.rebaselined) :]:
        yield _change(ChangeKind.REBASELINED, "initiatives", name, where, decision=decision)
    budget = now.initiative.cost
    if was.initiative.cost != budget:
        at = now.initiative.where_of("budget")
        yield _change(
            ChangeKind.BUDGET_CHANGED, "initiatives", name, at, before=was.initiative.cost, after=budget
        )
    old = was.initiative.cost if was.forecast_cost is None else was.forecast_cost
    new = budget if now.forecast_cost is None else now.forecast_cost
    if old != new and now.forecast_cost is not None and budget:
        share = float((new - old) / budget)
        extra = min(abs(share) * 200, 39) - (0 if share > 0 else 20)
        yield _change(
            ChangeKind.COST_MOVED, "initiatives", name, where, extra, before=old, after=new, share=share
        )


def _status(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    """Yield flips of the declared and the computed status; a first green is no news."""
    pairs = (
        (ChangeKind.DECLARED_FLIPPED, was.declared, now.declared),
        (ChangeKind.COMPUTED_FLIPPED, was.computed, now.computed),
    )
    for kind, old, new in pairs:
        if old != new and (old, new) != (Rag.GREY, Rag.GREEN):
            weight = _TO_RAG[new] - (3 if kind is ChangeKind.COMPUTED_FLIPPED else 0)
            values = {"before": old, "after": new}
            yield Change(kind, "initiatives", now.initiative.id, values, now.where, weight)


def _dates(was: InitiativeState, now: InitiativeState, days: WorkingDays, places: Places) -> Iterator[Change]:
    moved = False
    for task in now.milestones:
        old = was.tasks.get(task.id)
        if old is None:
            continue
        at = places.get(("milestones", now.initiative.id, task.id), now.where)
        for change in _milestone(now.initiative.id, old, task, days, at):
            moved = True
            yield change
    if not moved and was.finish and now.finish and was.finish != now.finish:
        shift = days.slip(was.finish, now.finish)
        if shift:
            yield _change(
                ChangeKind.FINISH_MOVED, "initiatives", now.initiative.id, now.where, min(shift, 40),
                before=was.finish, after=now.finish, days=shift,
            )  # fmt: skip


def _milestone(
    initiative: str, old: TaskState, new: TaskState, days: WorkingDays, where: Source
) -> Iterator[Change]:
    if new.done and not old.done:
        yield _change(
            ChangeKind.MILESTONE_DONE, "initiatives", initiative, where,
            milestone=new.id, day=new.finish, slip=new.slip,
        )  # fmt: skip
        return
    shift = _shift(old.finish, new.finish, days)
    if shift:
        kind = ChangeKind.MILESTONE_SLIPPED if shift > 0 else ChangeKind.MILESTONE_EARLIER
        yield _change(
            kind, "initiatives", initiative, where, min(abs(shift), 40 if shift > 0 else 5),
            milestone=new.id, before=old.finish, after=new.finish, days=abs(shift),
        )  # fmt: skip


def _shift(old: dt.date | None, new: dt.date | None, days: WorkingDays) -> int:
    """Return how far a day moved in working days, or in calendar days where it moved over days off only."""
    if old is None or new is None or old == new:
        return 0
    return days.slip(old, new) or (new - old).days


def _kpis(before: PlanState, after: PlanState) -> Iterator[Change]:
    earlier = kpi_statuses(before.handbook, before.as_of)
    for name, now in kpi_statuses(after.handbook, after.as_of).items():
        was = earlier.get(name)
        if was is None or was.reason is GreyReason.BEFORE_PERIOD:
            continue
        kind = _crossing(was, now)
        if kind is ChangeKind.KPI_CROSSED:
            values = {"before": was.band, "after": now.band, "value": now.actual}
            yield Change(kind, "kpis", name, values, now.where, _TO_BAND[now.band])
        elif kind:
            yield _change(kind, "kpis", name, now.where, value=now.actual)


def _crossing(was: KpiStatus, now: KpiStatus) -> ChangeKind | None:
    known = KpiBand.GREY not in (was.band, now.band)
    if known and now.met and not was.met:
        return ChangeKind.KPI_MET
    if known and was.met and not now.met:
        return ChangeKind.KPI_LOST
    return ChangeKind.KPI_CROSSED if was.band != now.band else None


def _risks(
    before: Mapping[str, RiskState], after: Mapping[str, RiskState], places: Places
) -> Iterator[Change]:
    for name, now in after.items():
        was = before.get(name)
        where = places.get(("risks", name), now.risk.where)
        if was is None:
            yield _change(ChangeKind.RISK_NEW, "risks", name, where, now.score, score=now.score)
        elif now.status not in (was.status, "open"):
            kind = ChangeKind.RISK_OCCURRED if now.status == "occurred" else ChangeKind.RISK_CLOSED
            yield _change(kind, "risks", name, where)
        elif was.score != now.score:
            extra = now.score if now.score > was.score else 0
            yield _change(
                ChangeKind.RISK_MOVED, "risks", name, where, extra, before=was.score, after=now.score
            )


def _actions(
    before: Mapping[str, ActionState], after: Mapping[str, ActionState], places: Places
) -> Iterator[Change]:
    for name, now in after.items():
        was = before.get(name)
        where = places.get(("actions", name), now.action.where)
        kind = _action_kind(was, now)
        if kind:
            yield _change(kind, "actions", name, where, owner=now.action.owner, due=now.due)


def _action_kind(was: ActionState | None, now: ActionState) -> ChangeKind | None:
    if now.status == "open":
        if now.overdue and (was is None or not was.overdue):
            return ChangeKind.ACTION_OVERDUE
        return ChangeKind.ACTION_NEW if was is None else None
    if was is not None and was.status == now.status:
        return None
    return ChangeKind.ACTION_DONE if now.status == "done" else ChangeKind.ACTION_DROPPED


def _decisions(before: PlanState, after: PlanState) -> Iterator[Change]:
    known = _decided(before)
    for name in _decided(after):
        if name not in known:
            yield _change(ChangeKind.DECISION_NEW, "decisions", name, after.handbook.decisions[name].where)


def _decided(state: PlanState) -> Iterable[str]:
    later = [decision.id for review in state.reviews for decision in review.decisions]
    return dict.fromkeys([*state.handbook.meeting_decisions, *later])
