"""Set what initiatives cost against what they promised to bring, and what of it is proven.

FORMULAS.md, Pain points, risk, benefit: a benefit is (baseline − actual) in the KPI's unit, converted to
money only with a stated rate, and promised against realised until the measure date passes. Payback is the
simple payback period (cost / yearly benefit), as in the IMA's statement on capital budgeting.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from erpsite.analysis.kpi.attainment import kpi_status
from erpsite.analysis.kpi.judging import linear_share
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.initiative import Benefit
from erpsite.model.kpi import Comparator, Kpi, RollUp
from erpsite.model.plan import Plan

__all__ = ["InitiativeBenefit", "PlanBenefits", "Proof", "plan_benefits"]

_ZERO = Decimal(0)
_MONTHS = 12
_SOON = dt.timedelta(days=31)


class Proof(enum.StrEnum):
    """Name how far a promised benefit is proven."""

    NO_PROMISE = "no-promise"
    """No benefit is promised, or one of zero."""
    UNKNOWN = "unknown"
    """A benefit is promised, and nobody says of what amount."""
    WHOLE_LIFE = "whole-life"
    """An amount is promised over the whole life, and none for a year."""
    WITHHELD = "withheld"
    """Something may be promised, and somebody may not say what."""
    NO_DATE = "no-date"
    """Nobody says when it will be measured."""
    NOT_DUE = "not-due"
    """The measure date lies more than a month ahead."""
    DUE = "due"
    """The measure date is today or within a month, so before the next review."""
    UNMEASURED = "unmeasured"
    """The measure date has passed without a realised amount."""
    KEPT = "kept"
    """Realised at least what was promised."""
    PARTLY = "partly"
    """Realised more than nothing, and less than was promised."""
    MISSED = "missed"
    """Realised nothing."""


@dataclass(frozen=True)
class InitiativeBenefit:
    """Hold cost, promise and proof of one funded initiative; money in the plan's currency."""

    now: InitiativeState
    cost: Decimal | None
    """Expected cost at completion; without a forecast, the budget; None where neither is known."""
    promised: Decimal | None
    """A year; None where nothing is promised."""
    realised: Decimal | None
    """A year, as measured by the month shown; None before."""
    indicated: Decimal | None
    """A year: what the KPI's movement so far is worth at the stated rate; None without rate or actual."""
    proof: Proof

    @property
    def id(self) -> str:
        """Return the initiative's id."""
        return self.now.initiative.id

    @property
    def benefit(self) -> Benefit | None:
        """Return the promise as the plan states it."""
        return self.now.initiative.benefit

    @property
    def measured(self) -> bool:
        """Say whether the benefit was measured."""
        return self.realised is not None

    @property
    def withheld(self) -> bool:
        """Say whether somebody may not say what is promised."""
        return _withheld(self.now)

    @property
    def payback(self) -> float | NotAvailable:
        """Return the months until what was measured, or else what is promised, has paid the cost back."""
        yearly = self.promised if self.realised is None else self.realised
        return _payback(self.cost, yearly, _unknown((self,)))


@dataclass(frozen=True)
class PlanBenefits:
    """Hold the benefits of the funded initiatives; money in the plan's currency."""

    initiatives: tuple[InitiativeBenefit, ...]
    """In plan order."""

    @property
    def cost(self) -> Decimal:
        """Return the expected cost of those of which it is known."""
        return sum((one.cost or _ZERO for one in self.initiatives), _ZERO)

    @property
    def costed(self) -> int:
        """Return of how many the expected cost is known."""
        return sum(one.cost is not None for one in self.initiatives)

    @property
    def promising(self) -> int:
        """Return how many promise an amount."""
        return sum(one.promised is not None for one in self.initiatives)

    @property
    def withheld(self) -> bool:
        """Say whether nothing is known to be promised because somebody may not say it."""
        return not self.promising and any(one.withheld for one in self.initiatives)

    @property
    def measured(self) -> int:
        """Return how many benefits are measured."""
        return sum(one.measured for one in self.initiatives)

    @property
    def spent(self) -> Decimal:
        """Return what the reviews say was spent; an initiative without a report counts nothing."""
        return sum((one.now.spent or _ZERO for one in self.initiatives), _ZERO)

    @property
    def promised(self) -> Decimal:
        """Return what all of them promise a year."""
        return sum((one.promised or _ZERO for one in self.initiatives), _ZERO)

    @property
    def realised(self) -> Decimal:
        """Return what was measured, a year."""
        return sum((one.realised or _ZERO for one in self.initiatives), _ZERO)

    @property
    def promised_of_measured(self) -> Decimal:
        """Return what those promised whose benefit was measured."""
        return sum((one.promised or _ZERO for one in self.initiatives if one.measured), _ZERO)

    @property
    def compared(self) -> tuple[InitiativeBenefit, ...]:
        """Return those of which both sides are known: the cost, and what they promise or that they do not."""
        return tuple(
            one
            for one in self.initiatives
            if one.cost is not None and not one.withheld and not (one.benefit and one.benefit.amount is None)
        )

    @property
    def payback(self) -> float | NotAvailable:
        """Return the months in which what is promised pays the cost back, of those that can be compared."""
        found = self.compared
        if not found and self.costed:
            return NotAvailable(_unknown(self.initiatives))
        cost = sum((one.cost or _ZERO for one in found), _ZERO) if found else None
        silent = _unknown(found if self.promising else self.initiatives)
        return _payback(cost, sum((one.promised or _ZERO for one in found), _ZERO), silent)

    def proven(self, *proofs: Proof) -> tuple[InitiativeBenefit, ...]:
        """Return those whose proof is one of these, the earliest measure date first."""
        found = [one for one in self.initiatives if one.proof in proofs]
        return tuple(sorted(found, key=lambda one: (_due(one), one.id)))

    @property
    def owing(self) -> tuple[InitiativeBenefit, ...]:
        """Return those whose work is finished and whose promised benefit is not measured."""
        waiting = self.proven(Proof.UNMEASURED, Proof.DUE, Proof.NOT_DUE, Proof.NO_DATE)
        return tuple(one for one in waiting if one.now.stage == "finished" or one.now.complete == 100)


def plan_benefits(state: PlanState) -> PlanBenefits:
    """Return cost, promise and proof of every initiative that is approved or finished."""
    funded = [now for now in state.initiatives.values() if now.stage in ("approved", "finished")]
    indicated = _indicated(state, funded)
    return PlanBenefits(tuple(_one(now, indicated.get(now.initiative.id), state.today) for now in funded))


def _one(now: InitiativeState, indicated: Decimal | None, today: dt.date) -> InitiativeBenefit:
    benefit = now.initiative.benefit
    cost = now.initiative.stated_cost if now.forecast_cost is None else now.forecast_cost
    promised = benefit.amount if benefit and benefit.amount else None
    realised = None
    if benefit and benefit.realised is not None and (not benefit.measure_on or benefit.measure_on <= today):
        realised = benefit.realised
    return InitiativeBenefit(now, cost, promised, realised, indicated, _proof(now, promised, realised, today))


def _withheld(now: InitiativeState) -> bool:
    benefit = now.initiative.benefit
    return "benefit" in now.initiative.withheld or (benefit is not None and "amount" in benefit.withheld)


def _proof(now: InitiativeState, promised: Decimal | None, realised: Decimal | None, today: dt.date) -> Proof:
    benefit = now.initiative.benefit
    if benefit is None or promised is None:
        if _withheld(now):
            return Proof.WITHHELD
        if benefit is None or benefit.amount is not None:
            return Proof.NO_PROMISE
        return Proof.WHOLE_LIFE if benefit.whole_life else Proof.UNKNOWN
    if realised is not None:
        return Proof.KEPT if realised >= promised else Proof.PARTLY if realised > 0 else Proof.MISSED
    if benefit.measure_on is None:
        return Proof.NO_DATE
    if benefit.measure_on < today:
        return Proof.UNMEASURED
    return Proof.DUE if benefit.measure_on <= today + _SOON else Proof.NOT_DUE


def _indicated(state: PlanState, funded: Sequence[InitiativeState]) -> Mapping[str, Decimal]:
    """Return what the KPIs' movement is worth to each initiative, in the plan's currency a year.

    Several initiatives measured by one KPI share its movement in proportion to what they promise, so that
    no change is counted twice.
    """
    book = state.handbook
    by_kpi: dict[str, list[Benefit]] = defaultdict(list)
    for now in funded:
        benefit = now.initiative.benefit
        if benefit and benefit.measured_by and benefit.amount:
            by_kpi[benefit.measured_by].append(benefit)
    found: dict[str, Decimal] = {}
    for now in funded:
        benefit = now.initiative.benefit
        if not benefit or not benefit.measured_by or not benefit.amount:
            continue
        kpi = book.kpis[benefit.measured_by]
        rate = benefit.rate if benefit.rate is not None else kpi.value_of_unit
        gain = _gain(kpi, kpi_status(book, kpi, state.as_of).judged, _base(book.plan, kpi, state.as_of))
        if rate is not None and gain is not None:
            whole = sum((one.amount or _ZERO for one in by_kpi[kpi.id]), _ZERO)
            found[now.initiative.id] = Decimal(str(gain)) * rate * benefit.amount / whole
    return found


def _base(plan: Plan, kpi: Kpi, as_of: str) -> float | None:
    """Return the baseline to compare with, in the KPI's unit; of a sum, that of as much of a year."""
    if kpi.baseline is None:
        return None
    return kpi.baseline * linear_share(plan, as_of) if kpi.roll_up is RollUp.SUM else kpi.baseline


def _gain(kpi: Kpi, judged: float | None, base: float | None) -> float | None:
    """Return how far the KPI moved in its good direction, in its unit; None for a range or no value."""
    if judged is None or base is None or kpi.comparator is Comparator.BETWEEN:
        return None
    return judged - base if kpi.comparator is Comparator.AT_LEAST else base - judged


def _unknown(found: Iterable[InitiativeBenefit]) -> Reason:
    """Return why no yearly benefit is known: it may not be said, is not stated, or nothing is promised."""
    proofs = {one.proof for one in found}
    if Proof.WITHHELD in proofs:
        return Reason.BENEFIT_WITHHELD
    return Reason.BENEFIT_UNKNOWN if proofs & {Proof.UNKNOWN, Proof.WHOLE_LIFE} else Reason.NO_BENEFIT


def _payback(cost: Decimal | None, yearly: Decimal | None, unknown: Reason) -> float | NotAvailable:
    if not cost:
        return NotAvailable(Reason.NO_COST)
    if yearly is None or yearly <= 0:
        return NotAvailable(unknown)
    return float(cost / yearly * _MONTHS)


def _due(one: InitiativeBenefit) -> dt.date:
    return one.benefit.measure_on if one.benefit and one.benefit.measure_on else dt.date.max
