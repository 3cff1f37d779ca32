"""Declare a column once: its title, what stands in its cells, its kind, its sum and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Literal, TypeVar, TypeVarTuple

from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.pages.kit import blocks as b

__all__ = ["Col", "Rows", "cols", "spread"]

T = TypeVar("T")
S = TypeVar("S")
Ts = TypeVarTuple("Ts")
Kind = Literal["text", "number", "date", "status", "bar"]


@dataclass(frozen=True)
class Col(Generic[T]):
    """Hold one column of a table whose rows show things of type `T`."""

    key: str
    title: str
    cell: Callable[[T], b.Cell]
    """Return what stands in the row of one thing."""
    kind: Kind = "text"
    wide: bool = False
    """Whether it holds sentences and wants room."""
    topic: b.Topic | None = None
    """What it is about; an edition that hides that has it not."""
    total: b.Cell | None = None
    """What stands in the last row; a table has one where any column says so."""


def spread(
    key: str,
    title: str,
    cell: Callable[[*Ts], b.Cell],
    kind: Kind = "text",
    *,
    wide: bool = False,
    topic: b.Topic | None = None,
    total: b.Cell | None = None,
) -> Col[tuple[*Ts]]:
    """Return a column of rows that show several things together; the cell is given each of them."""
    return Col(key, title, lambda things: cell(*things), kind, wide, topic, total)


def cols(items: Iterable[S], make: Callable[[S], Col[T]]) -> tuple[Col[T], ...]:
    """Return a column for each item, such as each quarter of the plan year."""
    return tuple(make(item) for item in items)


@dataclass(frozen=True)
class Rows(Generic[T]):
    """Hold what a table has a row for, and what is known of a row besides its cells."""

    things: Iterable[T]
    anchor: Callable[[T], str] | None = None
    source: Callable[[T], Source | None] | None = None
    tone: Callable[[T], b.Tone | None] | None = None
    group: Callable[[T], str] | None = None

    def table(
        self,
        name: str,
        *columns: Col[T],
        caption: str = "",
        empty: str = "",
        topic: b.Topic | None = None,
        summed: bool = True,
    ) -> b.Table:
        """Return the table of the things with these columns; `summed` says whether their sums stand below."""
        heads = tuple(b.Column(one.key, one.title, one.kind, one.wide, one.topic) for one in columns)
        rows = tuple([self._row(thing, columns) for thing in self.things])
        sums = summed and any(one.total is not None for one in columns)
        total = b.Row(tuple("" if one.total is None else one.total for one in columns)) if sums else None
        return b.Table(name, heads, rows, caption, empty, total, topic)

    def _row(self, thing: T, columns: Iterable[Col[T]]) -> b.Row:
        return b.Row(
            tuple([one.cell(thing) for one in columns]),
            self.anchor(thing) if self.anchor else "",
            self.source(thing) if self.source else None,
            self.tone(thing) if self.tone else None,
            self.group(thing) if self.group else "",
        )
