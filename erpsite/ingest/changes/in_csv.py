"""Do one change in the text of a CSV file: a cell, or a row; every other character stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.ingest.changes.absent import absent
from erpsite.ingest.changes.change_file import Change
from erpsite.ingest.changes.meaning import alike_cell
from erpsite.ingest.changes.outcome import Edited, Fate, Refused, Thing
from erpsite.ingest.records import cell_of
from erpsite.ingest.widening import with_column
from erpsite.load.columns import column_names
from erpsite.model import DataFile
from erpsite.patch import delete_row, insert_row, move_row, set_cell
from erpsite.patch.cells import write_cell
from erpsite.patch.table_text import Table

__all__ = ["change_csv"]


def change_csv(change: Change, file: DataFile, text: str | None, unchanged: bool) -> Edited:
    """Return what the change does to the table; as `change_yaml`."""
    if change.action == "add":
        return _add(change, file, text)
    column = "_".join(map(str, change.steps))
    thing = _thing(file, change.record)
    told = ((thing,), (column,) if column else ())
    table = Table(text) if text is not None else None
    number = _row(table, change.record) if table else None
    if text is None or table is None or number is None:
        gone = change.action == "remove" or (change.action == "set" and change.after_it is None)
        if not gone:
            raise _no_row(change.record, file, table)
        return Edited(Fate.ALREADY, text, 1 if table else 0, 0, None, *told)
    if change.action == "move":
        return _move(change, text, table, number, told)
    held = _held(table, number)
    line = text.count("\n", 0, table.row(number).start) + 1
    if not column:
        return _remove(change, text, number, held, line, unchanged, told)
    today = held.get(column.casefold(), "")
    wanted = None if change.action == "remove" else change.after_it
    if alike_cell(today, wanted):
        return Edited(Fate.ALREADY, text, line, 1, today or None, *told)
    if not alike_cell(today, change.before_it):
        return Edited(Fate.CONFLICT, text, line, 1, today or None, *told)
    return Edited(Fate.DONE, _with(text, number, column, wanted, file), line, 1, today or None, *told)


def _thing(file: DataFile, key: Any) -> Thing:
    parts = [str(value) for value in key.values() if value] if isinstance(key, Mapping) else []
    return Thing(file.field, ", ".join(parts))


def _row(table: Table, key: Mapping[str, Any]) -> int | None:
    """Return the number of the row with that key; raise `Refused` where several have it."""
    wanted = []
    for name, value in key.items():
        if name.casefold() in table.names:
            wanted.append((table.column(name), value))
        elif value not in (None, ""):
            return None
    found = [
        n for n in range(len(table.rows)) if all(alike_cell(_cell(table, n, at), one) for at, one in wanted)
    ]
    if len(found) > 1:
        message = "several rows answer to {key}; name the row by more of its columns"
        raise Refused(message, key=", ".join(f"{name} {value}" for name, value in key.items()))
    return found[0] if found else None


def _no_row(key: Any, file: DataFile, table: Table | None) -> Refused:
    """Return the refusal of a change to a row that is not there, with the row that was probably meant."""
    if table is None:
        return Refused("there is no {file} with a record in this plan", file=file.path)
    names = [name for name in key if name.casefold() in table.names]
    rows = [_held(table, number) for number in range(len(table.rows))]
    known = {", ".join(row[name.casefold()] for name in names) for row in rows}
    return absent(", ".join(str(key[name]) for name in names), file.path, sorted(known))


def _cell(table: Table, row: int, column: int) -> str:
    cells = table.rows[row].cells
    return cells[column].text.strip().removeprefix("'") if column < len(cells) else ""


def _held(table: Table, row: int) -> dict[str, str]:
    return {name: _cell(table, row, at) for at, name in enumerate(table.names)}


def _with(text: str, row: int, column: str, value: Any, file: DataFile) -> str:
    """Return the text with another value in a cell; a column, or the cells of a short row, are made."""
    table = Table(text)
    if column.casefold() not in table.names:
        _refuse_strange(column, file)
        text = with_column(text, column)
        table = Table(text)
    cells, at = table.row(row).cells, table.column(column)
    if at < len(cells):
        return set_cell(text, row, column, cell_of(value))
    end = cells[-1].end
    gap = table.delimiter * (at - len(cells) + 1)
    return text[:end] + gap + write_cell(cell_of(value), table.delimiter) + text[end:]


def _refuse_strange(column: str, file: DataFile) -> None:
    if column not in column_names(file.record):
        raise Refused("{file} has no column {column}", file=file.path, column=column)


def _add(change: Change, file: DataFile, text: str | None) -> Edited:
    new = _flat(change.after_it)
    if not new:
        raise Refused("a row is to be added: an object with a value by column, and this is none")
    for name in new:
        _refuse_strange(str(name), file)
    key = (
        change.record
        if isinstance(change.record, Mapping)
        else {n: new[n] for n in file.kind.key if n in new}
    )
    told = ((_thing(file, key),), ())
    if text is None:
        order = [name for name in column_names(file.record) if name in new]
        text = ",".join(order) + "\n"
    table = Table(text)
    if (
        key
        and (number := _row(table, {name: new.get(name, "") for name in file.kind.key} or key)) is not None
    ):
        held = _held(table, number)
        same = all(alike_cell(held.get(name.casefold(), ""), cell_of(value)) for name, value in new.items())
        line = text.count("\n", 0, table.row(number).start) + 1
        return Edited(Fate.ALREADY if same else Fate.CONFLICT, text, line, 1, _filled(held), *told)
    for name in new:
        if name.casefold() not in Table(text).names:
            text = with_column(text, name)
    at = _row(table, change.before) if isinstance(change.before, Mapping) else None
    text = insert_row(text, {name: cell_of(value) for name, value in new.items()}, at)
    return Edited(Fate.DONE, text, 0, 0, None, *told)


def _flat(row: Any) -> dict[str, Any]:
    """Return a row by column: a text by language is a column a language. Empty for what is no row."""
    if not isinstance(row, Mapping):
        return {}
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping) and "withheld" not in value:
            found |= {f"{name}_{part}": inner for part, inner in value.items()}
        else:
            found[str(name)] = f"withheld: {value['withheld']}" if isinstance(value, Mapping) else value
    return {} if any(isinstance(value, Mapping) for value in found.values()) else found


def _filled(held: Mapping[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in held.items() if cell}


def _remove(
    change: Change, text: str, number: int, held: Mapping[str, str], line: int, unchanged: bool, told: Any
) -> Edited:
    old = _flat(change.before_it)
    same = bool(old) and all(
        alike_cell(held.get(str(name).casefold(), ""), cell_of(value)) for name, value in old.items()
    )
    if not same and not (change.before_it is None and unchanged):
        return Edited(Fate.CONFLICT, text, line, 1, _filled(held), *told)
    return Edited(Fate.DONE, delete_row(text, number), line, 1, _filled(held), *told)


def _move(change: Change, text: str, table: Table, number: int, told: Any) -> Edited:
    before = _row(table, change.before) if isinstance(change.before, Mapping) else len(table.rows)
    if before is None:
        raise Refused("the row that this one is put before is not there any more")
    to = before - (before > number)
    fate = Fate.ALREADY if to == number else Fate.DONE
    after = text if to == number else move_row(text, number, to)
    return Edited(fate, after, text.count("\n", 0, table.row(number).start) + 1, 1, None, *told)
