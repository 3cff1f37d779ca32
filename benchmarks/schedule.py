"""Schedule one plan with erpsite and with TaskJuggler: dates, float and critical path, as whole commands."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Run, run
from erpsite.analysis.schedule import Arc, Pins, schedule_network
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.model.initiative import LinkType

__all__ = ["SIZES", "ScheduleRuns", "measure_schedules", "print_schedules"]

SIZES = (60, 1000, 5000)
_FIRST = dt.date(2026, 1, 5)
_PHASES = 10
"""Tasks of one initiative, each after the one before it."""

_PROJECT = """\
project plan "Plan" 2026-01-05 +4y {
  now 2026-01-05
}
"""
_REPORT = """\
taskreport "taskjuggler" {
  formats csv
  columns id, start, end, pathcriticalness
  timeformat "%Y-%m-%d"
}
"""


@dataclass(frozen=True)
class ScheduleRuns:
    """Hold what scheduling one plan took."""

    ours: Run
    """The whole command: start Python, read the plan, schedule it, write a table."""
    passes: float
    """CPU seconds of the two passes alone, best of nine."""
    theirs: Run | None
    """The whole command of `tj3` with a table as its only report; None where it is not installed."""
    differing: int
    """Tasks whose finish the two do not agree on."""


def _plan(count: int) -> tuple[list[int], list[Arc]]:
    """Return durations and links: chains of ten tasks, linked across to earlier places of others."""
    draw = random.Random(count)
    durations = [draw.randint(1, 10) for _ in range(count)]
    arcs = []
    for task in range(count):
        chain, place = divmod(task, _PHASES)
        if place:
            arcs.append(Arc(task - 1, task, LinkType.FS, draw.choice((0, 0, 0, 2))))
        if place and chain and draw.random() < 0.4:
            other = draw.randrange(chain) * _PHASES + draw.randrange(place)
            kind = draw.choice((LinkType.FS, LinkType.FS, LinkType.SS))
            arcs.append(Arc(other, task, kind, draw.randint(0, 3)))
    return durations, arcs


def _write_taskjuggler(path: Path, durations: Sequence[int], arcs: Iterable[Arc]) -> None:
    waits: dict[int, list[str]] = {}
    for arc in arcs:
        options = "onstart" if arc.type is LinkType.SS else ""
        options += f" gaplength {arc.lag}d" if arc.lag else ""
        waits.setdefault(arc.after, []).append(f"t{arc.before}" + (f" {{ {options} }}" if options else ""))
    lines = [_PROJECT]
    for task, length in enumerate(durations):
        depends = f"  depends {', '.join(waits[task])}\n" if task in waits else ""
        lines.append(f'task t{task} "Task {task}" {{\n  length {length}d\n{depends}}}\n')
    path.write_text("".join(lines) + _REPORT, encoding="utf-8")


def _schedule_file(plan: Path, table: Path) -> None:
    """Schedule a plan of a file and write the table; the command that is measured."""
    read = json.loads(plan.read_text(encoding="utf-8"))
    arcs = [Arc(before, after, LinkType(kind), lag) for before, after, kind, lag in read["links"]]
    days = WorkingDays()
    first = days.number(_FIRST)
    floors = dict.fromkeys(range(len(read["durations"])), first)
    found = schedule_network(read["durations"], arcs, Pins(not_before=floors))
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        for task, finish in enumerate(found.early_finish):
            start, end = days.day(found.early_start[task]), days.day(finish - 1)
            room = found.total_float[task]
            out.writerow([f"t{task}", start, end, days.day(found.late_finish[task] - 1), room, room <= 0])


def _passes(durations: Sequence[int], arcs: Sequence[Arc]) -> float:
    times = []
    for _ in range(9):
        began = time.process_time()
        schedule_network(durations, arcs)
        times.append(time.process_time() - began)
    return min(times)


def _finishes(table: Path, delimiter: str) -> dict[str, str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[2] for row in csv.reader(file, delimiter=delimiter) if row[0].startswith("t")}


def measure_schedules(root: Path, scratch: Path, count: int) -> ScheduleRuns:
    """Return the runs for a plan of `count` tasks; both write start and finish of every task."""
    folder = scratch / f"schedule-{count}"
    folder.mkdir()
    durations, arcs = _plan(count)
    links = [(arc.before, arc.after, arc.type.value, arc.lag) for arc in arcs]
    (folder / "plan.json").write_text(json.dumps({"durations": durations, "links": links}), encoding="utf-8")
    table = folder / "erpsite.csv"
    command = [sys.executable, "-m", "benchmarks.schedule", str(folder / "plan.json"), str(table)]
    ours = min((run(command, root) for _ in range(3)), key=lambda one: one.cpu)
    passes = _passes(durations, arcs)
    if shutil.which("tj3") is None:
        return ScheduleRuns(ours, passes, None, 0)
    _write_taskjuggler(folder / "plan.tjp", durations, arcs)
    theirs = run(["tj3", "--silent", "plan.tjp"], folder)
    told, others = _finishes(table, ","), _finishes(folder / "taskjuggler.csv", ";")
    differing = sum(others.get(task) != finish for task, finish in told.items())
    return ScheduleRuns(ours, passes, theirs, differing)


def print_schedules(root: Path, scratch: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the table of all sizes, side by side, with the aims; CPU seconds.

    The last ratio leaves out what each command takes for a plan of one task: its start.
    """
    print("\nscheduling with float and critical path   (aim: 50 x less than TaskJuggler at 5,000)")
    if shutil.which("tj3") is None:
        print("  TaskJuggler is missing; on Debian and Ubuntu: apt install tj3")
    start = measure_schedules(root, scratch, 1)
    print(
        f"  {'tasks':>6} {'passes ms':>10} {'erpsite s':>10} {'tj3 s':>8} {'ratio':>6} {'without start':>14}"
    )
    runs = {}
    for count in sizes:
        runs[count] = one = measure_schedules(root, scratch, count)
        print(f"  {count:6} {one.passes * 1000:10.2f} {one.ours.cpu:10.2f} {_beside(one, start)}")
    if {1000, 5000} <= runs.keys():
        growth = runs[5000].passes / runs[1000].passes
        print(f"  growth of the passes from 1,000 to 5,000 tasks: {growth:.1f} x   (linear: 5)")


def _beside(one: ScheduleRuns, start: ScheduleRuns) -> str:
    """Return TaskJuggler's time and the ratios; what it schedules differently is said."""
    if one.theirs is None or start.theirs is None:
        return f"{'-':>8} {'-':>6} {'-':>14}"
    ours = max(one.ours.cpu - start.ours.cpu, one.passes)
    net = (one.theirs.cpu - start.theirs.cpu) / ours
    told = f"{one.theirs.cpu:8.2f} {one.theirs.cpu / one.ours.cpu:6.0f} {net:14.0f}"
    return told if not one.differing else f"{told}   {one.differing} finishes differ"


if __name__ == "__main__":
    _schedule_file(Path(sys.argv[1]), Path(sys.argv[2]))
