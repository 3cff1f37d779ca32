"""Be the door to importers: what reads a kind of file, and what knows the export of a program.

@importer("acme", about="…", endings=[".acme"], knows=lambda data, name: name.endswith(".acme"))
def read(data: bytes, path: str) -> tuple[ForeignTable, ...]: ...

@preset("servicenow", about="…", kind="tickets", headers=["number", "opened_at"])
def columns() -> Mapping[str, Mapping[str, Any]]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.tables import ForeignTable
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
    """Names in lower case that together show the program."""
    columns: Columns
    """By the name of the column in lower case what stands in the map; others are left out."""


DOOR: Door[Importer | Preset] = Door("erpsite.importers")


def importer(
    name: str, *, about: str, endings: Sequence[str], knows: Callable[[bytes, str], bool], place: int = LAST
) -> Callable[[F], F]:
    """Declare the function below as what reads a kind of file into tables."""

    def declare(function: F) -> F:
        return DOOR.declare(name, Importer(about, tuple(endings), knows, function), function, place)

    return declare


def preset(
    name: str, *, about: str, kind: str, headers: Sequence[str], place: int = LAST
) -> Callable[[F], F]:
    """Declare the function below as what gives the columns of a program's export."""

    def declare(function: F) -> F:
        one = Preset(about, kind, frozenset(headers), function)
        return DOOR.declare(name, one, function, place)

    return declare


def importers() -> Mapping[str, Declared[Importer | Preset]]:
    """Return every importer and preset by name, in order."""
    return DOOR.things()


def presets() -> Mapping[str, Preset]:
    """Return the presets by name."""
    return {name: one.thing for name, one in importers().items() if isinstance(one.thing, Preset)}


def reader_of(data: bytes, name: str) -> Read:
    """Return what reads a file; raise `SourceFault` where nothing does."""
    for one in importers().values():
        if isinstance(one.thing, Importer) and one.thing.knows(data, name):
            return one.guarded(one.thing.read)
    endings = [
        ending
        for one in importers().values()
        if isinstance(one.thing, Importer)
        for ending in one.thing.endings
    ]
    message = "nothing reads {path}; files that end in {endings} are read (erpsite import --list)"
    raise SourceFault(message, path=name, endings=", ".join(dict.fromkeys(endings)))
