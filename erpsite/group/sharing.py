"""Say what the other companies of a group leave of the roles that one of them shares with them."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.people.resources import months_of
from erpsite.group.definition import Group
from erpsite.group.whole import RoleLoad, Whole
from erpsite.model.levelling import SharedRole
from erpsite.model.quantity import quarter_of

__all__ = ["quarters_apart", "shared_roles"]


def shared_roles(whole: Whole, plan: str, fiscal_offset: int) -> tuple[SharedRole, ...]:
    """Return what the others have of each shared role and ask of it, in the quarters of one plan.

    Quarters of other months are left out, since a load is never added to one of another quarter. Where a
    plan has several roles that are one in the group, the first of them has it all.
    """
    own = _own_roles(whole.group, plan)
    return tuple(
        SharedRole(role=own[load.role], quarter=quarter, capacity=capacity, effort=effort)
        for load in sorted(whole.role_loads, key=lambda load: (load.begins, load.role))
        if load.role in own and (quarter := _quarter(load, fiscal_offset))
        for capacity, effort in _others(load, plan)
    )


def quarters_apart(whole: Whole, plan: str, fiscal_offset: int) -> tuple[RoleLoad, ...]:
    """Return the loads of others that no quarter of the plan has the months of."""
    own = _own_roles(whole.group, plan)
    return tuple(
        load
        for load in whole.role_loads
        if load.role in own and not _quarter(load, fiscal_offset) and any(_others(load, plan))
    )


def _own_roles(group: Group, plan: str) -> dict[str, str]:
    """Return the plan's own name of each shared role."""
    found: dict[str, str] = {}
    for shared in group.roles:
        for member in shared.members:
            if member.plan == plan:
                found.setdefault(shared.id, member.id)
    return found


def _quarter(load: RoleLoad, fiscal_offset: int) -> str:
    """Return the plan's quarter with the same months; empty without one."""
    quarter = quarter_of(load.begins, fiscal_offset)
    return quarter if months_of(quarter, fiscal_offset)[0] == load.begins else ""


def _others(load: RoleLoad, plan: str) -> Iterator[tuple[float | None, float]]:
    """Yield what the others have and ask for; nothing where the plan is alone."""
    parts = [part for company, part in load.parts if company.id != plan]
    stated = [part.capacity for part in parts if part.capacity is not None]
    if parts:
        yield (round(sum(stated), 3) if stated else None), round(sum(part.effort for part in parts), 3)
