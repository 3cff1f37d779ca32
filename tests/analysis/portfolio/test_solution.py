"""The solvers find what trying every choice finds, on random problems with every kind of rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from erpsite.analysis.portfolio.conflicts import conflicts
from erpsite.analysis.portfolio.frontier import frontier_points
from erpsite.analysis.portfolio.optimum import Optimiser
from erpsite.analysis.portfolio.problem import Candidate, Problem
from erpsite.analysis.portfolio.solution import solve
from erpsite.analysis.portfolio.step import TooManyStatesError
from tests.analysis.portfolio.instances import every_choice, frontier_by_trying, random_problem

SEEDS = range(300)


def test_the_random_problems_have_every_kind_of_rule() -> None:
    problems = [random_problem(seed) for seed in SEEDS]
    kinds = {
        "capacity": sum(bool(one.cells) for one in problems),
        "needs": sum(any(one.needs) for one in problems),
        "groups": sum(bool(one.groups) for one in problems),
        "mandatory": sum(bool(one.mandatory) for one in problems),
        "clash": sum(bool(conflicts(one, one.budget)) for one in problems),
        "free": sum(not conflicts(one, one.budget) for one in problems),
    }
    assert all(count >= 30 for count in kinds.values()), kinds


@pytest.mark.parametrize("block", range(10))
def test_the_frontier_is_the_one_found_by_trying_every_choice(block: int) -> None:
    for seed in SEEDS[block::10]:
        problem = random_problem(seed)
        found = [
            (problem.cost_of(one.chosen), problem.value_of(one.chosen), one.chosen)
            for one in frontier_points(problem)
        ]
        assert found == frontier_by_trying(problem), seed


@pytest.mark.parametrize("block", range(10))
def test_highs_finds_the_best_choice_at_the_budget(block: int) -> None:
    for seed in SEEDS[block::10]:
        problem = random_problem(seed)
        within = [one for one in frontier_by_trying(problem) if one[0] <= problem.budget]
        best = Optimiser(problem).best(problem.budget_steps(problem.budget))
        if not within:
            assert best is None, seed
            continue
        assert best, seed
        assert best.proved, seed
        chosen = best.point.chosen
        assert (problem.cost_of(chosen), problem.value_of(chosen)) == within[-1][:2], seed


def test_rules_clash_exactly_where_no_choice_keeps_them() -> None:
    for seed in SEEDS:
        problem = random_problem(seed)
        possible = any(problem.cost_of(chosen) <= problem.budget for chosen in every_choice(problem))
        assert bool(conflicts(problem, problem.budget)) != possible, seed


def test_no_member_of_a_clash_can_be_left_out() -> None:
    for seed in SEEDS:
        problem = random_problem(seed)
        for clash in conflicts(problem, problem.budget):
            only = replace(
                problem, candidates=tuple(_freed(one, clash.members) for one in problem.candidates)
            )
            assert conflicts(only, problem.budget), seed
            for name in clash.members:
                rest = [other for other in clash.members if other != name]
                fewer = replace(problem, candidates=tuple(_freed(one, rest) for one in problem.candidates))
                same = [
                    one
                    for one in conflicts(fewer, problem.budget)
                    if one.kind == clash.kind and one.cell == clash.cell
                ]
                assert clash.kind == "group" or not same, seed


def _freed(candidate: Candidate, mandatory: list[str] | tuple[str, ...]) -> Candidate:
    return replace(candidate, mandatory=candidate.id in mandatory)


def test_the_best_choice_is_the_frontiers() -> None:
    for seed in SEEDS[::5]:
        problem = random_problem(seed)
        solution = solve(problem)
        point = solution.frontier.at(problem.budget_steps(problem.budget))
        assert solution.frontier.complete
        assert (solution.best.point if solution.best else None) == point


def test_without_room_for_the_frontier_it_is_exact_until_capacity_binds() -> None:
    # Of 1, 2, 4, 8, 16 and 32 days four fit into 20 (1 + 2 + 4 + 8 = 15); a fifth never does, so that
    # the capacity binds from the cost of the five cheapest on: 10 + 11 + 12 + 13 + 14 = 60.
    cell = ("developer", "2026-Q1")
    candidates = tuple(
        Candidate(f"i{n}", Decimal(1), Decimal(10 + n), {cell: Decimal(2**n)}) for n in range(6)
    )
    problem = Problem(candidates, {cell: Decimal(20)}, Decimal(100))
    with pytest.raises(TooManyStatesError):
        frontier_points(problem, most_states=10)
    solution = solve(problem, most_states=10)
    assert not solution.frontier.complete
    assert solution.frontier.exact_below == 60
    assert solution.best
    assert solution.best.proved
    assert (solution.best.point.value, solution.best.point.cost) == (4, 46)
    assert solution.frontier.points == frontier_points(problem)


def test_amounts_beyond_exact_arithmetic_are_not_solved() -> None:
    candidates = (
        Candidate("a", Decimal(1), Decimal(10) ** 20, {}),
        Candidate("b", Decimal(1), Decimal(1), {}),
    )
    problem = Problem(candidates, {}, Decimal(10) ** 21)
    assert problem.too_large
    assert solve(problem).best is None


def test_fractions_of_money_value_and_effort_are_exact() -> None:
    # 0.1 + 0.2 days fit into 0.3, which binary floating point denies; 10.25 + 0.75 fit into 11.
    cell = ("developer", "2026-Q1")
    candidates = (
        Candidate("a", Decimal("0.1"), Decimal("10.25"), {cell: Decimal("0.1")}),
        Candidate("b", Decimal("0.2"), Decimal("0.75"), {cell: Decimal("0.2")}),
        Candidate("c", Decimal("0.05"), Decimal(0), {cell: Decimal("0.1")}),
    )
    best = solve(Problem(candidates, {cell: Decimal("0.3")}, Decimal(11))).best
    assert best
    assert best.point.chosen == {0, 1}
