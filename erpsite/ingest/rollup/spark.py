"""Count logs with Apache Spark: the same steps and the same query, said in its SQL; what it gives is small.

Spark reads the rows and gathers them. The tables that come of it are handed to DuckDB in this process, which
leads the words to modules and plants as it does for logs of its own.
"""

from __future__ import annotations

import os
import re
import socket
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlparse

from erpsite.extras import need, require
from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.columns import Column, normal_select
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.dialects import said_in
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.plain import PlainFiles
from erpsite.ingest.rollup.query import GATHERED, GATHERED_TYPES
from erpsite.ingest.rollup.rejects import broken_parquet
from erpsite.ingest.rollup.sources import NO_FOLDER, Group, groups_of
from erpsite.ingest.rollup.words import name, text
from erpsite.load.rolled.definition import Rollup

__all__ = ["SparkEngine", "plain_reason", "refuse_want", "session", "spark_version"]

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.csv.parser.columnPruning.enabled": "false",  # a row is as long as the header, or told
    "spark.sql.legacy.parquet.nanosAsLong": "true",  # it reads no times of nanoseconds
}
_GONE = ("Answer from Java side is empty", "Error while sending or receiving", "Connection refused")
"""What the bridge to Java says of a Spark that has ended."""
_PORT, _WAIT = 15_002, 15
"""Where Spark Connect listens unless the address says another port, and seconds in which it must answer."""
_OWN = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8"}
"""Settings of a Spark that is started here, and not of a cluster, which has its own."""
_BROKEN = "_erpsite_broken"
_TRAILING = 5
"""Empty cells behind the last column that are none, as DuckDB has it of any number."""
_NO_NUMBER = r"(?<=[:,\[\s])NaN(?=\s*[,}\]])"
_ENDLESS = r"(?<=[:,\[\s])([+-]?Infinity)(?=\s*[,}\]])"
"""What programs write into JSON although it has no such numbers."""


def spark_version() -> str:
    """Return the version of PySpark; raise `MissingExtraError` without it."""
    return str(need("pyspark").__version__)


@contextmanager
def session(master: str, folder: str, memory: str, *, own_tables: bool = False) -> Iterator[Any]:
    """Give a session of a cluster, of `local[*]`, or of Spark Connect (`sc://host`); it ends afterwards.

    One that is there already, as in a notebook, is taken and stays. With `own_tables` a Spark that is started
    here keeps its own folder of tables.
    """
    require("pyspark")
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")  # of packages, to nobody here
    sessions = need("pyspark.sql").SparkSession
    known = None if master.startswith("sc://") else sessions.getActiveSession()
    try:
        spark = known or _started(
            sessions.builder.appName("erpsite rollup"), master, folder, memory, own_tables
        )
    except Exception as error:
        message = "Spark does not start at {master}: {reason}"
        if isinstance(error, RollupFault):
            message = "Spark does not start at {master}: no server of Spark Connect listens there"
        if "PACKAGE_NOT_INSTALLED" in str(error):
            message = "Spark Connect needs packages of its own: pip install 'pyspark[connect]' ({reason})"
        secrets = _secrets(master)
        told = {"master": master, "reason": plain_reason(error)}
        for secret in secrets:
            told = {name: value.replace(secret, "…") for name, value in told.items()}
        raise RollupFault(message, **told) from (None if secrets else error)
    before = {key: spark.conf.get(key, None) for key in _SETTINGS}
    for key, value in _SETTINGS.items():
        spark.conf.set(key, value)
    try:
        yield spark
    finally:
        if known is None:
            with suppress(OSError, need("py4j.protocol").Py4JError):  # it may have ended by itself
                spark.stop()
        else:
            for key, value in before.items():
                spark.conf.set(key, value) if value is not None else spark.conf.unset(key)


def _started(builder: Any, master: str, folder: str, memory: str, own_tables: bool) -> Any:
    if master.startswith("sc://"):
        _refuse_silence(master)
        return builder.remote(master).getOrCreate()
    own = _OWN | {"spark.local.dir": folder}
    own |= {} if own_tables else {"spark.sql.warehouse.dir": folder}
    own |= {"spark.driver.memory": memory.lower().removesuffix("b")} if memory else {}
    for key, value in (own if master.startswith("local") else {}).items():
        builder = builder.config(key, value)
    spark = builder.master(master).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")  # it warns of every header that is not c0, c1, …
    return spark


def _refuse_silence(master: str) -> None:
    """Raise where nobody listens at an address of Spark Connect, which itself would ask for ten minutes.

    Behind a proxy nothing can be told beforehand.
    """
    proxies = ("grpc_proxy", "https_proxy", "http_proxy")
    if any(os.environ.get(name) for one in proxies for name in (one, one.upper())):
        return
    address = urlparse(master)
    try:
        socket.create_connection((address.hostname or "", address.port or _PORT), timeout=_WAIT).close()
    except (OSError, ValueError) as error:
        raise RollupFault("no server of Spark Connect listens there") from error


def _secrets(master: str) -> list[str]:
    """Return what nobody may read of an address: tokens, and users with passwords."""
    found = re.findall(r"(?:token|password|passwd|secret|key) *= *([^;&,\s]+)", master, re.IGNORECASE)
    return [*found, *re.findall(r"//([^/@\s]*:[^/@\s]*)@", master)]


def plain_reason(error: Exception) -> str:
    """Return the first line of what Spark says that tells anything, without passwords that stand in it."""
    lines = [line.strip().removeprefix(": ") for line in _words(error).splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("An error occurred while calling")] or lines
    if lines and lines[0].endswith("awaitResult:"):  # what was awaited says why
        lines = [line.removeprefix("Caused by: ") for line in lines if "Caused by: " in line][-1:] or lines
    told = lines[0][:300] if lines else type(error).__name__
    for secret in _secrets(told):
        told = told.replace(secret, "…")
    return told


def refuse_want(error: Exception) -> None:
    """Raise where Spark lacks room on the disk or in memory, or is gone."""
    told = _words(error)
    if "No space left on device" in told:
        message = (
            "the disk is full where Spark keeps what does not fit into memory; let TMPDIR, or "
            "spark.local.dir of its cluster, name a folder with more room"
        )
        raise RollupFault(message) from error
    if any(one in told for one in ("OutOfMemoryError", "Java heap space", "GC overhead")):
        message = (
            "the memory of Spark was not enough; give more by --memory-limit 4GB, or by the settings of its "
            "cluster"
        )
        raise RollupFault(message) from error
    if not told or any(one in told for one in _GONE):
        message = (
            "Spark ended while it counted, perhaps for want of memory; give more by --memory-limit 4GB, or "
            "by the settings of its cluster"
        )
        raise RollupFault(message) from error


def _words(error: Exception) -> str:
    """Return what an error says; nothing where that would have to be asked of a Spark that is gone."""
    try:
        traces = [str(getattr(error, name, None) or "") for name in ("_stackTrace", "_stacktrace")]
        return "\n".join([str(error), *traces]).strip()
    except Exception:  # whatever the bridge to Java raises
        return ""


class SparkEngine(Engine):
    """Count the rows with Spark; the tables `gathered` and `lands` are those of `Engine`."""

    tells_days = False

    def __init__(
        self, connection: Any, spark: Any, found: Rollup, calendar: Calendar, keys: KeyMap,
        plain: PlainFiles | None = None, table: Callable[[Sequence[LogFile]], Group] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(connection, found, calendar, keys, plain)
        self.spark, self.table = spark, table
        """`table` gives the rows of some months where a table of Spark's has them."""

    def _selects(self, files: Sequence[LogFile]) -> list[str]:
        if self.table:
            self.groups = (group := self.table(files),)
            names = [one.name for one in files]
            return [normal_select(self.found, group.columns, group.relation, names, spark=True)]
        self.groups = groups_of(self.found, files, self.connection)
        folders = {one: Column(name(one)) for one in self.found.folders}
        return [
            normal_select(
                self.found, group.columns | folders, self._view(at, group), [one.name for one in group.files],
                broken=_broken(group), spark=True,
            )
            for at, group in enumerate(self.groups)
        ]  # fmt: skip

    def _view(self, at: int, group: Group) -> str:
        """Give Spark a group of files as a view with their columns, the folders' and `filename`."""
        functions = need("pyspark.sql.functions")
        frame = _frame(self.spark.read, group, self.found)
        place = functions.col("_metadata.file_path")
        folders = [_in_path(place, one).alias(one) for one in self.found.folders]
        cells = _of_lines(group, self.found) if group.files[0].form == "jsonl" else ["*"]
        if group.files[0].form == "parquet":
            cells = [
                _of_parquet(name, group.columns.get(name), kind)
                for name, kind in frame.dtypes
                if name not in self.found.folders
            ]
        frame.select(*cells, *folders, place.alias("filename")).createOrReplaceTempView(f"erpsite_logs_{at}")
        return f"erpsite_logs_{at}"

    def _slot(self, *_: object) -> str:
        """Return nothing: hours of servers are compared where DuckDB counts."""
        return ""

    def _make(self, query: str) -> None:
        table = self._asked(query)
        self.connection.register("handed", table)
        columns = ", ".join(
            f"CAST({one} AS {'INTEGER' if one == 'month' else GATHERED_TYPES.get(one, 'BIGINT')}) AS {one}"
            for one in GATHERED
        )
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS SELECT {columns} FROM handed")
        self.connection.unregister("handed")
        if self.table:
            self._refuse_moved()
            return
        known = self._places()
        for part, column in (("file", "name"), ("scale", "name"), ("again", "name"), ("again", "why")):
            of = f"part = {text(part)} AND {column}"
            for (place,) in self.rows(f"SELECT DISTINCT {column} FROM gathered WHERE {of} IS NOT NULL"):
                told = [text(_plain_place(place, known)), text(place)]
                self.connection.execute(f"UPDATE gathered SET {column} = {told[0]} WHERE {of} = {told[1]}")

    def _refuse_moved(self) -> None:
        """Raise where a table has other rows by now than when it was asked for its months."""
        counted = dict(self.rows("SELECT name, SUM(n) FROM gathered WHERE part = 'file' GROUP BY name"))
        for one in (file for group in self.groups for file in group.files):
            if (told := int(counted.get(str(one.path), 0))) != one.size:
                message = "{file} has {rows} rows, and {told} of them came; nothing is written"
                raise RollupFault(message, file=one.name, rows=one.size, told=told)

    def _places(self) -> dict[str, str]:
        return {str(path.resolve()): str(path) for group in self.groups for path in _paths(group)}

    def _asked(self, query: str) -> Any:
        """Return the Arrow table that Spark gives for a query."""
        try:
            return self.spark.sql(said_in(query, "spark")).toArrow()
        except Exception as error:
            refuse_want(error)
            reason = plain_reason(error)
            files = {} if self.table else {str(one.path): one.name for one in self.files.values()}
            if path := broken_parquet(files):
                message = "{file} cannot be read, and nothing is written: {reason}"
                raise RollupFault(message, file=files[path], reason=reason) from error
            raise RollupFault("Spark cannot read the logs: {reason}", reason=reason) from error

    def read_again(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query over the rows themselves gives, whose first column is a file."""
        known = {} if self.table else self._places()
        rows = (tuple(row.values()) for row in self._asked(query).to_pylist())
        return [(file if self.table else _plain_place(file, known), *more) for file, *more in rows]

    def rejected_lines(self) -> list[tuple[str, str, int]]:
        """Return nothing: a row that is none is told as any other that does not count."""
        return []

    def _rejected(self) -> Sequence[tuple[str, str, int]]:
        return ()

    def progress(self) -> float:
        """Return that nobody knows: Spark shows by itself how far it is."""
        return -1.0


def _plain_place(place: str, known: Mapping[str, str]) -> str:
    """Return the path of a file from the address that Spark has of it."""
    path = unquote(urlparse(place).path)
    return known.get(path, path)


def _paths(group: Group) -> Collection[Any]:
    return [one.path for one in group.files]


def _broken(group: Group) -> str:
    """Return what says of a row that it is none: 1 where cells are missing, 2 more, 3 no object of JSON."""
    if group.files[0].form == "jsonl":
        return f"CASE WHEN {_BROKEN} IS NULL THEN 0 ELSE 3 END"
    if group.files[0].form != "csv":
        return ""
    return f"CASE WHEN {_BROKEN} IS NULL THEN 0 WHEN c{group.width - 1} IS NULL THEN 1 ELSE 2 END"


def _frame(read: Any, group: Group, found: Rollup) -> Any:
    paths = [_unpatterned(str(path.resolve())) for path in _paths(group)]
    form = group.files[0].form
    if form == "parquet":
        return read.parquet(*paths)
    if form == "jsonl":  # its own reader of JSON knows no end of an object but the line's
        return read.text(paths, lineSep="\n").where("value RLIKE '[^ \\\\t\\\\r]'")
    width = group.width
    schema = ", ".join([*(f"c{at} STRING" for at in range(width)), f"{_BROKEN} STRING"])
    rows = read.csv(
        paths, schema=schema, sep=found.delimiter, quote='"', escape=found.escape, header=found.header,
        multiLine=True, enforceSchema=True, mode="PERMISSIVE", columnNameOfCorruptRecord=_BROKEN,
        encoding="UTF-8",
    )  # fmt: skip
    return rows.withColumn(_BROKEN, _without_trailing(width, found))


def _without_trailing(width: int, found: Rollup) -> Any:
    """Return what says that a row of CSV is broken; a few empty cells behind the last name are none."""
    functions = need("pyspark.sql.functions")
    broken = functions.col(_BROKEN)
    told = {"sep": found.delimiter, "quote": '"', "escape": found.escape, "mode": "PERMISSIVE",
            "columnNameOfCorruptRecord": "whole"}  # fmt: skip
    mended = functions.when(broken.isNull(), None)
    for more in range(1, _TRAILING + 1):
        names = [f"c{at} STRING" for at in range(width + more)]
        held = functions.from_csv(broken, ", ".join([*names, "whole STRING"]), told)
        empty = held["whole"].isNull()
        for at in range(width, width + more):
            empty &= functions.coalesce(held[f"c{at}"], functions.lit("")) == ""
        mended = mended.when(empty, None)
    return mended.otherwise(broken)


def _in_path(place: Any, folder: str) -> Any:
    """Return the text of a folder such as `plant=0010` above a file; nothing where it lies in none.

    The address of a file writes letters as bytes, and the name of a folder may have done so before.
    """
    functions = need("pyspark.sql.functions")
    held = _unquoted(functions.regexp_extract(_unquoted(place), f"/{re.escape(folder)}=([^/]*)/", 1))
    return functions.when(held.isin("", NO_FOLDER), functions.lit(None)).otherwise(held)


def _unquoted(column: Any) -> Any:
    """Return a text with `%41` as the letters that it stands for; one that is not written so as it is."""
    functions = need("pyspark.sql.functions")
    plain = functions.try_url_decode(functions.regexp_replace(column, r"\+", "%2B"))
    return functions.coalesce(plain, column)


def _unpatterned(path: str) -> str:
    """Return the path of one file: Spark takes `*`, `?`, brackets and braces in it for those of a pattern."""
    return "".join(f"\\{sign}" if sign in "\\*?[]{}," else sign for sign in path)


def _of_parquet(name: str, column: Column | None, kind: str) -> Any:
    """Return a column of Parquet; times of nanoseconds, which Spark reads as numbers, as times."""
    functions = need("pyspark.sql.functions")
    if column is None or kind != "bigint" or not column.type.startswith("TIMESTAMP"):
        return functions.col(_quoted(name))
    micros = functions.expr(f"({_quoted(name)} - pmod({_quoted(name)}, 1000)) div 1000")
    return functions.timestamp_micros(micros).alias(name)


def _of_lines(group: Group, found: Rollup) -> list[Any]:
    """Return the columns of lines of JSON, and what says that a line is no object.

    A name with points, such as `request.path`, is that name or what stands under `path` in `request`.
    """
    functions = need("pyspark.sql.functions")
    line = functions.regexp_replace("value", _NO_NUMBER, "null")
    line = functions.regexp_replace(line, _ENDLESS, '"$1"')
    names = [one for one in group.columns if one not in found.folders]
    schema = ", ".join(f"{_quoted(one)} STRING" for one in [*names, _BROKEN])
    told = {"mode": "PERMISSIVE", "columnNameOfCorruptRecord": _BROKEN, "allowSingleQuotes": "false"}
    held = functions.from_json(line, schema, told)
    cells = []
    for one in names:
        flat, steps = held.getField(one), one.split(".")
        if len(steps) > 1 and all(steps):
            deep = functions.get_json_object(line, "$" + "".join(f"['{step}']" for step in steps))
            flat = functions.coalesce(flat, deep)
        cells.append(flat.alias(one))
    whole = functions.json_array_length(functions.concat(functions.lit("["), line, functions.lit("]")))
    object_ = functions.coalesce((whole == 1) & functions.ltrim(line).startswith("{"), functions.lit(False))
    broken = functions.when(object_, held.getField(_BROKEN)).otherwise(line)
    return [*cells, broken.alias(_BROKEN)]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
