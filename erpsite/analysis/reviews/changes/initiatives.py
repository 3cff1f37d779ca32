"""Compare the initiatives of two states: their stage, commitments, status and dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erpsite.analysis.reviews.changes.change import TO_RAG, Change, ChangeKind, Places, weighed
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.issues import Source
from erpsite.model.plan import Rag

__all__ = ["initiative_changes"]

_FUNDED = ("approved", "finished")
_MOST_DAYS = 40
"""Working days above which a slip weighs no more."""


def initiative_changes(before: PlanState, after: PlanState, places: Places) -> Iterator[Change]:
    """Yield what changed about initiatives; one that was never funded is no news."""
    for name, now in after.initiatives.items():
        was = _known(before, now)
        if was is None:
            if now.stage in _FUNDED:
                yield weighed(ChangeKind.INITIATIVE_ADDED, "initiatives", name, now.initiative.where)
            continue
        if was == now:
            continue
        if was.initiative.id != name:
            yield weighed(
                ChangeKind.INITIATIVE_RENAMED, "initiatives", name, now.initiative.where_of("formerly"),
                formerly=was.initiative.id, name=was.initiative.name,
            )  # fmt: skip
        yield from _stage(was, now)
        yield from _commitments(was, now)
        if now.stage in _FUNDED:
            yield from _status(was, now)
            yield from _work(was, now)
            yield from _dates(was, now, after.days, places)
    followed = {old for now in after.initiatives.values() for old in now.initiative.formerly}
    for name, gone in before.initiatives.items():
        if name not in after.initiatives and name not in followed:
            yield weighed(
                ChangeKind.INITIATIVE_DROPPED, "initiatives", name, gone.initiative.where,
                stage="removed", name=gone.initiative.name,
            )  # fmt: skip


def _known(before: PlanState, now: InitiativeState) -> InitiativeState | None:
    """Return the initiative in the state before, under its id or under one that it had."""
    names = (now.initiative.id, *now.initiative.formerly)
    return next((before.initiatives[name] for name in names if name in before.initiatives), None)


def _stage(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    if was.stage == now.stage:
        return
    if now.stage in ("deferred", "rejected", "proposed"):
        kind = ChangeKind.INITIATIVE_DROPPED
    elif now.stage == "finished":
        kind = ChangeKind.INITIATIVE_FINISHED
    else:
        resumed = was.stage == "finished"
        kind = ChangeKind.INITIATIVE_RESUMED if resumed else ChangeKind.INITIATIVE_ADDED
    yield weighed(kind, "initiatives", now.initiative.id, now.where, stage=now.stage)


def _commitments(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    """Yield moves of owner, budget and forecast cost, and new baselines."""
    name, where = now.initiative.id, now.where
    if was.owner != now.owner:
        yield weighed(ChangeKind.OWNER_CHANGED, "initiatives", name, where, before=was.owner, after=now.owner)
    for decision in now.rebaselined[len(was.rebaselined) :]:
        yield weighed(ChangeKind.REBASELINED, "initiatives", name, where, decision=decision)
    same = was.initiative is now.initiative
    old, new = (Decimal(0), Decimal(0)) if same else (was.initiative.cost, now.initiative.cost)
    if old != new:
        at = now.initiative.where_of("budget")
        extra = min(float(abs(new - old) / old) * 40, 30) if old else 30
        yield weighed(ChangeKind.BUDGET_CHANGED, "initiatives", name, at, extra, before=old, after=new)
    yield from _cost(was, now)


def _cost(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    new = now.forecast_cost
    if new is None or new == was.forecast_cost:
        return
    budget = now.initiative.cost
    old = was.initiative.cost if was.forecast_cost is None else was.forecast_cost
    if old == new or not budget:
        return
    share = float((new - old) / budget)
    extra = min(abs(share) * 200, 39) - (0 if share > 0 else 20)
    yield weighed(
        ChangeKind.COST_MOVED, "initiatives", now.initiative.id, now.where, extra,
        before=old, after=new, share=share,
    )  # fmt: skip


def _status(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    """Yield flips of the declared and the computed status; a first green is no news."""
    pairs = (
        (ChangeKind.DECLARED_FLIPPED, was.declared, now.declared),
        (ChangeKind.COMPUTED_FLIPPED, was.computed, now.computed),
    )
    for kind, old, new in pairs:
        if old != new and (old, new) != (Rag.GREY, Rag.GREEN):
            weight = TO_RAG[new] - (3 if kind is ChangeKind.COMPUTED_FLIPPED else 0)
            held = now.withheld.get("status") if kind is ChangeKind.DECLARED_FLIPPED else None
            values = {"before": old, "after": new} | ({"withheld": held} if held else {})
            yield Change(kind, "initiatives", now.initiative.id, values, now.where, weight)


def _work(was: InitiativeState, now: InitiativeState) -> Iterator[Change]:
    """Yield what was done and spent in between; what goes back weighs as much as a late action."""
    pairs = (
        (ChangeKind.PROGRESS_MOVED, was.complete, now.complete),
        (ChangeKind.SPEND_MOVED, was.spent, now.spent),
    )
    for kind, old, new in pairs:
        if new is not None and new != (old or 0):
            extra = 30 if old is not None and new < old else 0
            yield weighed(kind, "initiatives", now.initiative.id, now.where, extra, before=old, after=new)


def _dates(was: InitiativeState, now: InitiativeState, days: WorkingDays, places: Places) -> Iterator[Change]:
    found = [*_milestones(was, now, days, places)]
    yield from found
    if not found and was.finish and now.finish and was.finish != now.finish:
        shift = days.slip(was.finish, now.finish)
        later = now.finish > was.finish
        yield weighed(
            ChangeKind.FINISH_MOVED, "initiatives", now.initiative.id, now.where,
            min(shift, _MOST_DAYS) if later else -14, before=was.finish, after=now.finish, days=shift,
        )  # fmt: skip


def _milestones(
    was: InitiativeState, now: InitiativeState, days: WorkingDays, places: Places
) -> Iterator[Change]:
    name = now.initiative.id
    for task in now.milestones:
        old = was.tasks.get(task.id)
        if old is None:
            at = next((stone.where for stone in now.initiative.milestones if stone.id == task.id), now.where)
            yield weighed(
                ChangeKind.MILESTONE_ADDED, "initiatives", name, at, milestone=task.id, after=task.finish
            )
        else:
            at = places.get(("milestones", name, task.id), now.where)
            yield from _milestone(name, old, task, days, at)
    for stone in was.initiative.milestones:
        if stone.id not in now.tasks:
            yield weighed(
                ChangeKind.MILESTONE_DROPPED, "initiatives", name, now.initiative.where,
                milestone=stone.id, name=stone.name, before=was.tasks[stone.id].finish,
            )  # fmt: skip


def _milestone(
    initiative: str, old: TaskState, new: TaskState, days: WorkingDays, where: Source
) -> Iterator[Change]:
    if new.done and not old.done:
        yield weighed(
            ChangeKind.MILESTONE_DONE, "initiatives", initiative, where,
            milestone=new.id, day=new.finish, slip=new.slip,
        )  # fmt: skip
        return
    if old.done and not new.done:
        yield weighed(
            ChangeKind.MILESTONE_REOPENED, "initiatives", initiative, where,
            milestone=new.id, after=new.finish,
        )  # fmt: skip
        return
    if old.finish is None or new.finish is None or old.finish == new.finish:
        return
    later, shift = new.finish > old.finish, abs(days.slip(old.finish, new.finish))
    kind = ChangeKind.MILESTONE_SLIPPED if later else ChangeKind.MILESTONE_EARLIER
    yield weighed(
        kind, "initiatives", initiative, where, min(shift, _MOST_DAYS if later else 5),
        milestone=new.id, before=old.finish, after=new.finish, days=shift,
    )  # fmt: skip
