"""Split the money that the initiatives ask for by kind, by quarter and by objective."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from erpsite.analysis.money.splitting import equal_parts
from erpsite.frozen import dataclass
from erpsite.model.initiative import Initiative

__all__ = ["KINDS", "DraftBudget", "draft_budget"]

KINDS = ("capex", "opex", "internal", "vendor")
"""Kinds of money, in the order of the page."""


@dataclass(frozen=True)
class DraftBudget:
    """Hold one set of initiatives' money, in the plan's currency."""

    total: Decimal
    by_kind: Mapping[str, Decimal]
    by_quarter: Mapping[str, Decimal]
    """By fiscal quarter, earliest first."""
    cells: Mapping[tuple[str, str], Decimal]
    """By kind and quarter; what is not there is not budgeted."""
    by_objective: Mapping[str, Decimal]
    """An initiative of several objectives gives each an equal part, so that the parts sum to the total."""
    without_objective: Decimal
    unplaced: Decimal = Decimal(0)
    """What of the total is told for the year, and not by quarter."""

    def placed(self, kind: str) -> Decimal:
        """Return what of one kind's money is told by quarter."""
        return sum((amount for (name, _), amount in self.cells.items() if name == kind), Decimal(0))


def draft_budget(initiatives: Iterable[Initiative]) -> DraftBudget:
    """Return the money of some initiatives, split three ways; those whose budget is not known add nothing."""
    cells: dict[tuple[str, str], Decimal] = {}
    objectives: dict[str, Decimal] = {}
    orphaned, unplaced = Decimal(0), Decimal(0)
    kinds: dict[str, Decimal] = {}
    for initiative in initiatives:
        if initiative.stated_cost is None:
            continue
        unplaced += initiative.cost - sum(
            (line.total - line.unplaced for line in initiative.budget), Decimal(0)
        )
        for line in initiative.budget:
            kinds[line.kind] = kinds.get(line.kind, Decimal(0)) + line.unplaced
            for quarter, amount in line.by_quarter.items():
                cells[line.kind, quarter] = cells.get((line.kind, quarter), Decimal(0)) + amount
        parts = equal_parts(initiative.cost, len(initiative.objectives)) if initiative.objectives else ()
        for name, part in zip(initiative.objectives, parts, strict=True):
            objectives[name] = objectives.get(name, Decimal(0)) + part
        if not initiative.objectives:
            orphaned += initiative.cost
    quarters = sorted({quarter for _, quarter in cells})
    return DraftBudget(
        sum(cells.values(), unplaced),
        {
            kind: _sum(cells, 0, kind) + kinds.get(kind, Decimal(0))
            for kind in KINDS
            if kinds.get(kind) or any(kind == known for known, _ in cells)
        },
        {quarter: _sum(cells, 1, quarter) for quarter in quarters},
        cells,
        objectives,
        orphaned,
        unplaced,
    )


def _sum(cells: Mapping[tuple[str, str], Decimal], index: int, name: str) -> Decimal:
    return sum((amount for key, amount in cells.items() if key[index] == name), Decimal(0))
