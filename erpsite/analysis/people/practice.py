"""Say what practice each role gains from the plan: its person-days by kind of work."""

from __future__ import annotations

from collections import defaultdict

from erpsite.analysis.people.resources import Load, Resources
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.initiative import InitiativeType

__all__ = ["RolePractice", "practice"]


@dataclass(frozen=True)
class RolePractice:
    """Hold what one role does in the plan year, in person-days."""

    role: str
    days: float
    capacity: float | None
    """Over the quarters of the plan year; None where none is given."""
    initiatives: tuple[str, ...]
    """The most person-days first."""
    by_type: tuple[tuple[InitiativeType, float], ...]
    """Person-days by kind of initiative, the most first."""
    peak: Load
    """The quarter of the plan year that asks for the most person-days; of equals the first."""


def practice(state: PlanState, found: Resources) -> tuple[RolePractice, ...]:
    """Return what each role does in the funded initiatives, the busiest role first; idle ones are left out.

    People learn by doing: a kind of work in which a role has many days is a capability the plan builds,
    one in which it has few must be trained or bought. `found` is the load by role and quarter.
    """
    kinds = {name: now.initiative.type for name, now in state.initiatives.items()}
    roles = [_role(role, found, kinds) for role in found.roles]
    return tuple(sorted((one for one in roles if one.days), key=lambda one: (-one.days, one.role)))


def _role(role: str, found: Resources, kinds: dict[str, InitiativeType]) -> RolePractice:
    loads = [found.loads[role, period] for period in found.periods]
    by_initiative: dict[str, float] = defaultdict(float)
    by_type: dict[InitiativeType, float] = defaultdict(float)
    for load in loads:
        for name, days in load.parts:
            by_initiative[name] += days
            by_type[kinds[name]] += days
    given = [load.capacity for load in loads if load.capacity is not None]
    return RolePractice(
        role,
        sum(load.effort for load in loads),
        sum(given) if given else None,
        tuple(sorted(by_initiative, key=lambda name: (-by_initiative[name], name))),
        tuple(sorted(by_type.items(), key=lambda pair: (-pair[1], pair[0]))),
        max(loads, key=lambda load: load.effort),
    )
