"""Say which lines of CSV are no rows, as DuckDB's reader found them."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from erpsite.extras import need
from erpsite.ingest.rollup.connecting import first_line
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.words import path_text

__all__ = ["UnevenEndsError", "broken_parquet", "named_files", "rejected_lines", "rejected_rows"]

_REJECTED = {
    "MISSING COLUMNS": "half-written",
    "TOO MANY COLUMNS": "too-many-cells",
    "UNQUOTED VALUE": "open-quote",
    "LINE SIZE OVER MAXIMUM": "long-line",
    "INVALID ENCODING": "not-utf-8",
    "INVALID UNICODE": "not-utf-8",
}


def rejected_lines(connection: Any, paths: Collection[str]) -> list[tuple[str, str, int]]:
    """Return path, reason and line of one line for each kind of line that is no row."""
    query = (
        "SELECT MIN(s.file_path), e.error_type, ARG_MIN(e.line, s.file_path) FROM reject_errors e "
        "JOIN reject_scans s USING (scan_id, file_id) GROUP BY e.error_type ORDER BY ALL"
    )
    return [
        (file, _REJECTED.get(str(kind), "unreadable"), int(line))
        for file, kind, line in connection.execute(query).fetchall()
        if file in paths
    ]


def rejected_rows(connection: Any, paths: Collection[str]) -> Iterator[tuple[str, str, int]]:
    """Yield path, reason and number of the lines that are no rows: each counts once, by its first fault.

    A quotation mark that is not closed takes all the lines behind it with it, so that they count, too.
    """
    query = (
        "SELECT file_path, kind, COUNT(*), MIN(line) FROM (SELECT s.file_path, e.line, MIN(e.error_type) AS "
        "kind FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) GROUP BY ALL) GROUP BY ALL"
    )
    for file, kind, rows, line in connection.execute(query).fetchall():
        if file in paths:
            reason = _REJECTED.get(str(kind), "unreadable")
            yield file, reason, _lines_from(file, int(line)) if reason == "open-quote" else int(rows)


def _lines_from(path: str, first: int) -> int:
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as stream:
        return sum(1 for at, _ in enumerate(stream, 1) if at >= first)


def broken_parquet(paths: Iterable[str]) -> str | None:
    """Return the first Parquet file whose values cannot all be read: the engine does not always name it."""
    duckdb = need("duckdb")
    with duckdb.connect(config={"threads": "1", "autoload_known_extensions": "false"}) as connection:
        for path in paths:
            if path.endswith(".parquet"):
                try:
                    connection.execute(f"SELECT COUNT(COLUMNS(*)) FROM read_parquet({path_text(Path(path))})")
                except duckdb.Error:
                    return path
    return None


class UnevenEndsError(Exception):
    """Say that DuckDB's reader gives up where Python's does not.

    Lines of one file end in different ways, or nothing but padding stands behind what is packed.
    """


@contextmanager
def named_files(names: Mapping[str, str]) -> Iterator[None]:
    """Say what is wrong with a file by its name, and by no path of this machine; `names` are by path."""
    duckdb = need("duckdb")
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        reason = first_line(error)
        if "state machine reached an invalid state" in reason or "not a GZIP stream" in reason:
            raise UnevenEndsError from error
        path = next((one for one in sorted(names, key=len, reverse=True) if one in reason), None)
        if "No space left" in reason:
            raise
        if path is None:
            path = broken_parquet(names)
        if path is None:
            raise
        message = "{file} cannot be read, and nothing is written: {reason}"
        if "GZIP" in reason or "magic bytes" in reason:
            message = "{file} is half-written ({reason}); bring it anew, or count without it"
        reason = reason.replace(path, names[path])
        raise RollupFault(message, file=names[path], reason=reason) from error
