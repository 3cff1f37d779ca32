"""Read a table of PostgreSQL month by month, by ADBC: what it holds, what is new, and its rows as Parquet.

Every month of a table is to the rest of the roll-up what a file is. Rows come as Arrow batches and lie in the
run's own folder until they are counted; all that is asked of the server is asked of one state of the table.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from erpsite.extras import need
from erpsite.ingest.rollup.asking import MOMENTS, Server, address_of, connected_to
from erpsite.ingest.rollup.columns import Column, columns_used, refuse_missing
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.fits import Kinds, refuse_misfits
from erpsite.ingest.rollup.lake import LakeTable
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.spark import session
from erpsite.ingest.rollup.words import name, text
from erpsite.load.rolled.definition import Rollup, TableSource

__all__ = ["LogTable", "table_of"]

_WHOLE = frozenset(["smallint", "integer", "bigint"])
_AS_IS = _WHOLE | frozenset(["boolean", "real", "double precision"])
_WORDS = frozenset(["text", "character varying", "character"])
_NUMBERS = _WHOLE | _WORDS | frozenset(["numeric", "real", "double precision"])
_TIMES = MOMENTS | _WHOLE | _WORDS | frozenset(["numeric", "double precision"])
_KINDS = Kinds(MOMENTS, _NUMBERS, _TIMES)


@contextmanager
def table_of(
    found: Rollup, data_dir: Path, temporary: Path, *, spark: str, memory: str
) -> Iterator[LogTable | LakeTable | None]:
    """Give the table of a definition while its server is connected; None where files hold the rows.

    `spark` is the address of the Spark that counts, empty for DuckDB.
    """
    source = found.table
    if source is None:
        yield None
        return
    if source.engine == "spark":
        if not spark:
            message = (
                "{table} is a table of Spark, which no other engine reads: say --engine spark, and by "
                "--master which Spark knows its catalogue"
            )
            raise RollupFault(message, table=source.name)
        with session(spark, str(temporary), memory, own_tables=True) as held:
            lake = LakeTable(found, source, held)
            lake.look()
            yield lake
        return
    if spark:
        raise RollupFault("a table of PostgreSQL is counted by DuckDB; leave --engine spark out")
    address = address_of(source.address_in or "", source.address_file or "", data_dir)
    with connected_to(address, source.name) as server:
        table = LogTable(found, source, server, temporary)
        table.look()
        yield table


@dataclass
class LogTable:
    """Ask a table for its months, their hashes and their rows."""

    found: Rollup
    source: TableSource
    server: Server
    temporary: Path
    types: dict[str, str] = field(default_factory=dict)
    """Type of each column, as PostgreSQL calls it."""
    fetched: set[Path] = field(default_factory=set)

    def look(self) -> None:
        """Read the columns; raise where there is no table, or one that the definition does not fit."""
        self.types = self.server.types()
        if not self.types:
            raise RollupFault("the server has no table {table}", table=self.source.name)
        refuse_missing(self.found, {one: Column(name(one)) for one in self.types}, self.source.name)
        refuse_misfits(self.found, self.source, self.types, self.types, _KINDS)

    def files(self) -> tuple[LogFile, ...]:
        """Return a file for each month of the table, with its rows and the last of its stamps; or one."""
        by = self.source.by or ""
        months = enumerate(self.server.months(by, self.types.get(by, "")))
        return tuple(
            LogFile(
                self.temporary / f"table-{at}.parquet", one.shown, one.rows, one.last_ns, "parquet",
                zipped=False, seen_ns=time.time_ns(),
            )
            for at, one in months
        )  # fmt: skip

    def hashes(self, files: Iterable[LogFile]) -> dict[str, str]:
        """Return a hash of the rows of each month."""
        return {one.name: self._hash_of(one) for one in files}

    def _hash_of(self, file: LogFile) -> str:
        """Return a hash of the rows of a month, whatever their order; the server reads them all for it."""
        whole = f'ROW({", ".join(self._selected())})::text COLLATE "C"'
        sums = ", ".join(f"SUM(hashtextextended({whole}, {seed}))::text" for seed in (0, 1))
        query = f"SELECT COUNT(*), {sums} FROM {self.server.place}{self._only(file)}"
        rows, *told = self.server.rows(query)[0]
        return f"table:{rows}:" + ":".join(f"{int(one or 0) % 2**64:016x}" for one in told)

    def _only(self, file: LogFile) -> str:
        """Return the condition of the rows of one month."""
        by = self.source.by
        if not by:
            return ""
        month = file.name.rpartition("/")[2]
        if month == "none":
            return f" WHERE NOT {self.server.dated(by)}"
        year, number = map(int, month.split("-"))
        after = f"{year + number // 12:04d}-{number % 12 + 1:02d}-01"
        return f" WHERE {name(by)} >= '{month}-01' AND {name(by)} < '{after}'"

    def _selected(self) -> list[str]:
        return [self._read(one) for one in sorted(columns_used(self.found))]

    def _read(self, column: str) -> str:
        """Return what gives a column in a type that is counted; numbers of any size are their text."""
        sql, kind = name(column), self.types[column]
        if kind in MOMENTS:
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
        with self.server.batches(f"SELECT {told} FROM {self.server.place}{self._only(file)}") as batches:
            schema = arrow.schema([(one.name, one.type) for one in batches.schema])
            with parquet.ParquetWriter(file.path, schema) as writer:
                for batch in batches:
                    writer.write_batch(arrow.record_batch(batch.columns, schema=schema))
                    rows += batch.num_rows
        if rows != file.size:
            message = "{file} has {rows} rows, and {told} of them came; nothing is written"
            raise RollupFault(message, file=file.name, rows=file.size, told=rows)
