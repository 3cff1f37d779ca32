"""Judge whether the plan can be scheduled: phases, dates, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.schedule import Task, UnscheduledReason
from erpsite.analysis.schedule.tasks import parts_of, planned_states, scheduled_states
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.issues import Issue, Severity
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Limits, Pitfall
from erpsite.plancheck.schedule.needs import NO_LINK, has_links, needs

__all__ = ["check_loose_tasks", "check_phases", "check_unscheduled", "check_waits"]

_MOST_LOOSE = 0.05
"""Share of unfinished tasks without predecessor or successor (DCMA-14)."""


@rule("S-PHASES", Pitfall.S, scope="planned", codes=("no-phases",), place=8)
def check_phases(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Phases for each initiative.

    Why: What has no phase has no date.
    Passes: The initiative has a phase.
    Fails: It has no phase.
    Mend: Add at least one phase.
    """
    for now in planned_states(facts.state):
        if not now.initiative.phases:
            message = "the initiative {found} has no phase, so it cannot be scheduled; give it at least one"
            source = now.initiative.where_of("phases")
            yield Issue("no-phases", message, source, Severity.WARNING, _of(now.initiative.id))


@rule(
    "S-UNSCHEDULED",
    Pitfall.S,
    scope="tasks",
    codes=("no-duration", "no-date", "waits-for-itself"),
    place=8,
)
def check_unscheduled(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """A place in the schedule for each phase.

    Why: A phase without a date is not planned.
    Passes: The phase has dates, or a duration and a link.
    Fails: It has neither.
    Mend: Give it a start and a duration, or let it wait for another.
    """
    for one in facts.figures.network.unscheduled:
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


@rule("S-WAITS", Pitfall.S, scope="tasks", codes=("waits-for-unplanned",), place=8)
@needs(has_links, NO_LINK)
def check_waits(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Waiting only for what is planned.

    Why: What waits for something that never comes never starts.
    Passes: Each link leads to an approved initiative.
    Fails: A link leads to one that is deferred or rejected.
    Mend: Mend the link, or approve the other initiative.
    """
    planned = {now.initiative.id for now in scheduled_states(facts.state)}
    for now in scheduled_states(facts.state):
        for part in parts_of(now):
            if now.tasks[part.id].done:
                continue
            for link in part.after:
                target = link.to.partition("/")[0]
                if link.to not in now.tasks and target in facts.state.initiatives and target not in planned:
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


@rule("S-LOGIC", Pitfall.S, Severity.INFO, scope="tasks", codes=("missing-logic",), place=8)
def check_loose_tasks(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Few loose tasks.

    Why: A task without links moves nothing when it moves.
    Passes: At most 5% of the tasks lack a predecessor or a successor (DCMA-14).
    Fails: More lack one.
    Mend: Link them.
    """
    share, tasks = facts.schedule.missing_logic, facts.figures.network.every
    if isinstance(share, NotAvailable) or share <= _MOST_LOOSE:
        return
    for name in facts.schedule.missing_logic_tasks:
        message = (
            "{task} has no link before it or none after it; link it, so that a delay shows where it leads"
        )
        values = {"task": name, "initiative": tasks[name].initiative}
        yield Issue("missing-logic", message, tasks[name].source, Severity.INFO, values)
