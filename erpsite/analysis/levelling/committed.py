"""Find the committed proposal that a month is shown with, and say whether the plan has changed since."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from functools import cached_property

from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.levelling import LevelledLoad, Levelling, Move, Relief

__all__ = ["Cause", "Committed", "causes_of", "committed", "proposal_for"]


class Cause(enum.StrEnum):
    """Name what holds a plan back, or makes every plan impossible."""

    PEOPLE = "people"
    FREEZES = "freezes"
    BOTH = "both"
    DATES = "dates"
    """Links and dates alone, however many people there are."""
    GROUP = "group"
    """Initiatives of which only one can be chosen."""
    UNKNOWN = "unknown"


_MAKERS = {
    "capacity": Cause.PEOPLE, "order": Cause.PEOPLE, "effort": Cause.PEOPLE, "freeze": Cause.FREEZES,
    "group": Cause.GROUP,
}  # fmt: skip
"""Causes of the kinds in which a move or a contradiction is told; links and given dates only pass them on."""


@dataclass(frozen=True)
class Committed:
    """Hold a proposal as a month's pages show it."""

    record: Levelling
    stale: bool
    """Whether it was made from another month, or from a plan that has changed since."""
    moves: tuple[Move, ...]
    """Those of tasks that are still open."""

    @cached_property
    def by_task(self) -> dict[str, Move]:
        """Return the moves by the id of their task."""
        return {move.task: move for move in self.moves}

    @property
    def solved(self) -> bool:
        """Say whether there is a plan."""
        return self.record.end is not None

    @property
    def over(self) -> tuple[LevelledLoad, ...]:
        """Return the loads that are above capacity by the schedule, the worst first."""
        found = [one for one in self.record.loads if _over(one.planned, one.capacity) > 0]
        return tuple(sorted(found, key=lambda one: -_over(one.planned, one.capacity)))

    @property
    def impossible_for(self) -> Cause:
        """Return what the members of the contradiction are about."""
        kinds = {_MAKERS.get(one.kind, Cause.DATES) for one in self.record.clash}
        if not kinds:
            return Cause.UNKNOWN
        if {Cause.PEOPLE, Cause.FREEZES} <= kinds:
            return Cause.BOTH
        return next((one for one in (Cause.GROUP, Cause.PEOPLE, Cause.FREEZES) if one in kinds), Cause.DATES)

    def best(self, kind: str) -> Relief | None:
        """Return the most effective measure of a kind that brings the end forward; None without one."""
        end = self.record.end
        found = [one for one in self.record.reliefs if one.kind == kind and one.end and end and one.end < end]
        return min(found, key=lambda one: (one.end, one.weight), default=None)


def _over(asked: float, capacity: float | None) -> float:
    return 0.0 if capacity is None else round(asked - capacity, 1)


def causes_of(record: Levelling, moves: Iterable[Move]) -> Cause:
    """Return what some moves come from; what waits for a task that moved has the cause of that one."""
    known = {move.task: move for move in record.moves}
    found = {_cause(known, move) for move in moves}
    if {Cause.PEOPLE, Cause.FREEZES} <= found:
        return Cause.BOTH
    return Cause.FREEZES if found == {Cause.FREEZES} else Cause.PEOPLE


def _cause(known: dict[str, Move], move: Move) -> Cause:
    seen = {move.task}
    while move.because.kind == "link" and (move.because.other or "") in known:
        move = known[move.because.other or ""]
        if move.task in seen:
            break
        seen.add(move.task)
    return _MAKERS.get(move.because.kind, Cause.PEOPLE)


def proposal_for(handbook: Handbook, as_of: str) -> Levelling | None:
    """Return the newest committed proposal of a month or of one before it; None without one."""
    months = [month for month in handbook.levelling if month <= as_of]
    return handbook.levelling[max(months)] if months else None


def committed(state: PlanState) -> Committed | None:
    """Return the newest proposal up to the month shown; None without one.

    In an edition, from which something was taken out, only the month tells whether it is stale.
    """
    record = proposal_for(state.handbook, state.as_of)
    if record is None:
        return None
    stale = record.month != state.as_of
    if not stale and state.handbook.edition is None:
        from erpsite.analysis.levelling.making import plan_problem  # noqa: PLC0415 - few plans have one

        stale = plan_problem(state, record.shared).problem.mark() != record.made_from
    moves = tuple(move for move in record.moves if _open(state, move.task))
    return Committed(record, stale, moves)


def _open(state: PlanState, task: str) -> bool:
    initiative, _, part = task.partition("/")
    now = state.initiatives.get(initiative)
    return now is not None and part in now.tasks and not now.tasks[part].done
