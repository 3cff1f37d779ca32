"""Compare the risks, the actions and the decisions of two states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.analysis.reviews.changes.change import Change, ChangeKind, Places, weighed
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import ActionState, RiskState
from erpsite.issues import Source
from erpsite.model.decision import Decision

__all__ = ["action_changes", "decision_changes", "risk_changes"]

_RISK_KINDS = {
    "open": ChangeKind.RISK_REOPENED,
    "occurred": ChangeKind.RISK_OCCURRED,
    "closed": ChangeKind.RISK_CLOSED,
}


def risk_changes(
    before: Mapping[str, RiskState], after: Mapping[str, RiskState], places: Places
) -> Iterator[Change]:
    """Yield new risks, risks that ended, came back, moved, or left the data."""
    for name, now in after.items():
        was, where = before.get(name), places.get(("risks", name), now.risk.where)
        if was is None and now.status == "open":
            yield weighed(ChangeKind.RISK_NEW, "risks", name, where, now.score, score=now.score)
        elif was is None or was.status != now.status:
            kind = _RISK_KINDS[now.status]
            extra = now.score if kind is ChangeKind.RISK_REOPENED else 0
            yield weighed(kind, "risks", name, where, extra, score=now.score)
        elif was.score != now.score:
            extra = now.score if now.score > was.score else 0
            yield weighed(
                ChangeKind.RISK_MOVED, "risks", name, where, extra, before=was.score, after=now.score
            )
    for name, gone in before.items():
        if name not in after:
            yield weighed(ChangeKind.RISK_REMOVED, "risks", name, gone.risk.where, name=gone.risk.name)


def action_changes(
    before: Mapping[str, ActionState], after: Mapping[str, ActionState], places: Places
) -> Iterator[Change]:
    """Yield new, done, overdue, dropped, moved and handed-on actions, and those that left the data."""
    for name, now in after.items():
        yield from _action(before.get(name), now, places.get(("actions", name), now.action.where))
    for name, gone in before.items():
        if name not in after:
            yield weighed(
                ChangeKind.ACTION_REMOVED, "actions", name, gone.action.where, name=gone.action.text
            )


def _action(was: ActionState | None, now: ActionState, where: Source) -> Iterator[Change]:
    name, owner = now.action.id, now.action.owner
    kind = _action_kind(was, now)
    if kind:
        yield weighed(kind, "actions", name, where, owner=owner, due=now.due)
    elif was and now.status == "open" and was.due != now.due:
        yield weighed(
            ChangeKind.ACTION_MOVED, "actions", name, where, before=was.due, after=now.due, owner=owner
        )
    if was and was.action.owner != owner:
        yield weighed(
            ChangeKind.ACTION_HANDED_ON, "actions", name, now.action.where,
            before=was.action.owner, after=owner,
        )  # fmt: skip


def _action_kind(was: ActionState | None, now: ActionState) -> ChangeKind | None:
    if now.status == "open":
        if now.overdue and (was is None or not was.overdue):
            return ChangeKind.ACTION_OVERDUE
        if was is None:
            return ChangeKind.ACTION_NEW
        return None if was.status == "open" else ChangeKind.ACTION_REOPENED
    if was is not None and was.status == now.status:
        return None
    return ChangeKind.ACTION_DONE if now.status == "done" else ChangeKind.ACTION_DROPPED


def decision_changes(before: PlanState, after: PlanState) -> Iterator[Change]:
    """Yield new decisions, and decisions whose words changed or that are gone though they never should."""
    known, now = before.decisions, after.decisions
    renamed = {old: name for name, one in after.initiatives.items() for old in one.initiative.formerly}
    for name, decision in now.items():
        was = known.get(name)
        if was is None:
            yield weighed(
                ChangeKind.DECISION_NEW, "decisions", name, decision.where, by=decision.by, day=decision.date
            )
        elif _with_names(was, renamed) != decision:
            yield weighed(ChangeKind.DECISION_CHANGED, "decisions", name, decision.where)
    for name, gone in known.items():
        if name not in now:
            yield weighed(ChangeKind.DECISION_REMOVED, "decisions", name, gone.where, name=gone.title)


def _with_names(decision: Decision, renamed: Mapping[str, str]) -> Decision:
    """Return a decision that names initiatives as they are called now; a new name changes no decision."""
    if renamed.keys().isdisjoint(decision.initiatives):
        return decision
    names = tuple(renamed.get(one, one) for one in decision.initiatives)
    return decision.model_copy(update={"initiatives": names})
