"""Check sums, weights and bands."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.load.nearest import say_nearest

__all__ = ["check_bands", "check_budget_total", "check_capacity", "check_criteria", "check_weights"]

_BANDS = (
    ("pace_at_risk", "pace_on_track"),
    ("cost_amber", "cost_red"),
    ("slip_amber", "slip_red"),
    ("risk_medium", "risk_high"),
    ("risk_high", "risk_very_high"),
)
"""Thresholds of which the first is never above the second."""


def check_budget_total(draft: Draft) -> Iterator[Issue]:
    """Refuse a stated total that is not the sum of the lines."""
    for initiative in draft.initiatives:
        if initiative.budget_total is not None and initiative.budget_total != initiative.cost:
            message = "budget_total is {stated}, but the lines sum up to {sum}"
            values = {"stated": f"{initiative.budget_total:f}", "sum": f"{initiative.cost:f}"}
            yield Issue("budget-total", message, initiative.where_of("budget_total"), values=values)


def check_capacity(draft: Draft) -> Iterator[Issue]:
    """Warn of effort in a quarter for which its role has no capacity."""
    roles = {role.id: role for role in draft.plan.roles} if draft.plan else {}
    for initiative in draft.initiatives:
        for line in initiative.effort:
            role = roles.get(line.role)
            missing = [quarter for quarter in line.by_quarter if role and quarter not in role.capacity]
            if missing:
                message = "the role {role} has no capacity in {quarters}, but effort is planned there"
                values = {"role": line.role, "quarters": ", ".join(missing)}
                yield Issue(
                    "no-capacity",
                    message,
                    line.where_of(f"by_quarter.{missing[0]}"),
                    Severity.WARNING,
                    values,
                )


def check_bands(draft: Draft) -> Iterator[Issue]:
    """Refuse bands whose thresholds stand in the wrong order."""
    thresholds = draft.plan.thresholds if draft.plan else None
    for low, high in _BANDS if thresholds else ():
        if getattr(thresholds, low) > getattr(thresholds, high):
            message = "{low} must not be above {high}"
            source = thresholds.where_of(low) if thresholds else None
            if source is not None:
                yield Issue("band-order", message, source, values={"low": low, "high": high})


def check_weights(draft: Draft) -> Iterator[Issue]:
    """Refuse weights of the weighted score that do not sum to 1."""
    if draft.plan is None or not draft.plan.prioritisation.weights:
        return
    total = sum(draft.plan.prioritisation.weights.values())
    if abs(total - 1) > 0.001:
        message = "the weights must sum to 1, but sum to {sum}"
        source = draft.plan.prioritisation.where_of("weights")
        yield Issue("weights-sum", message, source, values={"sum": f"{total:.4g}"})


def check_criteria(draft: Draft) -> Iterator[Issue]:
    """Refuse a weighted score on a criterion that has no weight."""
    weights = draft.plan.prioritisation.weights if draft.plan else {}
    for initiative in draft.initiatives if draft.plan else ():
        for criterion in initiative.scores.weighted:
            if criterion in weights:
                continue
            message, values = say_nearest(
                "the criterion {found} has no weight in handbook.yml",
                "the criterion {found} has no weight in handbook.yml; did you mean {nearest}?",
                criterion,
                weights,
                found=criterion,
            )
            source = initiative.scores.where_of(f"weighted.{criterion}")
            yield Issue("unknown-criterion", message, source, values=values)
