"""Declare a table that written pages can place, above the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from erpsite.pages.kit.blocks import Table
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.page import PAGES

__all__ = ["TableMaker", "placeable", "placeable_tables"]

TableMaker = Callable[[Book, Sequence[Any]], Table]
"""Make the table of some records of one kind."""
M = TypeVar("M", bound=Callable[..., Table])

_MAKERS: dict[str, TableMaker] = {}


def placeable(kind: str) -> Callable[[M], M]:
    """Let written pages place the table below; it takes the book and the records that pass the filters."""

    def declare(maker: M) -> M:
        _MAKERS[kind] = maker
        return maker

    return declare


def placeable_tables() -> Mapping[str, TableMaker]:
    """Return what makes the table of each kind of record, by kind."""
    PAGES.things()  # tables stand beside the pages that show them
    return dict(sorted(_MAKERS.items()))
