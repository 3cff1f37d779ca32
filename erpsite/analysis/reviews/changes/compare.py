"""Compare two states of the plan record by record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.analysis.kpi.attainment import KpiStatus, kpi_statuses
from erpsite.analysis.reviews.changes.change import Change, ChangeKind, Places, weighed
from erpsite.analysis.reviews.changes.initiatives import initiative_changes
from erpsite.analysis.reviews.changes.kpis import kpi_changes
from erpsite.analysis.reviews.changes.registers import action_changes, decision_changes, risk_changes
from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.quantity import next_month

__all__ = ["changes", "month_before"]

_Kpis = tuple[Mapping[str, KpiStatus], Mapping[str, KpiStatus]]


def month_before(handbook: Handbook, month: str) -> str:
    """Return the last month with a review before `month`, or the month before the first review.

    The state at the latter is the baseline; without any earlier review it is also the month before `month`.
    """
    earlier = [known for known in handbook.reviews if known < month]
    return max(earlier) if earlier else next_month(min([*handbook.reviews, month]), -1)


def changes(before: PlanState, after: PlanState, kpis: _Kpis | None = None) -> tuple[Change, ...]:
    """Return what changed from one state to another, the weightiest first.

    The states may be of one plan at two months, or of two versions of the plan's data. `kpis` says where the
    KPIs stand in either, where that is known already.
    """
    kpis = kpis or (
        kpi_statuses(before.handbook, before.as_of),
        kpi_statuses(after.handbook, after.as_of),
    )
    places = _places(before, after)
    found = [
        *_plan(before.handbook, after.handbook),
        *initiative_changes(before, after, places),
        *kpi_changes(*kpis),
        *risk_changes(before.risks, after.risks, places),
        *action_changes(before.actions, after.actions, places),
        *decision_changes(before, after),
    ]
    return tuple(sorted(found, key=lambda change: (-change.weight, change.record, change.id, change.kind)))


def _plan(before: Handbook, after: Handbook) -> Iterator[Change]:
    old, new = before.plan.budget, after.plan.budget
    if old.envelope != new.envelope:
        where = after.plan.envelope_place
        yield weighed(
            ChangeKind.ENVELOPE_CHANGED, "plan", "budget", where, before=old.envelope, after=new.envelope
        )


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
