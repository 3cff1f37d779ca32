"""Find which rows of a workbook that came back are which records, and which are new.

What people see decides: the id in a row, not the hidden key beside it, which wanders when a range is sorted
or a row is copied. The hidden key tells what a row was whose id is gone or whose list has no ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.converting import Refused
from erpsite.ingest.editing.cells import EditColumn, Known, cell_seen, meaning, seen, shown
from erpsite.ingest.editing.layout import ONE
from erpsite.ingest.editing.returning import CameRow, CameSheet
from erpsite.ingest.editing.trees import Key, scalar_text
from erpsite.ingest.tables import Value

__all__ = ["Matched", "RowClash", "match_rows", "visible_key"]


@dataclass(frozen=True, slots=True)
class RowClash:
    """Say why rows cannot be taken; `message` is a msgid whose fields are in `values`."""

    rows: tuple[CameRow, ...]
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Matched:
    """Hold what the rows of one sheet are."""

    known: dict[Key, CameRow] = field(default_factory=dict)
    new: list[CameRow] = field(default_factory=list)
    clashes: list[RowClash] = field(default_factory=list)
    claimed: set[Key] = field(default_factory=set)
    """Records that are there, in rows that cannot be taken."""


def visible_key(came: CameSheet, row: CameRow, known: Known) -> Key | None:
    """Return the key that the visible cells of a row give; None where nothing in them names it."""
    sheet = came.sheet
    around = (ONE, *row.parents) if sheet.file.shape == "one" and sheet.hops else row.parents
    if not sheet.hops and sheet.file.shape == "one":
        return (ONE,)
    if not sheet.key:
        return None
    parts = [_named(row.cells.get(name), came.columns.get(name), known) for name in sheet.key]
    return (*around, "|".join(parts)) if any(parts) else None


def _named(value: Value, column: EditColumn | None, known: Known) -> str:
    if column is None:
        return ""
    found = meaning(value, column, known)
    return cell_seen(value, column) if isinstance(found, Refused) else scalar_text(found)


def match_rows(came: CameSheet, base: Mapping[Key, Any], known: Known) -> Matched:
    """Return what each row is; `base` holds the records that the workbook was written with, by key."""
    made = Matched()
    found: dict[Key, list[CameRow]] = {}
    lost: dict[Key, list[CameRow]] = {}
    for row in came.rows:
        hidden = row.hidden if row.hidden in base else None
        if row.empty and hidden is not None:
            continue  # somebody emptied the row in place of deleting it
        named = visible_key(came, row, known)
        if named is not None and named in base:
            found.setdefault(named, []).append(row)
        elif hidden is not None and hidden[-1].startswith("#"):
            found.setdefault(hidden, []).append(row)
        elif hidden is not None:
            lost.setdefault(hidden, []).append(row)
        else:
            made.new.append(row)
    for key, rows in found.items():
        _settle(came, key, rows, base[key], made)
    for key, rows in lost.items():
        _settle_lost(came, key, rows, known, made)
    made.new.sort(key=lambda row: row.number)
    return made


def _settle(came: CameSheet, key: Key, rows: Sequence[CameRow], record: Any, made: Matched) -> None:
    """Take the row of a record; of a list without keys, what was copied is new."""
    if len(rows) == 1:
        made.known[key] = rows[0]
        return
    if key[-1].startswith("#"):
        same = [row for row in rows if _unchanged(came, row, record)]
        if same:
            made.known[key] = same[0]
            made.new += [row for row in rows if row is not same[0]]
            return
    made.claimed.add(key)
    message = "several rows are {name}; one record has one row, and what is copied needs an id of its own"
    made.clashes.append(RowClash(tuple(rows), message, {"name": _called(key)}))


def _unchanged(came: CameSheet, row: CameRow, record: Any) -> bool:
    return all(
        cell_seen(row.cells.get(name), column) == seen(shown(record, column))
        for name, column in came.columns.items()
    )


def _settle_lost(came: CameSheet, key: Key, rows: Sequence[CameRow], known: Known, made: Matched) -> None:
    """Settle rows that were a record and name another one now, or none."""
    if key in made.known or key in made.claimed:
        made.new += rows  # copies of a row that is still there
        return
    if len(rows) > 1:
        made.claimed.add(key)
        message = "several rows were {name}, and none of them is now; write the id back into one"
        made.clashes.append(RowClash(tuple(rows), message, {"name": _called(key)}))
        return
    row = rows[0]
    moved = row.parents != (key[1:-1] if came.sheet.file.shape == "one" else key[:-1])
    identified = came.sheet.has_id or (not came.sheet.hops and came.sheet.file.shape == "folder")
    if not moved and not identified:
        made.known[key] = row
        return
    made.claimed.add(key)
    named = visible_key(came, row, known)
    if moved:
        message = "{name} was moved to another record; that is a new row there, and this one deleted"
    elif named is None:
        message = "{name} has lost its id; write it back"
    else:
        message = "{name} is called {now} now; other records lead to its id, which therefore stays"
    now = named[-1] if named else ""
    made.clashes.append(RowClash((row,), message, {"name": _called(key), "now": now}))


def _called(key: Key) -> str:
    return "/".join(part for part in key if part != ONE)
