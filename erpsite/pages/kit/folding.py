"""Say which rows of a table and which items of a list stand open on a page, and which fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b

__all__ = ["SHOWN", "WHOLE", "Parted", "open_first"]

WHOLE = 12
"""A table or list of so many rows stands as a whole."""
SHOWN = 8
"""Rows of a longer one that stand open; folding fewer than four would only hide."""
_PRESSING: Mapping[b.Tone | None, int] = {"red": 0, "grey": 2}
"""What must be seen comes before all else, and what is over after it."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Hold the rows of a table that stand open, and those that are folded away."""

    shown: tuple[b.Row, ...]
    folded: tuple[b.Row, ...]


def open_first(rows: Sequence[b.Row], opened: int = 0) -> Parted:
    """Return the rows parted: the red ones and then the first ones open, each part in the table's order.

    `opened` is how many stand open at least, where a page has said so.
    """
    if len(rows) <= max(WHOLE, opened):
        return Parted(tuple(rows), ())
    order = sorted(range(len(rows)), key=lambda place: (_PRESSING.get(rows[place].tone, 1), place))
    shown = set(order[: max(SHOWN, opened)])
    return Parted(
        tuple(row for place, row in enumerate(rows) if place in shown),
        tuple(row for place, row in enumerate(rows) if place not in shown),
    )
