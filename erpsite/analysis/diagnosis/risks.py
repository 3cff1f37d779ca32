"""Say which risks are live, which press, how high they are and what they may cost (FORMULAS.md, Risk)."""

from __future__ import annotations

import enum
from collections.abc import Callable
from decimal import Decimal

from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import RiskState
from erpsite.model.plan import Thresholds

__all__ = [
    "CHANCE", "Pressure", "RiskBand", "expected_loss", "live_risks", "risk_band", "risk_is_live",
    "risk_order", "risk_pressure",
]  # fmt: skip

CHANCE = {1: 10, 2: 30, 3: 50, 4: 70, 5: 90}
"""Percent that a probability score stands for."""


class RiskBand(enum.IntEnum):
    """Name the bands of a risk's score; the limits stand in `handbook.yml`."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2
    VERY_HIGH = 3


class Pressure(enum.IntEnum):
    """Name why a live risk wants a look at once; the order is that of the register."""

    TRIGGER = 0
    """The day by which its sign would have shown has passed."""
    LOOK = 1
    """The day on which somebody was to look at it has passed."""
    NONE = 2


def risk_is_live(state: PlanState, known: RiskState) -> bool:
    """Say whether a risk is open and its initiative still ahead or under way."""
    now = state.initiatives.get(known.initiative)
    return known.status == "open" and now is not None and now.stage in ("proposed", "approved")


def live_risks(state: PlanState) -> tuple[RiskState, ...]:
    """Return the live risks in the order of the register."""
    found = [known for known in state.risks.values() if risk_is_live(state, known)]
    return tuple(sorted(found, key=risk_order(state)))


def risk_pressure(state: PlanState, known: RiskState) -> Pressure:
    """Return why a risk presses at the end of the month shown; one that is not live never does."""
    if not risk_is_live(state, known):
        return Pressure.NONE
    if known.risk.trigger_date is not None and known.risk.trigger_date < state.today:
        return Pressure.TRIGGER
    if known.next_look is not None and known.next_look < state.today:
        return Pressure.LOOK
    return Pressure.NONE


def risk_order(state: PlanState) -> Callable[[RiskState], tuple[int, int, str]]:
    """Return the order of the register: what presses first, then by score."""
    return lambda known: (risk_pressure(state, known), -known.score, known.risk.id)


def risk_band(score: int, thresholds: Thresholds) -> RiskBand:
    """Return the band of a score, 1 to 25."""
    if score >= thresholds.risk_very_high:
        return RiskBand.VERY_HIGH
    if score >= thresholds.risk_high:
        return RiskBand.HIGH
    return RiskBand.MEDIUM if score >= thresholds.risk_medium else RiskBand.LOW


def expected_loss(known: RiskState) -> Decimal | None:
    """Return probability × cost in the plan's currency; None where the cost is not stated."""
    return None if known.risk.cost is None else known.risk.cost * CHANCE[known.probability] / 100
