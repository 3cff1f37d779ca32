"""Put every rule of the plan check to generated plans of growing size."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_plan import write_plan
from erpsite.analysis.state import state
from erpsite.load import load_handbook
from erpsite.plancheck import judge_plan

__all__ = ["SIZES", "PlanCheckRun", "measure_plan_check", "print_plan_check"]

SIZES = (500, 5000)


@dataclass(frozen=True)
class PlanCheckRun:
    """Hold what judging one plan took, in CPU seconds, and how much it found."""

    seconds: float
    findings: int


def measure_plan_check(scratch: Path, count: int) -> PlanCheckRun:
    """Return the time of all rules on a loaded plan of `count` initiatives, the best of three."""
    folder = scratch / f"plan-check-{count}"
    write_plan(folder, count)
    handbook = load_handbook(folder).handbook
    if handbook is None:
        raise ValueError("the generated plan has errors")
    now = state(handbook, handbook.default_as_of)
    times, found = [], 0
    for _ in range(3):
        began = time.process_time()
        found = len(judge_plan(now).findings)
        times.append(time.process_time() - began)
    return PlanCheckRun(min(times), found)


def print_plan_check(scratch: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the time of each size with the aims."""
    print("\nplan check, all rules   (aims: 1 s at 500 initiatives, 8 s at 5,000, linear)")
    runs = {count: measure_plan_check(scratch, count) for count in sizes}
    for count, one in runs.items():
        print(f"  {count:6} initiatives {one.seconds:6.2f} s, {one.findings} findings")
    if {500, 5000} <= runs.keys():
        print(f"  growth from 500 to 5,000: {runs[5000].seconds / runs[500].seconds:.1f} x   (linear: 10)")
