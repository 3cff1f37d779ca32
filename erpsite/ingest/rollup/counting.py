"""Count logs with DuckDB: one pass over the rows, then small tables, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from erpsite.extras import need
from erpsite.ingest.rollup.again import one_in_so_many
from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.clocks import server_of
from erpsite.ingest.rollup.columns import normal_select
from erpsite.ingest.rollup.connecting import first_line
from erpsite.ingest.rollup.counted import SAME, Counted
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.places import line_of
from erpsite.ingest.rollup.plain import PlainFiles
from erpsite.ingest.rollup.query import GATHERED, GATHERED_TYPES, PARTS, based, gathering
from erpsite.ingest.rollup.rejects import UnevenEndsError, named_files, rejected_lines, rejected_rows
from erpsite.ingest.rollup.sources import Group, groups_of
from erpsite.ingest.rollup.wordlists import few_words
from erpsite.ingest.rollup.words import name, stamp, stepwise, text
from erpsite.load.rolled.definition import Rollup

__all__ = ["Engine", "FileCount"]

_MOST_BITS = 62
"""Words of modules, with none, that bits of one number can stand for."""


@dataclass
class FileCount:
    """Hold what became of the rows of one file."""

    used: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)
    first: dt.datetime | None = None
    last: dt.datetime | None = None

    @property
    def rows(self) -> int:
        """Return the rows that the file has."""
        return self.used + sum(self.reasons.values())

    def add(
        self, month: str | None, reason: str | None, rows: int, span: tuple[dt.datetime, dt.datetime]
    ) -> None:
        """Add rows of one month and reason."""
        if reason:
            self.reasons[reason] = self.reasons.get(reason, 0) + rows
            return
        self.used += rows
        self.months.add(month or "")
        self.first = min(span[0], self.first or span[0])
        self.last = max(span[1], self.last or span[1])


class Engine(Counted):
    """Count the rows of some files; each call of `count` replaces what the last one counted."""

    tells_days = True
    """Whether the engine can say the days of a file by bits."""

    def __init__(
        self, connection: Any, found: Rollup, calendar: Calendar, keys: KeyMap,
        plain: PlainFiles | None = None,
    ) -> None:  # fmt: skip
        super().__init__(connection, calendar)
        self.found, self.keys, self.plain = found, keys, plain
        self.files: dict[str, LogFile] = {}
        """Files that were read, by name."""
        self.groups: tuple[Group, ...] = ()
        self.names: dict[str, str] = {}
        self.logs = self.base = ""
        """Queries of the rows that were read last, and of the same with month, day and reason."""
        self.bit = ""
        """What gives a row the bit of its module's word."""
        self.one_in = 1
        """Among how many rows one is looked at for rows that stand more than once."""

    def examples(self, reasons: Collection[str]) -> list[tuple[str, str, str]]:
        """Return file, reason and `column=word` of one row for each reason, of what was read last."""
        if not reasons or not self.groups:
            return []
        chosen = ", ".join(text(one) for one in sorted(reasons))
        query = (
            f"SELECT MIN(file) AS file, reason, ARG_MIN(raw, file) AS raw FROM {self.logs} "
            f"WHERE reason IN ({chosen}) GROUP BY reason ORDER BY reason"
        )
        return [(self.names[file], reason, raw or "") for file, reason, raw in self.read_again(query)]

    def read_again(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query over the rows themselves gives, whose first column is a file."""
        return self.rows(query)

    def file_with(self, role: str, word: str) -> str:
        """Return the name of a file that has a row with this word as `module` or `plant`; "" is none."""
        test = f"c.{role} = {text(word)}" if word else f"c.{role} IS NULL"
        query = f"SELECT MIN(c.name) FROM gathered c WHERE c.part = 'file' AND c.why IS NULL AND {test}"
        return self.names[self.connection.execute(query).fetchone()[0]]

    def rejected_lines(self) -> list[tuple[str, str, int]]:
        """Return file, reason and line of one line for each kind of line that is no row."""
        if all(group.files[0].form != "csv" for group in self.groups):
            return []
        found = rejected_lines(self.connection, self.names)
        return [
            (self.names[path], reason, self._line(self.names[path], line)) for path, reason, line in found
        ]

    def line_of(self, name: str, raw: str) -> int | None:
        """Return the line of a file on which `column=word` stands; None where it has no lines."""
        file = self.files[name]
        read = self.plain.of([file])[0] if self.plain else file
        line = line_of(read, self.found, raw)
        return None if line is None else self._line(name, line)

    def _line(self, name: str, line: int) -> int:
        return self.plain.line(self.files[name], line) if self.plain else line

    def read(self, files: Sequence[LogFile]) -> str:
        """Read the schemas of the files; return the query of their rows."""
        self.files |= {file.name: file for file in files}
        read = self.plain.of(files) if self.plain else files
        selects = self._selects(read)
        self.names = {str(file.path): file.name for file in read}
        self.logs = "(" + " UNION ALL ".join(selects) + ") AS logs"
        marks = [str(at) for at in range(len(self.calendar.months))]
        day = f"CAST(day({self._local()}) AS INTEGER)"
        more = ", server" if self.found.server else ""
        return based(self.calendar, self.logs, day=day, marks=marks, more=more) if selects else _NO_ROWS

    def _selects(self, files: Sequence[LogFile]) -> list[str]:
        self.groups = groups_of(self.found, files, self.connection)
        few = few_words(self.found, self.groups, self.connection)
        self.bits = {word: 1 << at for at, word in enumerate((None, *few.get("module", ())))}
        self.bit = _BIT.format(word="module")
        if "module" not in few:
            self.bits, self.bit = self._known_bits()
        if not 2 < len(self.bits) <= _MOST_BITS:
            self.bits, self.bit = {}, ""
        return [
            normal_select(
                self.found,
                group.columns,
                group.relation,
                [one.name for one in group.files],
                broken=group.broken,
                few=few,
            )
            for group in self.groups
        ]

    def _known_bits(self) -> tuple[dict[str | None, int], str]:
        """Return the bits of the words that mean a module, and what gives that of a row; 1 is of all others.

        Beginnings of words mean modules, too, but nobody knows which words they are.
        """
        words = self.keys.words("module")
        if not words or any(one.endswith("*") or "\0" in one for one in words):
            return {}, ""
        listed = f"TRY_CAST(module AS ENUM({', '.join(map(text, words))}))"
        bits = {word: 1 << at for at, word in enumerate((None, *words))}
        return bits, _BIT.format(word=listed)

    def _make(self, query: str) -> None:
        words = "CAST(plant AS VARCHAR) AS plant, CAST(module AS VARCHAR) AS module"
        kept = f"SELECT * REPLACE ({words}) FROM ({query})"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS {kept}")

    def count(
        self,
        files: Sequence[LogFile],
        months: Collection[str] | None = None,
        parts: Collection[str] = PARTS,
    ) -> None:
        """Make the tables `gathered` (see `query.GATHERED`), `lands` (where keys count); of some months."""
        kept = (
            None if months is None else {at for at, one in enumerate(self.calendar.months) if one in months}
        )
        told = None if kept is None else [str(at) for at in sorted(kept)]
        try:
            with named_files({str(file.path): file.name for file in files}):
                self._gather(files, told, parts)
        except UnevenEndsError:
            if self.plain is None or self.plain.every:
                raise
            self.plain.every = True
            self._gather(files, told, parts)
        self._land(kept)

    def _gather(self, files: Sequence[LogFile], months: Sequence[str] | None, parts: Collection[str]) -> None:
        base = self.base = self.read(files)
        self.one_in = one_in_so_many(files)
        one_in = self.one_in if "bucket" in parts else 0
        slot = self._slot(files, parts) if base != _NO_ROWS else ""
        query = gathering(
            base, self.found, months=months, parts=parts, bit=self.bit, days=self.tells_days, one_in=one_in,
            slot=slot,
        )  # fmt: skip
        self._make(query)

    def _slot(self, files: Sequence[LogFile], parts: Collection[str]) -> str:
        """Return what gives the part of the day of a row; nothing where there is one server alone."""
        several = bool(self.found.server) or len({server_of(one.name) for one in files}) > 1
        local = self._local()
        told = f"hour({local}) * 6 + CAST(FLOOR(minute({local}) / 10.0) AS INTEGER)"
        return told if several and "bucket" in parts else ""

    def take(self, paths: Sequence[Path]) -> list[str]:
        """Make the tables from what the printed query wrote; return the definitions that it was printed from.

        Raises `RollupFault` where a file is no such table.
        """
        self._load(paths)
        if wrong := self.rows(_ODD)[0][0]:
            message = "a row of {wrong} has no count, or a month that the definition does not have"
            raise RollupFault(message, wrong=wrong.strip())
        every, told = self.rows(_RECONCILED)[0]
        if every != told:
            message = "the query read {rows} rows, and {told} of them are in what it wrote; it is cut off"
            raise RollupFault(message, rows=int(every or 0), told=int(told or 0))
        if uneven := self.rows(_UNEVEN):
            message = "{part} in {month} holds other rows than the files; was the query changed?"
            month = "none" if uneven[0][1] is None else self.calendar.months[uneven[0][1]]
            raise RollupFault(message, part=uneven[0][0], month=month)
        names = self.rows("SELECT DISTINCT name FROM gathered WHERE part = 'file' ORDER BY name")
        self.names = {row[0]: row[0] for row in names if row[0] is not None}
        self._land(None)
        return [row[0] for row in self.rows("SELECT name FROM gathered WHERE part = 'definition'")]

    def _load(self, paths: Sequence[Path]) -> None:
        months = ", ".join(map(text, self.calendar.months))
        told = {one: f"CAST({name(one)} AS {GATHERED_TYPES.get(one, 'BIGINT')})" for one in GATHERED}
        told["month"] = f"list_position([{months}], {told['month']}) - 1"
        columns = ", ".join(f"{sql} AS {one}" for one, sql in told.items())
        reads = []
        for path in paths:
            source = "read_parquet({})" if _is_parquet(path) else _AS_WRITTEN
            reads.append(f"SELECT {columns} FROM {source.format(text(str(path)))}")
        try:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS {' UNION ALL '.join(reads)}")
        except need("duckdb").Error as error:
            message = "{file} is not what the printed query writes, CSV with a header or Parquet: {reason}"
            raise RollupFault(message, file=paths[0].name, reason=first_line(error)) from error

    def _local(self) -> str:
        """Return the row's time as local time, as far as its day is asked for."""
        edges = self.calendar.edges
        starts = [dt.datetime.fromisoformat(f"{month}-01") for month in self.calendar.months]
        shifts = [round((start - edge).total_seconds()) for start, edge in zip(starts, edges, strict=False)]
        if len(set(shifts)) == 1:
            return f"t + INTERVAL '{shifts[0]}' SECOND" if shifts[0] else "t"
        told = [f"INTERVAL '{shift}' SECOND" for shift in shifts]
        return f"t + {stepwise('t', [stamp(one) for one in edges[1:-1]], told)}"

    def _land(self, kept: Collection[int] | None) -> None:
        """Make the table `lands`: where the rows of each month, plant and module of the log count."""
        query = (
            "SELECT month, plant, module, SUM(n) FROM gathered WHERE part = 'file' AND why IS NULL "
            "GROUP BY ALL"
        )
        landings: list[tuple[Any, ...]] = []
        targets: dict[str, int] = {}
        rows = []
        self.keys.unknown.clear()
        for at, plant, module, n in self.connection.execute(query).fetchall():
            if kept is not None and at not in kept:
                continue
            landing = self.keys.landing(self.calendar.months[at], plant, module, int(n))
            landings.append((at, plant, module, landing))
        self.places = tuple(sorted({(one.plant, one.module) for *_, one in landings}))
        places = {place: number for number, place in enumerate(self.places)}
        for at, plant, module, landing in landings:
            leads = landing.plant, landing.module, places[landing.plant, landing.module], landing.reason
            bit = self.bits.get(module, 1) if self.bits else _bit(targets, landing.module)
            rows.append((at, plant, module, *leads, bit))
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _LANDS]
        told = ", ".join(f"UNNEST(CAST(? AS {kind}[])) AS {one}" for one, kind in _LANDS.items())
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE lands AS SELECT {told}", columns)

    def file_counts(self) -> dict[str, FileCount]:
        """Return what became of the rows of each file that was read, by its name."""
        query = (
            "SELECT c.name, c.month, COALESCE(c.why, l.why), SUM(c.n), MIN(c.first_t), MAX(c.last_t) FROM "
            f"gathered c LEFT JOIN lands l ON {SAME} AND c.why IS NULL WHERE c.part = 'file' GROUP BY ALL"
        )
        counts = {one: FileCount() for one in self.names.values()}
        for file, at, reason, rows, first, last in self.connection.execute(query).fetchall():
            month = None if at is None else self.calendar.months[at]
            counts[self.names[file]].add(month, reason, int(rows), (first, last))
        for file, reason, rows in self._rejected():
            counts[self.names[file]].add(None, reason, rows, _NO_SPAN)
        for one, count in counts.items():
            if self.plain and (rows := self.plain.no_rows(one)):
                count.add(None, "no-row", rows, _NO_SPAN)
        return counts

    def _rejected(self) -> Sequence[tuple[str, str, int]]:
        """Return file, reason and number of the lines that are no rows."""
        if all(group.files[0].form != "csv" for group in self.groups):
            return ()
        return list(rejected_rows(self.connection, self.names))

    def progress(self) -> float:
        """Return how much of the running query is done, in percent; below 0 where nobody knows."""
        return float(self.connection.query_progress())


def _bit(seen: dict[str, int], module: str) -> int | None:
    """Return the bit of a module among those that were seen; None where they are too many."""
    at = seen.setdefault(module, len(seen))
    return 1 << at if at < _MOST_BITS else None


def _is_parquet(path: Path) -> bool:
    """Tell a file by how it begins: engines name what they write in many ways."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


_BIT = "CASE WHEN {word} IS NULL THEN 1 ELSE CAST(2 AS BIGINT) << CAST(ENUM_CODE({word}) AS BIGINT) END"
_ODD = (
    "SELECT MIN(COALESCE(part, '') || ' ' || COALESCE(name, '')) FROM gathered WHERE n IS NULL "
    "OR part IS NULL OR part NOT IN ('definition', 'file', 'day', 'scale', 'bucket', 'transaction', 'user') "
    "OR (month IS NULL AND why IS NULL AND part <> 'definition')"
)
_RECONCILED = (
    "SELECT SUM(n) FILTER (part = 'definition'), COALESCE(SUM(n) FILTER (part = 'file'), 0) FROM gathered"
)
_UNEVEN = (
    "SELECT p.part, p.month FROM (SELECT part, month, SUM(n) AS n FROM gathered WHERE part IN ('day', "
    "'scale', 'bucket', 'transaction', 'user') GROUP BY ALL) p "
    "FULL JOIN (SELECT part, f.month, f.n FROM "
    "(SELECT month, SUM(n) AS n FROM gathered WHERE part = 'file' AND why IS NULL GROUP BY month) f, "
    "(SELECT DISTINCT part FROM gathered WHERE part NOT IN ('definition', 'file'))) f USING (part, month) "
    "WHERE p.n IS DISTINCT FROM f.n ORDER BY ALL LIMIT 1"
)
"""Whether each part holds the rows of each month that count: an engine may read a condition otherwise."""
_AS_WRITTEN = (
    "read_csv({}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', "
    "nullstr = ['', '\\N'], auto_detect = true)"
)
"""ClickHouse writes `\\N` for no value."""
_LANDS = {
    "month": "INTEGER", "plant": "VARCHAR", "module": "VARCHAR", "to_plant": "VARCHAR",
    "to_module": "VARCHAR", "place": "INTEGER", "why": "VARCHAR", "bit": "BIGINT",
}  # fmt: skip
"""Columns of the table `lands`, with their types; see `Counted`."""
_NO_SPAN = (dt.datetime.min, dt.datetime.min)  # noqa: DTZ901 - never looked at
_NO_ROWS = (
    "SELECT '' AS file, CAST(NULL AS TIMESTAMP) AS t, '' AS plant, '' AS module, '' AS tx, '' AS who, "
    "CAST(NULL AS BIGINT) AS ms, 0 AS failed, CAST(0 AS DECIMAL(24, 4)) AS volume, 0 AS month, "
    "CAST(NULL AS VARCHAR) AS why, 0 AS bucket, 0 AS scale, 0 AS day WHERE FALSE"
)
