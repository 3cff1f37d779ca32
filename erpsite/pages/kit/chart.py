"""Declare a chart above the function that draws it: its name, its title and what it is good for.

Written pages place it by its name, and the chart catalogue shows it. What erpsite ships and what another
package adds are found in the same way, by the group of entry points `erpsite.charts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from erpsite.errors import UnknownNameError
from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.registry import LAST, Declared, Door

__all__ = ["ChartOf", "PlacedChart", "all_charts", "chart", "draw_chart"]

F = TypeVar("F", bound=Callable[..., b.Block])
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class ChartOf:
    """Say of which records a chart is drawn one by one."""

    kind: str
    """Collection of the records in `Handbook`, such as `kpis`."""
    example: Callable[[Book], str]
    """Return the id of the record that the catalogue shows; empty where the plan has none."""
    none: str
    """What the catalogue says where it has none; a msgid."""


@dataclass(frozen=True)
class PlacedChart:
    """Hold what is declared of a chart; the texts are msgids."""

    name: str
    title: str
    about: str
    """What it shows, in one sentence."""
    draw: Callable[[Book, str], b.Block]
    """Draw it from the book and the id of a record; the id is empty where it shows the whole plan."""
    of: ChartOf | None = None


_DOOR = Door[PlacedChart]("erpsite.charts")


def chart(
    name: str,
    *,
    title: str,
    about: str,
    drawn_from: Callable[[Book], Any] | None = None,
    of: ChartOf | None = None,
    place: int = LAST,
) -> Callable[[F], F]:
    """Declare the chart that the function below draws from the book.

    With `drawn_from` it is given what that finds in the book besides; with `of`, the id of a record. Raises
    `ValueError` for what no name of a chart can be.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name of a chart: write it in small letters, as in pain-points")

    def declare(function: F) -> F:
        def draw(book: Book, record: str) -> b.Block:
            if of is not None:
                return function(book, record)
            return function(book) if drawn_from is None else function(book, drawn_from(book))

        return _DOOR.declare(name, PlacedChart(name, title, about, draw, of), function, place)

    return declare


def all_charts() -> Mapping[str, Declared[PlacedChart]]:
    """Return every chart by its name, in the order of the catalogue.

    Raises `ExtensionError` where a package that adds charts is broken.
    """
    return _DOOR.things()


def draw_chart(book: Book, name: str, record: str = "") -> b.Block:
    """Return a chart by its name.

    Raises `UnknownNameError` for a name or id that does not exist, `ExtensionError` where another package's
    chart fails.
    """
    known = all_charts()
    if name not in known:
        raise UnknownNameError("chart", name, known)
    return known[name].guarded(known[name].thing.draw, _must_be_a_block)(book, record)


def _must_be_a_block(drawn: object) -> None:
    if not isinstance(drawn, b.Block):
        raise TypeError(f"a chart is drawn as a block, not as {type(drawn).__name__}")
