"""Check a plan by counting alone: every link, given date, fixed date, freeze, day and period."""

from __future__ import annotations

from collections import Counter

from erpsite.analysis.levelling import LevelProblem
from erpsite.analysis.levelling.placing import Placed

__all__ = ["faults"]


def faults(problem: LevelProblem, placed: Placed) -> list[str]:
    """Return what a plan breaks, in words; nothing where it breaks nothing."""
    return [
        *_times(problem, placed),
        *_links(problem, placed),
        *_dates(problem, placed),
        *_asked(problem, placed),
    ]


def _times(problem: LevelProblem, placed: Placed) -> list[str]:
    found, pins = [], problem.pins
    for task, length in enumerate(problem.durations):
        start, finish = placed.starts[task], placed.finishes[task]
        if task in pins.done:
            wrong = (start, finish) != pins.done[task]
        elif task in pins.started:
            wrong = start != pins.started[task] or finish < start + length
        else:
            free = task in pins.loose
            wrong = start < pins.not_before.get(task, 0) or (finish < start + length)
            wrong = wrong or (not free and finish != start + length)
        wrong = wrong or (task not in pins.done and finish < pins.not_finished_before.get(task, finish))
        found += [f"task {task} stands at {start} to {finish}"] if wrong else []
    return found


def _links(problem: LevelProblem, placed: Placed) -> list[str]:
    found, pins = [], problem.pins
    for arc in problem.arcs:
        before = {"F": placed.finishes, "S": placed.starts}[arc.type.value[0]][arc.before]
        after = {"F": placed.finishes, "S": placed.starts}[arc.type.value[1]][arc.after]
        fact = arc.after in pins.done or (arc.after in pins.started and arc.type.value[1] == "S")
        if not fact and after < before + arc.lag:
            found.append(f"{arc} is broken: {after} < {before} + {arc.lag}")
    return found


def _dates(problem: LevelProblem, placed: Placed) -> list[str]:
    open_tasks = [task for task in range(len(placed.starts)) if task not in problem.pins.done]
    late = [
        f"task {t} passes its fixed date"
        for t in open_tasks
        if placed.finishes[t] > problem.fixed.get(t, 10**9)
    ]
    frozen = [
        f"task {task} ends in a freeze"
        for task in open_tasks
        for first, last in problem.closed.get(task, ())
        if first <= placed.finishes[task] <= last
    ]
    return late + frozen


def _asked(problem: LevelProblem, placed: Placed) -> list[str]:
    days: Counter[tuple[str, int]] = Counter()
    for task in problem.movable:
        for stretch in problem.stretches[task] if problem.stretches else ():
            for role, rate in stretch.rates.items():
                for day in range(placed.starts[task] + stretch.first, placed.starts[task] + stretch.last):
                    days[role, day] += rate
    found = [
        f"{key} is asked for {n}"
        for key, n in days.items()
        if key[0] in problem.daily and n > problem.daily[key[0]]
    ]
    for role, periods in problem.periods.items():
        for period in periods:
            asked = sum(days[role, day] for day in range(period.first, period.last))
            if period.amount is not None and asked and asked + period.fixed > period.amount:
                found.append(f"{role} is asked for {asked} of {period.amount} from {period.first} on")
    return found
