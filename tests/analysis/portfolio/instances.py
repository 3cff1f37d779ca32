"""Make small random problems with every kind of rule, and solve them by trying every choice."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product

from erpsite.analysis.portfolio.breaches import breaches
from erpsite.analysis.portfolio.problem import Candidate, Problem

CELLS = tuple(product(("developer", "tester"), ("2026-Q1", "2026-Q2")))


def random_problem(seed: int) -> Problem:
    """Return a problem of up to nine candidates; the same seed gives the same one."""
    draw = random.Random(seed)
    count = draw.randrange(0, 10)
    names = [f"i{number}" for number in range(count)]
    candidates = []
    for number, name in enumerate(names):
        others = [other for other in names if other != name]
        needs = draw.sample(others, min(len(others), draw.choice((0, 0, 0, 1, 2)))) if number else []
        cells = draw.sample(CELLS, draw.randrange(0, 4))
        candidates.append(
            Candidate(
                name,
                Decimal(draw.randrange(0, 9)) / draw.choice((1, 4)),
                Decimal(draw.randrange(0, 30)) * draw.choice((1, 1000)) / 4,
                {cell: Decimal(draw.randrange(0, 12)) / 2 for cell in cells},
                tuple(needs),
                draw.choice(("", "", "", "a", "b")),
                draw.random() < 0.12,
            )
        )
    limited = draw.sample(CELLS, draw.randrange(0, 5))
    capacity = {cell: Decimal(draw.randrange(0, 30)) / 2 for cell in limited}
    total = sum((one.cost for one in candidates), Decimal(0))
    return Problem(tuple(candidates), capacity, total * draw.randrange(0, 120) / 100)


def every_choice(problem: Problem) -> list[frozenset[int]]:
    """Return each choice that keeps every rule but the budget."""
    found = []
    for bits in product((True, False), repeat=len(problem.candidates)):
        chosen = frozenset(place for place, taken in enumerate(bits) if taken)
        if not breaches(problem, chosen, None):
            found.append(chosen)
    return found


def frontier_by_trying(problem: Problem) -> list[tuple[Decimal, Decimal, frozenset[int]]]:
    """Return (cost, value, choice) of every breakpoint; among equals the choice of the earliest ids."""
    ordered = sorted(
        every_choice(problem),
        key=lambda c: (
            problem.cost_of(c),
            -problem.value_of(c),
            [p not in c for p in range(len(problem.candidates))],
        ),
    )
    found: list[tuple[Decimal, Decimal, frozenset[int]]] = []
    for chosen in ordered:
        if not found or problem.value_of(chosen) > found[-1][1]:
            found.append((problem.cost_of(chosen), problem.value_of(chosen), chosen))
    return found
