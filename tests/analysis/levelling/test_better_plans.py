"""Make plans better before and beside the solver: by drawing, breeding, shortening and admitting."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from erpsite.analysis.levelling import LevelProblem, Limits, Outcome, Period, shortening
from erpsite.analysis.levelling.admitting import admitted_plans
from erpsite.analysis.levelling.breeding import backwards, breeder_of
from erpsite.analysis.levelling.day_board import board_of
from erpsite.analysis.levelling.improving import improved
from erpsite.analysis.levelling.placing import Placed, keep_promises, place_in_order
from erpsite.analysis.levelling.shortening import Hunt, shorter
from erpsite.analysis.levelling.solving import missed, search, value_of
from erpsite.analysis.schedule import Pins
from tests.analysis.levelling.checker import faults
from tests.analysis.levelling.drawn import crowded, random_network, with_days
from tests.analysis.levelling.single_mode import generated


def test_reading_backwards_keeps_every_kind_of_link() -> None:
    for seed in range(40):
        problem = replace(random_network(random.Random(seed)), pins=Pins())
        behind = backwards(problem)
        assert backwards(behind) == problem
        placed = place_in_order(behind, behind.early().early_finish)
        assert placed is not None
        # What is laid out backwards is a plan of the problem itself, read from its end.
        turned = Placed(
            tuple(placed.end - one for one in placed.finishes),
            tuple(placed.end - one for one in placed.starts),
        )
        assert not [fault for fault in faults(problem, turned) if "broken" in fault], seed


def test_drawing_makes_a_rule_s_plan_better() -> None:
    better = 0
    for seed in range(6):
        problem = generated(60, seed)
        early = problem.early()
        (rule,) = (one for one in [place_in_order(problem, early.late_finish)] if one)
        found = improved(problem, rule, lambda one: (one.end,), 5000)
        assert not faults(problem, found)
        assert found.end <= rule.end
        better += found.end < rule.end
    assert better >= 2


def test_breeding_makes_a_rule_s_plan_much_better() -> None:
    drawn = bred = 0
    for seed in range(4):
        problem = generated(60, seed)
        (rule,) = (one for one in [place_in_order(problem, problem.early().late_finish)] if one)
        breeder = breeder_of(problem, seed)
        assert breeder is not None
        found = breeder.bred([rule], 1000)
        assert not faults(problem, found)
        again = breeder_of(problem, seed)
        assert again is not None
        assert again.bred([rule], 1000) == found
        drawn += improved(problem, rule, lambda one: (one.end,), 5000).end
        bred += found.end
    assert bred < drawn


def test_a_board_of_days_places_as_the_ledger_does() -> None:
    for seed in range(200):
        problem = with_days(seed)
        board = board_of(problem)
        assert board is not None
        keys = [random.Random(seed).random() for _ in problem.durations]
        order = board.in_turn(keys)
        place = {task: float(number) for number, task in enumerate(order)}
        finishes = board.finishes(order)
        wanted = place_in_order(problem, [place[task] for task in range(len(order))])
        assert wanted is not None
        assert tuple(finishes) == wanted.finishes, seed


def test_what_is_bred_keeps_every_kind_of_link_and_given_date() -> None:
    for seed in range(60):
        problem = with_days(seed)
        breeder = breeder_of(problem, seed)
        assert breeder is not None
        found = breeder.bred([], 300)
        assert not faults(problem, found), seed
        exact = search(problem, problem.early(), Limits(5), found)
        assert exact.outcome is Outcome.PROVED, seed
        assert exact.goals[0].bound <= found.end, seed


def test_no_board_where_days_and_links_alone_do_not_make_a_plan() -> None:
    problem = with_days(1)
    assert breeder_of(replace(problem, order=("moves", "end")), 1) is None
    for changed in (
        replace(problem, daily={"a": 3, "b": 4}),
        replace(problem, fixed={0: 90}),
        replace(problem, closed={0: ((3, 7),)}),
        replace(problem, daily={"b": 4}, periods={"a": (Period(0, 90, 30),)}),
        replace(problem, pins=Pins(started={0: 0})),
        replace(problem, pins=Pins(done={0: (0, 3)})),
    ):
        assert board_of(changed) is None


def test_a_window_is_shortened_exactly_where_it_can_be() -> None:
    shortened = kept = 0
    for seed in range(25):
        problem = with_days(seed)
        found = place_in_order(problem, [random.Random(seed).random() for _ in problem.durations])
        assert found is not None
        best = search(problem, problem.early(), Limits(5), found)
        assert best.placed is not None
        assert best.outcome is Outcome.PROVED, seed
        # A window of everything can be shortened exactly until the end is the proved one.
        while (one := shorter(problem, found, 0, found.end)[0]) is not None:
            assert not faults(problem, one), seed
            assert one.end <= found.end - 1, seed
            found = one
            shortened += 1
        assert found.end == best.placed.end, seed
        part = shorter(problem, best.placed, best.placed.end // 3, best.placed.end // 2)[0]
        assert part is None, seed
        kept += 1
    assert shortened > 10
    assert kept == 25


def test_a_hunt_comes_close_to_the_proved_end_and_twice_to_the_same() -> None:
    for seed in (4, 6):
        problem = generated(60, seed)
        begun = place_in_order(problem, problem.early().late_finish)
        assert begun is not None

        def hunted(problem: LevelProblem = problem, begun: Placed = begun) -> Placed:
            breeder = breeder_of(problem, 1)
            assert breeder is not None
            return Hunt(problem, breeder, 1, 0.6, math.inf).best(begun)

        found = hunted()
        assert not faults(problem, found), seed
        assert found.end <= begun.end, seed
        assert hunted() == found, seed


def test_breeding_and_shortening_go_side_by_side_and_end_in_time() -> None:
    problem = generated(60, 4)
    begun = place_in_order(problem, problem.early().late_finish)
    breeder = breeder_of(problem, 1)
    assert begun is not None
    assert breeder is not None
    hunt = Hunt(problem, breeder, 1, math.inf, time.monotonic() + 1.5)
    found = hunt.best_beside(begun)
    assert time.monotonic() - hunt.ends < 5
    assert not faults(problem, found)
    assert found.end < begun.end


def test_a_hunt_of_many_peoples_keeps_the_best_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortening, "_PLANS", 1)
    monkeypatch.setattr(shortening, "_STILL", 1000)
    problem = generated(60, 6)
    begun = place_in_order(problem, problem.early().late_finish)
    breeder = breeder_of(problem, 1)
    assert begun is not None
    assert breeder is not None
    begins: list[list[int]] = []
    best: list[int] = []
    begin = breeder.begin

    def beginning(plans: Sequence[Placed], count: int) -> None:
        best.append(breeder.best_end)
        begins.append([plan.end for plan in plans])
        begin(plans, count)

    monkeypatch.setattr(breeder, "begin", beginning)
    found = Hunt(problem, breeder, 1, 0.6, math.inf).best(begun)
    assert not faults(problem, found)
    assert begins[0] == [begun.end]
    assert len(begins) > 11, "there are peoples that are mixed, and others after them"
    for number, ends in enumerate(begins[1:], 1):
        if (number + 1) % 5:
            assert ends == [], "it begins anew"
        else:
            assert ends == sorted(ends)
            assert ends[0] == min(best[number - 3 : number + 1]), "it begins with the best of the four"
    assert found.end == min([*best[1:], breeder.best_end])


def test_a_hunt_ends_where_peoples_find_nothing_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortening, "_PLANS", 2)
    problem = generated(30, 6)
    begun = place_in_order(problem, problem.early().late_finish)
    breeder = breeder_of(problem, 1)
    assert begun is not None
    assert breeder is not None
    hunt = Hunt(problem, breeder, 1, 600.0, math.inf)
    found = hunt.best(begun)
    assert not faults(problem, found)
    assert found.end <= begun.end
    assert hunt.spent < 100


def test_promises_admitted_one_by_one_keep_all_and_more_of_them() -> None:
    weight = {"rule": 0, "admitted": 0}
    for seed in range(12):
        problem = crowded(seed)
        early = problem.early()
        rule = place_in_order(problem, early.late_start)
        plans = list(admitted_plans(problem, early))
        assert rule is not None
        assert len(plans) == 3
        for plan in plans:
            assert not faults(problem, plan), seed
        weight["rule"] += value_of(problem, early, rule, "promises")
        weight["admitted"] += min(value_of(problem, early, plan, "promises") for plan in plans)
    assert weight["admitted"] < 0.9 * weight["rule"]


def test_promises_that_room_is_left_for_are_kept_and_none_is_lost() -> None:
    gained = 0
    for seed in range(12):
        problem = crowded(seed)
        early = problem.early()
        (period, *rest) = problem.periods["r"]
        found = place_in_order(problem, early.late_start)
        assert found is not None
        room = (period.room or 0) * 5 // 4
        wider = replace(problem, periods={"r": (replace(period, amount=room), *rest)})
        kept = keep_promises(wider, found)
        assert not faults(wider, kept), seed
        assert all(new <= old for new, old in zip(kept.finishes, found.finishes, strict=True)), seed
        assert set(missed(wider, kept)) <= set(missed(wider, found)), seed
        gained += len(missed(wider, found)) - len(missed(wider, kept))
    assert gained > 5


def test_nothing_is_admitted_without_promises() -> None:
    problem = generated(10, 1)
    assert not list(admitted_plans(problem, problem.early()))
