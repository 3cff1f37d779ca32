"""Ask a server of PostgreSQL by ADBC: the columns of a table, its months, its rows as Arrow batches.

No address, user or password gets into a message: errors of the driver are told by their kind alone. Whether
a table holds anything new is asked often; so nothing is imported here that reads plans, and not the driver's
own `dbapi`, which brings pandas along where that is installed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.words import name, text

__all__ = ["MOMENTS", "ZONED", "Month", "Server", "address_of", "connected_to", "months_of_table"]

ZONED = "timestamp with time zone"
MOMENTS = frozenset(["timestamp without time zone", ZONED, "date"])
"""Types by which a table is parted into months."""
_BEGIN = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
)
_COLUMNS = (
    "SELECT a.attname::text, format_type(a.atttypid, NULL) FROM pg_attribute a "
    "WHERE a.attrelid = to_regclass({}) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
)
_DENIED = "the server lets this user not read {table}"
_LOST = "the connection to the server was lost while {table} was read; nothing is written"
_WAIT = "15"
"""Seconds in which a server must answer."""


def address_of(address_in: str, address_file: str, data_dir: Path) -> str:
    """Return the address of the server, which the environment or a file holds; raise `RollupFault` without.

    The path of the file begins where the data folder lies; one in that folder would be published.
    """
    if address_in:
        address = os.environ.get(address_in, "").strip()
        if not address:
            message = "the environment variable {name}, which is to hold the server's address, is not set"
            raise RollupFault(message, name=address_in)
        return address
    path = (data_dir.resolve().parent / address_file).resolve()
    if path.is_relative_to(data_dir.resolve()):
        message = "{file} lies in the data folder, which others read; keep the server's address outside"
        raise RollupFault(message, file=address_file)
    try:
        address = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        address = ""
    if not address:
        message = "{file}, which is to hold the server's address, cannot be read or is empty"
        raise RollupFault(message, file=address_file)
    return address


@contextmanager
def connected_to(address: str, table: str) -> Iterator[Server]:
    """Give a server, all of whose answers are of one state of its tables, until the context ends."""
    manager, driver = _packages()
    os.environ.setdefault("PGCONNECT_TIMEOUT", _WAIT)
    database = None
    try:
        database = driver.connect(address)
        connection = manager.AdbcConnection(database)
        connection.set_autocommit(False)
    except (manager.Error, OSError) as error:
        if database is not None:
            database.close()
        _refuse_connection(error)
    with database, connection:
        server = Server(connection, table)
        for statement in _BEGIN:
            server.rows(statement)
        yield server


def _packages() -> tuple[Any, Any]:
    driver = need("adbc_driver_postgresql")
    return need("adbc_driver_manager", "postgresql"), driver


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


@dataclass(frozen=True, slots=True)
class Month:
    """Hold what a table has of one month."""

    shown: str
    """`schema.table/2026-03`; `/none` of rows without a stamp, and the table alone where it is not parted."""
    rows: int
    last_ns: int
    """The last of its stamps; 0 without one."""

    @property
    def stamp(self) -> list[int]:
        """Return what changes when rows come."""
        return [self.rows, self.last_ns]


@dataclass(frozen=True)
class Server:
    """Ask about one table."""

    connection: Any
    table: str
    """`schema.table`"""

    @property
    def place(self) -> str:
        """Return schema and table as SQL."""
        return ".".join(map(name, self.table.split(".", 1)))

    def types(self) -> dict[str, str]:
        """Return the type of each column as PostgreSQL calls it; nothing where there is no such table."""
        return {str(one): str(kind) for one, kind in self.rows(_COLUMNS.format(text(self.place)))}

    @staticmethod
    def dated(by: str) -> str:
        """Return the test whether a row has a stamp of the years 1 to 9999; `infinity` is none."""
        return f"({name(by)} >= '0001-01-01' AND {name(by)} < '10000-01-01') IS TRUE"

    def months(self, by: str, kind: str) -> list[Month]:
        """Return what the table holds, by the months of a column of a type; in one where `by` is empty."""
        part, last = "NULL::text", "NULL::bigint"
        if by:
            moment = f"{name(by)}::timestamp" if kind != ZONED else f"{name(by)} AT TIME ZONE 'UTC'"
            dated = self.dated(by)
            part = f"CASE WHEN {dated} THEN to_char({moment}, 'YYYY-MM') END"
            last = f"(EXTRACT(EPOCH FROM MAX({moment}) FILTER (WHERE {dated})) * 1000000)::bigint"
        query = f"SELECT {part} AS part, COUNT(*), {last} FROM {self.place} GROUP BY 1 ORDER BY 1"
        return [
            Month(f"{self.table}/{month or 'none'}" if by else self.table, rows, (stamp or 0) * 1000)
            for month, rows, stamp in self.rows(query)
            if rows
        ]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of an answer."""
        with self.batches(query) as batches:
            return [
                tuple(row)
                for batch in batches
                for row in zip(*(one.to_pylist() for one in batch.columns), strict=True)
            ]

    @contextmanager
    def batches(self, query: str) -> Iterator[Any]:
        """Give an answer as a reader of Arrow batches; what goes wrong is told without the driver's words."""
        manager, _ = _packages()
        arrow = need("pyarrow", "postgresql")
        try:
            with manager.AdbcStatement(self.connection) as statement:
                statement.set_sql_query(query)
                stream, _ = statement.execute_query()
                with arrow.RecordBatchReader.from_stream(stream) as reader:
                    yield reader
        except (manager.Error, arrow.ArrowException, OSError) as error:
            state = getattr(error, "sqlstate", None) or ""
            if getattr(error, "errno", None) == errno.ENOSPC:
                message = "the disk is full where the rows of {table} lie until they are counted"
            elif state == "42501":
                message = _DENIED
            elif state and not state.startswith(("08", "57")):
                message = "the server cannot give the rows of {table} (SQLSTATE {state}); nothing is written"
            elif not state and self._answers(manager):
                message = "the server cannot give the rows of {table}; nothing is written"
            else:
                message = _LOST
            raise RollupFault(message, table=self.table, state=state) from None

    def _answers(self, manager: Any) -> bool:
        """Say whether the server still answers: batches fail without telling its state."""
        try:
            self.connection.rollback()
        except manager.Error:
            return False
        return True


def months_of_table(told: Mapping[str, Any], data_dir: Path) -> dict[str, list[int]] | None:
    """Return the stamps of the months of a table; None where it is another one than was remembered.

    `told` has its `name`, the column it is parted `by`, its `types`, and `address_in` or `address_file`.
    Raises `RollupFault` where it cannot be asked.
    """
    address = address_of(told["address_in"], told["address_file"], data_dir)
    with connected_to(address, told["name"]) as server:
        types = server.types()
        if types != told["types"]:
            return None
        return {one.shown: one.stamp for one in server.months(told["by"], types.get(told["by"], ""))}
