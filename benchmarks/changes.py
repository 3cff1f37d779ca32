"""Measure how soon the plan's states and changes are known, and `erpsite diff` from start to end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.generated_plan import write_plan
from benchmarks.measure import Run, best_of
from erpsite.analysis import state
from erpsite.analysis.reviews.changes import changes
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.quantity import months_between, next_month
from erpsite.model.review import MilestoneProgress, PhaseProgress, Progress, Review

__all__ = ["measure_changes", "measure_diff", "measure_imports", "print_changes", "year_of_reviews"]


def print_changes(root: Path, scratch: Path) -> None:
    """Print the figures on changes; the aims stand beside them."""
    diff, imports = measure_diff(root).wall, measure_imports(root).wall
    print(f"erpsite diff, the sample    {diff:.2f} s   (aim: 1.5)")
    print(f"  of which imports          {imports:.2f} s   (aim: 0.6)")
    taken = measure_changes(year_of_reviews(scratch, 500))
    print(f"12 months, 500 initiatives  {taken:.2f} s   (aim: 1.0, states and all changes)")


def measure_diff(root: Path) -> Run:
    """Return the best of three runs of `erpsite diff` over two months of the sample."""
    return best_of(3, [sys.executable, "-m", "erpsite", "diff", "2026-09", "2026-10"], root)


def measure_imports(root: Path) -> Run:
    """Return the best of three runs that only import what `erpsite diff` needs."""
    return best_of(3, [sys.executable, "-c", "import erpsite.cli.diff"], root)


def year_of_reviews(scratch: Path, count: int) -> Handbook:
    """Return a generated plan of `count` initiatives with twelve reviews that move all of them."""
    folder = scratch / f"changes-{count}"
    write_plan(folder, count)
    handbook = load_handbook(folder).handbook
    if handbook is None:
        raise RuntimeError("the generated plan does not load")
    first = handbook.plan.first_month
    months = months_between(first, next_month(first, 11))
    reviews = {month: _review(handbook, month, number) for number, month in enumerate(months, start=1)}
    return Handbook(
        **{name: getattr(handbook, name) for name in handbook.__dataclass_fields__ if name != "reviews"},
        reviews=reviews,
    )


def _review(handbook: Handbook, month: str, number: int) -> Review:
    reports = []
    for index, initiative in enumerate(handbook.initiatives.values()):
        late = next_month(month, 2 + (index + number) % 3)
        stone, phase = initiative.milestones[-1], initiative.phases[-1]
        reports.append(
            Progress(
                initiative=initiative.id,
                complete=number * 8,
                status=("green", "amber", "red")[(index + number) % 3],
                path_to_green="x",
                spent=number * 10_000,
                forecast_cost=initiative.cost + number * 1_000 * (index % 7),
                phases=(PhaseProgress(phase=phase.id, forecast_finish=f"{late}-20"),),
                milestones=(MilestoneProgress(milestone=stone.id, forecast=f"{late}-20"),),
            )
        )
    return Review(month=month, held_on=f"{next_month(month)}-05", chair="person-0", progress=tuple(reports))


def measure_changes(handbook: Handbook) -> float:
    """Return the seconds for the baseline, twelve states, and the changes from each to the next."""
    return _best(3, lambda: _all_changes(handbook))


def _all_changes(handbook: Handbook) -> int:
    months = [next_month(min(handbook.reviews), -1), *handbook.reviews]
    states = [state(handbook, month) for month in months]
    return sum(len(changes(before, after)) for before, after in pairwise(states))


def _best(count: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)
