"""Hold what is kept of an import: its account by column, what was refused and why, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from erpsite.frozen import dataclass

__all__ = ["ImportReport", "ImportedColumn", "ToldChange", "ToldGroup", "ToldPlace", "ToldWords"]


@dataclass(frozen=True, slots=True)
class ToldWords:
    """Hold a sentence in the reader's language: a msgid, or words of the map, with its values."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """Name a place in the source, such as `Sheet1!C12`, and what is said of it."""

    place: str
    says: ToldWords


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """Hold cells or rows of which the same is said: how many there are, and the first of them."""

    count: int
    places: tuple[ToldPlace, ...]
    column: str = ""
    """Of cells, the column that all of them stand in."""


@dataclass(frozen=True, slots=True)
class ImportedColumn:
    """Account for the cells of one column: `cells` = taken + refused + unused + in rows left out."""

    letters: str
    name: str
    to: tuple[str, ...]
    cells: int
    taken: int
    refused: int
    unused: int
    left: int
    unknown: int
    withheld: int
    total: float | None
    """Sum of the numbers taken, as the plan holds them."""
    source_total: float | None
    """Sum of the cells that are numbers, as the file holds them."""
    why: str
    """Why it is unused: a msgid, or words of the map; empty for a column that is taken."""


@dataclass(frozen=True, slots=True)
class ToldChange:
    """Hold one field with the plan's value and the source's."""

    key: str
    field: str
    before: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Hold one import as it was done last; lists are cut to their first items, numbers count all of them."""

    name: str
    """Of its map."""
    path: str
    """Of the report, in the data folder."""
    source: str
    sheet: str
    map_path: str
    kind: str
    rows: int
    blank: int
    records: int
    columns: tuple[ImportedColumn, ...]
    refused: tuple[ToldGroup, ...]
    left_out: tuple[ToldGroup, ...]
    merged: tuple[ToldGroup, ...]
    suspicions: tuple[ToldGroup, ...]
    notices: tuple[ToldWords, ...]
    invented: Mapping[str, int]
    """How many values of a field stand in no cell."""
    made: Mapping[str, int]
    """How many records of other kinds were made for the rows, by kind."""
    counts: Mapping[str, int]
    """Records by what happened to them: added, changed, conflicts, vanished, removed, same."""
    changed: tuple[ToldChange, ...]
    conflicts: tuple[ToldChange, ...]
    vanished: tuple[str, ...]
    files: tuple[str, ...]
