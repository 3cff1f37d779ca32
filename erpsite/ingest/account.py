"""Hold what is taken of a foreign table, and the account of every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Any, NamedTuple

from erpsite.frozen import dataclass
from erpsite.ingest.columns import Found
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.odd_rows import SUM, TITLE
from erpsite.ingest.tables import Value
from erpsite.ingest.targets import TargetField

__all__ = ["Column", "ColumnCount", "Draft", "LeftRow", "RefusedCell", "Taken"]


class Draft(NamedTuple):
    """Hold one record as the source gives it: the values of its fields, and where it stands.

    There is one for each of perhaps 100,000 rows, and nothing frozen is made as quickly as a tuple.
    """

    key: tuple[str, ...]
    values: Mapping[str, Any]
    place: str
    children: Mapping[str, tuple[Draft, ...]] = MappingProxyType({})
    """Records inside it by their kind, such as the phases of an initiative; their keys begin with its own."""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Name a cell that gives no value, and why; `message` is a msgid."""

    place: str
    column: str
    message: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Name a row that becomes no record, and why; `message` is a msgid."""

    place: str
    message: str
    values: Mapping[str, object]


@dataclass(slots=True)
class ColumnCount:
    """Account for the cells of one column: `cells` = taken + refused + unused + in rows left out."""

    name: str
    letters: str
    to: tuple[str, ...] = ()
    cells: int = 0
    """Cells between header and end that are not blank, counted in the file itself."""
    taken: int = 0
    refused: int = 0
    unused: int = 0
    left: int = 0
    """In rows that become no record."""
    unknown: int = 0
    """Of those taken, words by which the file says that nobody knows, or nothing."""
    withheld: int = 0
    total: float | None = None
    """Sum of the numbers taken, as the plan holds them."""
    source_total: float | None = None
    """Sum of the cells that are numbers in the file, as it holds them."""
    why: str = ""
    """Why it is unused: a msgid, or words of the map."""

    @property
    def right(self) -> bool:
        """Say whether every cell is accounted for."""
        return self.cells == self.taken + self.refused + self.unused + self.left


@dataclass(slots=True)
class Taken:
    """Hold what a table gives: records, an account, and the faults that stop the import."""

    kind: str
    source: str
    sheet: str
    rows: int = 0
    """Rows between header and footer."""
    blank: int = 0
    drafts: list[Draft] = field(default_factory=list)
    columns: list[ColumnCount] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    left: list[LeftRow] = field(default_factory=list)
    merged: list[LeftRow] = field(default_factory=list)
    faults: list[SourceFault] = field(default_factory=list)
    notices: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    suspicions: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)
    """Place, msgid and values of what is odd, though it was taken."""
    invented: dict[str, int] = field(default_factory=dict)
    """How many values of a field the file does not say: constants and what columns say themselves."""
    made_ids: Mapping[str, str] = field(default_factory=dict)
    also: dict[str, list[Draft]] = field(default_factory=dict)
    """Records of another kind that the file gives besides, such as progress, by kind."""
    made: dict[str, list[Draft]] = field(default_factory=dict)
    """Records of other kinds that the rows refer to and the plan lacks, such as people, by kind."""

    @property
    def lost_rows(self) -> list[LeftRow]:
        """Return the rows that should be records and are none; titles and sums are not meant to be any."""
        return [one for one in self.left if one.message not in (TITLE, SUM)]


@dataclass(slots=True)
class Column:
    """Hold one column of the map while its cells are converted."""

    found: Found
    target: TargetField
    count: ColumnCount
    values: Sequence[Value]
    source: Sequence[int]
    """For each row the column that its cell was taken from, an index of the table."""
    results: list[Any] = field(default_factory=list)
