"""Ask what was counted, month by month: the small tables that one pass over the rows left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from itertools import groupby, pairwise
from operator import add, or_
from typing import Any

import numpy as np

from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.words import text
from erpsite.model.rolled import Buckets

__all__ = ["SAME", "Counted", "Place"]

Place = tuple[str, str]
"""Plant and module; `keys.WHOLE` for rows that count for the whole alone."""
_OTHERS = "*"
SAME = "c.month = l.month AND c.plant IS NOT DISTINCT FROM l.plant AND c.module IS NOT DISTINCT FROM l.module"
"""Whether a row of what was counted is of where it lands."""


class Counted:
    """Hold a connection with the tables `gathered` (see `query.GATHERED`) and `lands`.

    `lands` says where the rows of each month, plant and module of the log count: `to_plant`, `to_module`
    and `place`, the number of both, or `why` they do not; `bit` is that of the module's word among `bits`, or
    where there are none, that of `to_module`.
    """

    def __init__(self, connection: Any, calendar: Calendar) -> None:
        self.connection, self.calendar = connection, calendar
        self.places: tuple[Place, ...] = ()
        """Where rows count, by the number that `lands` calls it."""
        self.bits: dict[str | None, int] = {}
        """Bit of each module's word among those of a user; empty where users have a row for each module."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query over what was counted gives."""
        rows: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return rows

    def months(self) -> tuple[str, ...]:
        """Return the months with rows that count, ascending."""
        found = self.rows("SELECT DISTINCT month FROM lands WHERE why IS NULL ORDER BY month")
        return tuple(self.calendar.months[row[0]] for row in found)

    def sums(self, month: str, *, volumes: bool = False) -> list[tuple[Any, ...]]:
        """Return for each place of a month what is added up over its buckets.

        Rows below a millisecond, all rows, milliseconds, the least and the most of them, failures, rows that
        were judged; and a list of the volumes of each bucket where `volumes` are wanted, else None.
        """
        sums = (
            "SUM(timed) FILTER (step IS NULL), SUM(n), SUM(total_ms), MIN(least_ms), MAX(most_ms), "
            "SUM(errors), SUM(judged)"
        )
        if not volumes:
            return self.rows(self._of_month("bucket", f"l.place, {sums}, NULL", "GROUP BY l.place", month))
        buckets = self._of_month(
            "bucket",
            "l.place, c.step, SUM(c.n) AS n, SUM(c.timed) AS timed, SUM(c.total_ms) AS total_ms, "
            "MIN(c.least_ms) AS least_ms, MAX(c.most_ms) AS most_ms, SUM(c.errors) AS errors, "
            "SUM(c.judged) AS judged, SUM(c.volumes) AS volumes",
            "GROUP BY ALL",
            month,
        )
        listed = "LIST(volumes) FILTER (volumes IS NOT NULL)"
        return self.rows(f"SELECT place, {sums}, {listed} FROM ({buckets}) GROUP BY place")

    def buckets(self, month: str) -> dict[int, Buckets]:
        """Return the histograms of a month by place."""
        query = self._of_month(
            "bucket",
            "l.place, c.step, CAST(SUM(c.timed) AS BIGINT) AS timed",
            "AND c.step IS NOT NULL GROUP BY l.place, c.step ORDER BY l.place, c.step",
            month,
        )
        found = self.connection.execute(query).fetchnumpy()
        places, steps, timed = found["place"], found["step"], found["timed"]
        edges = np.flatnonzero(np.diff(places, prepend=-1, append=-1)).tolist()
        return {
            int(places[first]): _dense(steps[first:end], timed[first:end]) for first, end in pairwise(edges)
        }

    def transactions(
        self, month: str, most: int
    ) -> Iterator[tuple[str | None, str, dict[str, tuple[int, ...]]]]:
        """Yield plant (None is all), module, and by transaction its rows, milliseconds and failures.

        The most frequent are named, of as many rows in the order of their names; the others are one, `*`.
        """
        for plant in ("l.to_plant", "NULL"):
            rows = self.rows(
                self._of_month(
                    "transaction",
                    f"{plant} AS plant, l.to_module, c.name, SUM(c.n) AS n, COALESCE(SUM(c.total_ms), 0), "
                    "COALESCE(SUM(c.errors), 0)",
                    "AND c.name IS NOT NULL GROUP BY ALL ORDER BY plant, l.to_module, n DESC, c.name",
                    month,
                )
            )
            for (at, of), told in groupby(rows, _place):
                held = list(told)
                named: dict[str, tuple[int, ...]] = {
                    name: (int(n), int(ms), int(bad)) for _, _, name, n, ms, bad in held[:most]
                }
                if len(held) > most:
                    more = zip(*(row[3:] for row in held[most:]), strict=True)
                    named[_OTHERS] = _sum_of(named.get(_OTHERS), *(int(sum(column)) for column in more))
                yield at, of, named

    def users(self, *months: str) -> dict[tuple[str | None, str | None], int]:
        """Return the different users of some months together by plant and module, None for all of them."""
        told: dict[tuple[str | None, str | None], int] = {}
        chosen = self._chosen(months)
        for at, of in self.rows(f"SELECT DISTINCT to_plant, to_module {_LANDED} AND month IN ({chosen})"):
            told |= dict.fromkeys(((at, of), (at, None), (None, of), (None, None)), 0)
        bits = self._landed_bits(months)
        if None in bits.values():
            return told | {(at, of): n for at, of, n in self._distinct_users(months)}
        counts = "".join(f", COUNT(CASE WHEN n & {mask} <> 0 THEN 1 END)" for mask in bits.values())
        people, each = self._people(months, reduce(or_, bits.values(), 0)), "people"
        if not self._apart(months):
            each = f"(SELECT to_plant, name, {_ALL_BITS} FROM people GROUP BY ALL)"
        every = f"(SELECT name, {_ALL_BITS} FROM people GROUP BY name)"
        asked = (
            f"SELECT to_plant, COUNT(*){counts} FROM {each} GROUP BY to_plant",
            f"SELECT NULL, COUNT(*){counts} FROM {every}",
        )
        for query in asked:
            for plant, *numbers in self.rows(f"{people} {query}"):
                told |= {(plant, of): n for of, n in zip((None, *bits), numbers, strict=True) if n}
        return told

    def _distinct_users(self, months: Collection[str]) -> list[tuple[Any, ...]]:
        """Return them where there are more words of modules than one number has bits."""
        return self.rows(
            self._of_month(
                "user",
                "CASE WHEN GROUPING(l.to_plant) = 0 THEN l.to_plant END, "
                "CASE WHEN GROUPING(l.to_module) = 0 THEN l.to_module END, COUNT(DISTINCT c.name)",
                "GROUP BY GROUPING SETS ((l.to_plant, l.to_module), (l.to_plant), (l.to_module), ())",
                *months,
            )
        )

    def _people(self, months: Collection[str], known: int) -> str:
        """Return what makes `people`: the plant where users count, their names, the bits of their modules."""
        chosen = self._chosen(months)
        named = f"c.part = 'user' AND c.name IS NOT NULL AND c.month IN ({chosen})"
        if not self.bits:
            self.connection.execute(
                "CREATE OR REPLACE TEMP TABLE people AS SELECT l.to_plant, c.name, BIT_OR(l.bit) AS n "
                f"FROM gathered c JOIN lands l ON {SAME} WHERE {named} AND l.why IS NULL GROUP BY ALL"
            )
            return ""
        led = "SELECT COUNT(*) FROM lands WHERE (why IS NOT NULL OR to_plant IS DISTINCT FROM plant)"
        if not self.rows(f"{led} AND month IN ({chosen})")[0][0]:
            return f"WITH people AS (SELECT c.plant AS to_plant, c.name, c.n FROM gathered c WHERE {named})"
        return (
            f"WITH people AS (SELECT p.to_plant, c.name, c.n FROM gathered c JOIN ({_PLANTS}) p ON "
            "c.month = p.month AND c.plant IS NOT DISTINCT FROM p.plant "
            f"WHERE {named} AND c.n & {known} <> 0)"
        )

    def _apart(self, months: Collection[str]) -> bool:
        """Say whether a user has one row alone in each plant where it counts."""
        plants = f"{_PLANTS} AND month IN ({self._chosen(months)})"
        unlike = self.bits and self.rows(f"SELECT COUNT(*) > COUNT(DISTINCT to_plant) FROM ({plants})")[0][0]
        return not unlike

    def _landed_bits(self, months: Collection[str]) -> dict[str, Any]:
        """Return the bits of all words that mean a module, by module; None where words are too many."""
        chosen = self._chosen(months)
        query = f"SELECT to_module, BIT_OR(bit) {_LANDED} AND month IN ({chosen}) GROUP BY to_module"
        return dict(sorted(self.rows(query)))

    def spans(self, month: str) -> list[tuple[Any, ...]]:
        """Return plant, file, rows, first, last and days of a month, a bit each."""
        return self.rows(
            self._of_month(
                "file",
                "l.to_plant, c.name, SUM(c.n), MIN(c.first_t), MAX(c.last_t), "
                "BIT_OR(CAST(1 AS BIGINT) << c.step)",
                "AND c.why IS NULL GROUP BY ALL",
                month,
            )
        )

    def _of_month(self, part: str, columns: str, rest: str, *months: str) -> str:
        return (
            f"SELECT {columns} FROM gathered c JOIN lands l ON {SAME} WHERE c.part = {text(part)} "
            f"AND l.why IS NULL AND c.month IN ({self._chosen(months)}) {rest}"
        )

    def _chosen(self, months: Collection[str]) -> str:
        return ", ".join(str(self.calendar.months.index(month)) for month in months)


_ALL_BITS = "BIT_OR(n) AS n"
_LANDED = "FROM lands WHERE why IS NULL"
_PLANTS = f"SELECT DISTINCT month, plant, to_plant {_LANDED}"


def _place(row: tuple[Any, ...]) -> tuple[str | None, str]:
    """Return plant and module of a row."""
    return row[0], row[1]


def _sum_of(held: tuple[int, ...] | None, *more: int) -> tuple[int, ...]:
    return tuple(map(add, held or (0, 0, 0), more))


def _dense(steps: Any, timed: Any) -> Buckets:
    """Return the histogram of some buckets, ascending, and their rows."""
    first = int(steps[0])
    counts = np.zeros(int(steps[-1]) - first + 1, dtype=np.int64)
    counts[steps - first] = timed
    return Buckets(first, counts.tolist())
