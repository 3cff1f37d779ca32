"""Compare the effort that the plan asks for with the capacity of each role, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from erpsite.analysis.state import PlanState
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.quantity import months_between, quarter_of

__all__ = ["Load", "Resources", "plan_quarters", "resources"]


@dataclass(frozen=True)
class Load:
    """Hold the load of one role in one quarter, in person-days."""

    role: str
    quarter: str
    effort: float
    capacity: float | None
    """None where the role's capacity of that quarter is not given."""
    parts: tuple[tuple[str, float], ...]
    """What each initiative asks for, the largest first."""

    @property
    def share(self) -> float | None:
        """Return effort / capacity; None without capacity, or where it is zero."""
        return self.effort / self.capacity if self.capacity else None

    @property
    def over(self) -> float:
        """Return the person-days above capacity, 0 or more; 0 where no capacity is given."""
        return 0.0 if self.capacity is None else max(self.effort - self.capacity, 0.0)

    @property
    def overloaded(self) -> bool:
        """Say whether more is asked for than there is."""
        return self.over > 0


@dataclass(frozen=True)
class Resources:
    """Hold the load of every role in every quarter."""

    roles: tuple[str, ...]
    quarters: tuple[str, ...]
    loads: Mapping[tuple[str, str], Load]
    """By role and quarter; every pair of `roles` and `quarters` is there."""

    @property
    def overloads(self) -> tuple[Load, ...]:
        """Return what is overloaded, the most person-days over first."""
        found = [load for load in self.loads.values() if load.overloaded]
        return tuple(sorted(found, key=lambda load: (-load.over, load.quarter, load.role)))

    @property
    def unknown(self) -> tuple[Load, ...]:
        """Return what is asked for without a given capacity."""
        return tuple(load for load in self.loads.values() if load.effort and load.capacity is None)


def plan_quarters(plan: Plan) -> tuple[str, ...]:
    """Return the four quarters of the plan year."""
    months = months_between(plan.first_month, plan.last_month)
    return tuple(dict.fromkeys(quarter_of(month, plan.fiscal_start) for month in months))


def resources(state: PlanState) -> Resources:
    """Return effort against capacity of the funded initiatives: approved, or finished in the plan year."""
    funded = [now.initiative for now in state.initiatives.values() if now.stage in ("approved", "finished")]
    return load_of(state.handbook.plan, funded)


def load_of(plan: Plan, initiatives: Iterable[Initiative]) -> Resources:
    """Return the load that some initiatives put on the roles; effort by month counts in its quarter."""
    asked: dict[tuple[str, str], dict[str, float]] = {}
    for initiative in initiatives:
        for line in initiative.effort:
            months = [(quarter_of(m, plan.fiscal_start), days) for m, days in line.by_month.items()]
            for quarter, days in [*line.by_quarter.items(), *months]:
                cell = asked.setdefault((line.role, quarter), {})
                cell[initiative.id] = cell.get(initiative.id, 0.0) + days
    capacity = {(role.id, q): days for role in plan.roles for q, days in role.capacity.items()}
    roles = tuple(dict.fromkeys([*(role.id for role in plan.roles), *(role for role, _ in asked)]))
    quarters = tuple(sorted({*plan_quarters(plan), *(quarter for _, quarter in asked)}))
    loads = {
        (role, quarter): _load(role, quarter, asked.get((role, quarter), {}), capacity.get((role, quarter)))
        for role in roles
        for quarter in quarters
    }
    return Resources(roles, quarters, loads)


def _load(role: str, quarter: str, parts: Mapping[str, float], capacity: float | None) -> Load:
    ordered = tuple(sorted(parts.items(), key=lambda part: (-part[1], part[0])))
    return Load(role, quarter, sum(parts.values()), capacity, ordered)
