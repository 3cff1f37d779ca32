"""Find the file and line that a row of a slide comes from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.issues import Source
from erpsite.model.kinds import KINDS
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once

__all__ = ["place_of", "said_at"]

_Index = tuple[Mapping[tuple[str, str], Source], Mapping[str, Source]]


def place_of(book: Book, row: b.Row, otherwise: str) -> str:
    """Return where a row stands in the data: by what it says itself, by its link, or by its name.

    `otherwise` is what is said where none of them tells; a month is where its review stands.
    """
    if row.source and row.source.path:
        return f"data/{row.source}"
    addresses, names = _index(book)
    first = row.cells[0] if row.cells else ""
    parts = first if isinstance(first, tuple) else (first,)
    for part in parts:
        found = None
        if isinstance(part, b.Link):
            found = addresses.get((part.path, part.anchor))
        found = found or names.get(part if isinstance(part, str) else getattr(part, "text", ""))
        if found:
            return f"data/{found}"
    return otherwise


def said_at(book: Book, place: Source | None) -> str:
    """Return a place as speaker notes say it."""
    return f"data/{place}" if place and place.path else book.tr("the whole plan")


@once
def _index(book: Book) -> _Index:
    addresses: dict[tuple[str, str], Source] = {}
    names: dict[str, Source] = {}
    for kind, name, record in _records(book):
        place = getattr(record, "where", None)
        if not place or not place.path:
            continue
        with contextlib.suppress(KeyError):  # no page shows it
            addresses[KINDS[kind].address(name)] = place
        words = getattr(record, "name", None) or getattr(record, "title", None)
        if words is not None:
            names.setdefault(book.text(words), place)
    for one in book.handbook.maturity.values():
        for criterion in one.criteria:
            names.setdefault(book.text(criterion.name), criterion.where)
    for review in book.state.reviews:
        names.setdefault(book.locale.month(review.month), review.where)
        names.setdefault(review.month, review.where)
    return addresses, names


def _records(book: Book) -> Iterator[tuple[str, str, Any]]:
    for kind in KINDS:
        held = getattr(book.handbook, kind, None)
        if isinstance(held, Mapping):
            for name, record in held.items():
                yield kind, str(name), record
