"""Sum up what many initiatives did and spent, where a list has no room for each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["work_items"]


def work_items(book: Book, left: Sequence[Change]) -> tuple[b.Content, ...]:
    """Return a line on progress and one on spending, over the changes that a list leaves out."""
    tr = book.locale.tr
    moved = [change for change in left if change.kind is ChangeKind.PROGRESS_MOVED]
    spent = [change for change in left if change.kind is ChangeKind.SPEND_MOVED]
    lines: list[b.Content] = []
    if moved:
        lines.append(
            tr.plural(
                "Progress moved in {n} more initiative.",
                "Progress moved in {n} more initiatives.",
                len(moved),
            )
        )
    total = sum((_step(change) for change in spent), Decimal(0))
    words = {"amount": book.locale.money(abs(total))}
    if total > 0:
        lines.append(
            tr.plural(
                "Spending of {n} more initiative rose by {amount}.",
                "Spending of {n} more initiatives rose by {amount} in all.", len(spent), **words,
            )
        )  # fmt: skip
    elif total < 0:
        lines.append(
            tr.plural(
                "Spending of {n} more initiative fell by {amount}.",
                "Spending of {n} more initiatives fell by {amount} in all.", len(spent), **words,
            )
        )  # fmt: skip
    return tuple(lines)


def _step(change: Change) -> Decimal:
    before: Any = change.values["before"]
    after: Any = change.values["after"]
    return Decimal(after) - Decimal(before or 0)
