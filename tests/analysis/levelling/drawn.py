"""Draw problems: with every kind of link and given date, with limits by day, with promises that crowd."""

from __future__ import annotations

import random
from dataclasses import replace

from erpsite.analysis.levelling import LevelProblem, Period, Promise, Stretch
from erpsite.analysis.schedule import Arc, Pins
from erpsite.model.initiative import LinkType

__all__ = ["crowded", "random_network", "with_days"]


def random_network(draw: random.Random) -> LevelProblem:
    """Return tasks with links of every type, lags from −4 to 6, and given dates; links lead onwards."""
    count = draw.randint(2, 12)
    kinds = list(LinkType)
    arcs = tuple(
        Arc(before, after, draw.choice(kinds), draw.randint(-4, 6))
        for after in range(1, count)
        for before in draw.sample(range(after), min(after, draw.randint(0, 3)))
    )
    pins = Pins()
    for task in range(count):
        fate = draw.random()
        if fate < 0.1:
            pins.done[task] = (start := draw.randint(0, 9), start + draw.randint(0, 9))
        elif fate < 0.2:
            pins.started[task] = draw.randint(0, 9)
            pins.not_finished_before[task] = draw.randint(0, 20)
        else:
            pins.not_before[task] = draw.randint(0, 15)
    loose = {task for task in range(count) if task in pins.not_before and draw.random() < 0.2}
    for task in loose:
        pins.not_finished_before[task] = draw.randint(0, 30)
    durations = tuple(draw.choice((0, *range(1, 10))) for _ in range(count))
    names = tuple(map(str, range(count)))
    return LevelProblem(
        names, durations, arcs, replace(pins, loose=frozenset(loose)), tuple(() for _ in names)
    )


def with_days(seed: int) -> LevelProblem:
    """Return tasks with links of every type, given dates, even and uneven demands on two roles."""
    draw = random.Random(seed)
    problem = random_network(draw)
    pins = Pins(problem.pins.not_before, problem.pins.not_finished_before)
    stretches = []
    for length in problem.durations:
        cut = draw.randint(1, length) if length else 0
        rates = [{role: draw.randint(0, 4) for role in ("a", "b")} for _ in range(2)]
        whole, parts = (
            (Stretch(0, length, rates[0]),),
            (Stretch(0, cut, rates[0]), Stretch(cut, length, rates[1])),
        )
        stretches.append(() if not length else parts if cut < length and draw.random() < 0.5 else whole)
    return replace(problem, pins=pins, stretches=tuple(stretches), daily={"a": 5, "b": 4}, order=("end",))


def crowded(seed: int, *, groups: int = 30) -> LevelProblem:
    """Return chains of three tasks that all want one role in the same days, of which there are too few."""
    draw = random.Random(seed)
    count = 3 * groups
    durations = tuple(draw.randint(3, 20) for _ in range(count))
    arcs = [Arc(task - 1, task, lag=draw.randint(-1, 3)) for task in range(count) if task % 3]
    arcs += [
        Arc(3 * draw.randrange(group), 3 * group + draw.randrange(3))
        for group in range(1, groups)
        if draw.random() < 0.2
    ]
    first = {3 * group: draw.randint(0, 60) for group in range(groups)}
    stretches = tuple((Stretch(0, length, {"r": draw.randint(1, 9)}),) for length in durations)
    work = sum(own[0].rates["r"] * own[0].last for own in stretches)
    bare = LevelProblem(
        tuple(map(str, range(count))), durations, tuple(arcs), Pins(not_before=first), stretches,
        periods={"r": tuple(Period(60 * n, 60 * n + 60, work // 3) for n in range(8))},
    )  # fmt: skip
    finishes = bare.early().early_finish
    promises = tuple(
        Promise(
            str(group), tuple(range(3 * group, 3 * group + 3)),
            finishes[3 * group + 2] + draw.randint(-2, 20), draw.randint(1, 9),
        )
        for group in range(groups)
    )  # fmt: skip
    return replace(bare, promises=promises)
