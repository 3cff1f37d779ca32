"""Check that the plan can be scheduled: phases, dates, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.schedule import Task, UnscheduledReason
from erpsite.analysis.schedule.measures import missing_logic
from erpsite.analysis.schedule.plan import network_of
from erpsite.analysis.schedule.tasks import (
    current_tasks,
    parts_of,
    plan_links,
    planned_states,
    scheduled_states,
)
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue, Severity

__all__ = ["check_loose_tasks", "check_phases", "check_unscheduled", "check_waits"]

_MOST_LOOSE = 0.05
"""Share of unfinished tasks without predecessor or successor (DCMA-14)."""


def check_phases(state: PlanState) -> Iterator[Issue]:
    """Warn of an approved or proposed initiative that has no phase."""
    for now in planned_states(state):
        if not now.initiative.phases:
            message = "the initiative {found} has no phase, so it cannot be scheduled; give it at least one"
            source = now.initiative.where_of("phases")
            yield Issue("no-phases", message, source, Severity.WARNING, _of(now.initiative.id))


def check_unscheduled(state: PlanState) -> Iterator[Issue]:
    """Warn of a phase that has no place in the schedule, and say what it lacks."""
    for one in network_of(state).unscheduled:
        yield _unscheduled(one.task, one.reason)


def _of(initiative: str) -> dict[str, object]:
    return {"found": initiative, "initiative": initiative}


def _unscheduled(task: Task, reason: UnscheduledReason) -> Issue:
    values = {"task": task.id, "initiative": task.initiative}
    if reason is UnscheduledReason.NO_DURATION:
        message = "nothing says how long {task} takes; give it start and finish, a duration or an estimate"
        return Issue("no-duration", message, task.source, Severity.WARNING, values)
    if reason is UnscheduledReason.NO_DATE:
        message = (
            "{task} has neither a date nor a link to one that has; give it a start, or let it wait "
            "for another phase"
        )
        return Issue("no-date", message, task.source, Severity.WARNING, values)
    message = "{task} waits for itself through others, so it cannot be scheduled"
    return Issue("waits-for-itself", message, task.source, Severity.WARNING, values)


def check_waits(state: PlanState) -> Iterator[Issue]:
    """Warn of a task that waits for an initiative which the plan does not carry out."""
    planned = {now.initiative.id for now in scheduled_states(state)}
    for now in scheduled_states(state):
        for part in parts_of(now):
            if now.tasks[part.id].done:
                continue
            for link in part.after:
                target = link.to.partition("/")[0]
                if link.to not in now.tasks and target in state.initiatives and target not in planned:
                    message = (
                        "{task} waits for {to}, but the initiative {found} is not in the approved plan; "
                        "mend the link, or approve it"
                    )
                    values = {
                        "task": f"{now.initiative.id}/{part.id}", "to": link.to, "found": target,
                        "initiative": now.initiative.id,
                    }  # fmt: skip
                    source = link.where_of("to")
                    yield Issue("waits-for-unplanned", message, source, Severity.WARNING, values)


def check_loose_tasks(state: PlanState) -> Iterator[Issue]:
    """Name the tasks without predecessor or successor where they are more than 5 % of the unfinished ones."""
    tasks = current_tasks(state)
    share, loose = missing_logic(tasks, plan_links(state))
    if isinstance(share, NotAvailable) or share <= _MOST_LOOSE:
        return
    for name in loose:
        message = (
            "{task} has no link before it or none after it; link it, so that a delay shows where it leads"
        )
        values = {"task": name, "initiative": tasks[name].initiative}
        yield Issue("missing-logic", message, tasks[name].source, Severity.INFO, values)
