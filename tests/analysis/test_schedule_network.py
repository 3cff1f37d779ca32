"""Published worked examples, and a thousand random networks against a naive way to the same figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis import schedule as public
from erpsite.analysis.schedule import Arc, CircleError, Pins, schedule_network
from erpsite.model.initiative import LinkType

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "schedule"
CASES = sorted(FOLDER.glob("*.yml"))
NETWORKS = 1000


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_examples(path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert case["source"]
    names = list(case["tasks"])
    arcs = [_arc(names, *link) for link in case["links"]]
    found = schedule_network(list(case["tasks"].values()), arcs)
    assert found.end == case["finish"]
    for name, times in case.get("times", {}).items():
        at = names.index(name)
        told = [found.early_start[at], found.early_finish[at], found.late_start[at], found.late_finish[at]]
        assert (name, told) == (name, times)
    if "critical" in case:
        assert [name for at, name in enumerate(names) if found.total_float[at] <= 0] == case["critical"]


def _arc(names: Sequence[str], before: str, after: str, kind: str = "FS", lag: int = 0) -> Arc:
    return Arc(names.index(before), names.index(after), LinkType(kind), lag)


def _naive(durations: Sequence[int], arcs: Sequence[Arc], floors: Sequence[int]) -> list[int]:
    """Return the earliest starts: raise what breaks a link until nothing does."""
    starts = list(floors)
    moved = True
    while moved:
        moved = False
        for arc in arcs:
            before = starts[arc.before] + (durations[arc.before] if arc.type in ("FS", "FF") else 0)
            needed = before + arc.lag - (durations[arc.after] if arc.type in ("FF", "SF") else 0)
            if starts[arc.after] < needed:
                starts[arc.after] = needed
                moved = True
    return starts


def _end(durations: Sequence[int], starts: Sequence[int]) -> int:
    return max(start + length for start, length in zip(starts, durations, strict=True))


def _network(seed: int) -> tuple[list[int], list[Arc], dict[int, int]]:
    draw = random.Random(seed)
    count = draw.randint(1, 14)
    durations = [draw.randint(0, 7) for _ in range(count)]
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chosen = draw.sample(pairs, draw.randint(0, min(len(pairs), 2 * count)))
    shuffled = draw.sample(range(count), count)
    arcs = [
        Arc(shuffled[i], shuffled[j], draw.choice(list(LinkType)), draw.randint(-2, 5)) for i, j in chosen
    ]
    floors = {task: draw.randint(0, 20) for task in range(count) if draw.random() < 0.3}
    return durations, arcs, floors


def test_random_networks_agree_with_a_naive_scheduler() -> None:
    kinds = set()
    for seed in range(NETWORKS):
        durations, arcs, given = _network(seed)
        kinds |= {arc.type for arc in arcs}
        floors = [given.get(task, 0) for task in range(len(durations))]
        found = schedule_network(durations, arcs, Pins(not_before=given))
        starts = _naive(durations, arcs, floors)
        end = _end(durations, starts)
        assert (seed, list(found.early_start), found.end) == (seed, starts, end)
        for task in range(len(durations)):
            _check_floats(seed, task, (durations, arcs, floors), starts, end, found.total_float[task],
                          found.free_float[task])  # fmt: skip
    assert kinds == set(LinkType)


def _check_floats(
    seed: int, task: int, network: tuple[list[int], list[Arc], list[int]], starts: list[int], end: int,
    total: int, free: int,
) -> None:  # fmt: skip
    """Delay the task by its float: nothing may move; by a day more: something must."""
    durations, arcs, floors = network

    def delayed(by: int) -> list[int]:
        return _naive(durations, arcs, [*floors[:task], starts[task] + by, *floors[task + 1 :]])

    def others(found: list[int]) -> list[int]:
        return [*found[:task], *found[task + 1 :]]

    assert 0 <= free <= total, seed
    assert _end(durations, delayed(total)) == end, (seed, task)
    assert _end(durations, delayed(total + 1)) > end, (seed, task)
    assert others(delayed(free)) == others(starts), (seed, task)
    beyond = delayed(free + 1)
    assert others(beyond) != others(starts) or _end(durations, beyond) > end, (seed, task)


def test_the_driving_link_is_named() -> None:
    arcs = [Arc(0, 2), Arc(1, 2), Arc(2, 3, LinkType.SS, 1)]
    assert schedule_network([3, 5, 2, 1], arcs).driver == (-1, -1, 1, 2)


def test_facts_are_not_moved_and_what_runs_keeps_its_start() -> None:
    arcs = [Arc(0, 1), Arc(0, 2, LinkType.FF, 1), Arc(2, 3)]
    pins = Pins(started={2: 1}, done={1: (2, 4)}, not_finished_before={2: 3})
    found = schedule_network([6, 2, 2, 1], arcs, pins)
    # 1 is done from 2 to 4 although 0 runs until 6; 2 began at 1 and is held until a day after 0 ends.
    assert found.early_start == (0, 2, 1, 7)
    assert found.early_finish == (6, 4, 7, 8)
    assert found.total_float == (0, 0, 0, 0)
    assert found.late_finish == (6, 4, 7, 8)


def test_float_counts_from_a_given_end() -> None:
    found = schedule_network([3, 4], [Arc(0, 1)], end=5)
    assert found.total_float == (-2, -2)
    assert found.end == 7


def test_a_circle_is_refused_with_its_members() -> None:
    with pytest.raises(CircleError) as caught:
        schedule_network([1, 1, 1, 1], [Arc(0, 1), Arc(1, 2), Arc(2, 1), Arc(2, 3)])
    assert caught.value.members == (1, 2, 3)


def test_no_tasks_take_no_time() -> None:
    assert schedule_network([], []).end == 0


def test_the_package_says_what_is_public() -> None:
    assert sorted(public.__all__) == list(public.__all__)
    assert {"Schedule", "ScheduledTask", "Task", "TaskLink", "plan_schedule"} <= set(public.__all__)
    assert all(getattr(public, name).__doc__ for name in public.__all__)
