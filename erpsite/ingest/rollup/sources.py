"""Read the schema of every file first, and say how DuckDB reads those that agree."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from erpsite.ingest.rollup.columns import Column, columns_used
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.words import name, text
from erpsite.load.rolled.definition import Rollup

__all__ = ["Group", "groups_of"]

_LONGEST_LINE = 4_000_000
"""Bytes; no row of a log is longer."""


@dataclass(frozen=True)
class Group:
    """Hold files that are read alike: their columns, and the SQL that gives their rows."""

    files: tuple[LogFile, ...]
    columns: dict[str, Column]
    relation: str
    width: int = 0
    """Cells of a row of CSV."""


def groups_of(found: Rollup, files: Iterable[LogFile], connection: Any) -> tuple[Group, ...]:
    """Return the files by form and schema, so that no file lends its types to another."""
    held: dict[tuple[object, ...], list[LogFile]] = {}
    for file in files:
        if file.size:
            held.setdefault((file.form, file.zipped, *_schema(found, file, connection)), []).append(file)
    return tuple(_group(found, key, tuple(group)) for key, group in held.items())


def _schema(found: Rollup, file: LogFile, connection: Any) -> tuple[object, ...]:
    if file.form == "csv":
        return tuple(_header(file, found)) if found.header else found.names
    if file.form == "jsonl":
        return ()
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({text(str(file.path))})").fetchall()
    wanted = columns_used(found)
    return tuple((row[0], row[1]) for row in rows if row[0] in wanted)


def _header(file: LogFile, found: Rollup) -> list[str]:
    """Return the names in the first line of a CSV file."""
    try:
        with gzip.open(file.path, "rb") if file.zipped else file.path.open("rb") as stream:
            wrapped = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            return next(csv.reader(wrapped, delimiter=found.delimiter), [])
    except UnicodeDecodeError as error:
        message = "{file} is not UTF-8; write it anew, for instance by iconv -f GB18030 -t UTF-8"
        raise RollupFault(message, file=file.name) from error
    except (OSError, EOFError, csv.Error) as error:
        raise RollupFault("{file} cannot be read: {reason}", file=file.name, reason=str(error)) from error


def _group(found: Rollup, key: tuple[object, ...], files: tuple[LogFile, ...]) -> Group:
    paths = "[" + ", ".join(text(str(file.path)) for file in files) + "]"
    hive = _hive(found.folders)
    if key[0] == "csv":
        columns, relation = _csv(found, [str(one) for one in key[2:]], paths, hive, zipped=bool(key[1]))
    elif key[0] == "jsonl":
        names = sorted(set(columns_used(found)) - set(found.folders))
        told = ", ".join(f"{name(one)}: 'VARCHAR'" for one in names)
        columns = {one: Column(name(one)) for one in names}
        relation = (
            f"read_json({paths}, format = 'newline_delimited', columns = {{{told}}}, filename = true, "
            f"maximum_object_size = {_LONGEST_LINE}{hive})"
        )
    else:
        pairs = [one for one in key[2:] if isinstance(one, tuple)]
        columns = {str(one): Column(name(str(one)), str(kind)) for one, kind in pairs}
        relation = f"read_parquet({paths}, filename = true{hive or ', hive_partitioning = false'})"
    columns |= {one: Column(name(one)) for one in found.folders}
    return Group(files, columns, relation, len(key) - 2)


def _hive(folders: Sequence[str]) -> str:
    if not folders:
        return ""
    types = ", ".join(f"{name(one)}: 'VARCHAR'" for one in folders)
    return f", hive_partitioning = true, hive_types_autocast = false, hive_types = {{{types}}}"


def _csv(
    found: Rollup, header: list[str], paths: str, hive: str, *, zipped: bool
) -> tuple[dict[str, Column], str]:
    """Return columns by position: names that differ in case alone, or stand twice, cannot confuse."""
    told = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(header)))
    columns: dict[str, Column] = {}
    twice = {one for one in header if header.count(one) > 1}
    for at, one in enumerate(header):
        if one not in twice:
            columns[one] = Column(f"c{at}")
    if wrong := sorted(twice & set(columns_used(found))):
        raise RollupFault("the column {column} stands twice in the header", column=wrong[0])
    packed = "gzip" if zipped else "none"
    relation = (
        f"read_csv({paths}, auto_detect = false, header = {str(found.header).lower()}, "
        f"delim = {text(found.delimiter)}, quote = '\"', escape = {text(found.escape)}, "
        f"columns = {{{told}}}, filename = true, store_rejects = true, rejects_limit = 0, "
        f"strict_mode = true, max_line_size = {_LONGEST_LINE}, compression = '{packed}'{hive})"
    )
    return columns, relation
