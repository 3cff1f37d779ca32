"""Hold the types of a table's columns against what the definition says of them, before a row is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.columns import columns_used, place_of
from erpsite.ingest.rollup.faults import MisfitError
from erpsite.issues import Issue
from erpsite.load.rolled.definition import Rollup, TableSource

__all__ = ["Kinds", "refuse_misfits"]


@dataclass(frozen=True)
class Kinds:
    """Hold which types of a server may be what."""

    moments: Collection[str]
    """Those that part a table into months."""
    numbers: Collection[str]
    times: Collection[str]
    every: Collection[str] | None = None
    """Those of which anything can be counted; None: all."""


def refuse_misfits(
    found: Rollup, source: TableSource, types: Mapping[str, str], kinds: Mapping[str, str], allowed: Kinds
) -> None:
    """Raise `MisfitError` for the first column whose type is none of those that its role allows.

    `types` are what is told, `kinds` what is compared.
    """
    if source.by and kinds.get(source.by) not in allowed.moments:
        kind = types.get(source.by)
        message = "{table} has no column {column}"
        if kind:
            message = "{table}: the column {column} is {type}; a table is parted by a timestamp or a date"
        values = {"table": source.name, "column": source.by, "type": kind or ""}
        raise MisfitError(Issue("table-type", message, source.where_of("by"), values=values))
    wanted: list[tuple[str, Collection[str]]] = []
    wanted += [] if found.time.beside else [(found.time.column, allowed.times)]
    wanted += [(found.duration.column, allowed.numbers)] if found.duration else []
    wanted += [(found.volume, allowed.numbers)] if found.volume else []
    if found.outcome and found.outcome.error_from is not None:
        wanted.append((found.outcome.column, allowed.numbers))
    if allowed.every is not None:
        wanted += [(one, allowed.every) for one in columns_used(found)]
    for column, fitting in wanted:
        if kinds[column] not in fitting:
            message = "{table}: the column {column} is {type}, which is not what the definition says"
            values = {"table": source.name, "column": column, "type": types[column]}
            raise MisfitError(Issue("table-type", message, place_of(found, column), values=values))
