"""Say why a task cannot begin, or end, a day earlier than a levelled plan has it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from erpsite.analysis.levelling.placing import Ledger, Placed, arcs_into, asks, earliest
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.schedule.network import Arc
from erpsite.frozen import dataclass
from erpsite.model.initiative import LinkType

__all__ = ["Hold", "HoldKind", "holds"]


class HoldKind(enum.StrEnum):
    """Name what holds a task back."""

    CAPACITY = "capacity"
    LINK = "link"
    FREEZE = "freeze"
    ORDER = "order"
    """Nothing by itself: the goals in their order ask for it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold what keeps one task from an earlier day."""

    kind: HoldKind
    role: str = ""
    period: int = -1
    """Of the role's periods the one that is full; −1 where the limit is daily."""
    before: int = -1
    """The task that it waits for."""


def holds(problem: LevelProblem, placed: Placed) -> Mapping[int, Hold]:
    """Return by task why it is not a day earlier, for every task that is later than its given dates."""
    early = problem.early()
    into, ledger = arcs_into(problem), Ledger(problem)
    for task in problem.movable:
        ledger.book(task, placed.starts[task])
    found = {}
    for task in range(len(placed.starts)):
        moved = (placed.starts[task], placed.finishes[task])
        if moved != (early.early_start[task], early.early_finish[task]) and task not in problem.pins.done:
            found[task] = _hold(problem, ledger, task, into[task], placed)
    return found


def _hold(problem: LevelProblem, ledger: Ledger, task: int, into: list[Arc], placed: Placed) -> Hold:
    start, finish = placed.starts[task], placed.finishes[task]
    first, last = earliest(problem, task, into, placed.starts, placed.finishes)
    if (first, last) == (start, finish):
        driver = next((arc for arc in into if _drives(arc, task, placed)), None)
        return Hold(HoldKind.ORDER) if driver is None else Hold(HoldKind.LINK, before=driver.before)
    if first < start and task not in problem.pins.started:
        ledger.book(task, start, -1)
        full = _full(problem, ledger, task, start - 1)
        ledger.book(task, start)
        if full is not None:
            return Hold(HoldKind.CAPACITY, *full)
    frozen = any(low <= finish - 1 <= high for low, high in problem.closed.get(task, ()))
    return Hold(HoldKind.FREEZE if frozen else HoldKind.ORDER)


def _drives(arc: Arc, task: int, placed: Placed) -> bool:
    """Say whether a link leaves its later task no earlier day."""
    to_start = arc.type in (LinkType.FS, LinkType.SS)
    edge = (placed.finishes if arc.type in (LinkType.FS, LinkType.FF) else placed.starts)[
        arc.before
    ] + arc.lag
    return edge == (placed.starts if to_start else placed.finishes)[task]


def _full(problem: LevelProblem, ledger: Ledger, task: int, start: int) -> tuple[str, int] | None:
    """Return the role and the period that have too little for a task put there; None where it fits."""
    wanted: dict[tuple[str, int], int] = {}
    for role, period, units in asks(problem, task, start):
        wanted[role, period] = wanted.get((role, period), 0) + units
    for (role, period), units in wanted.items():
        room = ledger.room(role, period)
        if room is not None and ledger.used.get((role, period), 0) + units > room:
            return role, -1 if role in problem.daily else period
    return None
