"""Find small sets of survey answers whose sum follows from sums of several published groups together.

Each published group gives the sum of its answers. Answers that lie in the same groups of every partition are
told apart by nothing; they are one cell. The sum of some cells follows from what is published if and only if
their indicator is a combination of the indicators of the published groups, that is if it stands at right
angles to everything that those leave open (their null space).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

__all__ = ["derivable_answers"]

_PRIME = (1 << 61) - 1
"""Ranks are computed modulo a prime so large that no plan's numbers meet it by chance."""
_MOST_CELLS = 300
"""Small cells among which sets of three and four are looked for; among more, pairs alone are."""
_MOST_GROUPS = 8
"""Groups of a partition of which all unions are compared; of larger ones the cells alone are."""

Row = tuple[int, ...]


def derivable_answers(
    partitions: Sequence[Mapping[str, frozenset[str]]],
    shown: Sequence[Mapping[str, frozenset[str]]],
    minimum: int,
) -> frozenset[str]:
    """Return answers of which fewer than `minimum` have a sum that follows from the total and shown groups.

    `partitions` hold all groups of the same answers by their ids, `shown` those that are published. Found are
    all such sets of up to four cells, and all that two unions of groups leave between them. Empty where
    nothing follows.
    """
    everyone = frozenset[str]().union(*(ids for groups in partitions for ids in groups.values()))
    cells = _cells(partitions, everyone)
    published = [everyone, *(ids for groups in shown for ids in groups.values())]
    rows = _open_directions([frozenset(cell) for cell in cells], published)
    small = [(cell, row) for cell, row in zip(cells, rows, strict=True) if len(cell) < minimum]
    found = chain(_zero_sums(small, minimum), _between_unions(shown, everyone, minimum))
    return next(found, frozenset[str]())


def _cells(
    partitions: Sequence[Mapping[str, frozenset[str]]], everyone: Iterable[str]
) -> list[frozenset[str]]:
    places: dict[str, list[str]] = {one: [] for one in sorted(everyone)}
    for number, groups in enumerate(partitions):
        for name, ids in groups.items():
            for one in ids:
                places[one].append(f"{number}:{name}")
    found: dict[tuple[str, ...], set[str]] = {}
    for one, names in places.items():
        found.setdefault(tuple(names), set()).add(one)
    return [frozenset(ids) for ids in found.values()]


def _open_directions(cells: Sequence[frozenset[str]], published: Sequence[frozenset[str]]) -> list[Row]:
    """Return for each cell its part in every direction that the published sums leave open."""
    matrix = [[int(bool(cell & ids)) for cell in cells] for ids in published]
    pivots: list[int] = []
    for column in range(len(cells)):
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
    free = [column for column in range(len(cells)) if column not in pivots]
    place = {column: number for number, column in enumerate(pivots)}
    return [
        tuple(-matrix[place[column]][one] % _PRIME if column in place else int(one == column) for one in free)
        for column in range(len(cells))
    ]


def _zero_sums(small: Sequence[tuple[frozenset[str], Row]], minimum: int) -> Iterator[frozenset[str]]:
    """Yield sets of one to four small cells that no open direction moves, with fewer answers than allowed."""
    yield from (cell for cell, row in small if not any(row))
    pairs: dict[Row, list[frozenset[str]]] = {}
    for (one, first), (two, second) in combinations(small, 2):
        if len(one) + len(two) < minimum:
            both = tuple((a + b) % _PRIME for a, b in zip(first, second, strict=True))
            pairs.setdefault(both, []).append(one | two)
    yield from (found for row, sets in pairs.items() if not any(row) for found in sets)
    if len(small) <= _MOST_CELLS:
        yield from _larger(small, pairs, minimum)


def _larger(
    small: Sequence[tuple[frozenset[str], Row]], pairs: Mapping[Row, list[frozenset[str]]], minimum: int
) -> Iterator[frozenset[str]]:
    """Yield sets of three and four cells: a pair, and what undoes it in every open direction."""
    singles: dict[Row, list[frozenset[str]]] = {}
    for cell, row in small:
        singles.setdefault(row, []).append(cell)
    for row, sets in pairs.items():
        wanted = tuple(-value % _PRIME for value in row)
        others = [*singles.get(wanted, ()), *pairs.get(wanted, ())]
        for one, other in product(sets, others):
            if not one & other and len(one) + len(other) < minimum:
                yield one | other


def _between_unions(
    shown: Sequence[Mapping[str, frozenset[str]]], everyone: frozenset[str], minimum: int
) -> Iterator[frozenset[str]]:
    """Yield what a union of shown groups has beyond one of another partition, where that is too few."""
    unions = [
        _unions(list(groups.values())) if len(groups) <= _MOST_GROUPS else [*groups.values()]
        for groups in shown
    ]
    for first, second in combinations([[everyone], *unions], 2):
        for one in first:
            for two in second:
                inner, outer = (one, two) if len(one) < len(two) else (two, one)
                if 0 < len(outer) - len(inner) < minimum and inner < outer:
                    yield outer - inner


def _unions(groups: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    found = [frozenset[str]()]
    for ids in groups:
        found += [known | ids for known in found]
    return [union for union in found if union]
