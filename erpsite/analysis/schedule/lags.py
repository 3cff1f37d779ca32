"""Settle lags in working days, which the network counts in (FORMULAS.md, Schedule).

A lag in percent is that share of the working days that the other task takes, halves rounded away from zero.
A lag in elapsed days is the working days among the calendar days that follow the date it counts from, as the
schedule has that date: where links push the other task, it is counted anew.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

from erpsite.analysis.schedule.network import Arc, NetworkTimes, Pins, schedule_network
from erpsite.analysis.schedule.tasks import Task, TaskLink
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.model.initiative import LagUnit, LinkType

__all__ = ["settle_lags", "whole"]

_ROUNDS = 8
"""Times that elapsed lags are counted anew; after the last one, none is shorter than it was counted once."""


def settle_lags(
    links: Sequence[TaskLink], tasks: Sequence[Task], pins: Pins, days: WorkingDays
) -> tuple[TaskLink, ...]:
    """Return the links with lags in working days; each leads between two of the tasks."""
    if all(link.unit is LagUnit.WORKING for link in links):
        return tuple(links)
    numbers = {task.id: number for number, task in enumerate(tasks)}
    settled = [_first(link, tasks[numbers[link.before]]) for link in links]
    elapsed = [number for number, link in enumerate(links) if link.unit is LagUnit.ELAPSED]
    durations = [task.duration or 0 for task in tasks]
    longest = dict.fromkeys(elapsed, 0)
    for turn in range(_ROUNDS if elapsed else 0):
        arcs = [Arc(numbers[one.before], numbers[one.after], one.type, one.lag) for one in settled]
        times = schedule_network(durations, arcs, pins)
        before = [settled[number].lag for number in elapsed]
        for number in elapsed:
            lag = _worked(links[number], numbers[links[number].before], tasks, times, days)
            longest[number] = max(longest[number], lag) if turn else lag
            last = turn == _ROUNDS - 1
            settled[number] = replace(settled[number], lag=longest[number] if last else lag)
        if before == [settled[number].lag for number in elapsed]:
            break
    return tuple(settled)


def _first(link: TaskLink, before: Task) -> TaskLink:
    """Return a link with its lag in working days; one in elapsed days is a first guess."""
    if link.unit is LagUnit.WORKING:
        return link
    share = link.lag / 100 * (before.duration or 0) if link.unit is LagUnit.PERCENT else link.lag * 5 / 7
    return replace(link, lag=whole(share), unit=LagUnit.WORKING)


def _worked(
    link: TaskLink, before: int, tasks: Sequence[Task], times: NetworkTimes, days: WorkingDays
) -> int:
    """Return the working days among the elapsed ones after the date that a link counts from."""
    step = dt.timedelta(days=link.lag)
    from_start = link.type in (LinkType.SS, LinkType.SF) and not tasks[before].milestone
    if from_start:
        edge = times.early_start[before]
        return days.number(days.day(edge) + step) - edge
    edge = times.early_finish[before]
    return days.border(days.day(edge - 1) + step) - edge


def whole(number: float) -> int:
    """Return the nearest whole number; halves are rounded away from zero."""
    return int(math.copysign(math.floor(abs(number) + 0.5), number))
