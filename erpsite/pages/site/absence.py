"""Let no page lead to one that the plan has no data for: its name stays, without a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.kit.contents import absent_pages

__all__ = ["without_absent"]


def without_absent(book: Book, entries: Iterable[PageEntry]) -> tuple[PageEntry, ...]:
    """Return the pages, with plain words for each link to a page that is not there."""
    absent = absent_pages(book)
    if not absent:
        return tuple(entries)
    return tuple(replace(entry, draw=_draw(entry, absent)) for entry in entries)


def _draw(entry: PageEntry, absent: frozenset[str]) -> Callable[[], Sequence[b.Block]]:
    return lambda: tuple(_unlinked(block, absent) for block in entry.draw())


def _unlinked(part: Any, absent: frozenset[str]) -> Any:
    if isinstance(part, b.Link) and part.path in absent:
        return _unlinked(part.text, absent)
    if isinstance(part, tuple):
        return tuple(_unlinked(one, absent) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {}
    for one in fields(part):
        held = getattr(part, one.name)
        new = "" if one.name == "path" and held in absent else _unlinked(held, absent)
        if new is not held and new != held:
            changed[one.name] = new
    return replace(part, **changed) if changed else part
