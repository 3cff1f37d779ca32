"""Breed plans for the earliest end: two peoples of plans, one laid out forwards and one from the end back.

After Debels and Vanhoucke, “A decomposition-based genetic algorithm for the resource-constrained
project-scheduling problem” (2007): each plan of one people has its children in the other.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from erpsite.analysis.levelling.day_board import DayBoard, board_of
from erpsite.analysis.levelling.placing import Placed
from erpsite.analysis.levelling.problem import LevelProblem, Stretch
from erpsite.analysis.schedule.network import Arc, Pins
from erpsite.model.initiative import LinkType

__all__ = ["Breeder", "backwards", "breeder_of"]

_FEWEST, _MOST = 20, 250
"""Plans in each people."""
_EACH = 190
"""Plans that are laid out for each one of a people."""
_CHANGES = 2
"""Tasks that each child has put elsewhere by chance."""
_APART = 1_000_000
"""More than any two finishes are apart."""

_BACKWARDS = {
    LinkType.FS: LinkType.FS,
    LinkType.SS: LinkType.FF,
    LinkType.FF: LinkType.SS,
    LinkType.SF: LinkType.SF,
}

_Plan = tuple[int, list[int]]
"""End and finishes; of the plans from the end back, both are counted from it."""


class Breeder:
    """Hold the peoples of one problem; the same seed and number of plans give the same best plan."""

    def __init__(self, problem: LevelProblem, board: DayBoard, behind: DayBoard, seed: int) -> None:
        self.problem, self.boards = problem, (board, behind)
        self.random = Random(seed)  # noqa: S311 - a repeatable search, not a secret
        self.least = problem.early().end
        self.laid = 0
        """Plans laid out so far."""
        self.people: list[_Plan] = []
        """Plans laid out forwards."""
        self.behind: list[_Plan] = []
        """Those laid out from the end back."""

    def bred(self, begun: Sequence[Placed], plans: int, ends: float = float("inf")) -> Placed:
        """Return the best of the plans it begins with and of about so many more.

        It ends where nothing can be earlier, and at `ends`, a time of the monotonic clock.
        """
        stop = self.laid + plans
        self.begin(begun, plans)
        while self.best_end > self.least and self.laid < stop and time.monotonic() < ends:
            self.go_on()
        return self.best()

    def begin(self, begun: Sequence[Placed], plans: int) -> None:
        """Begin with plans that are there and drawn ones, as many as are good for so many plans in all."""
        size = min(max(plans // _EACH, _FEWEST), _MOST)
        self.people = [self._plan(0, one.finishes) for one in begun][:size]
        self.people += [self._plan(0, self._drawn()) for _ in range(size - len(self.people))]
        self.behind = []

    def go_on(self) -> None:
        """Give every plan a child from the end back, and every one of these a child laid out forwards."""
        self.behind = self._children(self.people, self.behind, 1)
        self.people = self._children(self.behind, self.people, 0)

    def _children(self, parents: Sequence[_Plan], old: Sequence[_Plan], side: int) -> list[_Plan]:
        """Return the children of plans, or the plans that stood in their places where these are better."""
        new = [self._child(parents, number, side) for number in range(len(parents))]
        return [min(pair, key=_end) for pair in zip(new, old, strict=True)] if old else new

    def admit(self, placed: Placed) -> None:
        """Let a plan take the place of the worst one."""
        worst = max(range(len(self.people)), key=lambda number: self.people[number][0])
        self.people[worst] = self._plan(0, placed.finishes)

    @property
    def best_end(self) -> int:
        """Return the earliest end so far."""
        return min(self.people, key=_end)[0] if self.people else _APART

    def best(self) -> Placed:
        """Return a plan with the earliest end so far."""
        return self._placed(min(self.people, key=_end))

    def elite(self, count: int) -> list[Placed]:
        """Return so many plans that end the earliest and are no two the same."""
        found: dict[tuple[int, ...], _Plan] = {}
        for plan in sorted(self.people, key=_end):
            if len(found) == count:
                break
            found.setdefault(tuple(plan[1]), plan)
        return [self._placed(plan) for plan in found.values()]

    def _placed(self, plan: _Plan) -> Placed:
        finishes = plan[1]
        starts = [last - length for last, length in zip(finishes, self.problem.durations, strict=True)]
        return Placed(tuple(starts), tuple(finishes))

    def _plan(self, side: int, keys: Sequence[float]) -> _Plan:
        board = self.boards[side]
        finishes = board.finishes(board.in_turn(keys))
        self.laid += 1
        return max(finishes, default=0), finishes

    def _drawn(self) -> list[float]:
        """Return keys for a plan by the latest finishes, more or less disturbed."""
        late, wide = self.problem.early().late_finish, self.random.choice((5, 15, 40))
        return [one + self.random.random() * wide for one in late]

    def _child(self, people: Sequence[_Plan], number: int, side: int) -> _Plan:
        """Return the better of two children of a plan and of the better of two drawn ones."""
        draw = self.random.randrange
        one, two = people[number], min(people[draw(len(people))], people[draw(len(people))], key=_end)
        return min((self._mixed(a, b, side) for a, b in ((one, two), (two, one))), key=_end)

    def _mixed(self, inner: _Plan, outer: _Plan, side: int) -> _Plan:
        """Lay out, read from the other end, a plan that has a time of one plan and the rest of another."""
        random, end = self.random, inner[0]
        long = random.randint(end // 4, 3 * end // 4)
        first = random.randint(-(long // 2), end - long // 2)
        last, middle = first + long, first + long / 2
        keys = [
            float(own) if first <= own <= last else other + (_APART if other >= middle else -_APART)
            for own, other in zip(inner[1], outer[1], strict=True)
        ]
        for _ in range(_CHANGES):
            keys[random.randrange(len(keys))] += random.randint(-(end // 3), end // 3)
        return self._plan(side, [-key for key in keys])


def _end(plan: _Plan) -> int:
    return plan[0]


def breeder_of(problem: LevelProblem, seed: int) -> Breeder | None:
    """Return a breeder where the end comes first and days and links alone make plans; else None."""
    if problem.order[0] != "end" or not problem.daily or not problem.durations:
        return None
    board, behind = board_of(problem), board_of(backwards(problem))
    return Breeder(problem, board, behind, seed) if board and behind else None


def backwards(problem: LevelProblem) -> LevelProblem:
    """Return the problem of days read from its end; given dates left out, since only the order is used."""
    return replace(
        problem,
        arcs=tuple(Arc(arc.after, arc.before, _BACKWARDS[arc.type], arc.lag) for arc in problem.arcs),
        pins=Pins(),
        stretches=tuple(
            tuple(Stretch(length - one.last, length - one.first, one.rates) for one in reversed(own))
            for own, length in zip(problem.stretches, problem.durations, strict=True)
        ),
        periods={},
        fixed={},
        closed={},
        promises=(),
    )
