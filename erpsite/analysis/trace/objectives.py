"""Add up what each objective asks and brings, each initiative with the part of it that counts there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from graphlib import TopologicalSorter

from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits
from erpsite.analysis.trace.coverage import Trace
from erpsite.frozen import dataclass
from erpsite.model import Handbook

__all__ = ["ObjectivePart", "ObjectiveSum", "objective_sums"]

_ZERO = Decimal(0)


@dataclass(frozen=True)
class ObjectivePart:
    """Hold what one funded initiative counts for one objective; money in the plan's currency."""

    initiative: str
    part: Fraction
    """Above 0, at most 1."""
    asked: Decimal | None
    """Its budget × `part`; None where no budget is known."""
    promised: Decimal | None
    """Yearly benefit × `part`; None where nothing is promised."""
    realised: Decimal | None
    """Measured yearly benefit × `part`; None where nothing is measured."""
    whole: bool
    """Whether its thread holds throughout."""


@dataclass(frozen=True)
class ObjectiveSum:
    """Hold what serves an objective, itself or through those below it, with the sums."""

    parts: tuple[ObjectivePart, ...]
    """The largest budget first."""

    @property
    def asked(self) -> Decimal:
        """Return the money that the objective asks for."""
        return sum((one.asked or _ZERO for one in self.parts), _ZERO)

    @property
    def stated(self) -> int:
        """Return of how many parts the budget is known."""
        return sum(one.asked is not None for one in self.parts)

    @property
    def promising(self) -> int:
        """Return how many parts promise an amount."""
        return sum(one.promised is not None for one in self.parts)

    @property
    def measured(self) -> int:
        """Return of how many parts the benefit is measured."""
        return sum(one.realised is not None for one in self.parts)

    @property
    def traced(self) -> Decimal:
        """Return the part of that money that traces from evidence to a business goal."""
        return sum((one.asked or _ZERO for one in self.parts if one.whole), _ZERO)

    @property
    def promised(self) -> Decimal:
        """Return the promised yearly benefit."""
        return sum((one.promised or _ZERO for one in self.parts), _ZERO)

    @property
    def realised(self) -> Decimal:
        """Return the measured yearly benefit."""
        return sum((one.realised or _ZERO for one in self.parts), _ZERO)


def objective_sums(handbook: Handbook, found: Trace, benefits: PlanBenefits) -> Mapping[str, ObjectiveSum]:
    """Return the sums of each objective.

    An initiative of several objectives gives each an equal part, and an objective that serves several passes
    equal parts upwards (as in `alignment`), so that the topmost objectives add up to the whole.
    """
    threads = {one.id: one for one in found.threads}
    money = {one.id: one for one in benefits.initiatives}
    sums = {}
    for name, parts in _parts(handbook, threads).items():
        rows = [
            _part(
                money[initiative],
                part,
                handbook.initiatives[initiative].stated_cost,
                threads[initiative].whole,
            )
            for initiative, part in parts.items()
        ]
        sums[name] = ObjectiveSum(
            tuple(sorted(rows, key=lambda one: (-(one.asked or _ZERO), one.initiative)))
        )
    return sums


def _part(benefit: InitiativeBenefit, part: Fraction, cost: Decimal | None, whole: bool) -> ObjectivePart:
    asked = None if cost is None else _times(cost, part)
    promised = None if benefit.promised is None else _times(benefit.promised, part)
    realised = None if benefit.realised is None else _times(benefit.realised, part)
    return ObjectivePart(benefit.id, part, asked, promised, realised, whole)


def _times(amount: Decimal, part: Fraction) -> Decimal:
    return amount * part.numerator / part.denominator


def _parts(handbook: Handbook, funded: Mapping[str, object]) -> dict[str, dict[str, Fraction]]:
    """Return for each objective which part of which funded initiative counts."""
    parts: dict[str, dict[str, Fraction]] = {name: {} for name in handbook.objectives}
    for name in funded:
        goals = handbook.initiatives[name].objectives
        for goal in goals:
            parts[goal][name] = parts[goal].get(name, Fraction(0)) + Fraction(1, len(goals))
    below: dict[str, list[str]] = {name: [] for name in handbook.objectives}
    for name, one in handbook.objectives.items():
        for parent in one.serves:
            below[parent].append(name)
    for name in TopologicalSorter(below).static_order():
        above = handbook.objectives[name].serves
        for parent in above:
            for initiative, part in parts[name].items():
                parts[parent][initiative] = parts[parent].get(initiative, Fraction(0)) + part / len(above)
    return parts
