"""Question what the rows of single files say: durations of another unit, columns that nothing stands in."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator

from erpsite.frozen import dataclass
from erpsite.load.rolled.definition import Rollup
from erpsite.model.rolled import LogDoubt, figure, jumped

__all__ = ["FileDay", "empty_columns", "other_units"]

_ROWS = 20
"""Rows of which none has a value, before a word is said."""
_TIMED = 5
"""Durations of a file and day whose mean is looked at."""


@dataclass(frozen=True, slots=True)
class FileDay:
    """Hold what was counted of the rows of one file, module and day that count."""

    file: str
    month: str
    module: str
    day: str
    rows: int
    timed: int
    total_ms: int
    users: int
    transactions: int
    """Rows with a duration, a user, a transaction."""


def other_units(seen: Iterable[FileDay]) -> Iterator[LogDoubt]:
    """Yield files with days whose mean duration is some thousandfold that of most days, or a thousandth.

    Months whose median moves as a whole are told by `jumps`; here it is days and files within a month.
    """
    means: dict[tuple[str, str], list[tuple[float, FileDay]]] = defaultdict(list)
    for one in seen:
        if one.timed >= _TIMED:
            means[one.module, one.month].append((one.total_ms / one.timed, one))
    found: dict[str, list[tuple[float, float, FileDay]]] = defaultdict(list)
    for held in means.values():
        usual = _usual(held)
        for mean, one in held:
            if jumped(mean, usual):
                found[one.file].append((mean, usual, one))
    for file, days in sorted(found.items()):
        mean, usual, first = min(days, key=lambda one: one[2].day)
        values = {"day": first.day, "found": figure(mean), "usual": figure(usual), "module": first.module}
        yield LogDoubt("unit", file, values, tuple(sorted({one.month for _, _, one in days})))


def _usual(held: Iterable[tuple[float, FileDay]]) -> float:
    """Return the mean that most rows of a month have: the median day, each with the weight of its rows."""
    days = sorted(held, key=lambda one: one[0])
    half, passed = sum(one.timed for _, one in days) / 2, 0
    for mean, one in days:
        passed += one.timed
        if passed >= half:
            return mean
    return statistics.median(mean for mean, _ in days)


def empty_columns(seen: Iterable[FileDay], found: Rollup) -> Iterator[LogDoubt]:
    """Yield files without one value in a column that the definition names and other files have values in."""
    columns = {
        "duration": found.duration.column if found.duration else None,
        "user": found.user,
        "transaction": found.transaction,
    }
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    months: dict[str, set[str]] = defaultdict(set)
    for one in seen:
        held = sums[one.file]
        months[one.file].add(one.month)
        for role, n in (("rows", one.rows), ("duration", one.timed), ("user", one.users),
                        ("transaction", one.transactions)):  # fmt: skip
            held[role] += n
    for file, held in sorted(sums.items()):
        for role, column in columns.items():
            if column and held["rows"] >= _ROWS and not held[role]:
                values = {"rows": str(held["rows"]), "column": column}
                yield LogDoubt("column", file, values, tuple(sorted(months[file])))
