"""Lay what a workbook changes over the plan's files: one changed cell is one changed line, all else stays."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erpsite.ingest.editing.comparing import CellChange, Clash, Compared, NewRow
from erpsite.ingest.editing.layout import EditSheet, edit_sheets
from erpsite.ingest.editing.trees import Key, Place, pair_rows, read_trees
from erpsite.ingest.widening import with_column
from erpsite.ingest.writing import schema_line, whole_file
from erpsite.load.columns import column_names
from erpsite.patch import (
    PatchError,
    Step,
    delete,
    delete_row,
    edit_rows,
    insert_item,
    insert_items,
    insert_key,
    set_value,
)
from erpsite.patch.nodes import read
from erpsite.patch.table_text import Table

__all__ = ["Laid", "lay_workbook"]


@dataclass(slots=True)
class Laid:
    """Hold the files that change, and what could not be written."""

    files: dict[str, str | None] = field(default_factory=dict)
    """New text by path; None for a file that is no more."""
    refused: list[Clash] = field(default_factory=list)
    written: list[CellChange] = field(default_factory=list)


def lay_workbook(compared: Compared, texts: Mapping[str, bytes], *, deleting: bool = False) -> Laid:
    """Return the files of a plan with the changes of a workbook; records are deleted only with `deleting`.

    What cannot be written without touching more than is asked stays as it is, and is named.
    """
    laid = Laid()
    work = _Work({path: data.decode("utf-8") for path, data in texts.items()}, laid)
    work.change(compared.changes)
    work.add(compared.added)
    if deleting:
        work.delete((one.pair.place, one.sheet) for one in compared.deleted)
    for path, text in work.texts.items():
        if text is None or path not in texts or text.encode("utf-8") != texts[path]:
            laid.files[path] = text
    return laid


@dataclass
class _Work:
    """Hold the texts while they change."""

    texts: dict[str, str | None]
    laid: Laid

    def text(self, path: str) -> str:
        """Return the text of a file that is there."""
        found = self.texts.get(path)
        if found is None:
            raise PatchError("there is no file {path}", path=path)
        return found

    def change(self, changes: Iterable[CellChange]) -> None:
        """Write the changed cells, those of one text of a row together."""
        tables: dict[str, list[CellChange]] = {}
        groups: dict[tuple[str, tuple[Step, ...], tuple[str, ...]], list[CellChange]] = {}
        for one in changes:
            place = one.pair.place
            assert place is not None  # noqa: S101 - a cell changes where its row is there today
            if one.sheet.file.shape == "table":
                tables.setdefault(place.path, []).append(one)
            else:
                way = one.column.field.steps if one.column.field.text else one.column.steps
                groups.setdefault((place.path, place.steps, way), []).append(one)
        records: dict[tuple[str, tuple[Step, ...]], Any] = {}
        for (path, steps, way), cells in groups.items():
            record = records.setdefault((path, steps), copy.deepcopy(cells[0].pair.today))
            try:
                self.texts[path] = _set_cells(self.text(path), steps, way, cells, record)
            except PatchError as error:
                self._refuse(cells, error)
            else:
                self.laid.written += cells
        for path, cells in tables.items():
            self._change_table(path, cells)

    def _change_table(self, path: str, cells: Sequence[CellChange]) -> None:
        try:
            text = _widened(self.text(path), (one.column.name for one in cells if one.value is not None))
            wanted = {(_row(one), one.column.name): _flat(one.value) for one in cells}
            self.texts[path] = edit_rows(text, wanted, [])
        except PatchError as error:
            self._refuse(cells, error)
        else:
            self.laid.written += cells

    def _refuse(self, cells: Iterable[CellChange], error: PatchError) -> None:
        self.laid.refused += [
            Clash(one.place, one.pair.key, one.column.name, error.message, error.values) for one in cells
        ]

    def add(self, rows: Sequence[NewRow]) -> None:
        """Add new rows, those of a sheet after those that they may stand in."""
        order = [sheet.name for sheet in edit_sheets()]
        for name in dict.fromkeys(
            row.sheet.name for row in sorted(rows, key=lambda one: order.index(one.sheet.name))
        ):
            mine = [row for row in rows if row.sheet.name == name]
            sheet = mine[0].sheet
            if sheet.file.shape == "table":
                self._add_to_table(sheet, mine)
                continue
            places = self._places(sheet)
            for row in mine:
                try:
                    self._add_one(sheet, row, places)
                except PatchError as error:
                    clash = Clash(row.place, row.key or row.around, "", error.message, error.values)
                    self.laid.refused.append(clash)

    def _places(self, sheet: EditSheet) -> dict[Key, tuple[Place, Any]]:
        """Return where the records stand now that rows of a sheet can stand in."""
        if sheet.parent is None:
            return {}
        path = sheet.file.path
        now = {one: text.encode("utf-8") for one, text in self.texts.items()
               if text is not None and (one == path or one.startswith(f"{path}/"))}  # fmt: skip
        trees = read_trees(now)
        return {pair.key: (pair.place, pair.today) for pair in pair_rows(sheet.parent, trees, trees)
                if pair.place is not None}  # fmt: skip

    def _add_one(self, sheet: EditSheet, row: NewRow, places: Mapping[Key, tuple[Place, Any]]) -> None:
        record = _record(sheet, row)
        path = sheet.file.path
        if sheet.parent is not None:
            if row.around not in places:
                name = "/".join(row.around)
                raise PatchError("there is no record {name} that this row could stand in", name=name)
            place, held = places[row.around]
            self.texts[place.path] = _inserted(self.text(place.path), place.steps, sheet, held, record, row)
            self._remember(sheet, held, record, row)
        elif sheet.file.shape == "folder":
            path = f"{path}/{row.key[-1] if row.key else ''}.yml"
            self.texts[path] = whole_file(self._comments(path, sheet.file.path), record)
        elif sheet.file.shape == "one":
            self.texts[path] = whole_file(self._comments(path, path), record)
        else:
            text = self.texts.get(path) or f"{schema_line(path)}\n"
            self.texts[path] = insert_items(text, [(record, "")])

    def _comments(self, path: str, kind: str) -> str:
        """Return what stands above the record of a new file: the comments of one that holds no record yet."""
        text = self.texts.get(path)
        if text is None:
            return f"{schema_line(kind)}\n"
        if read(text) is not None:
            raise PatchError("the file {path} is there already", path=path)
        return text if text.endswith("\n") or not text else f"{text}\n"

    def _remember(self, sheet: EditSheet, held: Any, record: Any, row: NewRow) -> None:
        """Note that a record holds one more, for the next that is added to it."""
        for step in sheet.hops[-1][:-1]:
            held = held.setdefault(step, {})
        last = sheet.hops[-1][-1]
        if sheet.keyed:
            held[last] = {**(held.get(last) or {}), str(row.key[-1] if row.key else ""): record}
        else:
            held[last] = [*(held.get(last) or []), record]

    def _add_to_table(self, sheet: EditSheet, rows: Sequence[NewRow]) -> None:
        path = sheet.file.path
        lines = [{column.name: _flat(value) for column, value in row.values.items()} for row in rows]
        used = [name for name in column_names(sheet.file.record) if any(name in line for line in lines)]
        text = self.texts.get(path)
        if text is None:
            text = ",".join(used) + "\n"
        try:
            text = _widened(text, used)
            self.texts[path] = edit_rows(
                text, {}, [{name: line.get(name) for name in used} for line in lines]
            )
        except PatchError as error:
            self.laid.refused += [
                Clash(row.place, row.key or (), "", error.message, error.values) for row in rows
            ]

    def delete(self, places: Iterable[tuple[Place | None, EditSheet]]) -> None:
        """Delete records, the last of a file first, so that the places of the others stay."""
        found = [(place, sheet) for place, sheet in places if place is not None]
        numbers = sorted(found, key=lambda one: [_order(step) for step in one[0].steps], reverse=True)
        for place, sheet in numbers:
            if not place.steps:
                self.texts[place.path] = None
            elif sheet.file.shape == "table":
                self.texts[place.path] = delete_row(self.text(place.path), int(str(place.steps[0])))
            else:
                self.texts[place.path] = delete(self.text(place.path), place.steps)


def _order(step: Step) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (0, str(step))


def _row(change: CellChange) -> int:
    assert change.pair.place is not None  # noqa: S101 - as above
    return int(str(change.pair.place.steps[0]))


def _widened(text: str, names: Iterable[str]) -> str:
    known = Table(text).names
    for name in dict.fromkeys(names):
        if name.casefold() not in known:
            text, known = with_column(text, name), [*known, name.casefold()]
    return text


def _flat(value: Any) -> Any:
    """Return a value as the cell of a CSV file holds it."""
    if isinstance(value, dict):
        return f"withheld: {value['withheld']}" if "withheld" in value else str(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _set_cells(
    text: str, steps: Sequence[Step], way: Sequence[str], cells: Sequence[CellChange], record: Any
) -> str:
    """Return the text with the cells of one field of a row set; `record` is what the row holds by then."""
    first = cells[0]
    if first.sheet.keyed and way == ("key",):
        raise PatchError("the key of an entry stays; add another row and delete this one")
    if not first.column.field.text:
        return _set_at(text, steps, way, first.value, record)
    held: Any = record
    for step in way:
        held = held.get(step) if isinstance(held, dict) else None
    wanted = {one.column.part: one.value for one in cells}
    if isinstance(held, dict) and "" not in wanted:
        for language, words in wanted.items():
            text = _set_at(text, steps, (*way, language), words, record)
        return text
    return _set_at(text, steps, way, _whole_text(held, wanted), record)


def _whole_text(held: Any, wanted: Mapping[str, Any]) -> Any:
    """Return a text of which cells change, as one for all languages or as one a language."""
    plain = wanted[""] if "" in wanted else held if isinstance(held, str) else None
    spoken = dict(held) if isinstance(held, dict) else {}
    for language, words in wanted.items():
        if language:
            spoken[language] = words
    spoken = {language: words for language, words in spoken.items() if words}
    if plain and spoken:
        raise PatchError("there is a text for all languages and one for a single one; empty one of the two")
    return plain or spoken or None


def _set_at(text: str, steps: Sequence[Step], way: Sequence[str], value: Any, record: Any) -> str:
    """Return the text with the value at the end of a way set, made or deleted, and note it in the record."""
    if not way:
        if value is None:
            raise PatchError("this must not be empty")
        return set_value(text, [*steps], value)
    depth, held = 0, record
    while depth < len(way) - 1 and isinstance(held.get(way[depth]), dict) and held[way[depth]]:
        held, depth = held[way[depth]], depth + 1
    if value is None:
        return _emptied(text, steps, way, record)
    old = held.get(way[depth])
    if depth == len(way) - 1 and isinstance(old, list) and isinstance(value, list) and old and value:
        new = _set_items(text, [*steps, *way], old, value)
        held[way[depth]] = value
        return new
    whole: Any = value
    for key in reversed(way[depth + 1 :]):
        whole = {key: whole}
    new = set_value(text, [*steps, *way[: depth + 1]], whole)
    held[way[depth]] = whole
    return new


def _set_items(text: str, path: Sequence[Step], old: Sequence[Any], new: Sequence[Any]) -> str:
    """Return the text with a list changed item by item, so that the lines and comments of others stay."""
    before, after = [str(one) for one in old], [str(one) for one in new]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, first, last in reversed([one for one in matcher.get_opcodes() if one[0] != "equal"]):
        both = min(end - start, last - first)
        for number in range(both):
            text = set_value(text, [*path, start + number], new[first + number])
        for number in range(first + both, last):
            text = insert_item(text, path, new[number], start + number - first)
        for number in range(end - 1, start + both - 1, -1):
            text = delete(text, [*path, number])
    return text


def _emptied(text: str, steps: Sequence[Step], way: Sequence[str], record: Any) -> str:
    """Return the text without the value at the end of a way, and without what held nothing else."""
    holders = [record]
    for step in way[:-1]:
        inner = holders[-1].get(step)
        if not isinstance(inner, dict):
            return text
        holders.append(inner)
    depth = len(way) - 1
    while depth > 0 and len(holders[depth]) == 1:
        depth -= 1
    if way[depth] not in holders[depth]:
        return text
    new = delete(text, [*steps, *way[: depth + 1]])
    del holders[depth][way[depth]]
    return new


def _record(sheet: EditSheet, row: NewRow) -> Any:
    """Return a new row as the file holds it, its keys in the order of the model."""
    made: dict[str, Any] = {}
    for column, value in row.values.items():
        if sheet.keyed and column.field.steps == ("key",):
            continue
        if not column.field.steps:
            made[column.part] = value
            continue
        held = made
        for step in column.steps[:-1]:
            inner = held.setdefault(step, {})
            if not isinstance(inner, dict):
                message = "there is a text for all languages and one for a single one; empty one of the two"
                raise PatchError(message)
            held = inner
        held[column.steps[-1]] = value
    if sheet.record is None:
        return made.get("", made)
    order = list(sheet.record.model_fields)
    return {name: made[name] for name in sorted(made, key=order.index)}


def _inserted(
    text: str, steps: Sequence[Step], sheet: EditSheet, held: Any, record: Any, row: NewRow
) -> str:  # fmt: skip
    """Return the text with a record added to the list inside another, which is made where there is none."""
    hop = sheet.hops[-1]
    name = str(row.key[-1]) if sheet.keyed and row.key else ""
    depth = 0
    while depth < len(hop) and isinstance(held, dict) and held.get(hop[depth]):
        held, depth = held[hop[depth]], depth + 1
    if depth == len(hop):
        way = [*steps, *hop]
        return insert_key(text, way, name, record) if sheet.keyed else insert_item(text, way, record)
    whole: Any = {name: record} if sheet.keyed else [record]
    for key in reversed(hop[depth + 1 :]):
        whole = {key: whole}
    return set_value(text, [*steps, *hop[: depth + 1]], whole)
