"""Ask what was counted, month by month: the small tables that one pass over the rows left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from itertools import groupby, pairwise
from operator import add, itemgetter, or_
from typing import Any

import numpy as np

from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.words import text
from erpsite.model.rolled import Buckets

__all__ = ["SAME", "Counted", "Place"]

Users = dict[tuple[str | None, str | None], int]
"""Numbers of different users by plant and module, None for all."""
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

    def sums(self, month: str) -> list[tuple[Any, ...]]:
        """Return for each place of a month what is added up over its rows.

        Rows with a duration, all rows, milliseconds, the least and the most of them, failures, rows that were
        judged, and the volume.
        """
        sums = (
            "SUM(timed), SUM(n), SUM(total_ms), MIN(least_ms), MAX(most_ms), SUM(errors), SUM(judged), "
            "SUM(volumes)"
        )
        return self.rows(
            self._of_month("file", f"l.place, {sums}", "AND c.why IS NULL GROUP BY l.place", month)
        )

    def buckets(self, month: str) -> dict[int, Buckets]:
        """Return the histograms of a month by place."""
        query = self._of_month(
            "bucket", "l.place, c.step, CAST(c.n AS BIGINT) AS n", "AND c.step IS NOT NULL", month
        )
        found = self.connection.execute(query).fetchnumpy()
        keys = found["place"].astype(np.int64) << _STEP_BITS | found["step"]
        order = np.argsort(keys)
        keys, rows = keys[order], found["n"][order]
        if not len(keys):
            return {}
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))  # merged plants have a bucket twice
        keys, rows = keys[firsts], np.add.reduceat(rows, firsts)
        places, steps = keys >> _STEP_BITS, keys & (1 << _STEP_BITS) - 1
        edges = np.flatnonzero(np.diff(places, prepend=-1, append=-1)).tolist()
        return {
            int(places[first]): _dense(steps[first:end], rows[first:end]) for first, end in pairwise(edges)
        }

    def transactions(
        self, month: str, most: int
    ) -> Iterator[tuple[str | None, str, dict[str, tuple[int, ...]]]]:
        """Yield plant (None is all), module, and by transaction its rows, milliseconds and failures.

        The most frequent are named, of as many rows in the order of their names; the others are one, `*`.
        """
        sums = (
            "c.name, CAST(SUM(c.n) AS BIGINT) AS n, COALESCE(SUM(c.total_ms), 0), "
            "CAST(COALESCE(SUM(c.errors), 0) AS BIGINT)"
        )
        for level in ("l.place", "l.to_module"):
            rows = self.rows(
                self._of_month(
                    "transaction",
                    f"{level} AS level, {sums}",
                    "AND c.name IS NOT NULL GROUP BY ALL ORDER BY level, n DESC, c.name",
                    month,
                )
            )
            for at, told in groupby(rows, itemgetter(0)):
                held = list(told)
                named: dict[str, tuple[int, ...]] = {row[1]: row[2:] for row in held[:most]}
                if len(held) > most:
                    more = zip(*(row[2:] for row in held[most:]), strict=True)
                    named[_OTHERS] = _sum_of(named.get(_OTHERS), *map(sum, more))
                yield (*(self.places[at] if level == "l.place" else (None, at)), named)

    def users(self, *months: str) -> Users:
        """Return the different users of some months together by plant and module, None for all of them."""
        return self._users(months, "CAST(0 AS INTEGER)").get(0, {})

    def users_by_month(self) -> dict[str, Users]:
        """Return the same of each month by itself; one query for all of them reads what was counted once."""
        told = self._users(self.months(), "c.month")
        return {self.calendar.months[at]: users for at, users in told.items()}

    def _users(self, months: Collection[str], at: str) -> dict[int, Users]:
        """Return the users by what `at` gives for a row of what was counted: its month, or 0."""
        told: dict[int, Users] = {}
        if not months:
            return told
        chosen = self._chosen(months)
        places = f"SELECT DISTINCT {at}, to_plant, to_module {_LANDED} AND month IN ({chosen})"
        for key, plant, of in self.rows(places):
            levels = ((plant, of), (plant, None), (None, of), (None, None))
            told.setdefault(key, {}).update(dict.fromkeys(levels, 0))
        bits = self._landed_bits(months)
        if None in bits.values():
            for key, plant, of, n in self._distinct_users(months, at):
                told[key][plant, of] = n
            return told
        counts = "".join(f", COUNT(CASE WHEN n & {mask} <> 0 THEN 1 END)" for mask in bits.values())
        people, each = self._people(months, at, reduce(or_, bits.values(), 0)), "people"
        if not self._apart(months, at):
            each = f"(SELECT key, to_plant, name, {_ALL_BITS} FROM people GROUP BY ALL)"
        every = f"(SELECT key, name, {_ALL_BITS} FROM people GROUP BY key, name)"
        asked = (
            f"SELECT key, to_plant, COUNT(*){counts} FROM {each} GROUP BY key, to_plant",
            f"SELECT key, NULL, COUNT(*){counts} FROM {every} GROUP BY key",
        )
        for query in asked:
            for key, plant, *numbers in self.rows(f"{people} {query}"):
                told[key] |= {(plant, of): n for of, n in zip((None, *bits), numbers, strict=True) if n}
        return told

    def _distinct_users(self, months: Collection[str], at: str) -> list[tuple[Any, ...]]:
        """Return them where there are more words of modules than one number has bits."""
        return self.rows(
            self._of_month(
                "user",
                f"{at}, CASE WHEN GROUPING(l.to_plant) = 0 THEN l.to_plant END, "
                "CASE WHEN GROUPING(l.to_module) = 0 THEN l.to_module END, COUNT(DISTINCT c.name)",
                f"GROUP BY {at}, GROUPING SETS ((l.to_plant, l.to_module), (l.to_plant), (l.to_module), ())",
                *months,
            )
        )

    def _people(self, months: Collection[str], at: str, known: int) -> str:
        """Return what makes `people`: the plant where users count, their names, the bits of their modules."""
        chosen = self._chosen(months)
        named = f"c.part = 'user' AND c.name IS NOT NULL AND c.month IN ({chosen})"
        if not self.bits:
            self.connection.execute(
                f"CREATE OR REPLACE TEMP TABLE people AS SELECT {at} AS key, l.to_plant, c.name, "
                f"BIT_OR(l.bit) AS n FROM gathered c JOIN lands l ON {SAME} WHERE {named} "
                "AND l.why IS NULL GROUP BY ALL"
            )
            return ""
        led = "SELECT COUNT(*) FROM lands WHERE (why IS NOT NULL OR to_plant IS DISTINCT FROM plant)"
        if not self.rows(f"{led} AND month IN ({chosen})")[0][0]:
            return (
                f"WITH people AS (SELECT {at} AS key, c.plant AS to_plant, c.name, c.n FROM gathered c "
                f"WHERE {named})"
            )
        return (
            f"WITH people AS (SELECT {at} AS key, p.to_plant, c.name, c.n FROM gathered c JOIN ({_PLANTS}) p "
            "ON c.month = p.month AND c.plant IS NOT DISTINCT FROM p.plant "
            f"WHERE {named} AND c.n & {known} <> 0)"
        )

    def _apart(self, months: Collection[str], at: str) -> bool:
        """Say whether a user has one row alone in each plant where it counts."""
        plants = f"SELECT DISTINCT c.month, plant, to_plant {_LANDED} AND month IN ({self._chosen(months)})"
        more = f"SELECT COUNT(*) > COUNT(DISTINCT ({at}, to_plant)) FROM ({plants}) c"
        return not (self.bits and self.rows(more)[0][0])

    def _landed_bits(self, months: Collection[str]) -> dict[str, Any]:
        """Return the bits of all words that mean a module, by module; None where words are too many."""
        chosen = self._chosen(months)
        query = f"SELECT to_module, BIT_OR(bit) {_LANDED} AND month IN ({chosen}) GROUP BY to_module"
        return dict(sorted(self.rows(query)))

    def spans(self, month: str) -> list[tuple[Any, ...]]:
        """Return plant, file, rows, first and last of a month."""
        return self.rows(
            self._of_month(
                "file",
                "l.to_plant, c.name, SUM(c.n), MIN(c.first_t), MAX(c.last_t)",
                "AND c.why IS NULL GROUP BY ALL",
                month,
            )
        )

    def days(self, month: str) -> dict[str, int]:
        """Return the days of a month with rows that count by plant, a bit each."""
        told: dict[str, int] = {}
        for part, mask in (("file", "c.step"), ("day", "CAST(1 AS INTEGER) << (c.step - 1)")):
            asked = f"l.to_plant, BIT_OR({mask})"
            query = self._of_month(
                part, asked, "AND c.why IS NULL AND c.step IS NOT NULL GROUP BY ALL", month
            )
            told |= dict(self.rows(query))
        return told

    def _of_month(self, part: str, columns: str, rest: str, *months: str) -> str:
        return (
            f"SELECT {columns} FROM gathered c JOIN lands l ON {SAME} WHERE c.part = {text(part)} "
            f"AND l.why IS NULL AND c.month IN ({self._chosen(months)}) {rest}"
        )

    def _chosen(self, months: Collection[str]) -> str:
        return ", ".join(str(self.calendar.months.index(month)) for month in months)


_ALL_BITS = "BIT_OR(n) AS n"
_LANDED = "FROM lands c WHERE why IS NULL"
_PLANTS = f"SELECT DISTINCT month, plant, to_plant {_LANDED}"
_STEP_BITS = 16
"""Bits beside those of a place that a bucket may need."""


def _sum_of(held: tuple[int, ...] | None, *more: int) -> tuple[int, ...]:
    return tuple(map(add, held or (0, 0, 0), more))


def _dense(steps: Any, timed: Any) -> Buckets:
    """Return the histogram of some buckets, ascending, and their rows."""
    first = int(steps[0])
    counts = np.zeros(int(steps[-1]) - first + 1, dtype=np.int64)
    counts[steps - first] = timed
    return Buckets(first, counts.tolist())
