"""Level problems whose best plan is known: worked by hand, by trying all plans, or by the schedule itself."""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.analysis.levelling import (
    Levelled,
    LevelProblem,
    Limits,
    Outcome,
    Period,
    Promise,
    Stretch,
    level,
)
from erpsite.analysis.levelling.placing import Placed, place_in_order, pull_forward
from erpsite.analysis.levelling.result import Clash, ClashKind
from erpsite.analysis.levelling.solving import missed, search
from erpsite.analysis.schedule import Arc, Pins, schedule_network
from tests.analysis.levelling.checker import faults
from tests.analysis.levelling.drawn import random_network
from tests.analysis.levelling.single_mode import best_known, generated, read_problem, write_problem

NETWORKS = 400
SOLVED = 60
"""Of them, those that the solver has to find itself."""


@pytest.mark.parametrize("part", range(4))
def test_without_capacity_it_is_the_schedule(part: int) -> None:
    for seed in range(part * NETWORKS // 4, (part + 1) * NETWORKS // 4):
        problem = random_network(random.Random(seed))
        times = schedule_network(problem.durations, problem.arcs, problem.pins)
        wanted = Placed(times.early_start, times.early_finish)
        found = level(problem)
        assert (found.outcome, found.placed) == (Outcome.PROVED, wanted), seed
        ruled = place_in_order(problem, [random.Random(seed).random() for _ in problem.durations])
        assert ruled is not None, seed
        assert pull_forward(problem, ruled) == wanted, seed
        assert not faults(problem, wanted), seed
        if seed % (NETWORKS // SOLVED) == 0:
            solved = search(problem, times, Limits(5), None)
            assert (solved.outcome, solved.placed) == (Outcome.PROVED, wanted), seed


def _best_by_trying(problem: LevelProblem) -> int:
    """Return the earliest end over all orders of the tasks, each placed as early as it fits."""
    ends = []
    for order in itertools.permutations(range(len(problem.durations))):
        urgency = [float(order.index(task)) for task in range(len(order))]
        placed = place_in_order(problem, urgency)
        if placed is not None:
            ends.append(placed.end)
    return min(ends)


def test_small_problems_against_all_orders() -> None:
    for seed in range(12):
        problem = generated(4, seed)
        found = level(problem)
        assert found.placed is not None
        assert not faults(problem, found.placed)
        assert (found.outcome, found.placed.end) == (Outcome.PROVED, _best_by_trying(problem)), seed


def test_generated_test_beds() -> None:
    proved = 0
    for seed in range(8):
        problem = read_problem(write_problem(generated(30, seed)))
        assert problem == generated(30, seed)
        found = level(problem, Limits(8))
        assert found.placed is not None
        assert not faults(problem, found.placed)
        assert found.goals[0].bound <= found.placed.end
        assert found.goals[0].bound >= problem.early().end
        proved += found.outcome is Outcome.PROVED
    assert proved >= 6


def _quarter(room: int, *, long: int = 3) -> tuple[Period, ...]:
    return tuple(Period(10 * number, 10 * number + 10, room) for number in range(long))


def _pair(rate: int, room: int, *, by: int = 10, weights: tuple[int, int] = (5, 3)) -> LevelProblem:
    """Return two tasks of ten days that want the same ten days of a role with room for so much."""
    return LevelProblem(
        ("a", "b"), (10, 10), stretches=((Stretch(0, 10, {"r": rate}),),) * 2,
        periods={"r": _quarter(room, long=6)},
        promises=(Promise("a", (0,), by, weights[0]), Promise("b", (1,), by, weights[1])),
    )  # fmt: skip


def _ends(found: Levelled) -> tuple[int, ...]:
    assert found.placed is not None
    return found.placed.finishes


def test_the_more_valuable_promise_is_kept() -> None:
    assert _ends(level(_pair(2, 30))) == (10, 15)
    assert _ends(level(_pair(2, 30, weights=(3, 5)))) == (15, 10)
    problem = _pair(2, 30)
    found = level(problem)
    assert found.placed is not None
    assert missed(problem, found.placed) == ("b",)
    assert found.goals[0].value == 3


def test_goals_in_another_order() -> None:
    # Twenty days of work on thirty units of two: the ends lie as early as the first period lets both.
    problem = replace(_pair(2, 30), order=("end", "moves"))
    found = level(problem)
    assert found.outcome is Outcome.PROVED
    assert sorted(_ends(found)) == [12, 13]


def test_a_freeze_is_kept_out_of() -> None:
    problem = LevelProblem(("a",), (5,), closed={0: ((3, 7), (9, 9))}, stretches=((),))
    found = level(problem)
    assert (found.outcome, _ends(found)) == (Outcome.PROVED, (8,))


def test_work_under_way_stays_and_takes_its_share() -> None:
    problem = replace(
        _pair(2, 30),
        pins=Pins(started={0: 0}),
        periods={"r": (Period(0, 10, 30, fixed=20), *_quarter(30, long=6)[1:])},
    )
    assert _ends(level(problem)) == (10, 15)


def test_a_fixed_date_before_what_it_waits_for() -> None:
    problem = LevelProblem(
        ("far", "a", "b", "c"),
        (3, 5, 5, 5),
        (Arc(1, 2), Arc(2, 3)),
        Pins(not_before={0: 8, 1: 10}),
        ((),) * 4,
        fixed={2: 19},
    )
    found = level(problem)
    assert found.outcome is Outcome.IMPOSSIBLE
    assert found.smallest
    kinds = [(one.kind, one.number) for one in found.clash]
    # A task that nothing forces to be later is no part of it: the first task's start, the link, the date.
    assert kinds == [(ClashKind.FIXED, 2), (ClashKind.LINK, 0), (ClashKind.START, 1)]


def test_a_chain_of_dates_is_a_smallest_contradiction() -> None:
    met = 0
    for seed in range(200):
        draw = random.Random(seed)
        problem = random_network(draw)
        early = problem.early()
        late = [task for task in range(len(problem.durations)) if task not in problem.pins.done]
        if not late:
            continue
        task = draw.choice(late)
        problem = replace(problem, fixed={task: early.early_finish[task] - 1})
        found = level(problem)
        assert found.outcome is Outcome.IMPOSSIBLE, seed
        assert Clash(ClashKind.FIXED, task) in found.clash, seed
        links = [problem.arcs[one.number] for one in found.clash if one.kind is ClashKind.LINK]
        starts = {one.number for one in found.clash if one.kind is ClashKind.START}
        assert len(starts) <= 1
        # The links and the given date alone put the task where it is; without any link they do not.
        assert _finish_with(problem, task, links, starts) == early.early_finish[task], seed
        for left_out in range(len(links)):
            fewer = links[:left_out] + links[left_out + 1 :]
            assert _finish_with(problem, task, fewer, starts) < early.early_finish[task], seed
        met += bool(links)
    assert met > 50


def _finish_with(problem: LevelProblem, task: int, links: list[Arc], starts: set[int]) -> int:
    """Return the earliest finish of a task by some links and the given dates of some tasks alone."""
    pins = problem.pins
    kept = replace(
        pins,
        not_before={one: pins.not_before[one] if one in starts else -1000 for one in pins.not_before},
        not_finished_before={one: by for one, by in pins.not_finished_before.items() if one in starts},
    )
    return schedule_network(problem.durations, links, kept).early_finish[task]


def test_capacity_against_two_fixed_dates() -> None:
    problem = replace(_pair(2, 30), fixed={0: 10, 1: 10})
    found = level(problem)
    assert found.outcome is Outcome.IMPOSSIBLE
    members = {(one.kind, one.number) for one in found.clash}
    assert {(ClashKind.CAPACITY, 0), (ClashKind.FIXED, 0), (ClashKind.FIXED, 1)} <= members


def test_more_than_any_period_has() -> None:
    found = level(_pair(200, 30))
    assert found.outcome is Outcome.IMPOSSIBLE
    assert [(one.kind, one.number) for one in found.clash] == [(ClashKind.EFFORT, 0)]


def test_the_same_twice() -> None:
    problem = generated(40, 3)
    assert level(problem, Limits(4)) == level(problem, Limits(4))


def test_a_time_limit_ends_it() -> None:
    found = level(generated(120, 5), Limits(0.5))
    assert found.placed is not None
    assert not faults(generated(120, 5), found.placed)
    assert 0 <= found.gap <= 1


def test_it_ends_by_the_clock_whatever_its_own_clock_says() -> None:
    problem = generated(120, 4)
    found = level(problem, Limits(600, ends=time.monotonic()))
    assert found.placed is not None
    assert not found.in_time
    assert found.spent == 0
    assert not faults(problem, found.placed)
    assert all(0 <= one.bound <= one.value for one in found.goals)


def test_published_bounds_are_read_in_the_order_of_their_lists(tmp_path: Path) -> None:
    (tmp_path / "j60lb.sm").write_text(
        "Par  Inst    UB   LB   Author LB\n  9   1    87    82        A\n  1   1    77    77    *\n"
    )
    (tmp_path / "j60hrs.sm").write_text("Par\tInst\tMakespan\n9\t1\t85\t\tTue Apr  2 1996  K. A\n")
    assert best_known(tmp_path, "j609_1") == (82, 85)
    assert best_known(tmp_path, "j601_1") == (77, 77)
    assert best_known(tmp_path, "j602_1") is None
