"""Compare the effort that the plan asks for with the capacity of each role, by quarter and by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.working_days import WorkingDays, working_days
from erpsite.frozen import dataclass
from erpsite.model.initiative import EffortLine, Initiative
from erpsite.model.plan import Plan, Role
from erpsite.model.quantity import last_day_of, months_between, next_month, quarter_of

__all__ = [
    "Load", "Resources", "absent", "capacity_of", "months_of", "plan_quarters", "resources",
    "resources_by_month",
]  # fmt: skip

_ROUNDING = 1e-6
"""Person-days that sums of spread effort may be off by."""


@dataclass(frozen=True)
class Load:
    """Hold the load of one role in one quarter or month, in person-days."""

    role: str
    period: str
    """`YYYY-Qn` or `YYYY-MM`."""
    effort: float
    capacity: float | None
    """None where the role's capacity of that time is not given."""
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
        return self.over > _ROUNDING

    @property
    def free(self) -> float:
        """Return the person-days of capacity that nobody asks for, 0 or more."""
        return max((self.capacity or 0.0) - self.effort, 0.0)

    @property
    def relief(self) -> tuple[str, ...]:
        """Return the initiatives without which the load fits: one that is just enough, else the largest.

        Empty where nothing is overloaded.
        """
        if not self.overloaded:
            return ()
        enough = [name for name, days in self.parts if days >= self.over]
        if enough:
            return (enough[-1],)
        found, gained = [], 0.0
        for name, days in self.parts:
            if gained < self.over:
                found.append(name)
                gained += days
        return tuple(found)


@dataclass(frozen=True)
class Resources:
    """Hold the load of every role in every quarter or month."""

    roles: tuple[str, ...]
    periods: tuple[str, ...]
    """Quarters, or months, the earliest first."""
    loads: Mapping[tuple[str, str], Load]
    """By role and period; every pair of `roles` and `periods` is there."""
    stated: int = 0
    """Initiatives that say how many person-days they need."""
    count: int = 0
    """Initiatives in all: what the others need is not known, and not 0."""

    @property
    def overloads(self) -> tuple[Load, ...]:
        """Return what is overloaded, the most person-days over first."""
        found = [load for load in self.loads.values() if load.overloaded]
        return tuple(sorted(found, key=lambda load: (-load.over, load.period, load.role)))

    @property
    def unknown(self) -> tuple[Load, ...]:
        """Return what is asked for without a given capacity."""
        return tuple(load for load in self.loads.values() if load.effort and load.capacity is None)


def plan_quarters(plan: Plan) -> tuple[str, ...]:
    """Return the four quarters of the plan year."""
    months = months_between(plan.first_month, plan.last_month)
    return tuple(dict.fromkeys(quarter_of(month, plan.fiscal_offset) for month in months))


def months_of(quarter: str, fiscal_start: int) -> tuple[str, ...]:
    """Return the three months of a fiscal quarter; the inverse of `quarter_of`."""
    first = next_month(f"{quarter[:4]}-{3 * int(quarter[-1]) - 2:02d}", fiscal_start - 1)
    return months_between(first, next_month(first, 2))


def capacity_of(role: Role, quarter: str, plan: Plan, days: WorkingDays | None = None) -> float:
    """Return the person-days that a role has in a quarter, less its absences; 0 where not stated."""
    stated = role.capacity.get(quarter, 0.0)
    return max(stated - absent(role, quarter, plan, days), 0.0) if role.absences else stated


def absent(role: Role, quarter: str, plan: Plan, days: WorkingDays | None = None) -> float:
    """Return the person-days of a quarter on which people of a role are away."""
    days = days or working_days(plan)
    months = months_of(quarter, plan.fiscal_offset)
    first, last = dt.date.fromisoformat(f"{months[0]}-01"), last_day_of(months[-1])
    return sum(
        one.people * days.worth(max(first, one.first), min(last, one.last))
        for one in role.absences
        if max(first, one.first) <= min(last, one.last)
    )


def resources(state: PlanState) -> Resources:
    """Return effort against capacity of the funded initiatives: approved, or finished in the plan year."""
    return load_of(state.handbook.plan, _funded(state))


def _funded(state: PlanState) -> list[Initiative]:
    return [now.initiative for now in state.initiatives.values() if now.stage in ("approved", "finished")]


def load_of(plan: Plan, initiatives: Iterable[Initiative]) -> Resources:
    """Return the load that some initiatives put on the roles; effort by month counts in its quarter."""
    asked: dict[tuple[str, str], dict[str, float]] = {}
    every = list(initiatives)
    for initiative in every:
        for line in initiative.effort:
            months = [(quarter_of(m, plan.fiscal_offset), days) for m, days in line.by_month.items()]
            _ask(asked, initiative.id, line.role, [*line.by_quarter.items(), *months])
    capacity = {(role.id, q): capacity_of(role, q, plan) for role in plan.roles for q in role.capacity}
    roles = tuple(dict.fromkeys([*(role.id for role in plan.roles), *(role for role, _ in asked)]))
    quarters = tuple(sorted({*plan_quarters(plan), *(quarter for _, quarter in asked)}))
    found = _resources(roles, quarters, asked, capacity)
    return replace(found, stated=sum(bool(one.effort) for one in every), count=len(every))


def resources_by_month(state: PlanState) -> Resources:
    """Return the months of the plan year of the roles for which any effort is given by month.

    What is given by quarter, effort and capacity, is spread over its months by their working days.
    Without effort by month there are no roles.
    """
    plan, funded = state.handbook.plan, _funded(state)
    roles = tuple(
        dict.fromkeys(line.role for one in funded for line in one.effort if any(line.by_month.values()))
    )
    shares = _shares(plan, state.days)
    asked: dict[tuple[str, str], dict[str, float]] = {}
    for initiative in funded:
        for line in initiative.effort:
            if line.role in roles:
                _ask(asked, initiative.id, line.role, _by_month(line, shares))
    capacity = {
        (role.id, month): capacity_of(role, quarter, plan, state.days) * share
        for role in plan.roles
        for quarter in role.capacity
        for month, share in shares.get(quarter, ())
    }
    return _resources(roles, months_between(plan.first_month, plan.last_month), asked, capacity)


def _shares(plan: Plan, days: WorkingDays) -> dict[str, list[tuple[str, float]]]:
    """Return the months of each quarter of the plan year with their share of its working days."""
    found = {}
    for quarter in plan_quarters(plan):
        worked = {
            month: days.worth(dt.date.fromisoformat(f"{month}-01"), last_day_of(month))
            for month in months_of(quarter, plan.fiscal_offset)
        }
        whole = sum(worked.values())
        found[quarter] = [(month, count / whole if whole else 1 / 3) for month, count in worked.items()]
    return found


def _by_month(line: EffortLine, shares: Mapping[str, list[tuple[str, float]]]) -> list[tuple[str, float]]:
    spread = [
        (month, days * share)
        for quarter, days in line.by_quarter.items()
        for month, share in shares.get(quarter, ())
    ]
    return [*spread, *line.by_month.items()]


def _ask(
    asked: dict[tuple[str, str], dict[str, float]],
    initiative: str,
    role: str,
    periods: Iterable[tuple[str, float]],
) -> None:
    for period, days in periods:
        cell = asked.setdefault((role, period), {})
        cell[initiative] = cell.get(initiative, 0.0) + days


def _resources(
    roles: tuple[str, ...],
    periods: tuple[str, ...],
    asked: Mapping[tuple[str, str], Mapping[str, float]],
    capacity: Mapping[tuple[str, str], float],
) -> Resources:
    loads = {
        (role, period): _load(role, period, asked.get((role, period), {}), capacity.get((role, period)))
        for role in roles
        for period in periods
    }
    return Resources(roles, periods, loads)


def _load(role: str, period: str, parts: Mapping[str, float], capacity: float | None) -> Load:
    ordered = tuple(sorted(parts.items(), key=lambda part: (-part[1], part[0])))
    return Load(role, period, sum(parts.values()), capacity, ordered)
