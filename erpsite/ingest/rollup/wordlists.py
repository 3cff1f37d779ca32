"""Look up the few words of a key first, so that DuckDB groups rows by small numbers and not by text.

Only Parquet is read twice for it: its columns and their dictionaries are read alone, at next to no cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erpsite.ingest.rollup.columns import key_column, word_of
from erpsite.ingest.rollup.sources import Group
from erpsite.load.rolled.definition import Rollup

__all__ = ["few_words"]

_MOST = 1000
"""Words, or files, that are few."""


def few_words(found: Rollup, groups: Sequence[Group], connection: Any) -> Mapping[str, tuple[str, ...]]:
    """Return the words of `plant`, `module` and `file` that are few; the keys for Parquet alone."""
    told = {"file": tuple(sorted(str(one.path) for group in groups for one in group.files))}
    if not found.trim and all(group.files[0].form == "parquet" for group in groups):
        told |= {role: _words(found, role, groups, connection) for role in ("plant", "module")}
    return {role: words for role, words in told.items() if 0 < len(words) <= _MOST and _sayable(words)}


def _words(found: Rollup, role: str, groups: Sequence[Group], connection: Any) -> tuple[str, ...]:
    column = key_column(found, role)
    if column is None:
        return ()
    words: set[str] = set()
    for group in groups:
        if group.columns.get(column, None) is None or group.columns[column].type != "VARCHAR":
            return ()
        word = word_of(found, group.columns, group.files[0].name, column)
        query = f"SELECT DISTINCT {word} AS word FROM {group.relation} LIMIT {_MOST + 2}"
        words |= {row[0] for row in connection.execute(query).fetchall()}
    return tuple(sorted(words - {None}))


def _sayable(words: Sequence[str]) -> bool:
    return not any("\0" in word for word in words)
