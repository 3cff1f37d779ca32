"""Follow the threads of generated plans of growing size, from evidence to objective."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.generated_plan import write_plan
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.analysis.trace import trace
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Benefit
from erpsite.model.objective import Objective
from erpsite.model.pain_point import PainPoint

__all__ = ["SIZES", "TraceRun", "measure_trace", "print_traces"]

SIZES = (50, 500, 5000)


@dataclass(frozen=True)
class TraceRun:
    """Hold what tracing one plan took, in CPU seconds, how much traced, and how many breaks it found."""

    seconds: float
    share: float
    breaks: int


def measure_trace(scratch: Path, count: int) -> TraceRun:
    """Return the time of the graph with its coverage on a plan of `count` initiatives, the best of three."""
    now = _plan(scratch, count)
    times, found = [], trace(now)
    for _ in range(3):
        began = time.process_time()
        found = trace(now)
        times.append(time.process_time() - began)
    return TraceRun(min(times), found.share or 0.0, len(found.breaks))


def _plan(scratch: Path, count: int) -> PlanState:
    """Return a generated plan with a pain point for each initiative; every fourth has no evidence."""
    folder = scratch / f"trace-{count}"
    write_plan(folder, count)
    handbook = load_handbook(folder).handbook
    if handbook is None:
        raise ValueError("the generated plan has errors")
    book = _with_reasons(handbook)
    return state(book, book.default_as_of)


def _with_reasons(book: Handbook) -> Handbook:
    pains, initiatives = {}, {}
    for number, (name, one) in enumerate(book.initiatives.items()):
        measure = one.kpis[0].kpi
        benefit = Benefit(text=one.name, amount=Decimal(1000), measured_by=measure)
        initiatives[name] = one.model_copy(update={"benefit": benefit})
        pain = PainPoint.model_validate(
            {
                "id": f"pain-{number:05d}", "name": one.name, "process": one.name, "modules": one.modules,
                "owner": one.owner, "reported_on": book.plan.first_day, "description": one.name,
                "evidence": [{"text": one.name}] if number % 4 else [], "causes": [one.name],
                "solution": one.name, "initiatives": [name],
            }
        )  # fmt: skip
        pains[pain.id] = pain
    objectives = {name: _judged(one, book) for name, one in book.objectives.items()}
    return replace(book, pain_points=pains, initiatives=initiatives, objectives=objectives)


def _judged(one: Objective, book: Handbook) -> Objective:
    return one.model_copy(update={"kind": "business", "kpis": tuple(book.kpis)})


def print_traces(scratch: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the time of each size with the aims."""
    print("\nthreads from evidence to objective   (aims: 1 s at 5,000 initiatives, linear)")
    runs = {count: measure_trace(scratch, count) for count in sizes}
    for count, one in runs.items():
        print(
            f"  {count:6} initiatives {one.seconds:6.3f} s, {one.share:.0%} of the budget traces, "
            f"{one.breaks} breaks"
        )
    if {500, 5000} <= runs.keys():
        print(f"  growth from 500 to 5,000: {runs[5000].seconds / runs[500].seconds:.1f} x   (linear: 10)")
