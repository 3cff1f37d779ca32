"""Compute earned value and earned schedule (FORMULAS.md, Earned value and earned schedule)."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.money.planned_value import PlannedValue, add_up, planned_value
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.quantity import month_of

__all__ = ["EarnedValue", "NoValue", "PlanValue", "earned_schedule", "earned_value", "plan_value"]

_ZERO = Decimal(0)


class NoValue(enum.StrEnum):
    """Name why an earned-value figure is not available."""

    NO_BUDGET = "no-budget"
    NO_DATES = "no-dates"
    """A phase has no baseline start or finish, so its cost cannot be spread."""
    NOT_REPORTED = "not-reported"
    """No review has said how much is complete."""
    NO_SPEND = "no-spend"
    """No review has said what was spent."""
    WITHHELD = "withheld"
    """How much is complete, or what was spent, may not be said."""
    NOTHING_PLANNED = "nothing-planned"
    """The planned value is zero so far."""
    NOTHING_EARNED = "nothing-earned"
    """The earned value is zero so far."""
    NOTHING_SPENT = "nothing-spent"
    """The actual cost is zero so far."""
    BUDGET_SPENT = "budget-spent"
    """The whole budget is spent, so that no money is left to earn the rest with."""
    NOT_BEGUN = "not-begun"
    """The work's first month lies ahead."""


@dataclass(frozen=True)
class EarnedValue:
    """Hold the earned value of one initiative, or of several together; money in the plan's currency.

    Ratios have no unit; above 1 is better, except for `tcpi`, where above 1 asks for more than was planned.
    """

    bac: Decimal | NoValue
    """Budget at completion."""
    pv: Decimal | NoValue
    """Budgeted cost of the work planned to date."""
    ev: Decimal | NoValue
    """Percent complete × budget."""
    ac: Decimal | NoValue
    """Actual cost."""
    es: float | NoValue
    """Earned schedule: months of plan that have been earned."""
    at: int | NoValue
    """Months since the work was to begin; it stops when the work is finished."""
    duration: int | NoValue
    """Planned duration in months."""
    curve: PlannedValue | None = None

    @property
    def cv(self) -> Decimal | NoValue:
        """Return EV − AC; negative costs more than it earned."""
        return _minus(self.ev, self.ac)

    @property
    def sv(self) -> Decimal | NoValue:
        """Return EV − PV; negative is behind."""
        return _minus(self.ev, self.pv)

    @property
    def cpi(self) -> float | NoValue:
        """Return EV / AC."""
        return _over(self.ev, self.ac, NoValue.NOTHING_SPENT)

    @property
    def spi(self) -> float | NoValue:
        """Return EV / PV; it drifts to 1 at the end of a late project, so lead with `spi_t`."""
        return _over(self.ev, self.pv, NoValue.NOTHING_PLANNED)

    @property
    def spi_t(self) -> float | NoValue:
        """Return ES / AT."""
        if isinstance(self.es, NoValue) or isinstance(self.at, NoValue):
            return _first_gap(self.es, self.at)
        return self.es / self.at if self.at else NoValue.NOT_BEGUN

    @property
    def eac(self) -> Decimal | NoValue:
        """Return BAC / CPI = BAC × AC / EV."""
        if isinstance(self.bac, NoValue) or isinstance(self.ev, NoValue) or isinstance(self.ac, NoValue):
            return _first_gap(self.bac, self.ev, self.ac)
        if not self.ac:
            return NoValue.NOTHING_SPENT
        return self.bac * self.ac / self.ev if self.ev else NoValue.NOTHING_EARNED

    @property
    def etc(self) -> Decimal | NoValue:
        """Return EAC − AC."""
        return _minus(self.eac, self.ac)

    @property
    def vac(self) -> Decimal | NoValue:
        """Return BAC − EAC; negative will cost more than its budget."""
        return _minus(self.bac, self.eac)

    @property
    def tcpi(self) -> float | NoValue:
        """Return (BAC − EV) / (BAC − AC): the efficiency that the rest needs to keep the budget."""
        if isinstance(self.bac, NoValue) or isinstance(self.ev, NoValue) or isinstance(self.ac, NoValue):
            return _first_gap(self.bac, self.ev, self.ac)
        left = self.bac - self.ac
        return float((self.bac - self.ev) / left) if left > 0 else NoValue.BUDGET_SPENT

    @property
    def expected_duration(self) -> float | NoValue:
        """Return the independent estimate of the duration in months: planned duration / SPI(t)."""
        pace = self.spi_t
        if isinstance(self.duration, NoValue) or isinstance(pace, NoValue):
            return _first_gap(self.duration, pace)
        return self.duration / pace if pace else NoValue.NOTHING_EARNED


def _first_gap(*values: object) -> NoValue:
    return next(value for value in values if isinstance(value, NoValue))


def _minus(left: Decimal | NoValue, right: Decimal | NoValue) -> Decimal | NoValue:
    if isinstance(left, NoValue) or isinstance(right, NoValue):
        return _first_gap(left, right)
    return left - right


def _over(above: Decimal | NoValue, below: Decimal | NoValue, zero: NoValue) -> float | NoValue:
    if isinstance(above, NoValue) or isinstance(below, NoValue):
        return _first_gap(above, below)
    return float(above / below) if below else zero


@dataclass(frozen=True)
class PlanValue:
    """Hold the earned value of the whole plan and of each funded initiative."""

    whole: EarnedValue
    """Of the initiatives in `counted`."""
    initiatives: Mapping[str, EarnedValue]
    counted: tuple[str, ...]
    """Initiatives whose planned, earned and actual figures are all known."""
    left_out: tuple[str, ...]
    """Initiatives of which at least one is not known."""


def earned_schedule(curve: PlannedValue, earned: Decimal) -> float:
    """Return ES = C + (EV − PV_C) / (PV_{C+1} − PV_C) in months.

    C is the last whole month whose planned value is no more than what is earned; everything earned is the
    whole planned duration.
    """
    if earned >= curve.budget:
        return float(curve.duration)
    whole = sum(value <= earned for value in curve.values)
    below = curve.values[whole - 1] if whole else _ZERO
    return whole + float((earned - below) / (curve.values[whole] - below))


def earned_value(now: InitiativeState, days: WorkingDays, month: str) -> EarnedValue:
    """Return an initiative's earned value at the end of a month.

    Before its first report an initiative whose work is planned to begin later has earned and spent nothing.
    """
    return now.once(_earned_value, (days, month))


def _earned_value(now: InitiativeState, given: tuple[WorkingDays, str]) -> EarnedValue:
    days, month = given
    budget = now.initiative.cost
    if not budget:
        held = now.initiative.stated_cost is None and _budget_withheld(now)
        return _nothing(NoValue.WITHHELD if held else NoValue.NO_BUDGET)
    curve = planned_value(now, days)
    if curve is None:
        return _nothing(NoValue.NO_DATES)
    waiting = month < curve.months[0]
    earned: Decimal | NoValue = _silence(now, "complete", NoValue.NOT_REPORTED)
    if now.complete is not None:
        earned = budget * Decimal(str(now.complete)) / 100
    elif waiting and earned is not NoValue.WITHHELD:
        earned = _ZERO
    spent: Decimal | NoValue = _silence(now, "spent", NoValue.NO_SPEND)
    if now.spent is not None or (waiting and spent is not NoValue.WITHHELD):
        spent = now.spent or _ZERO
    worked_until = month
    if now.complete == 100 and now.finish:
        worked_until = min(month, month_of(now.finish))
    return _value(curve, earned, spent, month, worked_until)


def _budget_withheld(now: InitiativeState) -> bool:
    own = {"budget", "budget_total"} & set(now.withheld)
    return bool(own) or any(line.withheld for line in now.initiative.budget)


def _silence(now: InitiativeState, field: str, otherwise: NoValue) -> NoValue:
    return NoValue.WITHHELD if field in now.withheld else otherwise


def _value(
    curve: PlannedValue, earned: Decimal | NoValue, spent: Decimal | NoValue, month: str, worked_until: str
) -> EarnedValue:
    es = earned if isinstance(earned, NoValue) else earned_schedule(curve, earned)
    at = curve.elapsed(worked_until)
    return EarnedValue(curve.budget, curve.at(month), earned, spent, es, at, curve.duration, curve)


def _nothing(reason: NoValue) -> EarnedValue:
    return EarnedValue(reason, reason, reason, reason, reason, reason, reason)


def plan_value(state: PlanState) -> PlanValue:
    """Return the earned value of every initiative that is approved or finished, and of them together.

    Work that has not begun says nothing of the whole by itself, where nobody reports on the work that has.
    """
    funded = {n: now for n, now in state.initiatives.items() if now.stage in ("approved", "finished")}
    values = {name: earned_value(now, state.days, state.as_of) for name, now in funded.items()}
    counted, earned, spent = [], _ZERO, _ZERO
    for name, value in values.items():
        if value.curve and isinstance(value.ev, Decimal) and isinstance(value.ac, Decimal):
            counted.append(name)
            earned += value.ev
            spent += value.ac
    curve = add_up(curve for name in counted if (curve := values[name].curve))
    known = set(counted)
    left_out = tuple(name for name in values if name not in known)
    told = not left_out or any(state.initiatives[name].complete is not None for name in counted)
    whole = _nothing(NoValue.NOT_REPORTED if values else NoValue.NO_BUDGET)
    if curve and told:
        whole = _value(curve, earned, spent, state.as_of, state.as_of)
    return PlanValue(whole, values, tuple(counted), left_out)
