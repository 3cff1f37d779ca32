"""Lay imported records over a plan's files: only what changed changes, hand edits stay and are told."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

from erpsite.ingest.account import Draft
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.records import alike, cell_of, flat, record_of, set_field, text_of
from erpsite.ingest.targets import TARGETS, Target
from erpsite.ingest.widening import mark_of, with_column
from erpsite.load.columns import column_names
from erpsite.load.decoding import decode_table
from erpsite.load.schema import schema_name
from erpsite.patch import Step, edit_rows, insert_item, insert_items, insert_key
from erpsite.patch.cells import write_cell
from erpsite.patch.nodes import plain, read
from erpsite.patch.values import render_entry, write_key

__all__ = [
    "Base", "FieldChange", "Outcome", "base_of", "lay_over", "schema_line", "whole_family", "whole_file",
]  # fmt: skip

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 :._/-]*[A-Za-z0-9:._/-])?")
"""A text that stands in a cell as it is: no formula, no quote, no delimiter, no blank at its ends."""
_ALL_SAFE = re.compile(rf"(?:(?:{_SAFE.pattern})?\n)*+")
"""The cells of a column, a line each, all of which are safe or empty."""
Base = Mapping[tuple[str, ...], Mapping[str, str]]
"""What the last import wrote, by key and field, as texts."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Hold one field that the source gives another value."""

    key: tuple[str, ...]
    field: str
    before: str
    """What the plan holds."""
    after: str
    """What the source says."""
    place: str


@dataclass(slots=True)
class Outcome:
    """Hold what an import does to a plan."""

    files: dict[str, str] = field(default_factory=dict)
    """New text by path in the data folder."""
    added: list[tuple[str, ...]] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    conflicts: list[FieldChange] = field(default_factory=list)
    """Changed by the source and by a person, or by nobody knows whom; the plan keeps its value."""
    removed: list[tuple[str, ...]] = field(default_factory=list)
    """In the source, imported before, and since taken out of the plan by a person; they stay out."""
    vanished: list[tuple[str, ...]] = field(default_factory=list)
    """Imported before and no longer in the source; they stay in the plan."""
    invented: dict[str, int] = field(default_factory=dict)
    """How many values of a field were written that no cell and no map says, such as the day of a review."""
    same: int = 0
    """Records that the plan holds already as the source says them."""

    def add(self, more: Outcome) -> None:
        """Add what an import does to records of another kind, whose files are the newer ones."""
        self.files |= more.files
        self.added += more.added
        self.changed += more.changed
        self.conflicts += more.conflicts
        self.removed += more.removed
        self.vanished += more.vanished
        self.invented |= more.invented
        self.same += more.same


def base_of(
    drafts: Iterable[Draft], before: Base, conflicts: Iterable[FieldChange]
) -> dict[tuple[str, ...], dict[str, str]]:
    """Return what is remembered for the next import: what this one gives, and vanished rows.

    A field in conflict stays as it was remembered, so that it is told again until somebody settles it.
    """
    found = {key: dict(fields) for key, fields in before.items()}
    for draft in whole_family(drafts):
        found[draft.key] = {name: text_of(value) for name, value in draft.values.items()}
    for one in conflicts:
        known = before.get(one.key, {})
        if one.field in known:
            found[one.key][one.field] = known[one.field]
        else:
            found[one.key].pop(one.field, None)
    return found


def whole_family(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Give each draft and those of the records inside it."""
    for draft in drafts:
        yield draft
        for children in draft.children.values():
            yield from children


def lay_over(
    target: Target, drafts: Sequence[Draft], base: Base, texts: Mapping[str, bytes],
    source: str, *, take_source: bool = False,
) -> Outcome:  # fmt: skip
    """Return what the records change in the files of a plan, whose bytes are in `texts` by path.

    A field that the plan and the source both changed since the last import is a conflict, and so is one
    that differs where nothing is remembered; `take_source` settles both for the source.
    """
    layers: dict[str, type[_Table | _List]] = {"table": _Table, "list": _List, "folder": _Folder}
    layer = _Inside if target.inside else layers[target.file.shape]
    outcome = Outcome()
    if base:
        given = {draft.key for draft in whole_family(drafts)}
        outcome.vanished = [key for key in base if key not in given]
    layer(target, base, texts, source, outcome, take_source).lay(drafts)
    return outcome


class _Layer:
    """Decide what a draft does to a record, whatever its file looks like."""

    def __init__(
        self, target: Target, base: Base, texts: Mapping[str, bytes], source: str,
        outcome: Outcome, take_source: bool,
    ) -> None:  # fmt: skip
        self.target, self.base, self.texts = target, base, texts
        self.source, self.outcome, self.take_source = source, outcome, take_source

    def changes(self, draft: Draft, held: Mapping[str, str]) -> list[str]:
        """Return the fields of a record that are to be written, and note conflicts."""
        known = self.base.get(draft.key, {})
        written: list[str] = []
        conflict = False
        for name, value in draft.values.items():
            if name in self.target.outer:
                continue
            new, old = text_of(value), held.get(name, "")
            if alike(new, old):
                continue
            change = FieldChange(draft.key, name, old, new, draft.place)
            if name in known and alike(new, known[name]):
                continue  # the source says what it said; a person changed the plan since
            if self.take_source or (name in known and alike(old, known[name])):
                self.outcome.changed.append(change)
                written.append(name)
            else:
                self.outcome.conflicts.append(change)
                conflict = True
        self.outcome.same += not written and not conflict
        return written

    def is_new(self, draft: Draft) -> bool:
        """Say whether a record that the plan lacks is added: not where a person took it out."""
        if draft.key in self.base and not self.take_source:
            self.outcome.removed.append(draft.key)
            return False
        self.outcome.added.append(draft.key)
        return True


class _Table(_Layer):
    """Lay records over a CSV file."""

    def lay(self, drafts: Sequence[Draft]) -> None:
        """Change cells and add rows."""
        path = self.target.file.path
        data = self.texts.get(path)
        if data is None:
            new = [draft for draft in drafts if self.is_new(draft)]
            if new:
                self.outcome.files[path] = self._whole(new)
            return
        text, rows, names = self._read(data, path)
        cells: dict[tuple[int, str], Any] = {}
        added: list[Draft] = []
        for draft in drafts:
            found = rows.get(draft.key)
            if found is None:
                added += [draft] if self.is_new(draft) else []
                continue
            number, held = found
            for name in self.changes(draft, held):
                cells[number, name] = cell_of(draft.values[name])
        columns = [
            name for name in self._order(added) if any(draft.values.get(name) is not None for draft in added)
        ]
        for name in dict.fromkeys([*(name for _, name in cells), *columns]):
            if name not in names:
                text, names = with_column(text, name), [*names, name]
        lines = [{name: cell_of(draft.values.get(name)) for name in columns} for draft in added]
        if cells or lines:
            self.outcome.files[path] = mark_of(data) + edit_rows(text, cells, lines)

    def _read(
        self, data: bytes, path: str
    ) -> tuple[str, dict[tuple[str, ...], tuple[int, dict[str, str]]], list[str]]:
        text, issues = decode_table(data, path)
        if text is None or any(issue.code == "guessed-encoding" for issue in issues):
            raise SourceFault(
                "{path} of the plan is not UTF-8; save it so before anything is imported", path=path
            )
        lines = (text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=_delimiter(lines[0]))
        full = (row for row in reader if any(cell.strip() for cell in row))
        names = [" ".join(name.split()).casefold() for name in next(full, [])]
        rows = {}
        for number, row in enumerate(full):
            held = {name: _unescaped(cell.strip()) for name, cell in zip(names, row, strict=False)}
            rows[tuple(held.get(name, "") for name in self.target.key)] = (number, held)
        return text, rows, names

    def _order(self, drafts: Iterable[Draft]) -> list[str]:
        used = set().union(*(draft.values for draft in drafts))
        return [name for name in column_names(self.target.record) if name in used]

    def _whole(self, drafts: Sequence[Draft]) -> str:
        columns = self._order(drafts)
        cells = [_column([draft.values.get(name) for draft in drafts]) for name in columns]
        return "\n".join([",".join(columns), *map(",".join, zip(*cells, strict=True)), ""])


def _column(values: Sequence[Any]) -> list[str]:
    """Return the values of a column as cells; of one type, each value is written once."""
    kinds = set(map(type, values)) - {NoneType}
    if kinds == {str} and _ALL_SAFE.fullmatch("".join([f"{value or ''}\n" for value in values])):
        return [value or "" for value in values]
    if len(kinds) == 1 and kinds <= {str, int, bool}:
        known = {value: _written(value) for value in dict.fromkeys(values)}
        return list(map(known.__getitem__, values))
    return [_written(value) for value in values]


def _written(value: Any) -> str:
    """Return a value as a cell."""
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is str and _SAFE.fullmatch(value):
        return value
    return write_cell(cell_of(value), ",")


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _unescaped(cell: str) -> str:
    return cell.removeprefix("'")


class _List(_Layer):
    """Lay records over a YAML list."""

    def lay(self, drafts: Sequence[Draft]) -> None:
        """Set values and add items, each under a comment that says where it comes from."""
        path = self.target.file.path
        data = self.texts.get(path)
        text = "" if data is None else _utf8(data, path)
        held = {str(one.get("id")): one for one in plain(read(text)) or [] if isinstance(one, dict)}
        added = []
        for draft in drafts:
            record = held.get(draft.key[0])
            if record is None:
                if self.is_new(draft):
                    added.append((record_of(draft, self.target), self._from(draft)))
                continue
            for name in self.changes(draft, flat(record, self.target, draft.values)):
                text = set_field(text, [draft.key[0]], name, draft.values[name], record, self.target)
        if added:
            text = insert_items(text or f"{schema_line(path)}\n", added)
        if data is None or text.encode() != data:
            self.outcome.files.update({path: text} if text else {})

    def _from(self, draft: Draft) -> str:
        where = draft.place if self.source in draft.place else f"{self.source} {draft.place}"
        return f"{where}"


class _Folder(_List):
    """Lay records over a folder with one YAML file a record."""

    def lay(self, drafts: Sequence[Draft]) -> None:
        """Set values in the files that are there, and write a new one for each new record."""
        folder = self.target.file.path
        paths = self._paths(folder)
        for draft in drafts:
            path = paths.get(draft.key[0])
            if path is None:
                if self.is_new(draft):
                    record = record_of(draft, self.target)
                    text = whole_file(f"{schema_line(folder)}\n# {self._from(draft)}\n", record)
                    self.outcome.files[f"{folder}/{draft.key[0]}.yml"] = text
                continue
            before = text = _utf8(self.texts[path], path)
            held = plain(read(text))
            for name in self.changes(draft, flat(held, self.target, draft.values)):
                text = set_field(text, [], name, draft.values[name], held, self.target)
            for kind, children in draft.children.items():
                text = self.inside(text, TARGETS[kind], children)
            if text != before:
                self.outcome.files[path] = text

    def inside(self, text: str, target: Target, drafts: Iterable[Draft]) -> str:
        """Return the text of a record with records inside it set or added."""
        record = plain(read(text)) or {}
        held = {str(one.get(target.item_key)): one for one in record.get(target.inside) or ()}
        for draft in drafts:
            item = held.get(draft.key[-1])
            if item is not None:
                for name in self.changes(draft, flat(item, target, _own(draft, target))):
                    path: list[Step] = [target.inside, (target.item_key, draft.key[-1])]
                    text = set_field(text, path, name, draft.values[name], item, target)
            elif self.is_new(draft):
                text = _with_item(text, target, record_of(draft, target))
        return text

    def _paths(self, folder: str) -> dict[str, str]:
        key = self.target.file.kind.key[0]
        found = {}
        for path, data in self.texts.items():
            if path.startswith(f"{folder}/"):
                held = plain(read(_utf8(data, path)))
                if isinstance(held, dict) and key in held:
                    found[str(held[key])] = path
        return found


def whole_file(head: str, record: Mapping[str, Any]) -> str:
    """Return the text of a new file; that it is read as meant shows when the plan is checked with it."""
    lines = [line for name, value in record.items() for line in render_entry(f"{write_key(name)}:", value, 0)]
    return head + "\n".join(lines) + "\n"


def _own(draft: Draft, target: Target) -> list[str]:
    return [name for name in draft.values if name not in target.outer]


def _with_item(text: str, target: Target, item: Any) -> str:
    held = plain(read(text)) or {}
    if target.inside in held:
        return insert_item(text, [target.inside], item)
    return insert_key(text, [], target.inside, [item])


class _Inside(_Folder):
    """Lay records over lists inside the files of a folder: risks of initiatives, progress in reviews."""

    def lay(self, drafts: Sequence[Draft]) -> None:
        """Set and add items, file by file; a month without a review gets one."""
        folder = self.target.file.path
        paths = self._paths(folder)
        families: dict[str, list[Draft]] = {}
        for draft in drafts:
            families.setdefault(draft.key[0], []).append(draft)
        for parent, family in families.items():
            path = paths.get(parent, f"{folder}/{parent}.yml")
            before = _utf8(self.texts[path], path) if path in self.texts else ""
            text = self.inside(before or self._begun(folder, family[0]), self.target, family)
            if text != before:
                self.outcome.files[path] = text

    def _begun(self, folder: str, draft: Draft) -> str:
        """Return the beginning of a file for the record that holds the list."""
        text = f"{schema_line(folder)}\n"
        values = dict(draft.values)
        if self.target.parent == "month" and values.get("held_on") is None:
            year, month = map(int, draft.key[0].split("-"))
            values["held_on"] = f"{draft.key[0]}-{calendar.monthrange(year, month)[1]:02d}"
            self.outcome.invented["held_on"] = self.outcome.invented.get("held_on", 0) + 1
        for name in self.target.outer:
            if values.get(name) is not None:
                text = insert_key(text, [], name, values[name])
        return text


def _utf8(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise SourceFault(
            "{path} of the plan is not UTF-8; save it so before anything is imported", path=path
        ) from None


def schema_line(path: str) -> str:
    """Return the first line of a new file, by which editors find its schema."""
    up = "../" * (1 if path.endswith(".yml") else 2)
    return f"# yaml-language-server: $schema={up}schemas/{schema_name(path)}"
