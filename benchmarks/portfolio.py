"""Measure the portfolio: the whole frontier over the budget, and the best choice, for plans of any size."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from decimal import Decimal

from erpsite.analysis.portfolio import Candidate, Problem, solve

__all__ = ["PortfolioRun", "measure_portfolio", "print_portfolios", "random_portfolio"]

_POINTS = (1, 2, 3, 5, 8, 13, 20)
_CELLS = tuple((f"role-{role}", f"2026-Q{quarter}") for role in range(8) for quarter in range(1, 5))


@dataclass(frozen=True)
class PortfolioRun:
    """Hold one measurement; `seconds` of CPU time for the frontier, the best choice and their comparison."""

    count: int
    scarce: int
    """Roles and quarters whose capacity is 70% of what is asked for."""
    seconds: float
    points: int
    """Breakpoints of the frontier."""
    complete: bool
    proved: bool


def random_portfolio(count: int, scarce: int, seed: int = 1) -> Problem:
    """Return a problem as WSJF plans have: a quarter depend, a fifth exclude another, some must be."""
    draw = random.Random(seed)
    candidates = []
    for number in range(count):
        cells = draw.sample(_CELLS, 6)
        before = draw.randrange(max(number - 30, 0), number) if number and draw.random() < 0.25 else None
        candidates.append(
            Candidate(
                f"initiative-{number:04}",
                Decimal(sum(draw.choice(_POINTS) for _ in range(3))),
                Decimal(draw.randrange(40, 700) * 1000),
                {cell: Decimal(draw.randrange(1, 20)) for cell in cells},
                () if before is None else (f"initiative-{before:04}",),
                f"group-{number // 10}" if number % 10 < 2 else "",
                draw.random() < 0.04 and number % 10 > 1,
            )
        )
    asked: dict[tuple[str, str], Decimal] = {}
    for one in candidates:
        for cell, days in one.effort.items():
            asked[cell] = asked.get(cell, Decimal(0)) + days
    capacity = {
        cell: days * Decimal("0.7") if place < scarce else days
        for place, (cell, days) in enumerate(sorted(asked.items()))
    }
    total = sum((one.cost for one in candidates), Decimal(0))
    return Problem(tuple(candidates), capacity, total * Decimal("0.7"))


def measure_portfolio(count: int, scarce: int) -> PortfolioRun:
    """Solve a random portfolio once."""
    problem = random_portfolio(count, scarce)
    began = time.process_time()
    solution = solve(problem)
    seconds = time.process_time() - began
    proved = solution.best is not None and solution.best.proved
    return PortfolioRun(
        count, scarce, seconds, len(solution.frontier.points), solution.frontier.complete, proved
    )


def print_portfolios() -> None:
    """Print the table; the aim is for the whole frontier of 300 initiatives."""
    print(
        "\nportfolio: frontier at every breakpoint, and the best choice proved by HiGHS   (aim at 300: 10 s)"
    )
    print(f"  {'initiatives':>11} {'scarce cells':>12} {'CPU s':>7} {'breakpoints':>11}   frontier, best")
    for count, scarce in ((24, 0), (24, 4), (100, 0), (100, 2), (300, 0), (300, 1), (300, 8), (300, 32)):
        run = measure_portfolio(count, scarce)
        words = ("whole" if run.complete else "in part", "proved" if run.proved else "bounded")
        print(f"  {count:11} {scarce:12} {run.seconds:7.2f} {run.points:11}   {', '.join(words)}")


if __name__ == "__main__":
    print_portfolios()
