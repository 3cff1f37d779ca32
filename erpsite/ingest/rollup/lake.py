"""Ask a table of a catalogue of Spark for its months, their hashes and its rows, which stay where they are.

Every month of a table is to the rest of the roll-up what a file is. The name is read as a name and never as
SQL; what Spark says of a failure is told without addresses and passwords.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from erpsite.extras import need
from erpsite.ingest.rollup.columns import Column, columns_used, refuse_missing
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.fits import Kinds, refuse_misfits
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.sources import Group
from erpsite.ingest.rollup.spark import plain_reason, refuse_want
from erpsite.load.rolled.definition import Rollup, TableSource

__all__ = ["LakeTable"]

_TYPES = {
    "tinyint": "TINYINT", "smallint": "SMALLINT", "int": "INTEGER", "bigint": "BIGINT", "float": "FLOAT",
    "double": "DOUBLE", "decimal": "DECIMAL", "string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp_ntz": "TIMESTAMP", "timestamp": "TIMESTAMP WITH TIME ZONE",
}  # fmt: skip
"""What Spark's types are called where columns are read; of others nothing is counted."""
_WHOLE = frozenset(["tinyint", "smallint", "int", "bigint", "decimal"])
_KINDS = Kinds(
    moments=frozenset(["timestamp", "timestamp_ntz", "date"]),
    numbers=_WHOLE | {"string", "float", "double"},
    times=_WHOLE | {"timestamp", "timestamp_ntz", "date", "string", "double"},
    every=frozenset(_TYPES),
)
_NOT_THERE = frozenset(
    ["TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND", "REQUIRES_SINGLE_PART_NAMESPACE"]
)
_NONE, _ALL = "none", "all"


@dataclass
class LakeTable:
    """Hold a table of Spark that is looked at."""

    found: Rollup
    source: TableSource
    spark: Any
    types: dict[str, str] = field(default_factory=dict)
    """Type of each column, as Spark calls it."""
    months: tuple[LogFile, ...] = ()

    def look(self) -> None:
        """Read the columns and months; raise where there is no table, or one that does not fit."""
        with self._told():
            self.types = {one.name: _type_of(one) for one in self._frame.schema.fields}
        refuse_missing(self.found, {one: Column(one) for one in self.types}, self.source.name)
        kinds = {one: _kind(told) for one, told in self.types.items()}
        refuse_misfits(self.found, self.source, self.types, kinds, _KINDS)
        with self._told():
            rows = self._frame.selectExpr(f"{self._part} AS part", f"{self._moment} AS moment")
            rows = rows.groupBy("part").agg(*_exprs("COUNT(*)", "unix_micros(MAX(moment))"))
            told = sorted(tuple(row) for row in rows.collect())
        self.months = tuple(
            LogFile(
                Path(part), self.source.name if part == _ALL else f"{self.source.name}/{part}", rows,
                (last or 0) * 1000, "parquet", zipped=False, seen_ns=time.time_ns(),
            )
            for part, rows, last in told
        )  # fmt: skip

    @property
    def _frame(self) -> Any:
        return self.spark.table(self.source.name)

    @property
    def _dated(self) -> str:
        return f"COALESCE(year({_quoted(self.source.by or '')}) BETWEEN 1 AND 9999, FALSE)"

    @property
    def _part(self) -> str:
        """Return what gives the month of a row, by UTC; `none` without one, `all` where nothing parts it."""
        if not self.source.by:
            return f"'{_ALL}'"
        month = f"date_format({_quoted(self.source.by)}, 'yyyy-MM')"
        return f"CASE WHEN {self._dated} THEN {month} ELSE '{_NONE}' END"

    @property
    def _moment(self) -> str:
        by = self.source.by
        told = f"CASE WHEN {self._dated} THEN {_quoted(by)} END" if by else "NULL"
        return f"CAST({told} AS TIMESTAMP)"

    def files(self) -> tuple[LogFile, ...]:
        """Return a file for each month of the table, with its rows and the last of its stamps; or one."""
        return self.months

    def hashes(self, files: Sequence[LogFile]) -> dict[str, str]:
        """Return a hash of the rows of each month, whatever their order; Spark reads them all once for it."""
        if not files:
            return {}
        names = map(_quoted, sorted(columns_used(self.found)))
        cells = ", ".join(f"{one} IS NULL, {one}" for one in names)  # a hash passes over what is NULL
        sums = [f"SUM(CAST(xxhash64({seed}, {cells}) AS DECIMAL(38, 0)))" for seed in (0, 1)]
        with self._told():
            rows = self._of(files).groupBy(*_exprs(f"{self._part} AS part")).agg(*_exprs("COUNT(*)", *sums))
            told = {part: sums for part, *sums in map(tuple, rows.collect())}
        found = {}
        for file in files:
            count, *parts = told.get(str(file.path), (0, 0, 0))
            found[file.name] = f"table:{count}:" + ":".join(f"{int(one or 0) % 2**64:016x}" for one in parts)
        return found

    def fetch(self, files: Iterable[LogFile]) -> None:
        """Bring nothing: the rows are counted where they are."""

    def group(self, files: Sequence[LogFile]) -> Group:
        """Return the rows of some months as a view of Spark's, each with the month as its `filename`."""
        names = sorted(columns_used(self.found))
        told = [f"{_read(one, self.types[one])} AS c{at}" for at, one in enumerate(names)]
        with self._told():
            rows = self._of(files).selectExpr(*told, f"{self._part} AS filename")
            rows.createOrReplaceTempView("erpsite_table")
        columns = {one: Column(f"c{at}", _TYPES[_kind(self.types[one])]) for at, one in enumerate(names)}
        return Group(tuple(files), columns, "erpsite_table")

    def _of(self, files: Sequence[LogFile]) -> Any:
        """Return the rows of some months; a comparison with `by` lets Spark pass over the others."""
        if len(files) == len(self.months):
            return self._frame
        return self._frame.where(" OR ".join(f"({self._only(file.path.name)})" for file in files))

    def _only(self, part: str) -> str:
        if part == _NONE:
            return f"NOT {self._dated}"
        by, kind = _quoted(self.source.by or ""), self.types[self.source.by or ""]
        year, number = map(int, part.split("-"))
        after = f"{year + number // 12:04d}-{number % 12 + 1:02d}-01"
        return f"{by} >= CAST('{part}-01' AS {kind}) AND {by} < CAST('{after}' AS {kind})"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what Spark says of the table as a sentence."""
        errors = need("pyspark.errors")
        try:
            yield
        except errors.PySparkException as error:
            refuse_want(error)
            message = "Spark cannot read the table {table}: {reason}"
            if (error.getCondition() or "").partition(".")[0] in _NOT_THERE:
                message = "Spark knows no table {table}; does its name begin with its catalogue and schema?"
            raise RollupFault(message, table=self.source.name, reason=plain_reason(error)) from None


def _exprs(*told: str) -> list[Any]:
    functions = need("pyspark.sql.functions")
    return [functions.expr(one) for one in told]


def _type_of(one: Any) -> str:
    """Return the type of a column; Spark keeps apart that a text was declared with a length."""
    declared = str((one.metadata or {}).get("__CHAR_VARCHAR_TYPE_STRING", ""))
    return declared or str(one.dataType.simpleString())


def _kind(told: str) -> str:
    """Return the kind of a type, without digits, lengths and collations."""
    kind = told.partition("(")[0].partition(" ")[0]
    return "string" if kind in ("char", "varchar") else kind


def _read(column: str, told: str) -> str:
    """Return what gives a column: texts letter by letter, those of a fixed length without its blanks."""
    sql = _quoted(column)
    if _kind(told) != "string":
        return sql
    return f"CAST({f'rtrim({sql})' if told.startswith('char') else sql} AS STRING)"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
