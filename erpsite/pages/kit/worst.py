"""Show the worst rows of a long table, and fold the others away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["MANY", "MOST_PLANTS", "RANK", "worst_first", "worst_plants"]

T = TypeVar("T")

MANY = 12
"""Rows up to which a table keeps the plan's order; a longer one shows a part, and that is its worst."""

RANK: Mapping[Rag, float] = {Rag.RED: 3, Rag.AMBER: 2, Rag.GREY: 1, Rag.GREEN: 0}
"""How bad a status is; what nobody knows comes before what is well."""

MOST_PLANTS = 30
"""Plants that a table shows at once; the others are folded."""


def worst_first(rows: Sequence[T], badness: Callable[[T], tuple[float, ...]]) -> Sequence[T]:
    """Return rows with the worst first where they are many, else as they are; ties keep their order."""
    return rows if len(rows) <= MANY else sorted(rows, key=badness, reverse=True)


def worst_plants(
    book: Book, rows: Sequence[T], table: Callable[[Sequence[T], str], b.Table]
) -> tuple[b.Block, ...]:
    """Return the table of the first thirty plants, and of the others in a folded part.

    `table` makes one of some rows; its second argument is the ending of the table's name. Nothing without
    rows.
    """
    if not rows:
        return ()
    shown, rest = rows[:MOST_PLANTS], rows[MOST_PLANTS:]
    first = replace(table(shown, ""), opened=MOST_PLANTS)
    if not rest:
        return (first,)
    title = book.locale.tr.plural("{n} more plant", "{n} more plants", len(rest))
    note = book.tr("The worst {n} of {all} plants; the others are folded.", n=len(shown), all=len(rows))
    return (
        b.Paragraph(note, small=True),
        first,
        b.Details(title, (table(rest, "-more"),)),
    )
