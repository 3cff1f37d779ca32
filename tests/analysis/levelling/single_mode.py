"""Read and write single-mode problems in the text form of the public test beds, and generate some."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from erpsite.analysis.levelling import LevelProblem, Stretch
from erpsite.analysis.schedule import Arc

__all__ = ["best_known", "generated", "read_problem", "write_problem"]

_SECTION = re.compile(r"^\*{10,}\s*$", re.MULTILINE)


def read_problem(text: str) -> LevelProblem:
    """Return the problem of a `.sm` file: days of one each, the end as the only goal."""
    sections = {part.strip().partition(":")[0]: part for part in _SECTION.split(text)}
    successors = [_numbers(line) for line in _rows(sections["PRECEDENCE RELATIONS"])]
    jobs = [_numbers(line) for line in _rows(sections["REQUESTS/DURATIONS"])]
    given = _numbers(sections["RESOURCEAVAILABILITIES"].strip().splitlines()[-1])
    if any(row[1] != 1 for row in successors) or len(jobs) != len(successors):
        raise ValueError("not a single-mode problem")
    place = {row[0]: number for number, row in enumerate(successors)}
    roles = [f"R{number}" for number in range(1, len(given) + 1)]
    return _problem(
        [row[2] for row in jobs],
        [Arc(place[row[0]], place[after]) for row in successors for after in row[3 : 3 + row[2]]],
        [dict(zip(roles, row[3:], strict=True)) for row in jobs],
        dict(zip(roles, given, strict=True)),
    )


def _rows(section: str) -> list[str]:
    return [line for line in section.splitlines() if re.match(r"^\s*\d", line)]


def _numbers(line: str) -> list[int]:
    return [int(word) for word in line.split()]


def _problem(
    durations: Sequence[int], arcs: Iterable[Arc], asked: Sequence[dict[str, int]], given: dict[str, int]
) -> LevelProblem:
    stretches = tuple(
        (Stretch(0, length, {role: rate for role, rate in rates.items() if rate}),) if length else ()
        for length, rates in zip(durations, asked, strict=True)
    )
    names = tuple(str(number) for number in range(1, len(durations) + 1))
    return LevelProblem(
        names, tuple(durations), tuple(arcs), stretches=stretches, daily=given, order=("end",)
    )


def write_problem(problem: LevelProblem) -> str:
    """Return a problem of days in the same form."""
    count, line = len(problem.names), "*" * 72
    after: list[list[int]] = [[] for _ in range(count)]
    for arc in problem.arcs:
        after[arc.before].append(arc.after + 1)
    roles = list(problem.daily)
    rates = [own[0].rates if own else {} for own in problem.stretches]
    lines = [line, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors"]
    lines += [
        f"{n + 1:4} {1:8} {len(after[n]):10}       {' '.join(map(str, after[n]))}".rstrip()
        for n in range(count)
    ]
    lines += [line, "REQUESTS/DURATIONS:", "jobnr. mode duration  " + "  ".join(roles), "-" * 72]
    lines += [
        f"{n + 1:3} {1:6} {problem.durations[n]:5}    "
        + " ".join(f"{rates[n].get(role, 0):4}" for role in roles)
        for n in range(count)
    ]
    lines += [line, "RESOURCEAVAILABILITIES:", "  " + "  ".join(roles)]
    lines += [" ".join(f"{problem.daily[role]:4}" for role in roles), line]
    return "\n".join(lines) + "\n"


def generated(jobs: int, seed: int) -> LevelProblem:
    """Return a problem as the public ones are made: layered networks, four roles, more or less scarce."""
    draw = random.Random(seed)
    durations = [0, *(draw.randint(1, 10) for _ in range(jobs)), 0]
    arcs, followed = [], set()
    for job in range(1, jobs + 1):
        earlier = range(max(0 if job <= 3 else 1, job - 10), job)
        for before in draw.sample(earlier, min(len(earlier), draw.choice((1, 1, 2, 3)))) if job > 3 else (0,):
            arcs.append(Arc(before, job))
            followed.add(before)
    arcs += [Arc(job, jobs + 1) for job in range(1, jobs + 1) if job not in followed]
    arcs.sort(key=lambda arc: (arc.before, arc.after))
    factor = draw.choice((0.25, 0.5, 0.75, 1.0))
    asked: list[dict[str, int]] = [
        {f"R{r}": draw.randint(1, 10) for r in range(1, 5) if draw.random() < factor} for _ in range(jobs)
    ]
    strength = draw.choice((0.2, 0.5, 0.7, 1.0))
    given = {f"R{r}": 10 + round(strength * draw.randint(8, 20)) for r in range(1, 5)}
    return _problem(durations, arcs, [{}, *asked, {}], given)


def best_known(folder: Path, name: str) -> tuple[int, int] | None:
    """Return the published lower and upper bound of `j301_1` from `j30opt.sm`, `j60hrs.sm` or `j60lb.sm`.

    None where the folder has no such list.
    """
    sizes = [size for size in ("j120", "j30", "j60", "j90") if name.startswith(size)]
    if not sizes or not re.fullmatch(r"j\d+_\d+", name):
        return None
    group, number = (int(part) for part in name.removeprefix(sizes[0]).split("_"))
    bounds: list[int] = []
    upper: int | None = None
    for file in sorted(folder.rglob(f"{sizes[0]}*.sm*")):
        if re.fullmatch(rf"{sizes[0]}(opt|hrs|lb)\.sm(\.txt)?", file.name):
            row = _row(file.read_text(encoding="utf-8", errors="replace"), group, number)
            if row and len(row) > 1 and file.name.startswith(f"{sizes[0]}lb"):
                # Upper and lower bound, in that order in the lists as published.
                bounds += [min(row[:2])]
                upper = min(max(row[:2]), upper or max(row[:2]))
            elif row:
                upper = min(row[0], upper or row[0])
                bounds += [row[0]] if "opt" in file.name else []
    return None if upper is None else (max(bounds, default=0), upper)


def _row(text: str, group: int, number: int) -> list[int] | None:
    for line in text.splitlines():
        words = line.split()
        if len(words) >= 3 and words[:2] == [str(group), str(number)]:
            return [int(word) for word in words[2:] if word.isdigit()]
    return None
