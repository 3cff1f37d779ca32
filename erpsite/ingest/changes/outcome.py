"""Hold what becomes of each change: done, done already, in conflict, or refused."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from erpsite.errors import ErpsiteError
from erpsite.frozen import dataclass
from erpsite.ingest.changes.change_file import Change, ChangeFile
from erpsite.issues import Source

__all__ = ["GONE", "Became", "Edited", "Fate", "Refused", "Thing"]


class _Gone:
    """Stand for what is not there."""

    def __bool__(self) -> bool:
        return False


GONE = _Gone()


class Fate(enum.Enum):
    """Name what becomes of a change."""

    DONE = "done"
    ALREADY = "already"
    """The plan says so already."""
    CONFLICT = "conflict"
    """The plan says neither the old value nor the new one: it stays."""
    REFUSED = "refused"
    """It cannot be done; the reason says why."""
    HELD = "held"
    """It could be done, and is not: what it was to be written with was refused as a whole."""


class Refused(ErpsiteError):
    """Say why a change cannot be done; `message` is a msgid whose fields are in `values`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Name one record on the way to a value."""

    kind: str
    """Name of the list or collection that it stands in, such as `milestones`."""
    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    """Its name by language, `""` where it is the same in all."""


@dataclass(frozen=True, slots=True)
class Edited:
    """Hold what one change does to one text."""

    fate: Fate
    text: str | None
    """The whole file afterwards; None where it is taken away."""
    line: int = 0
    column: int = 0
    today: Any = None
    """What stood there before."""
    things: tuple[Thing, ...] = ()
    """Records on the way, outermost first."""
    fields: tuple[str, ...] = ()
    """Fields and keys below the last of them."""


@dataclass(frozen=True, slots=True)
class Became:
    """Hold what became of one change."""

    author: ChangeFile
    name: str
    """Name of the change file."""
    change: Change
    fate: Fate
    source: Source
    today: Any = None
    things: tuple[Thing, ...] = ()
    fields: tuple[str, ...] = ()
    reason: ErpsiteError | None = None
