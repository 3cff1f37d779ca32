"""Schedule the plan: forward and backward pass over its tasks, on its working calendar."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from erpsite.analysis.schedule.lags import settle_lags
from erpsite.analysis.schedule.measures import baseline_execution, critical_path_index, missing_logic
from erpsite.analysis.schedule.network import (
    Arc,
    CircleError,
    NetworkTimes,
    Pins,
    order_tasks,
    schedule_network,
)
from erpsite.analysis.schedule.result import Schedule, ScheduledTask, UnscheduledReason, UnscheduledTask
from erpsite.analysis.schedule.tasks import (
    Task,
    TaskLink,
    current_tasks,
    implied_links,
    plan_links,
    scheduled_states,
)
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model.initiative import LinkType

__all__ = ["PlanNetwork", "network_of", "plan_network", "plan_schedule"]


@dataclass(frozen=True, slots=True)
class PlanNetwork:
    """Hold the plan's tasks as a network of working-day numbers, ready for `schedule_network`."""

    tasks: tuple[Task, ...]
    links: tuple[TaskLink, ...]
    """One for each arc, the implied ones last."""
    durations: tuple[int, ...]
    arcs: tuple[Arc, ...]
    pins: Pins
    unscheduled: tuple[UnscheduledTask, ...]
    every: Mapping[str, Task] = field(default_factory=dict)
    """Every task by id, those that cannot be scheduled, too; what `network_of` took out of the state."""
    said: tuple[TaskLink, ...] = ()
    """The links that people wrote, with their lags as written."""


def plan_network(
    tasks: Mapping[str, Task], links: Sequence[TaskLink], days: WorkingDays, today: dt.date,
    *, held: bool = False,
) -> PlanNetwork:  # fmt: skip
    """Return the network of all tasks that can be scheduled; what cannot is listed with the reason.

    Where they are `held`, every given date counts as a fact.
    """
    circle = _circle(tasks, links)
    reasons = {
        name: UnscheduledReason.CIRCLE if name in circle else UnscheduledReason.NO_DURATION
        for name, task in tasks.items()
        if name in circle or task.duration is None
    }
    anchored = {name for name, task in tasks.items() if name not in reasons and task.start}
    reached = _reached(anchored, {name for name in tasks if name not in reasons}, links)
    lost = (name for name in tasks if name not in reasons and name not in reached)
    reasons |= dict.fromkeys(lost, UnscheduledReason.NO_DATE)
    kept = tuple(task for name, task in tasks.items() if name in reached)
    numbers = {task.id: number for number, task in enumerate(kept)}
    pins = _pins(kept, days, today, held)
    inner = tuple(link for link in links if link.before in numbers and link.after in numbers)
    inner = settle_lags(inner, kept, pins, days)
    return PlanNetwork(
        kept, inner,
        tuple(task.duration or 0 for task in kept),
        tuple(Arc(numbers[link.before], numbers[link.after], link.type, link.lag) for link in inner),
        pins,
        tuple(UnscheduledTask(tasks[name], reason) for name, reason in reasons.items()),
    )  # fmt: skip


def _circle(tasks: Mapping[str, Task], links: Sequence[TaskLink]) -> set[str]:
    """Return the tasks that cannot be ordered; the loader refuses such data, so the set is mostly empty."""
    names = list(tasks)
    numbers = {name: number for number, name in enumerate(names)}
    arcs = [Arc(numbers[link.before], numbers[link.after]) for link in links]
    try:
        order_tasks(len(names), arcs)
    except CircleError as error:
        return {names[number] for number in error.members}
    return set()


def _reached(anchored: set[str], able: set[str], links: Sequence[TaskLink]) -> set[str]:
    """Return the tasks that have a date, or wait for one that is reached."""
    followers: dict[str, list[str]] = {}
    for link in links:
        followers.setdefault(link.before, []).append(link.after)
    reached, queue = set(anchored), list(anchored)
    for name in queue:
        for after in followers.get(name, ()):
            if after in able and after not in reached:
                reached.add(after)
                queue.append(after)
    return reached


def _pins(tasks: Sequence[Task], days: WorkingDays, today: dt.date, held: bool) -> Pins:
    """Return what is given: facts are kept, other dates are not undercut, nothing open lies in the past."""
    loose = set()
    pins = Pins()
    now = days.border(today)
    first = min((days.number(task.start) for task in tasks if task.start), default=now)
    for number, task in enumerate(tasks):
        if task.start is None or task.finish is None:
            pins.not_before[number] = now if task.reported else first
            continue
        border = days.border(task.finish)
        start = border if task.milestone else min(days.number(task.start), border)
        if task.done or held:
            pins.done[number] = (start, border)
        elif task.started:
            late = task.reported and border <= now
            pins.started[number] = start
            pins.not_finished_before[number] = now + _left(task) if late else border
        else:
            pins.not_before[number] = max(start, now + task.milestone) if task.reported else start
            if border - start > (task.duration or 0):
                pins.not_finished_before[number] = border
                loose.add(number)
    return replace(pins, loose=frozenset(loose))


def _left(task: Task) -> int:
    """Return the working days of a running task that are left by what was reported, at least one."""
    return max(math.ceil((task.duration or 0) * (100 - (task.complete or 0)) / 100), 1)


def network_of(state: PlanState) -> PlanNetwork:
    """Return the plan's network at the month shown, with the links that nobody wrote."""
    tasks, links = current_tasks(state), plan_links(state)
    implied = implied_links(state)
    # A phase may wait for a milestone of its own; then what people wrote counts.
    if _circle(tasks, [*links, *implied]):
        implied = ()
    network = plan_network(tasks, [*links, *implied], state.days, state.today)
    return replace(network, every=tasks, said=links)


def plan_schedule(state: PlanState, network: PlanNetwork | None = None) -> Schedule:
    """Return the schedule of all approved and finished initiatives at the month shown.

    Actual dates are facts. Forecast and planned dates are kept as "not earlier than"; links push tasks
    later, never earlier, and by working days of the plan's calendar. Where a review has reported on an
    initiative, what it has not finished lies after the month shown. Who has the plan's network gives it.
    """
    network = network or network_of(state)
    times = schedule_network(network.durations, network.arcs, network.pins)
    scheduled = {
        task.id: _scheduled(number, network, times, state.days) for number, task in enumerate(network.tasks)
    }
    _keep_days_off(scheduled, network)
    by_start = sorted(
        (one.early_start, one.early_finish, number)
        for number, one in enumerate(scheduled.values())
        if one.critical
    )
    finish = max((one.finish for one in scheduled.values() if one.finish), default=None)
    states = scheduled_states(state)
    baseline = max((now.baseline_finish for now in states if now.baseline_finish), default=None)
    open_tasks = [one for one in scheduled.values() if not one.task.done]
    known = {_way(link): link for link in network.links}
    links = tuple(known.get(_way(link), link) for link in network.said)
    return Schedule(
        scheduled, links, tuple(network.tasks[number].id for _, _, number in by_start), finish, baseline,
        critical_path_index(open_tasks, baseline, finish, state), baseline_execution(states, state.today),
        *missing_logic(network.every, links), network.unscheduled,
    )  # fmt: skip


def _way(link: TaskLink) -> tuple[str, str, LinkType, Source]:
    """Return what tells a link from the others, whatever its lag is counted in."""
    return link.before, link.after, link.type, link.source


def _keep_days_off(scheduled: dict[str, ScheduledTask], network: PlanNetwork) -> None:
    """Let no milestone or finish that a link pushes lie before the day off on which what it waits for ends.

    Borders between working days cannot tell a Sunday from the Friday before it.
    """
    into: dict[str, list[TaskLink]] = {}
    for link in network.links:
        if link.lag >= 0 and link.type in (LinkType.FS, LinkType.FF):
            into.setdefault(link.after, []).append(link)
    for number in order_tasks(len(network.tasks), network.arcs):
        one = scheduled[network.tasks[number].id]
        ends = [
            scheduled[link.before].early_finish
            for link in into.get(one.task.id, ())
            if link.type is LinkType.FF or one.task.milestone
        ]
        last = max([one.early_finish, *ends])
        if last == one.early_finish or one.task.done:
            continue
        moved = replace(one, finish=last, early_finish=last, late_finish=max(one.late_finish, last))
        if one.task.milestone:
            moved = replace(moved, start=last, early_start=last, late_start=moved.late_finish)
        scheduled[one.task.id] = moved


def _scheduled(number: int, network: PlanNetwork, times: NetworkTimes, days: WorkingDays) -> ScheduledTask:
    task = network.tasks[number]
    first, last = times.early_start[number], times.early_finish[number]
    start, finish = _days(task, first, last, days)
    late_start, late_finish = _days(task, times.late_start[number], times.late_finish[number], days)
    pushed = last - days.border(task.finish) if task.finish else 0
    moved = task.start is None or (days.number(task.start) if not task.milestone else last - pushed) != first
    # What people put on a day off stays there: no early date lies before it, no late one before the early.
    if task.start and not moved:
        start = task.start
    if task.finish and not pushed:
        finish = task.finish
    if times.total_float[number] >= 0:
        late_start, late_finish = max(late_start, start), max(late_finish, finish)
    driver = times.driver[number]
    return ScheduledTask(
        task,
        start if moved else task.start,
        finish if pushed or task.finish is None else task.finish,
        start, finish, late_start, late_finish,
        times.total_float[number], 0 if task.done else times.free_float[number],
        not task.done and times.total_float[number] <= 0,
        max(pushed, 0),
        network.links[driver] if pushed > 0 and driver >= 0 else None,
    )  # fmt: skip


def _days(task: Task, start: int, finish: int, days: WorkingDays) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a task between two borders; a milestone has one day."""
    last = days.day(finish - 1)
    return (last if task.milestone or finish <= start else days.day(start)), last
