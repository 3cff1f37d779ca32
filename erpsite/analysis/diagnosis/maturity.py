"""Compute the maturity of the ERP, dimension by dimension (FORMULAS.md, Maturity)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model.maturity import Criterion, MaturityDimension

__all__ = ["DimensionMaturity", "Levels", "Maturity", "dimension_maturity", "maturity"]


@dataclass(frozen=True, slots=True)
class Levels:
    """Hold weighted means on the scale 1 initial to 5 optimised."""

    current: float
    target: float
    last_year: float | NotAvailable
    """Over the same criteria; not available unless each of them was scored last year."""

    @property
    def gap(self) -> float:
        """Return target − current."""
        return self.target - self.current

    @property
    def change(self) -> float | NotAvailable:
        """Return current − last year."""
        if isinstance(self.last_year, NotAvailable):
            return self.last_year
        return self.current - self.last_year


@dataclass(frozen=True)
class DimensionMaturity:
    """Hold one dimension's levels."""

    dimension: MaturityDimension
    levels: Levels | NotAvailable
    unproved: tuple[Criterion, ...]
    """Criteria without evidence, which do not count."""

    @property
    def priority(self) -> float | NotAvailable:
        """Return importance × gap; a target already passed has no priority left."""
        if isinstance(self.levels, NotAvailable):
            return self.levels
        return self.dimension.importance * max(self.levels.gap, 0.0)


@dataclass(frozen=True)
class Maturity:
    """Hold the whole assessment."""

    dimensions: tuple[DimensionMaturity, ...]
    overall: Levels | NotAvailable
    """Weighted mean of the dimensions that have levels."""

    @property
    def weakest(self) -> DimensionMaturity | None:
        """Return the dimension with the lowest current level; the higher priority wins a tie."""
        known = [one for one in self.dimensions if isinstance(one.levels, Levels)]
        return min(known, key=_weakness, default=None)

    @property
    def by_priority(self) -> tuple[DimensionMaturity, ...]:
        """Return the dimensions with levels, the one most worth investing in first."""
        known = [one for one in self.dimensions if isinstance(one.levels, Levels)]
        return tuple(sorted(known, key=lambda one: -_number(one.priority)))

    def share(self, one: DimensionMaturity) -> float | NotAvailable:
        """Return a dimension's share of all priorities, 0 to 1: the investment direction."""
        total = sum(_number(other.priority) for other in self.dimensions)
        if isinstance(one.priority, NotAvailable) or not total:
            return NotAvailable(Reason.NO_EVIDENCE)
        return one.priority / total

    @property
    def unproved(self) -> int:
        """Return how many criteria do not count for want of evidence."""
        return sum(len(one.unproved) for one in self.dimensions)


def maturity(dimensions: Iterable[MaturityDimension]) -> Maturity:
    """Return the assessment; a score without evidence does not count and is listed."""
    rows = tuple(dimension_maturity(dimension) for dimension in dimensions)
    known = [(one.dimension.weight, one.levels) for one in rows if isinstance(one.levels, Levels)]
    if not known:
        return Maturity(rows, NotAvailable(Reason.NO_EVIDENCE))
    last: list[tuple[float, float]] = []
    for weight, levels in known:
        if not isinstance(levels.last_year, NotAvailable):
            last.append((weight, levels.last_year))
    overall = Levels(
        _mean([(weight, levels.current) for weight, levels in known]),
        _mean([(weight, levels.target) for weight, levels in known]),
        _mean(last) if len(last) == len(known) else NotAvailable(Reason.NO_LAST_YEAR),
    )
    return Maturity(rows, overall)


def dimension_maturity(dimension: MaturityDimension) -> DimensionMaturity:
    """Return one dimension's weighted means over its criteria with evidence."""
    counted = [criterion for criterion in dimension.criteria if criterion.evidence]
    unproved = tuple(criterion for criterion in dimension.criteria if not criterion.evidence)
    if not counted:
        return DimensionMaturity(dimension, NotAvailable(Reason.NO_EVIDENCE), unproved)
    last = [(c.weight, c.last_year) for c in counted if c.last_year is not None]
    levels = Levels(
        _mean([(c.weight, c.current) for c in counted]),
        _mean([(c.weight, c.target) for c in counted]),
        _mean(last) if len(last) == len(counted) else NotAvailable(Reason.NO_LAST_YEAR),
    )
    return DimensionMaturity(dimension, levels, unproved)


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in weighted) / sum(weight for weight, _ in weighted)


def _number(value: float | NotAvailable) -> float:
    return 0.0 if isinstance(value, NotAvailable) else value


def _weakness(one: DimensionMaturity) -> tuple[float, float]:
    current = one.levels.current if isinstance(one.levels, Levels) else float("inf")
    return current, -_number(one.priority)
