"""Find the dates that their links make impossible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from erpsite.analysis.schedule.network import NetworkTimes, schedule_network
from erpsite.analysis.schedule.plan import PlanNetwork, plan_network
from erpsite.analysis.schedule.tasks import Task, TaskLink, baseline_tasks, current_tasks, plan_links
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.model.initiative import LinkType

__all__ = ["BrokenLink", "broken_baseline", "broken_forecasts"]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """Hold a link that two given dates break."""

    link: TaskLink
    task: Task
    """The task whose date is impossible."""
    at_start: bool
    """Whether its start is, else its finish."""
    given: dt.date
    earliest: dt.date
    """The earliest day that the link allows."""
    days: int
    """Working days between the two."""
    awaited: dt.date
    """The date of the earlier task that the link counts from."""


def broken_baseline(state: PlanState) -> tuple[BrokenLink, ...]:
    """Return the links that the dates of the baseline break, in plan order; proposed ones, too."""
    return _broken(baseline_tasks(state), plan_links(state, proposed=True), state)


def broken_forecasts(state: PlanState) -> tuple[BrokenLink, ...]:
    """Return the links that the dates holding at the month shown break; facts break none."""
    return _broken(current_tasks(state), plan_links(state), state)


def _broken(tasks: Mapping[str, Task], links: Sequence[TaskLink], state: PlanState) -> tuple[BrokenLink, ...]:
    """Hold every dated task where it is, so that each link is judged by itself and not by what it causes."""
    network = plan_network(tasks, links, state.days, state.today, held=True)
    times = schedule_network(network.durations, network.arcs, network.pins)
    found = (_broken_link(number, network, times, state.days) for number in range(len(network.arcs)))
    return tuple(one for one in found if one)


def _broken_link(
    number: int, network: PlanNetwork, times: NetworkTimes, days: WorkingDays
) -> BrokenLink | None:
    arc, link = network.arcs[number], network.links[number]
    task, before = network.tasks[arc.after], network.tasks[arc.before]
    to_start = arc.type in (LinkType.FS, LinkType.SS)
    if not task.start or not task.finish or task.done or (to_start and task.started):
        return None
    from_start = arc.type in (LinkType.SS, LinkType.SF)
    awaited = (times.early_start if from_start else times.early_finish)[arc.before]
    given = (times.early_start if to_start else times.early_finish)[arc.after]
    needed = awaited + arc.lag
    if given >= needed:
        return None
    return BrokenLink(
        link, task, to_start, task.start if to_start else task.finish,
        days.day(needed if to_start and not task.milestone else needed - 1), needed - given,
        days.day(awaited if from_start and not before.milestone else awaited - 1),
    )  # fmt: skip
