"""Be the door to importers: what reads a kind of file, and what knows the export of a program.

@importer("acme", about="…", endings=[".acme"], knows=lambda data, name: name.endswith(".acme"))
def read(data: bytes, path: str) -> tuple[ForeignTable, ...]: ...

@preset("servicenow", about="…", kind="tickets", headers=["number", "opened_at"])
def columns() -> Mapping[str, Mapping[str, Any]]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from erpsite.frozen import dataclass
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.mapping import ColumnMap
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.tables import ForeignTable, is_blank
from erpsite.ingest.targets import TARGETS, fields_of
from erpsite.registry import LAST, Declared, Door

__all__ = ["Importer", "Preset", "importer", "importers", "preset", "presets", "reader_of"]

F = TypeVar("F", bound=Callable[..., Any])


Read = Callable[[bytes, str], "tuple[ForeignTable, ...] | ForeignPlan"]
Columns = Callable[[], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Importer:
    """Describe what reads files of one kind."""

    about: str
    """One sentence in English, a msgid."""
    endings: tuple[str, ...]
    knows: Callable[[bytes, str], bool]
    """Whether it reads a file of these bytes and this name."""
    read: Read


@dataclass(frozen=True, slots=True)
class Preset:
    """Describe the export of one program: a map by the names of its columns."""

    about: str
    kind: str
    headers: frozenset[str]
    """Names that together show the program; several for one column are parted by `|`."""
    columns: Columns
    """By the name of the column what stands in the map; others are left out."""


DOOR: Door[Importer | Preset] = Door("erpsite.importers")


def importer(
    name: str, *, about: str, endings: Sequence[str], knows: Callable[[bytes, str], bool], place: int = LAST
) -> Callable[[F], F]:
    """Declare the function below as what reads a kind of file into tables, or into a plan.

    Raises:
        TypeError: `endings` is one text.
    """
    _refuse_text("endings", endings)

    def declare(function: F) -> F:
        return DOOR.declare(name, Importer(about, tuple(endings), knows, function), function, place)

    return declare


def preset(
    name: str, *, about: str, kind: str, headers: Sequence[str], place: int = LAST
) -> Callable[[F], F]:
    """Declare the function below as what gives the columns of a program's export.

    Raises:
        TypeError: `headers` is one text.
        ValueError: Rows cannot become records of this kind.
    """
    _refuse_text("headers", headers)
    if kind not in TARGETS:
        raise ValueError(f"rows become no {kind!r}; they become one of {', '.join(TARGETS)}")

    def declare(function: F) -> F:
        one = Preset(about, kind, frozenset(header.casefold() for header in headers), function)
        return DOOR.declare(name, one, function, place)

    return declare


def _refuse_text(argument: str, given: Sequence[str]) -> None:
    if isinstance(given, str):
        raise TypeError(f'{argument} is a list of texts: ["{given}"]')


def importers() -> Mapping[str, Declared[Importer | Preset]]:
    """Return every importer and preset by name, in order."""
    return DOOR.things()


def presets() -> Mapping[str, Preset]:
    """Return the presets by name; one of another package answers for what it says of columns."""
    found = {}
    for name, one in importers().items():
        if isinstance(one.thing, Preset):
            columns = one.guarded(one.thing.columns, partial(_must_be_columns, one.thing.kind))
            found[name] = replace(one.thing, columns=partial(_folded, columns))
    return found


def _folded(columns: Columns) -> Mapping[str, Mapping[str, Any]]:
    return {name.casefold(): spec for name, spec in columns().items()}


def _must_be_columns(kind: str, columns: object) -> None:
    if not isinstance(columns, Mapping):
        raise TypeError(f"columns are a mapping by name, not of {type(columns).__name__}")
    for name, spec in columns.items():
        if not isinstance(name, str):
            raise TypeError(f"a column is called by a text, not {name!r}")
        if not isinstance(spec, Mapping):
            raise TypeError(f'the column "{name}" is a mapping such as {{"to": "id"}}, not {spec!r}')
        ColumnMap.model_validate(dict(spec))
        field = spec.get("to")
        if field is not None and field not in fields_of(TARGETS[kind]):
            known = ", ".join(fields_of(TARGETS[kind]))
            raise ValueError(f'the column "{name}" becomes {field}, but fields of {kind} are {known}')


def reader_of(data: bytes, name: str) -> Read:
    """Return what reads a file; raise `SourceFault` where nothing does."""
    readers = [(one, one.thing) for one in importers().values() if isinstance(one.thing, Importer)]
    for one, thing in readers:
        if one.guarded(thing.knows)(data, name):
            read = one.guarded(thing.read, _must_be_tables)
            return read if one.entry.shipped else partial(_read_with_gaps, read)
    endings = [ending for _, thing in readers for ending in thing.endings]
    message = "nothing reads {path}; files that end in {endings} are read (erpsite import --list)"
    raise SourceFault(message, path=name, endings=", ".join(dict.fromkeys(endings)))


def _read_with_gaps(read: Read, data: bytes, path: str) -> tuple[ForeignTable, ...] | ForeignPlan:
    """Return what is read, with nothing in the cells that hold nothing but blanks."""
    found = read(data, path)
    if isinstance(found, ForeignPlan):
        return found
    return tuple(
        replace(one, rows=[[None if is_blank(cell) else cell for cell in row] for row in one.rows])
        for one in found
    )


def _must_be_tables(read: object) -> None:
    if isinstance(read, ForeignPlan):
        return
    if not isinstance(read, tuple) or not read:
        raise TypeError(f"a file is read as a tuple of one table or more, or as a plan, not as {read!r:.60}")
    for table in read:
        if not isinstance(table, ForeignTable):
            raise TypeError(f"a file is read as a tuple of tables, not of {type(table).__name__}")
