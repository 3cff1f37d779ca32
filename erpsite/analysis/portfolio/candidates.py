"""Make the choice's problem from the plan: what each initiative brings, costs and asks for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from erpsite.analysis.people.resources import capacity_of
from erpsite.analysis.portfolio.problem import Candidate, Cell, Problem
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Method, Plan, Prioritisation
from erpsite.model.quantity import quarter_of

__all__ = ["initiative_value", "portfolio_problem"]

_SMALLEST = Decimal("0.000001")


def initiative_value(initiative: Initiative, setting: Prioritisation) -> Decimal | None:
    """Return what an initiative brings by the plan's method; None without scores.

    WSJF: the cost of delay, which is the ratio's numerator; RICE: reach × impact × confidence; weighted:
    the score. The job size and the effort stay out: the budget and the capacities limit those.
    """
    scores = initiative.scores
    value: Decimal | None = None
    if setting.method is Method.WSJF and scores.wsjf:
        one = scores.wsjf
        value = Decimal(one.business_value + one.time_criticality + one.risk_reduction)
    elif setting.method is Method.RICE and scores.rice:
        rice = scores.rice
        value = Decimal(str(rice.reach)) * Decimal(str(rice.impact)) * Decimal(rice.confidence) / 100
    elif setting.method is Method.WEIGHTED and setting.weights.keys() <= scores.weighted.keys():
        value = sum((_times(w, scores.weighted[name]) for name, w in setting.weights.items()), Decimal(0))
        value = value if setting.weights else None
    return None if value is None else value.quantize(_SMALLEST, ROUND_HALF_UP)


def portfolio_problem(handbook: Handbook, done: frozenset[str] = frozenset()) -> Problem:
    """Return the problem of the whole plan; initiatives in the order of their ids.

    An initiative without scores counts with value 0: it is chosen only where it is mandatory or another
    needs it. Effort of a role in a quarter without capacity is not limited. Where nobody says what may be
    spent there is no problem to solve, and none is asked for. What is `done` is in, as if it were mandatory.
    """
    plan = handbook.plan
    if plan.spendable is None:
        message = "a portfolio needs to know what may be spent"
        raise ValueError(message)
    candidates = tuple(
        _candidate(handbook.initiatives[name], plan, name in done) for name in sorted(handbook.initiatives)
    )
    capacity = {
        (role.id, q): Decimal(str(capacity_of(role, q, plan))) for role in plan.roles for q in role.capacity
    }
    return Problem(candidates, capacity, plan.spendable)


def _candidate(initiative: Initiative, plan: Plan, done: bool) -> Candidate:
    value = initiative_value(initiative, plan.prioritisation)
    return Candidate(
        initiative.id,
        Decimal(0) if value is None else value,
        initiative.cost,
        _effort(initiative, plan),
        tuple(sorted(set(initiative.depends_on) - {initiative.id})),
        initiative.exclusive_group or "",
        initiative.mandatory or done,
        value is not None,
    )


def _effort(initiative: Initiative, plan: Plan) -> dict[Cell, Decimal]:
    """Return person-days by role and quarter; effort by month counts in its quarter."""
    found: dict[Cell, Decimal] = {}
    for line in initiative.effort:
        months = [(quarter_of(month, plan.fiscal_offset), days) for month, days in line.by_month.items()]
        for quarter, days in [*line.by_quarter.items(), *months]:
            cell = (line.role, quarter)
            found[cell] = found.get(cell, Decimal(0)) + Decimal(str(days))
    return found


def _times(weight: float, score: float) -> Decimal:
    return Decimal(str(weight)) * Decimal(str(score))
