"""Level the public test beds of project scheduling, where a folder of them is given, else generated ones."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from erpsite.analysis.levelling import LevelProblem, Limits, Outcome, level
from tests.analysis.levelling.checker import faults
from tests.analysis.levelling.single_mode import best_known, generated, read_problem

__all__ = ["LevelRun", "measure_levelling", "print_levelling"]

_SECONDS = 60
_GENERATED = ((30, 20), (60, 10))
"""Jobs, and how many problems of so many."""


@dataclass(frozen=True)
class LevelRun:
    """Hold what levelling one problem gave."""

    name: str
    end: int
    bound: int
    proved: bool
    faults: int
    wall: float
    known: tuple[int, int] | None
    """Published lower and upper bound; None where the folder has none."""

    @property
    def impossible(self) -> bool:
        """Say whether the end is below a published bound, or the bound above a published plan."""
        return self.known is not None and (self.end < self.known[0] or self.bound > self.known[1])


def measure_levelling(folder: Path | None, seconds: float, workers: int) -> Iterator[LevelRun]:
    """Level every `.sm` file of a folder and those below it, by name; without one, generated problems."""
    for name, problem in _problems(folder):
        start = time.perf_counter()
        found = level(problem, Limits(seconds, workers=workers))
        wall = time.perf_counter() - start
        if found.placed is None:
            yield LevelRun(name, 0, 0, False, 1, wall, None)
            continue
        bound = found.goals[0].bound
        known = best_known(folder, name) if folder else None
        proved = found.outcome is Outcome.PROVED
        broken = len(faults(problem, found.placed))
        yield LevelRun(name, found.placed.end, bound, proved, broken, wall, known)


def _problems(folder: Path | None) -> Iterator[tuple[str, LevelProblem]]:
    if folder is None:
        for jobs, count in _GENERATED:
            yield from ((f"generated {jobs}, {seed}", generated(jobs, seed)) for seed in range(count))
        return
    for file in sorted(folder.rglob("*.sm")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if "PRECEDENCE RELATIONS" in text:
            yield file.stem, read_problem(text)


def print_levelling(folder: Path | None = None, seconds: float = _SECONDS, workers: int = 8) -> None:
    """Print how many problems were proved, how far the others can be, and every one that is wrong."""
    runs: list[LevelRun] = []
    for one in measure_levelling(folder, seconds, workers):
        runs.append(one)
        if one.faults or one.impossible:
            print(f"  WRONG: {one}")
    print(f"\nLevelling, {len(runs)} problems, {seconds:g} s each, {workers} workers")
    _print_runs(runs)


def _print_runs(runs: Sequence[LevelRun]) -> None:
    known = [one for one in runs if one.known]
    reached = sum(one.known is not None and one.end <= one.known[1] for one in known)
    near = sum(one.known is not None and one.end <= 1.01 * one.known[1] for one in known)
    print(
        f"  proved {sum(one.proved for one in runs)} of {len(runs)} in {sum(one.wall for one in runs):.0f} s"
    )
    longest, broken = max((one.wall for one in runs), default=0), sum(one.faults > 0 for one in runs)
    print(f"  longest {longest:.1f} s, broken {broken}")
    if known:
        print(f"  best published reached {reached} of {len(known)}, within 1% {near}")
