"""Let no page lead to one that the plan has no data for: its name stays, without a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
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
    """Return a part of a page, and the very same one where it holds no such link."""
    kind: Any = type(part)
    if kind is tuple:
        return _unlinked_parts(part, absent)
    if kind is b.Drawing:
        return replace(part, tell=lambda: _unlinked(part.table, absent))
    if kind is b.Link:
        return part.text if part.path in absent else part
    changed = {}
    for name in _holding(kind):
        held = getattr(part, name)
        if name == "path":
            new = "" if held in absent else held
        elif type(held) in _LEAVES:
            continue
        else:
            new = _unlinked(held, absent)
        if new is not held:
            changed[name] = new
    return replace(part, **changed) if changed else part


def _unlinked_parts(parts: tuple[Any, ...], absent: frozenset[str]) -> tuple[Any, ...]:
    for place, part in enumerate(parts):
        if type(part) in _LEAVES:
            continue
        new = _unlinked(part, absent)
        if new is not part:
            rest = (_unlinked(one, absent) for one in parts[place + 1 :])
            return (*parts[:place], new, *rest)
    return parts


@cache
def _holding(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of block that lead somewhere or may hold what does."""
    names = tuple(
        one.name
        for one in (fields(kind) if is_dataclass(kind) else ())
        if one.name == "path" or not _PLAIN.fullmatch(str(one.type))
    )
    if not names and kind is not tuple:
        _LEAVES.add(kind)
    return names


_LEAVES: set[type] = {str, int, float, bool, type(None)}
"""Kinds that hold no link, as far as they were met: most of what a page holds is one."""


_PLAIN = re.compile(
    r"(?:(?:str|int|bool|float|Decimal|None|Tone|FigureName|dt\.date|Chip|Number|Source|Topic)(?: \| |$))+"
    r"|tuple\[(?:Column|float \| None), \.\.\.\]"
)
"""Declared kinds of fields that hold no link."""
