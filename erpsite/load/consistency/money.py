"""Check sums, weights and bands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.load.consistency.judging import judge, of_each, plain_amount, say
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.quantity import quarter_of
from erpsite.nearest import say_nearest

__all__ = [
    "check_bands",
    "check_budget_lines",
    "check_budget_total",
    "check_capacity",
    "check_capacity_sign",
    "check_contract_value",
    "check_criteria",
    "check_currencies",
    "check_effort_months",
    "check_effort_sign",
    "check_effort_twice",
    "check_envelope",
    "check_weights",
]

_BANDS = (
    ("pace_at_risk", "pace_on_track"),
    ("cost_amber", "cost_red"),
    ("slip_amber", "slip_red"),
    ("risk_medium", "risk_high"),
    ("risk_high", "risk_very_high"),
)
"""Thresholds of which the first is never above the second."""


@of_each("initiatives")
def check_budget_total(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Refuse a stated total that is not the sum of the lines; of lines that are withheld nothing is known."""
    if any(line.withheld for line in initiative.budget):
        return
    stated, place = initiative.budget_total, initiative.where_of("budget_total")
    if stated is not None and stated != initiative.cost:
        yield say("total", place, stated=plain_amount(stated), sum=plain_amount(initiative.cost))


@of_each("initiatives")
def check_budget_lines(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Refuse a budget line without any amount, and a year's amount that its quarters contradict."""
    for line in initiative.budget:
        placed = sum(line.by_quarter.values(), Decimal(0))
        if not line.by_quarter and line.amount is None and not line.withheld:
            yield say("line.empty", line.where)
        elif line.amount is not None and placed > line.amount:
            amounts = {"stated": plain_amount(line.amount), "sum": plain_amount(placed)}
            yield say("line.over", line.where_of("amount"), **amounts)


def _room(plan: Plan) -> tuple[int, dict[str, tuple[str, ...]]]:
    """Return how many months the fiscal year is shifted, and for which quarters each role has a capacity."""
    return plan.fiscal_offset, {role.id: tuple(role.capacity) for role in plan.roles}


@of_each("initiatives", _room)
def check_capacity(
    initiative: Initiative, room: tuple[int, dict[str, tuple[str, ...]]] | None
) -> Iterator[Issue]:
    """Warn of effort in a quarter for which its role has no capacity; months count in their quarter."""
    fiscal, roles = room or (0, {})
    for line in initiative.effort:
        known = roles.get(line.role)
        if known is None:
            continue
        asked = {quarter: f"by_quarter.{quarter}" for quarter in line.by_quarter}
        for month in line.by_month:
            asked.setdefault(quarter_of(month, fiscal), f"by_month.{month}")
        missing = [quarter for quarter in asked if quarter not in known]
        if missing:
            message = "the role {role} has no capacity in {quarters}, but effort is planned there"
            values = {"role": line.role, "quarters": ", ".join(missing)}
            source = line.where_of(asked[missing[0]])
            yield Issue("no-capacity", message, source, Severity.WARNING, values)


@of_each("initiatives", lambda plan: plan.fiscal_offset)
def check_effort_twice(initiative: Initiative, fiscal: int | None) -> Iterator[Issue]:
    """Warn of effort given for a quarter and for a month in it: both count, and one may be meant."""
    for line in initiative.effort if fiscal is not None else ():
        for month in line.by_month:
            quarter = quarter_of(month, fiscal or 0)
            if line.by_quarter.get(quarter):
                message = "effort of {month} comes on top of that of {quarter}, which is given as well"
                values = {"month": month, "quarter": quarter}
                source = line.where_of(f"by_month.{month}")
                yield Issue("effort-twice", message, source, Severity.WARNING, values)


def check_capacity_sign(draft: Draft) -> Iterator[Issue]:
    """Warn of person-days below zero in a capacity."""
    for role in draft.plan.roles if draft.plan else ():
        for quarter, days in role.capacity.items():
            if days < 0:
                place = role.where_of(f"capacity.{quarter}")
                yield say("below-zero.by_quarter", place, found=f"{days:g}", period=quarter)


@of_each("initiatives")
def check_effort_sign(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Warn of person-days below zero in the effort of an initiative."""
    return judge(initiative, "below-zero.by_quarter", "below-zero.by_month")


@of_each("initiatives", lambda plan: (plan.first_month, plan.last_month))
def check_effort_months(initiative: Initiative, year: tuple[str, str] | None) -> Iterator[Issue]:
    """Warn of effort in a month outside the plan year."""
    for line in initiative.effort if year else ():
        for month in line.by_month:
            if year and not year[0] <= month <= year[1]:
                message = "the month {found} is outside the plan, which runs from {first} to {last}"
                values = {"found": month, "first": year[0], "last": year[1]}
                source = line.where_of(f"by_month.{month}")
                yield Issue("month-range", message, source, Severity.WARNING, values)


@of_each("initiatives")
def check_contract_value(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Warn of a contract whose value is not what the budget lines of the third party sum up to."""
    for party in initiative.third_parties:
        lines = [line for line in initiative.budget if line.third_party == party.id]
        budgeted = sum((line.total for line in lines), Decimal(0))
        told = lines and not any(line.withheld for line in lines)
        if told and party.amount is not None and party.amount != budgeted:
            amounts = {"amount": plain_amount(party.amount), "sum": plain_amount(budgeted)}
            yield say("contract", party.where_of("amount"), party=party.id, **amounts)


def check_envelope(draft: Draft) -> Iterator[Issue]:
    """Warn where the approved budgets sum up to more than may be given out."""
    spendable = draft.plan.spendable if draft.plan else None
    if draft.plan is None or spendable is None:
        return
    approved = sum((one.cost for one in draft.initiatives if one.stage == "approved"), Decimal(0))
    if approved > spendable:
        amounts = {"approved": plain_amount(approved), "spendable": plain_amount(spendable)}
        yield say("envelope", draft.plan.envelope_place, **amounts)


def check_currencies(draft: Draft) -> Iterator[Issue]:
    """Refuse two rates of one currency, and a rate of the plan's own."""
    seen: dict[str, int] = {}
    for rate in draft.plan.currencies if draft.plan else ():
        if draft.plan and rate.code == draft.plan.currency:
            message = "{found} is the plan's own currency and has no rate"
            yield Issue("own-currency", message, rate.where_of("code"), values={"found": rate.code})
        elif rate.code in seen:
            message = "{found} already has a rate in line {line}"
            values = {"found": rate.code, "line": seen[rate.code]}
            yield Issue("second-rate", message, rate.where_of("code"), values=values)
        seen.setdefault(rate.code, rate.where.line)


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


@of_each("initiatives", lambda plan: tuple(plan.prioritisation.weights))
def check_criteria(initiative: Initiative, weights: tuple[str, ...] | None) -> Iterator[Issue]:
    """Refuse a weighted score on a criterion that has no weight."""
    for criterion in initiative.scores.weighted if weights is not None else ():
        if criterion in (weights or ()):
            continue
        message, values = say_nearest(
            "the criterion {found} has no weight in handbook.yml",
            "the criterion {found} has no weight in handbook.yml; did you mean {nearest}?",
            criterion,
            weights or (),
            found=criterion,
        )
        source = initiative.scores.where_of(f"weighted.{criterion}")
        yield Issue("unknown-criterion", message, source, values=values)
