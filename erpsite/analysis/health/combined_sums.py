"""Find small sets of survey answers whose sum follows from sums of several published groups together.

Each published group gives the sum of its answers. Answers that lie in the same published groups are told
apart by nothing; they are one cell. The sum of some cells follows from what is published if and only if their
indicator, 1 on them and 0 elsewhere, is a combination of the indicators of the published groups. Such a
combination is fixed by its values on as many cells as there are independent groups, so that all of them can
be tried: where those cells are chosen among the large ones first, most of their values must be 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["derivable_answers"]

_PRIME = (1 << 61) - 1
"""Combinations are computed modulo a prime so large that no plan's numbers meet it by chance."""
_MOST_STEPS = 100_000
"""Steps of the search; where they do not end it, the smallest cell counts as told, so that less is shown."""


def derivable_answers(
    partitions: Sequence[Mapping[str, frozenset[str]]],
    shown: Sequence[Mapping[str, frozenset[str]]],
    minimum: int,
) -> frozenset[str]:
    """Return answers, fewer than `minimum`, whose sum follows from the total and the shown groups.

    `partitions` hold all groups of the same answers by their ids, `shown` those that are published. Empty
    where no such sum follows, whatever its number of cells.
    """
    everyone = frozenset[str]().union(*(ids for groups in partitions for ids in groups.values()))
    published = [everyone, *(ids for groups in shown for ids in groups.values())]
    cells = sorted(_cells(everyone, published), key=lambda cell: (-len(cell), min(cell)))
    rows = _reduced([[int(bool(cell & ids)) for cell in cells] for ids in published])
    sizes = [len(cell) for cell in cells]
    found = _Search.of([row for pivot, row in rows if sizes[pivot] < minimum], sizes, minimum).first()
    if found is None:
        return frozenset[str]()
    return frozenset[str]().union(*(cells[number] for number in found or (len(cells) - 1,)))


def _cells(everyone: frozenset[str], published: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    places: dict[str, list[int]] = {one: [] for one in everyone}
    for number, ids in enumerate(published):
        for one in ids:
            places[one].append(number)
    found: dict[tuple[int, ...], set[str]] = {}
    for one, numbers in places.items():
        found.setdefault(tuple(numbers), set()).add(one)
    return [frozenset(ids) for ids in found.values()]


def _reduced(matrix: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Return a basis of the rows, each 1 at its own column, the pivot, and 0 at those of the others."""
    pivots: list[int] = []
    for column in range(len(matrix[0])):
        rank = len(pivots)
        row = next((n for n in range(rank, len(matrix)) if matrix[n][column]), None)
        if row is None:
            continue
        matrix[rank], matrix[row] = matrix[row], matrix[rank]
        inverse = pow(matrix[rank][column], -1, _PRIME)
        matrix[rank] = [value * inverse % _PRIME for value in matrix[rank]]
        for other in range(len(matrix)):
            if other != rank and (factor := matrix[other][column]):
                matrix[other] = [
                    (value - factor * lead) % _PRIME
                    for value, lead in zip(matrix[other], matrix[rank], strict=True)
                ]
        pivots.append(column)
    return list(zip(pivots, matrix, strict=False))


@dataclass(slots=True)
class _Search:
    """Try every sum of some basis rows that is 1 on a few small cells and 0 on all others."""

    settled: list[list[tuple[int, Mapping[int, int]]]]
    """By the number of the row after which a cell's value is known: the cell, and each row's part in it."""
    sizes: Sequence[int]
    minimum: int
    steps: int = 0

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], sizes: Sequence[int], minimum: int) -> _Search:
        """Return the search over the rows whose own cell is small; those of large cells have no part."""
        settled: list[list[tuple[int, Mapping[int, int]]]] = [[] for _ in rows]
        for cell in range(len(sizes)):
            parts = {number: row[cell] for number, row in enumerate(rows) if row[cell]}
            if parts:
                settled[max(parts)].append((cell, parts))
        return cls(settled, sizes, minimum)

    def first(self) -> tuple[int, ...] | None:
        """Return the cells of such a sum; nothing in it where the search did not end; None without one."""
        waiting: list[tuple[int, frozenset[int], tuple[int, ...], int]] = [(0, frozenset(), (), 0)]
        while waiting:
            number, chosen, cells, size = waiting.pop()
            self.steps += 1
            if self.steps > _MOST_STEPS:
                return ()
            if number == len(self.settled):
                if cells:
                    return cells
                continue
            for taken in (chosen, chosen | {number}):
                held = self._held(number, taken)
                if held is not None and (more := size + sum(self.sizes[one] for one in held)) < self.minimum:
                    waiting.append((number + 1, taken, (*cells, *held), more))
        return None

    def _held(self, number: int, taken: frozenset[int]) -> tuple[int, ...] | None:
        """Return the cells, of those known from here on, that are 1; None where one is neither 0 nor 1."""
        held: list[int] = []
        for cell, parts in self.settled[number]:
            value = sum(part for row, part in parts.items() if row in taken) % _PRIME
            if value == 1:
                held.append(cell)
            elif value:
                return None
        return tuple(held)
