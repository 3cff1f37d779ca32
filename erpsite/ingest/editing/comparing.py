"""Compare three ways: the plan that a workbook was made from, the workbook, and today's plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.converting import Refused
from erpsite.ingest.editing.cells import EditColumn, Known, cell_seen, meaning, seen, shown
from erpsite.ingest.editing.layout import ONE, EditSheet
from erpsite.ingest.editing.matching import Matched, match_rows, visible_key
from erpsite.ingest.editing.returning import CameBack, CameRow, CameSheet
from erpsite.ingest.editing.trees import ABSENT, Key, RowPair, Trees, pair_rows
from erpsite.ingest.plan_names import make_id
from erpsite.model.kinds import KINDS
from erpsite.sheets import LONGEST_CELL

__all__ = ["CellChange", "Clash", "Compared", "Deletion", "NewRow", "compare"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """Hold one cell that the workbook changes."""

    place: str
    sheet: EditSheet
    pair: RowPair
    column: EditColumn
    before: str
    after: str
    value: Any
    """What the file is to hold; None empties it."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """Hold one row that people added."""

    place: str
    sheet: EditSheet
    key: Key | None
    """None where only its place in a list would tell it apart."""
    around: Key
    """Key of the record that it stands in."""
    values: Mapping[EditColumn, Any]


@dataclass(frozen=True, slots=True)
class Deletion:
    """Hold one record whose row is gone."""

    title: str
    sheet: EditSheet
    pair: RowPair


@dataclass(frozen=True, slots=True)
class Clash:
    """Say why a cell or row is not taken; `message` is a msgid whose fields are in `values`."""

    place: str
    key: Key
    column: str
    message: str
    values: Mapping[str, object]


@dataclass(slots=True)
class Compared:
    """Hold what a workbook changes, and what it cannot."""

    changes: list[CellChange] = field(default_factory=list)
    added: list[NewRow] = field(default_factory=list)
    deleted: list[Deletion] = field(default_factory=list)
    conflicts: list[Clash] = field(default_factory=list)
    refused: list[Clash] = field(default_factory=list)
    made_ids: list[tuple[str, str]] = field(default_factory=list)
    """Place of a new row without an id, and the id that it was given."""
    rows: int = 0
    strange: list[str] = field(default_factory=list)
    """Sheets, and columns of sheets, that are not read."""


@dataclass
class _Sides:
    """Hold what comparing one sheet needs."""

    came: CameSheet
    pairs: Mapping[Key, RowPair]
    matched: Matched
    known: Known
    made: Compared
    take_workbook: bool
    make_ids: bool
    taken: set[str]
    """Ids of its kind that are given."""
    above: Mapping[Key, RowPair]
    """The records that its rows stand in."""
    gone: set[tuple[str, Key]]
    """Name of the sheet and key of each record whose row is gone, or which stands in one."""


def compare(
    back: CameBack, base: Trees, today: Trees, known: Known, *, take_workbook: bool = False,
    make_ids: bool = False,
) -> Compared:  # fmt: skip
    """Return what changed in the workbook since it was written, against what changed in the plan.

    A cell that both changed is a conflict, and so is a row that one deleted and the other changed, or that
    both added differently; `take_workbook` settles cells for the workbook. `make_ids` gives an id to new rows
    that have none.
    """
    made = Compared(strange=list(back.strange))
    gone: set[tuple[str, Key]] = set()
    arrived: set[tuple[str, Key]] = set()
    for came in back.sheets:
        made.strange += [f"{came.title}!{letters}" for letters in came.strange]
        made.rows += len(came.rows)
        pairs = {pair.key: pair for pair in pair_rows(came.sheet, base, today)}
        old = {key: pair.base for key, pair in pairs.items() if pair.base is not ABSENT}
        matched = match_rows(came, old, known)
        taken = set(known.ids.get(came.sheet.kind, {}))
        above = (
            {pair.key: pair for pair in pair_rows(came.sheet.parent, base, today)}
            if came.sheet.parent
            else {}
        )
        sides = _Sides(came, pairs, matched, known, made, take_workbook, make_ids, taken, above, gone)
        for clash in matched.clashes:
            places = ", ".join(came.place(row) for row in clash.rows)
            made.conflicts.append(Clash(places, (), "", clash.message, clash.values))
        for key, row in matched.known.items():
            if not _goes(sides, key, row):
                _compare_row(sides, pairs[key], row)
        _compare_new(sides, arrived)
        _compare_gone(sides, old)
    return made


def _goes(sides: _Sides, key: Key, row: CameRow) -> bool:
    """Say whether a row stands in a record that is deleted; where it was changed, that one stays."""
    sheet, pair = sides.came.sheet, sides.pairs[key]
    if sheet.parent is None or (sheet.parent.name, key[:-1]) not in sides.gone:
        return False
    sides.gone.add((sheet.name, key))
    for name, column in sides.came.columns.items():
        if cell_seen(row.cells.get(name), column) != seen(shown(pair.base, column)):
            _keep(sides, key[:-1], sides.came.place(row, name))
            break
    return True


def _keep(sides: _Sides, around: Key, place: str) -> None:
    """Take back the deletion of a record whose inner rows people changed, and say so."""
    kept = [one for one in sides.made.deleted if one.pair.key == around[: len(one.pair.key)]]
    sides.made.deleted = [one for one in sides.made.deleted if one not in kept]
    name = "/".join(part for part in around if part != ONE)
    message = "{name} was deleted in the workbook, but a row that stands in it was changed"
    sides.made.conflicts.append(Clash(place, around, "", message, {"name": name}))


def _compare_row(sides: _Sides, pair: RowPair, row: CameRow) -> None:
    for name, column in sides.came.columns.items():
        before, now = seen(shown(pair.base, column)), cell_seen(row.cells.get(name), column)
        if now != before:
            _compare_cell(sides, pair, row, column, before)


def _compare_cell(sides: _Sides, pair: RowPair, row: CameRow, column: EditColumn, before: str) -> None:
    place, made = sides.came.place(row, column.name), sides.made
    value = meaning(row.cells.get(column.name), column, sides.known)
    after = "" if isinstance(value, Refused) else _told(value)
    if not isinstance(value, Refused) and after == before:
        return
    wrong = _wrong(value, column, before)
    if wrong is not None:
        made.refused.append(Clash(place, pair.key, column.name, wrong.message, wrong.values))
        return
    if pair.today is ABSENT:
        message = "the workbook says {workbook}, but the plan has no such row any more"
        if pair.blurred:
            message = (
                "the workbook says {workbook}; the list has changed since, and which row it was is not clear"
            )
        made.conflicts.append(Clash(place, pair.key, column.name, message, {"workbook": after or "—"}))
        return
    held = seen(shown(pair.today, column))
    if held == after:
        return
    if held != before and not sides.take_workbook:
        message = "the workbook was made with {base} and says {workbook}; the plan says {plan} since"
        values = {"base": before or "—", "workbook": after or "—", "plan": held or "—"}
        made.conflicts.append(Clash(place, pair.key, column.name, message, values))
        return
    made.changes.append(CellChange(place, sides.came.sheet, pair, column, held, after, value))


def _told(value: Any) -> str:
    """Return a value that a cell means as the cell would show it."""
    if isinstance(value, list):
        return seen(", ".join(map(str, value)))
    if isinstance(value, dict):
        if "withheld" in value:
            return seen(f"withheld: {value['withheld']}")
        return f"{value['amount']} {value['currency']}"
    return seen(value)


def _wrong(value: Any, column: EditColumn, before: str) -> Refused | None:
    """Return why a changed cell cannot be taken."""
    if isinstance(value, Refused):
        return value
    if len(before) >= LONGEST_CELL - 1:
        return Refused("the cell could not hold the whole text; change it in the file")
    if value is None and column.field.required and not column.part and not column.field.text:
        return Refused("this must not be empty")
    return None


def _compare_new(sides: _Sides, arrived: set[tuple[str, Key]]) -> None:
    """Take the rows that people added, or say what is wrong with them."""
    came, sheet = sides.came, sides.came.sheet
    named = [(row, visible_key(came, row, sides.known)) for row in sides.matched.new]
    counts = [key for _, key in named if key is not None]
    for row, visible in named:
        key = visible
        around = _around(sheet, row)
        place = came.place(row)
        if key is not None and counts.count(key) > 1:
            message = "several new rows are {name}; each needs an id of its own"
            sides.made.conflicts.append(Clash(place, key, "", message, {"name": "/".join(key)}))
            continue
        if not _has_parent(sides, around, place, arrived):
            continue
        values = _values(sides, row)
        if values is None:
            continue
        if key is None and sheet.key:
            key = _with_id(sides, row, around, values)
            if key is None:
                continue
        pair = sides.pairs.get(key) if key is not None else None
        if pair is not None and pair.today is not ABSENT:
            _both_added(sides, row, pair, values)
            continue
        if key is not None:
            arrived.add((sheet.name, key))
            sides.taken.add(key[-1])
        sides.made.added.append(NewRow(place, sheet, key, around, values))


def _around(sheet: EditSheet, row: CameRow) -> Key:
    if not sheet.hops:
        return ()
    return (ONE, *row.parents) if sheet.file.shape == "one" else row.parents


def _has_parent(sides: _Sides, around: Key, place: str, arrived: set[tuple[str, Key]]) -> bool:
    """Say whether the record that a new row stands in is there."""
    parent = sides.came.sheet.parent
    if parent is None or (parent.name, around) in arrived:
        return True
    if (parent.name, around) in sides.gone:
        _keep(sides, around, place)
        return False
    pair = sides.above.get(around)
    if pair is not None and pair.today is not ABSENT:
        return True
    name = "/".join(part for part in around if part != ONE) or "—"
    message = "there is no record {name} that this row could stand in"
    if pair is not None:
        message = "{name}, which this row stands in, was deleted in the plan since"
    sides.made.conflicts.append(Clash(place, around, "", message, {"name": name}))
    return False


def _values(sides: _Sides, row: CameRow) -> dict[EditColumn, Any] | None:
    """Return what a new row says; None where a cell says nothing that can be taken."""
    values: dict[EditColumn, Any] = {}
    whole = True
    for name, column in sides.came.columns.items():
        value = meaning(row.cells.get(name), column, sides.known)
        wrong = value if isinstance(value, Refused) else None
        if value is None and column.field.required and not column.field.text and name != "id":
            wrong = Refused("this must not be empty")
        if wrong is not None:
            clash = Clash(sides.came.place(row, name), (), name, wrong.message, wrong.values)
            sides.made.refused.append(clash)
            whole = False
        elif value is not None:
            values[column] = value
    return values if whole else None


def _with_id(sides: _Sides, row: CameRow, around: Key, values: dict[EditColumn, Any]) -> Key | None:
    """Return the key of a new row without an id: one that is made where that was asked, else none."""
    sheet = sides.came.sheet
    column = sides.came.columns.get("id")
    place = sides.came.place(row, "id")
    if column is None or not sheet.has_id:
        sides.made.refused.append(Clash(place, around, "", "this must not be empty", {}))
        return None
    words = next((str(one) for at, one in values.items() if at.field.text), "")
    kind = sheet.kind if sheet.kind in KINDS else sheet.file.kind.name
    proposed = make_id(words, kind, sides.taken)
    if not sides.make_ids:
        message = "the new row has no id; write one such as {proposed}, or let it be made: --make-ids"
        sides.made.conflicts.append(Clash(place, around, "id", message, {"proposed": proposed}))
        return None
    values[column] = proposed
    sides.made.made_ids.append((place, proposed))
    return (*around, proposed)


def _both_added(
    sides: _Sides, row: CameRow, pair: RowPair, values: Mapping[EditColumn, Any]
) -> None:  # fmt: skip
    """Say where a row that both added differs."""
    for name, column in sides.came.columns.items():
        mine, theirs = _told(values.get(column)), seen(shown(pair.today, column))
        if mine == theirs:
            continue
        place = sides.came.place(row, name)
        if sides.take_workbook:
            change = CellChange(place, sides.came.sheet, pair, column, theirs, mine, values.get(column))
            sides.made.changes.append(change)
        else:
            message = "both added this row: the workbook says {workbook}, the plan {plan}"
            told = {"workbook": mine or "—", "plan": theirs or "—"}
            sides.made.conflicts.append(Clash(place, pair.key, name, message, told))


def _compare_gone(sides: _Sides, old: Mapping[Key, Any]) -> None:
    """List records whose rows are gone; those inside a record that is gone go with it."""
    sheet, matched = sides.came.sheet, sides.matched
    for key in old:
        pair = sides.pairs[key]
        if key in matched.known or key in matched.claimed or pair.today is ABSENT:
            continue
        if sheet.parent is not None and (sheet.parent.name, key[:-1]) in sides.gone:
            sides.gone.add((sheet.name, key))
            continue
        if repr(pair.base) != repr(pair.today):
            message = "{name} was deleted in the workbook and changed in the plan since"
            name = "/".join(part for part in key if part != ONE)
            sides.made.conflicts.append(Clash(sides.came.title, key, "", message, {"name": name}))
            continue
        sides.gone.add((sheet.name, key))
        sides.made.deleted.append(Deletion(sides.came.title, sheet, pair))
