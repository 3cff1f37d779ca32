"""Move the days of what goes on behind what it waits for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from erpsite.analysis.rollover.note import Turn
from erpsite.analysis.schedule import BrokenLink, broken_baseline
from erpsite.analysis.state.plan_state import state
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative, Milestone, Phase

__all__ = ["push_dates"]

_MOST_ROUNDS = 200
"""Each round moves a task behind the one before it; no chain of links is this long."""


def push_dates(turn: Turn, handbook: Handbook) -> Handbook:
    """Return the handbook whose days keep to their links.

    A forecast may run into a phase that was never forecast anew. In the new year's baseline such a day
    would be impossible, so it moves by working days until the link holds.
    """
    month = f"{handbook.plan.meeting_date:%Y-%m}"
    moved: dict[str, tuple[str, str, str]] = {}
    for _ in range(_MOST_ROUNDS):
        worst: dict[str, BrokenLink] = {}
        for broken in broken_baseline(state(handbook, month)):
            known = worst.get(broken.task.id)
            if known is None or broken.days > known.days:
                worst[broken.task.id] = broken
        if not worst:
            break
        initiatives = dict(handbook.initiatives)
        for name, broken in worst.items():
            task = broken.task
            initiatives[task.initiative] = _pushed(initiatives[task.initiative], broken, turn.before.days)
            moved[name] = (task.initiative, "milestones" if task.milestone else "phases", task.part)
        handbook = replace(handbook, initiatives=initiatives)
    for initiative, field, part in moved.values():
        text = turn.tr("Confirm the days: they moved behind what this waits for.")
        turn.note(f"initiatives/{initiative}.yml", field, part, text=text)
    return handbook


def _pushed(initiative: Initiative, broken: BrokenLink, days: WorkingDays) -> Initiative:
    name, count = broken.task.part, max(broken.days, 1)
    phases = tuple(_phase(one, count, days) if one.id == name else one for one in initiative.phases)
    finish = next((one.finish for one in phases if one.id == name), None)
    milestones = tuple(_milestone(one, name, finish, count, days) for one in initiative.milestones)
    return initiative.model_copy(update={"phases": phases, "milestones": milestones})


def _phase(phase: Phase, count: int, days: WorkingDays) -> Phase:
    start = days.push_start(phase.start, count) if phase.start else None
    finish = days.push_finish(phase.finish, count) if phase.finish else None
    return phase.model_copy(update={"start": start, "finish": finish})


def _milestone(
    stone: Milestone, name: str, finish: dt.date | None, count: int, days: WorkingDays
) -> Milestone:
    """Return the milestone moved where it is the one, or where its phase moved past it."""
    own = stone.id == name
    if stone.date is None:
        return stone
    if own or (stone.phase == name and finish is not None and stone.date < finish):
        return stone.model_copy(update={"date": days.push_finish(stone.date, count)})
    return stone
