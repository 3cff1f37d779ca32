"""Lay out what each role can give, quarter by quarter, and take off what no plan can move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from erpsite.analysis.levelling.demand import Homeless, quarter_borders
from erpsite.analysis.levelling.problem import UNITS, Period, Stretch
from erpsite.analysis.people.resources import absent, capacity_of
from erpsite.analysis.schedule.network import NetworkTimes
from erpsite.analysis.schedule.plan import PlanNetwork
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.model.levelling import SharedRole
from erpsite.model.plan import Role
from erpsite.model.quantity import month_of, quarter_of

__all__ = ["fixed_load", "role_periods"]

_MOST_QUARTERS = 100
"""Quarters that are laid out: what comes later is not limited, and no plan that means anything reaches it."""


def role_periods(
    state: PlanState,
    times: NetworkTimes,
    stretches: Sequence[Sequence[Stretch]],
    states: Iterable[InitiativeState],
    shared: Iterable[SharedRole] = (),
) -> tuple[Mapping[str, tuple[Period, ...]], Mapping[str, tuple[str, ...]]]:
    """Return the periods of every role that is asked for, and the quarter that each is part of.

    A quarter is cut at the end of the month shown once a review has reported: days that have passed are of no
    use to what is still ahead. After the last quarter with a stated capacity each working day counts as one
    of that quarter's. A quarter before it without one is not limited. Of a role that a group shares, there
    is what all companies have less what the others ask for.
    """
    roles = dict.fromkeys(role for own in stretches for one in own for role in one.rates)
    cut = state.days.border(state.today) if any(now.reported for now in states) else None
    known = state.handbook.roles
    work = sum(one.last - one.first for own in stretches for one in own)
    quarters = _quarters(state, times, work)
    others = {(one.role, one.quarter): one for one in shared}
    found: dict[str, tuple[Period, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for role in roles:
        periods, own = [], []
        for quarter, first, last in quarters:
            own_amount = _amount(known.get(role), quarter, first, last, state)
            amount = _with_others(own_amount, others.get((role, quarter)))
            for begin, end in _cut(first, last, cut):
                share = None if amount is None else int(amount * UNITS * (end - begin) / (last - first))
                periods.append(Period(begin, end, share))
                own.append(quarter)
        found[role], names[role] = tuple(periods), tuple(own)
    return found, names


def _quarters(state: PlanState, times: NetworkTimes, work: int) -> list[tuple[str, int, int]]:
    """Return the quarters that any plan may reach: name and borders; those without a working day are none."""
    plan, days = state.handbook.plan, state.days
    first = min([*times.early_start, days.number(plan.first_day)], default=0)
    last = max(times.early_finish, default=0) + work + 130
    name = quarter_of(month_of(days.day(first)), plan.fiscal_offset)
    found: list[tuple[str, int, int]] = []
    for _ in range(_MOST_QUARTERS):
        borders = quarter_borders(name, plan, days)
        if borders[1] > borders[0]:
            found.append((name, *borders))
        if borders[1] > last:
            break
        name = _following(name)
    return found


def _following(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + number // 4:04d}-Q{number % 4 + 1}"


def _amount(role: Role | None, quarter: str, first: int, last: int, state: PlanState) -> float | None:
    """Return the person-days of a quarter: as stated, or as the last stated one's by its working days.

    Absences are taken off either. A stated quarter in which nothing is worked says nothing of later ones.
    """
    if role is None or not role.capacity:
        return None
    plan, days = state.handbook.plan, state.days
    if quarter in role.capacity:
        return max(capacity_of(role, quarter, plan, days), 0.0)
    if quarter < max(role.capacity):
        return None
    worked = {
        one: last - first for one in role.capacity for first, last in [quarter_borders(one, plan, days)]
    }
    newest = max((one for one in worked if worked[one] > 0), default=None)
    if newest is None:
        return None
    a_day = max(role.capacity[newest], 0.0) / worked[newest]
    return max(a_day * (last - first) - absent(role, quarter, plan, days), 0.0)


def _with_others(amount: float | None, others: SharedRole | None) -> float | None:
    """Return the person-days of a shared role that the other companies leave; None where nobody said any."""
    if others is None or (amount is None and others.capacity is None):
        return amount
    return max((amount or 0.0) + (others.capacity or 0.0) - others.effort, 0.0)


def _cut(first: int, last: int, at: int | None) -> list[tuple[int, int]]:
    return [(first, last)] if at is None or not first < at < last else [(first, at), (at, last)]


def fixed_load(
    periods: Mapping[str, tuple[Period, ...]],
    stretches: Sequence[Sequence[Stretch]],
    network: PlanNetwork,
    homeless: Iterable[Homeless],
) -> Mapping[str, tuple[Period, ...]]:
    """Return the periods with what finished work, work under way and effort of no phase takes of them."""
    taken: dict[str, list[int]] = {role: [0] * len(own) for role, own in periods.items()}
    facts = {task: place[0] for task, place in network.pins.done.items()} | network.pins.started
    for task, start in facts.items():
        for one in stretches[task]:
            for role, rate in one.rates.items():
                _take(taken[role], periods[role], start + one.first, start + one.last, rate)
    for effort in homeless:
        if effort.role in periods and effort.last > effort.first:
            rate = int(effort.days * UNITS / (effort.last - effort.first))
            _take(taken[effort.role], periods[effort.role], effort.first, effort.last, rate)
    return {
        role: tuple(replace(one, fixed=units) for one, units in zip(own, taken[role], strict=True))
        for role, own in periods.items()
    }


def _take(taken: list[int], periods: Sequence[Period], first: int, last: int, rate: int) -> None:
    for number, period in enumerate(periods):
        taken[number] += rate * max(min(last, period.last) - max(first, period.first), 0)
