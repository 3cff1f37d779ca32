"""Connect to DuckDB, which fetches nothing, and say its errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from erpsite.extras import need
from erpsite.ingest.rollup.faults import RollupFault

__all__ = ["connected", "first_line"]


@contextmanager
def connected(folder: str, memory: str, threads: int) -> Iterator[Any]:
    """Give a connection that fetches nothing, spills into `folder` and keeps within `memory`."""
    duckdb = need("duckdb")
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": folder,
        "preserve_insertion_order": "false",
    }
    if memory:
        settings["memory_limit"] = memory
    if threads:
        settings["threads"] = str(threads)
    try:
        connection = duckdb.connect(config=settings)
    except duckdb.ParserException as error:
        message = "{size} is no size of memory; write --memory-limit 2GB, or 512MB"
        raise RollupFault(message, size=memory) from error
    except duckdb.Error as error:
        raise RollupFault("DuckDB does not start: {reason}", reason=first_line(error)) from error
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = true")
        connection.execute("SET enable_progress_bar_print = false")  # it is asked, and never prints by itself
        yield connection
    except duckdb.OutOfMemoryException as error:
        message = (
            "the memory was not enough ({reason}); give more by --memory-limit 4GB, or count fewer files"
        )
        if "offload" in str(error):
            message = (
                "the disk is full where DuckDB keeps what does not fit into memory ({reason}); let TMPDIR "
                "name a folder with more room, or give more memory by --memory-limit 4GB"
            )
        raise RollupFault(message, reason=first_line(error)) from error
    except duckdb.Error as error:
        if "No space left" in str(error):
            message = "the disk is full where DuckDB keeps what does not fit into memory: {reason}"
        else:
            message = "DuckDB cannot read the logs: {reason}"
        raise RollupFault(message, reason=first_line(error)) from error
    finally:
        connection.close()


def first_line(error: Exception) -> str:
    """Return the first line of an error that says something."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
