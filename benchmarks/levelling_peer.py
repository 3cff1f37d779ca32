"""Level one plan with erpsite and with TaskJuggler: when each would end it, and how early it could end."""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import run
from erpsite.analysis.levelling import LevelProblem, Limits, Stretch, level
from erpsite.analysis.schedule import Arc
from erpsite.analysis.state.working_days import WorkingDays

__all__ = ["PeerRun", "measure_beside_peer", "print_beside_peer"]

_SIZES = (60, 200)
_SECONDS = 20
_CHAIN = 10
"""Tasks of one initiative, each after the one before it."""
_PEOPLE = {"engineer": 3, "consultant": 2, "tester": 2, "trainer": 1}
_FIRST = dt.date(2026, 1, 5)
_REPORT = """\
taskreport "taskjuggler" {
  formats csv
  columns id, end
  timeformat "%Y-%m-%d"
}
"""


@dataclass(frozen=True)
class PeerRun:
    """Hold when both end a plan, in working days from its first; the seconds are those of the clock."""

    tasks: int
    end: int
    bound: int
    seconds: float
    their_end: int | None
    """None where TaskJuggler is not installed or finds no plan."""
    their_seconds: float


def _plan(count: int) -> tuple[LevelProblem, list[str]]:
    """Return a plan in which each task asks for one person of one role, and the role of each task."""
    draw = random.Random(count)
    durations = tuple(draw.randint(2, 15) for _ in range(count))
    roles = [draw.choice(list(_PEOPLE)) for _ in range(count)]
    arcs = [Arc(task - 1, task) for task in range(count) if task % _CHAIN]
    arcs += [
        Arc(draw.randrange(task // _CHAIN) * _CHAIN + task % _CHAIN, task)
        for task in range(_CHAIN, count)
        if draw.random() < 0.2
    ]
    stretches = tuple((Stretch(0, length, {role: 1}),) for length, role in zip(durations, roles, strict=True))
    names = tuple(f"t{task}" for task in range(count))
    problem = LevelProblem(names, durations, tuple(arcs), stretches=stretches, daily=_PEOPLE, order=("end",))
    return problem, roles


def _write_tasks(path: Path, problem: LevelProblem, roles: Sequence[str]) -> None:
    """Write the plan in TaskJuggler's language: people by name, of whom a task keeps the one that it gets."""
    lines = ['project plan "Plan" 2026-01-05 +6y {\n  now 2026-01-05\n}\n']
    for role, count in _PEOPLE.items():
        lines += [f'resource {role}{number} "{role} {number}"\n' for number in range(count)]
    waits: dict[int, list[str]] = {}
    for arc in problem.arcs:
        waits.setdefault(arc.after, []).append(f"t{arc.before}")
    for task, (length, role) in enumerate(zip(problem.durations, roles, strict=True)):
        others = ", ".join(f"{role}{number}" for number in range(1, _PEOPLE[role]))
        choice = f"alternative {others} select minloaded " if others else ""
        depends = f"  depends {', '.join(waits[task])}\n" if task in waits else ""
        lines.append(
            f'task t{task} "Task {task}" {{\n  effort {length}d\n'
            f"  allocate {role}0 {{ {choice}persistent }}\n{depends}}}\n"
        )
    path.write_text("".join(lines) + _REPORT, encoding="utf-8")


def _their_end(table: Path) -> int | None:
    """Return the border of the last working day, from the plan's first."""
    if not table.exists():
        return None
    with table.open(encoding="utf-8", newline="") as file:
        last = max(row[1] for row in csv.reader(file, delimiter=";") if row[0].startswith("t"))
    days = WorkingDays()
    return days.border(dt.date.fromisoformat(last)) - days.number(_FIRST)


def measure_beside_peer(scratch: Path, count: int) -> PeerRun:
    """Return both ends of a plan of `count` tasks."""
    problem, roles = _plan(count)
    began = time.perf_counter()
    found = level(problem, Limits(_SECONDS))
    seconds = time.perf_counter() - began
    assert found.placed is not None  # noqa: S101 - people there are for every task: a plan there is
    end, bound = found.placed.end, found.goals[0].bound
    if shutil.which("tj3") is None:
        return PeerRun(count, end, bound, seconds, None, 0.0)
    folder = scratch / f"levelled-{count}"
    folder.mkdir()
    _write_tasks(folder / "plan.tjp", problem, roles)
    theirs = run(["tj3", "--silent", "plan.tjp"], folder)
    return PeerRun(count, end, bound, seconds, _their_end(folder / "taskjuggler.csv"), theirs.wall)


def print_beside_peer(scratch: Path, sizes: Sequence[int] = _SIZES) -> None:
    """Print the ends side by side; ours is never later."""
    print("\nlevelling beside TaskJuggler, end in working days   (aim: never later)")
    if shutil.which("tj3") is None:
        print("  TaskJuggler is missing; on Debian and Ubuntu: apt install tj3")
    print(f"  {'tasks':>6} {'erpsite':>8} {'bound':>6} {'s':>6} {'TaskJuggler':>12} {'s':>6}")
    for count in sizes:
        one = measure_beside_peer(scratch, count)
        theirs = "-" if one.their_end is None else str(one.their_end)
        later = "   LATER" if one.their_end is not None and one.end > one.their_end else ""
        row = f"{one.tasks:6} {one.end:8} {one.bound:6} {one.seconds:6.1f}"
        print(f"  {row} {theirs:>12} {one.their_seconds:6.1f}{later}")
