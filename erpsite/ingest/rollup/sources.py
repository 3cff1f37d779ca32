"""Read the schema of every file first, and say how DuckDB reads those that agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.columns import Column, columns_used
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.listing import LogFile
from erpsite.ingest.rollup.plain import reader_of, text_of, told_faults
from erpsite.ingest.rollup.words import name, path_text, text
from erpsite.load.rolled.definition import Rollup

__all__ = ["NO_FOLDER", "Group", "groups_of", "json_shape", "json_value"]

_BROKEN_JSON = "CASE WHEN json IS NULL OR LTRIM(json) NOT LIKE '{%' THEN 3 ELSE 0 END"
NO_FOLDER = "__HIVE_DEFAULT_PARTITION__"
"""Name of the folder of rows without a value."""
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
    broken: str = ""
    """What says that a row of JSON is none, by 3; else 0. Lines of CSV that are no rows are told apart."""


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
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({path_text(file.path)})").fetchall()
    wanted = columns_used(found)
    return tuple((row[0], row[1]) for row in rows if row[0] in wanted)


def _header(file: LogFile, found: Rollup) -> list[str]:
    """Return the names in the first line of a CSV file, without blanks around them."""
    with told_faults(file), text_of(file) as text:
        return [one.strip() for one in next(reader_of(text, found), [])]


def _group(found: Rollup, key: tuple[object, ...], files: tuple[LogFile, ...]) -> Group:
    paths = "[" + ", ".join(path_text(file.path) for file in files) + "]"
    broken = ""
    if key[0] == "csv":
        columns, relation = _csv(found, [str(one) for one in key[2:]], paths, zipped=bool(key[1]))
    elif key[0] == "jsonl":
        names = sorted(set(columns_used(found)) - set(found.folders))
        columns = {one: Column(name(one)) for one in names}
        relation, broken = _json(names, paths), _BROKEN_JSON
    else:
        pairs = [one for one in key[2:] if isinstance(one, tuple)]
        columns = {str(one): Column(name(str(one)), str(kind)) for one, kind in pairs}
        relation = f"read_parquet({paths}, filename = true, hive_partitioning = false)"
    columns |= {one: Column(_in_path(one)) for one in found.folders}
    return Group(files, columns, relation, len(key) - 2, broken)


def _in_path(folder: str) -> str:
    """Return what gives the text of a folder such as `plant=0010` above a file; NULL where it lies in none.

    An engine's own reading of such folders refuses files of which one lies deeper, or in no such folder.
    """
    held = f"regexp_extract(filename, {text(f'/{re.escape(folder)}=([^/]*)/')}, 1)"
    return f"NULLIF(NULLIF(url_decode({held}), ''), {text(NO_FOLDER)})"


def json_shape(names: Iterable[str]) -> dict[str, Any]:
    """Return what an object of JSON lines holds: texts, and objects for names such as `request.path`."""
    shape: dict[str, Any] = dict.fromkeys(names, "VARCHAR")
    for one in names:
        *path, last = one.split(".")
        inner = shape
        for step in path:
            held = inner.setdefault(step, {})
            inner = held if isinstance(held, dict) else {}  # what is asked for as text is no object
        inner.setdefault(last, "VARCHAR")
    return shape


def json_value(one: str, shape: Mapping[str, Any], of: str) -> str:
    """Return what gives a value of an object: under its name, or under names one in the other."""
    flat, deep = f"{of}.{name(one)}", of
    inner: Any = shape
    for step in one.split("."):
        if not isinstance(inner, Mapping) or step not in inner:
            return flat
        deep, inner = f"{deep}.{name(step)}", inner[step]
    return flat if deep == flat or inner != "VARCHAR" else f"COALESCE({flat}, {deep})"


def _json(names: Sequence[str], paths: str) -> str:
    shape = json_shape(names)
    told = ["filename", "json"]
    told += [f"{json_value(one, shape, 'held')} AS {name(one)}" for one in names]
    made = text(json.dumps(shape, ensure_ascii=False))
    objects = (
        f"read_json_objects({paths}, format = 'newline_delimited', ignore_errors = true, filename = true, "
        f"hive_partitioning = false, maximum_object_size = {_LONGEST_LINE})"
    )
    return f"(SELECT {', '.join(told)} FROM (SELECT *, json_transform(json, {made}) AS held FROM {objects}))"


def _csv(found: Rollup, header: list[str], paths: str, *, zipped: bool) -> tuple[dict[str, Column], str]:
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
        f"strict_mode = true, max_line_size = {_LONGEST_LINE}, compression = '{packed}', "
        f"hive_partitioning = false)"
    )
    return columns, relation
