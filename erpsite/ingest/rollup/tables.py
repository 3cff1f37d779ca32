"""Read a table of PostgreSQL month by month, by ADBC: what it holds, what is new, and its rows as Parquet.

Every month of a table is to the rest of the roll-up what a file is. Rows come as Arrow batches and lie in the
run's own folder until they are counted; all that is asked of the server is asked of one state of the table.
No address, user or password gets into a message: errors of the driver are told by their kind alone.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from erpsite.extras import need
from erpsite.ingest.rollup.columns import Column, columns_used, place_of, refuse_missing
from erpsite.ingest.rollup.faults import MisfitError, RollupFault
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.words import name, text
from erpsite.issues import Issue
from erpsite.load.rolled.definition import Rollup, TableSource

__all__ = ["LogTable", "address_of", "table_of"]

_MOMENTS = frozenset(["timestamp without time zone", "timestamp with time zone", "date"])
_ZONED = "timestamp with time zone"
_WHOLE = frozenset(["smallint", "integer", "bigint"])
_AS_IS = _WHOLE | frozenset(["boolean", "real", "double precision"])
_WORDS = frozenset(["text", "character varying", "character"])
_NUMBERS = _WHOLE | _WORDS | frozenset(["numeric", "real", "double precision"])
_TIMES = _MOMENTS | _WHOLE | _WORDS | frozenset(["numeric", "double precision"])
_ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_COLUMNS = (
    "SELECT a.attname::text, format_type(a.atttypid, NULL) FROM pg_attribute a "
    "WHERE a.attrelid = to_regclass({}) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
)
_DENIED = "the server lets this user not read {table}"
_LOST = "the connection to the server was lost while {table} was read; nothing is written"
_WAIT = "15"
"""Seconds in which a server must answer."""


def address_of(source: TableSource, data_dir: Path) -> str:
    """Return the address of the server, which the environment or a file holds; raise `RollupFault` without.

    The path of the file begins where the data folder lies; one in that folder would be published.
    """
    if source.address_in:
        address = os.environ.get(source.address_in, "").strip()
        if not address:
            message = "the environment variable {name}, which is to hold the server's address, is not set"
            raise RollupFault(message, name=source.address_in)
        return address
    path = (data_dir.resolve().parent / (source.address_file or "")).resolve()
    if path.is_relative_to(data_dir.resolve()):
        message = "{file} lies in the data folder, which others read; keep the server's address outside"
        raise RollupFault(message, file=source.address_file)
    try:
        address = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        address = ""
    if not address:
        message = "{file}, which is to hold the server's address, cannot be read or is empty"
        raise RollupFault(message, file=source.address_file)
    return address


@contextmanager
def table_of(found: Rollup, data_dir: Path, temporary: Path, *, spark: bool) -> Iterator[LogTable | None]:
    """Give the table of a definition while its server is connected; None where files hold the rows."""
    if found.table is None:
        yield None
        return
    if spark:
        raise RollupFault("a table is counted by DuckDB; leave --engine spark out")
    address = address_of(found.table, data_dir)
    driver = need("adbc_driver_postgresql.dbapi")
    os.environ.setdefault("PGCONNECT_TIMEOUT", _WAIT)
    try:
        connection = driver.connect(address)
    except (driver.Error, OSError) as error:
        _refuse_connection(error)
    try:
        table = LogTable(found, found.table, connection, temporary)
        table.look()
        yield table
    finally:
        connection.close()


def _refuse_connection(error: Exception) -> NoReturn:
    """Say why there is no connection, by what is known to stand in the driver's words and never by them."""
    told = str(error)
    message = "no server answers at the address of the table; is it right, and does it run?"
    if "does not exist" in told and "database" in told:
        message = "the server of the table has no such database as its address names"
    elif any(one in told for one in ("authentication", "password", "role", "pg_hba", "SCRAM")):
        message = "the server of the table refuses the user or the password of its address"
    elif "connection info string" in told or "URI" in told:
        message = "the address of the table is none; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
    raise RollupFault(message) from None


@dataclass
class LogTable:
    """Ask a table for its months, their hashes and their rows."""

    found: Rollup
    source: TableSource
    connection: Any
    temporary: Path
    types: dict[str, str] = field(default_factory=dict)
    """Type of each column, as PostgreSQL calls it."""
    fetched: set[Path] = field(default_factory=set)

    def look(self) -> None:
        """Read the columns; raise where there is no table, or one that the definition does not fit."""
        self._rows(_ONE_STATE, result=False)
        self._rows("SET LOCAL TimeZone = 'UTC'", result=False)
        self._rows("SET LOCAL DateStyle = 'ISO, YMD'", result=False)
        self.types = {str(one): str(kind) for one, kind in self._rows(_COLUMNS.format(text(self._place)))}
        if not self.types:
            raise RollupFault("the server has no table {table}", table=self.source.name)
        refuse_missing(self.found, {one: Column(name(one)) for one in self.types}, self.source.name)
        self._refuse_misfits()

    def _refuse_misfits(self) -> None:
        found, by = self.found, self.source.by
        if by and self.types.get(by) not in _MOMENTS:
            kind = self.types.get(by)
            message = "{table} has no column {column}"
            if kind:
                message = "{table}: the column {column} is {type}; a table is parted by a timestamp or a date"
            values = {"table": self.source.name, "column": by, "type": kind or ""}
            raise MisfitError(Issue("table-type", message, self.source.where_of("by"), values=values))
        wanted = [(found.time.column, _TIMES if not found.time.beside else frozenset(self.types.values()))]
        wanted += [(found.duration.column, _NUMBERS)] if found.duration else []
        wanted += [(found.volume, _NUMBERS)] if found.volume else []
        if found.outcome and found.outcome.error_from is not None:
            wanted.append((found.outcome.column, _NUMBERS))
        for column, allowed in wanted:
            if self.types[column] not in allowed:
                message = "{table}: the column {column} is {type}, which is not what the definition says"
                values = {"table": self.source.name, "column": column, "type": self.types[column]}
                raise MisfitError(Issue("table-type", message, place_of(found, column), values=values))

    @property
    def _place(self) -> str:
        """Return schema and table as SQL."""
        return ".".join(map(name, self.source.name.split(".", 1)))

    @property
    def _dated(self) -> str:
        """Return the test whether a row has a stamp of the years 1 to 9999; `infinity` is none."""
        by = name(self.source.by or "")
        return f"({by} >= '0001-01-01' AND {by} < '10000-01-01') IS TRUE"

    def files(self) -> tuple[LogFile, ...]:
        """Return a file for each month of the table, with its rows and the last of its stamps; or one."""
        by, part, last = self.source.by, "NULL::text", "NULL::bigint"
        if by:
            moment = (
                f"{name(by)}::timestamp" if self.types[by] != _ZONED else f"{name(by)} AT TIME ZONE 'UTC'"
            )
            part = f"CASE WHEN {self._dated} THEN to_char({moment}, 'YYYY-MM') END"
            last = f"(EXTRACT(EPOCH FROM MAX({moment}) FILTER (WHERE {self._dated})) * 1000000)::bigint"
        query = f"SELECT {part} AS part, COUNT(*), {last} FROM {self._place} GROUP BY 1 ORDER BY 1"
        return tuple(
            self._file(month, rows, stamp, at)
            for at, (month, rows, stamp) in enumerate(self._rows(query))
            if rows
        )

    def _file(self, month: str | None, rows: int, last: int | None, at: int) -> LogFile:
        part = f"/{month or 'none'}" if self.source.by else ""
        path = self.temporary / f"table-{at}.parquet"
        shown = f"{self.source.name}{part}"
        return LogFile(path, shown, rows, (last or 0) * 1000, "parquet", False, time.time_ns())

    def hash_of(self, file: LogFile) -> str:
        """Return a hash of the rows of a month, whatever their order; the server reads them all for it."""
        whole = f'ROW({", ".join(self._selected())})::text COLLATE "C"'
        sums = ", ".join(f"SUM(hashtextextended({whole}, {seed}))::text" for seed in (0, 1))
        rows, *told = self._rows(f"SELECT COUNT(*), {sums} FROM {self._place}{self._only(file)}")[0]
        return f"table:{rows}:" + ":".join(f"{int(one or 0) % 2**64:016x}" for one in told)

    def _only(self, file: LogFile) -> str:
        """Return the condition of the rows of one month."""
        by = self.source.by
        if not by:
            return ""
        month = file.name.rpartition("/")[2]
        if month == "none":
            return f" WHERE NOT {self._dated}"
        year, number = map(int, month.split("-"))
        after = f"{year + number // 12:04d}-{number % 12 + 1:02d}-01"
        return f" WHERE {name(by)} >= '{month}-01' AND {name(by)} < '{after}'"

    def _selected(self) -> list[str]:
        return [self._read(one) for one in sorted(columns_used(self.found))]

    def _read(self, column: str) -> str:
        """Return what gives a column in a type that is counted; numbers of any size are their text."""
        sql, kind = name(column), self.types[column]
        if kind in _MOMENTS:
            return f"CASE WHEN isfinite({sql}) THEN {sql} END"
        if kind in _AS_IS:
            return sql
        found = self.found
        numbers = {found.volume, found.duration.column if found.duration else None}
        if kind == "numeric" and column in numbers and found.decimal != ".":
            return f"replace({sql}::text, '.', {text(found.decimal)})"
        return f"{sql}::text"

    def fetch(self, files: Iterable[LogFile]) -> None:
        """Bring the rows of some months into the run's folder, each once."""
        for file in files:
            if file.path not in self.fetched:
                self._fetch(file)
                self.fetched.add(file.path)

    def _fetch(self, file: LogFile) -> None:
        arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
        names = sorted(columns_used(self.found))
        told = ", ".join(f"{sql} AS {name(one)}" for sql, one in zip(self._selected(), names, strict=True))
        rows = 0
        with self._asked(f"SELECT {told} FROM {self._place}{self._only(file)}") as cursor:
            batches = cursor.fetch_record_batch()
            schema = arrow.schema([(one.name, one.type) for one in batches.schema])
            with parquet.ParquetWriter(file.path, schema) as writer:
                for batch in batches:
                    writer.write_batch(arrow.record_batch(batch.columns, schema=schema))
                    rows += batch.num_rows
        if rows != file.size:
            message = "{file} has {rows} rows, and {told} of them came; nothing is written"
            raise RollupFault(message, file=file.name, rows=file.size, told=rows)

    def _rows(self, query: str, *, result: bool = True) -> Sequence[tuple[Any, ...]]:
        with self._asked(query) as cursor:
            return cursor.fetchall() if result else ()

    @contextmanager
    def _asked(self, query: str) -> Iterator[Any]:
        """Give what the server answers; what goes wrong is told without the driver's words."""
        driver = need("adbc_driver_postgresql.dbapi")
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(query)
                yield cursor
        except (driver.Error, OSError) as error:
            state = getattr(error, "sqlstate", None)
            if getattr(error, "errno", None) == errno.ENOSPC:
                message = "the disk is full where the rows of {table} lie until they are counted"
            elif state == "42501":
                message = _DENIED
            elif state and not state.startswith(("08", "57")):
                message = "the server cannot give the rows of {table} (SQLSTATE {state}); nothing is written"
            else:
                message = _LOST
            raise RollupFault(message, table=self.source.name, state=state or "") from None
