"""List what people have committed themselves to: who reaches what by when, and how one will know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.initiative import Milestone, Phase

__all__ = ["Commitment", "commitments", "commitments_by_owner"]


@dataclass(frozen=True)
class Commitment:
    """Hold one milestone of an initiative, or a phase that no milestone ends."""

    owner: str | None
    """Whoever answers for it: the milestone's owner, else the initiative's; None where nobody is named."""
    initiative: InitiativeState
    phase: Phase | None
    """The phase it belongs to; None for a milestone of the whole initiative."""
    milestone: Milestone | None
    """None for a phase that no milestone belongs to."""
    task: TaskState
    overdue: bool

    @property
    def day(self) -> dt.date | None:
        """Return when it is expected, or was done."""
        return self.task.finish

    @property
    def testable(self) -> bool:
        """Say whether an acceptance test is given."""
        return self.milestone is not None and self.milestone.acceptance is not None


def commitments(state: PlanState) -> tuple[Commitment, ...]:
    """Return the commitments of the initiatives that are approved or finished, the earliest first."""
    found = [
        one
        for now in state.initiatives.values()
        if now.stage in ("approved", "finished")
        for one in _of(now, state.today)
    ]
    return tuple(sorted(found, key=lambda one: (one.day or dt.date.max, one.initiative.initiative.id)))


def commitments_by_owner(state: PlanState) -> Mapping[str, tuple[Commitment, ...]]:
    """Return the commitments of each owner in the order of `people.yml`; who has none is not there.

    Those of nobody stand last, under "".
    """
    found: dict[str, list[Commitment]] = {}
    for one in commitments(state):
        found.setdefault(one.owner or "", []).append(one)
    return {name: tuple(found[name]) for name in (*state.handbook.people, "") if name in found}


def _of(now: InitiativeState, today: dt.date) -> list[Commitment]:
    phases = {phase.id: phase for phase in now.initiative.phases}
    ended = {stone.phase for stone in now.initiative.milestones}
    pairs: list[tuple[Phase | None, Milestone | None]] = [
        (phases.get(stone.phase or ""), stone) for stone in now.initiative.milestones
    ]
    pairs += [(phase, None) for name, phase in phases.items() if name not in ended]
    return [_commitment(now, phase, stone, today) for phase, stone in pairs]


def _commitment(
    now: InitiativeState, phase: Phase | None, stone: Milestone | None, today: dt.date
) -> Commitment:
    name = stone.id if stone else phase.id if phase else ""
    task = now.tasks[name]
    owner = (stone.owner if stone else None) or now.owner
    return Commitment(owner, now, phase, stone, task, task.overdue(today))
