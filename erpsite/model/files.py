"""Derive the files of the data folder from the fields of `Handbook` and the kinds of their records."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.model.kinds import KINDS, KindError, RecordKind, kind_of
from erpsite.model.shape import shape_of

__all__ = ["DataFile", "data_files", "refuse_loose_ends"]


@dataclass(frozen=True, slots=True, eq=False)  # a file is itself: cheap to look up
class DataFile:
    """Describe one file of the data folder.

    `shape`: `one` record, a `list` of records, a `table` (CSV), or a `folder` with one record a file.
    """

    path: str
    field: str
    record: type[Record]
    shape: str
    kind: RecordKind

    @property
    def required(self) -> bool:
        """Say whether a plan without it is no plan."""
        return self.kind.required

    @property
    def kinds_inside(self) -> frozenset[str]:
        """Return the names of all kinds whose records stand in it, at any depth."""
        return frozenset(_kinds_inside(self.record, set()))


def data_files(handbook: type[Any]) -> tuple[DataFile, ...]:
    """Return every file in the order of the handbook's fields, which is that in which they are read.

    Raises `KindError` where a field holds records of no declared kind, or not as its file keeps them.
    """
    hints = typing.get_type_hints(handbook)
    files = []
    for field in dataclasses.fields(handbook):
        record, held = _held(hints[field.name])
        if record is None:
            continue
        kind = kind_of(record)
        if kind is None:
            raise KindError(f"Handbook.{field.name} holds {record.__name__}, which declares no kind")
        if kind.file:
            files.append(DataFile(kind.file, field.name, record, _shape(kind, held, field.name), kind))
    return tuple(files)


def _held(hint: Any) -> tuple[type[Record] | None, str]:
    """Return the class of the records that a field holds, and whether `one`, `many` or a mapping `by-key`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    held = "one"
    if origin is tuple:
        held, hint = "many", arguments[0]
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        held, hint = "by-key", arguments[1]
    elif arguments:
        hint = arguments[0]
    return (hint, held) if isinstance(hint, type) and issubclass(hint, Record) else (None, held)


def _shape(kind: RecordKind, held: str, field: str) -> str:
    wanted = {("yaml", "one"): "one", ("yaml", "by-key"): "list", ("table", "many"): "table"}
    shape = "folder" if (kind.shape, held) == ("folder", "by-key") else wanted.get((kind.shape, held))
    if shape is None:
        raise KindError(f"Handbook.{field} does not fit {kind.file}: a table is a tuple, a list a mapping")
    if (shape == "one") != (not kind.key):
        raise KindError(f"{kind.file} holds one record without a key, or many with one; the kind says else")
    return shape


def refuse_loose_ends(handbook: type[Any], files: Iterable[DataFile]) -> None:
    """Raise `KindError` for what was forgotten: a file, a kind, a collection that references name."""
    files = tuple(files)
    held = {*dir(handbook), *(field.name for field in dataclasses.fields(handbook))}
    read = {file.record for file in files}
    inside: set[str] = set().union(*(file.kinds_inside for file in files))
    for record in _all_records(Record):
        kind = kind_of(record)
        if kind is None and "id" in record.model_fields:
            raise KindError(f"{record.__name__} has an id but declares no kind; put @kind(…) above it")
        for field in shape_of(record).refs:
            if field.ref not in KINDS or field.ref not in held:
                raise KindError(f"{record.__name__}.{field.name} names the kind {field.ref}, which is none")
    for kind in KINDS.values():
        if kind.file and kind.record not in read:
            raise KindError(f"no field of Handbook holds {kind.record.__name__} of {kind.file}")
        if not kind.file and kind.name not in inside:
            raise KindError(f"{kind.record.__name__} declares no file, and no record holds it")


def _all_records(parent: type[Record]) -> Iterator[type[Record]]:
    for record in parent.__subclasses__():
        if record.__module__.startswith("erpsite.model."):
            yield record
            yield from _all_records(record)


def _kinds_inside(record: type[Record], seen: set[type[Record]]) -> Iterator[str]:
    if record in seen:
        return
    seen.add(record)
    if kind := kind_of(record):
        yield kind.name
    for field in shape_of(record).nested:
        if field.record:
            yield from _kinds_inside(field.record, seen)
