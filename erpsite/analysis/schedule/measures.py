"""Compute CPLI, BEI and the share of missing logic (FORMULAS.md, Schedule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from erpsite.analysis.schedule.result import ScheduledTask
from erpsite.analysis.schedule.tasks import Task, TaskLink
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import PlanState

__all__ = ["baseline_execution", "critical_path_index", "missing_logic"]


def critical_path_index(
    open_tasks: Sequence[ScheduledTask], baseline: dt.date | None, finish: dt.date | None, state: PlanState
) -> float | NotAvailable:
    """Return CPLI = (critical path length + total float) / critical path length; below 0.95 is a warning.

    The length is the working days from the end of the month shown, or from the first start where that is
    later, to the expected finish; the float is the baseline finish − the expected finish (DAU Acquipedia).
    """
    if finish is None:
        return NotAvailable(Reason.NO_TASKS)
    if not open_tasks:
        return NotAvailable(Reason.NOTHING_LEFT)
    if baseline is None:
        return NotAvailable(Reason.NO_BASELINE)
    days = state.days
    first = min(days.number(one.early_start) for one in open_tasks)
    length = days.border(finish) - max(days.border(state.today), first)
    if length <= 0:
        return NotAvailable(Reason.NOTHING_LEFT)
    return (length - days.slip(baseline, finish)) / length


def baseline_execution(states: Sequence[InitiativeState], today: dt.date) -> float | NotAvailable:
    """Return BEI = tasks finished / tasks due by the baseline; below 0.95 is a warning."""
    tasks = [task for now in states for task in now.tasks.values()]
    if not tasks:
        return NotAvailable(Reason.NO_TASKS)
    due = sum(task.due(today) for task in tasks)
    if not due:
        return NotAvailable(Reason.NOTHING_DUE)
    return sum(task.done for task in tasks) / due


def missing_logic(
    tasks: Mapping[str, Task], links: Sequence[TaskLink]
) -> tuple[float | NotAvailable, tuple[str, ...]]:
    """Return the share (0 to 1) of unfinished tasks without predecessor or successor, and their ids.

    At most 5 % (DCMA-14). Each initiative is a project: its first task needs no predecessor, its last no
    successor. A milestone that belongs to a phase hangs on it, and is not counted.
    """
    followed = {link.before for link in links}
    waiting = {link.after for link in links}
    first, last = _ends(tasks)
    owned = {task.id for task in tasks.values() if task.milestone and task.in_phase}
    counted = [name for name, task in tasks.items() if not task.done and name not in owned]
    if not counted:
        return NotAvailable(Reason.NOTHING_LEFT if tasks else Reason.NO_TASKS), ()
    loose = tuple(
        name
        for name in counted
        if (name not in waiting and name not in first) or (name not in followed and name not in last)
    )
    return len(loose) / len(counted), loose


def _ends(tasks: Mapping[str, Task]) -> tuple[set[str], set[str]]:
    """Return the first and the last tasks of each initiative, by their dates, else by their order."""
    by_initiative: dict[str, list[Task]] = {}
    for task in tasks.values():
        if not (task.milestone and task.in_phase):
            by_initiative.setdefault(task.initiative, []).append(task)
    first, last = set(), set()
    for group in by_initiative.values():
        starts = [task.start for task in group if task.start]
        finishes = [task.finish for task in group if task.finish]
        first |= {task.id for task in group if task.start == min(starts, default=None)} or {group[0].id}
        last |= {task.id for task in group if task.finish == max(finishes, default=None)} or {group[-1].id}
    return first, last
