"""Declare a page above the function that draws it: address, section, title, data, readers, topics.

Everything else that knows of pages (navigation, titles of links, reading paths, breadcrumbs, descriptions,
links to the data) derives from these declarations. What erpsite ships and what another package adds are
found in the same way, by the group of entry points `erpsite.pages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, Literal, TypeVar

from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.registry import LAST, Door

__all__ = [
    "EVERY_TOPIC", "PAGES", "READERS", "Blocks", "Leaf", "Page", "Reader", "RecordPages", "Words", "each",
    "last_review", "page", "place_of", "records",
]  # fmt: skip

Blocks = tuple[b.Block, ...]
Reader = Literal["executive", "business", "it", "finance"]
"""Kinds of reader."""
READERS: tuple[Reader, ...] = ("executive", "business", "it", "finance")
"""All of them, in the order in which they are named."""
Words = str | Mapping[str, str]
"""A text of the catalogues in English, or what it says in each language of the page's own."""

EVERY_TOPIC: tuple[b.Topic, ...] = (
    "money", "people", "risks", "survey-comments", "minutes", "third-parties",
)  # fmt: skip
"""What a page that judges the whole plan is about."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Hold what is declared of one page."""

    path: str
    """Address without ending, such as `plan/kpis`; the same in every language."""
    section: str
    """`home`, `meeting`, `preread`, `plan`, `reviews`, `data`, or a section of its own."""
    title: Words
    description: Words = ""
    """One sentence for search results and link previews."""
    file: str | Callable[[Book], Source] = ""
    """The file or folder of the data that it is edited in, or what tells it from the plan."""
    topics: tuple[b.Topic, ...] = ()
    """What the whole page is about: where an edition hides one of these, the page says only that."""
    explains: bool = False
    """Whether it explains words and methods: no edition takes its links to other pages out."""
    readers: Mapping[Reader, int] = field(default_factory=dict)
    """Who reads it before the meeting, each with its place in that reader's path through the pre-read."""
    opened_by: Mapping[Reader, int] = field(default_factory=dict)
    """Who opens it from the home page, each with its place in that reader's path."""
    place: int = LAST
    """Where it stands in its section."""
    needs: tuple[str, ...] = ()
    """Fields of the plan, such as `kpis`, one of which must hold something for the page to be there."""
    exists: Callable[[Book], bool] = lambda _: True
    """Whether this plan has the page, where `needs` does not say it."""
    draw: Callable[[Book], Blocks]
    frame: Callable[[Book, Page, Blocks], Blocks] | None = None
    """What a section adds to the blocks of each of its pages."""

    def is_in(self, book: Book) -> bool:
        """Say whether the plan has the page."""
        held = any(getattr(book.handbook, name) for name in self.needs)
        return (held or not self.needs) and self.exists(book)


@dataclass(frozen=True, slots=True)
class Leaf:
    """List the page of one record."""

    name: str
    """The last part of its address."""
    title: str
    where: Source
    description: str = ""
    key: Any = None
    """What it is drawn from; left out, the name."""


@dataclass(frozen=True, kw_only=True)
class RecordPages:
    """Hold what is declared of the pages of one kind of record; they stand below the page `parent`."""

    parent: str
    folder: str
    """What their addresses begin with."""
    section: str
    of: Callable[[Book], Iterable[Leaf]]
    topics: tuple[b.Topic, ...] = ()
    place: int = LAST
    draw: Callable[[Book, Any], Blocks]


PAGES: Door[Page | RecordPages] = Door("erpsite.pages")
"""Every page of every package."""

D = TypeVar("D", bound=Callable[[Book], Blocks])
R = TypeVar("R", bound=Callable[[Book, Any], Blocks])


def page(path: str, *, place: int = LAST, **declared: Any) -> Callable[[D], D]:
    """Declare a page above its draw function, which takes the book; see `Page` for what can be said."""

    def declare(draw: D) -> D:
        made = Page(path=path, place=place, draw=draw, **declared)
        return PAGES.declare(path, made, draw, place)

    return declare


def records(
    parent: str,
    *,
    section: str,
    of: Callable[[Book], Iterable[Leaf]],
    folder: str = "",
    place: int = LAST,
    topics: tuple[b.Topic, ...] = (),
) -> Callable[[R], R]:
    """Declare a page for each record, above the function that draws it from the book and the record's key."""

    def declare(draw: R) -> R:
        below = folder or parent
        made = RecordPages(
            parent=parent, folder=below, section=section, of=of, topics=topics, place=place, draw=draw
        )
        return PAGES.declare(f"{below}/*", made, draw, place)

    return declare


def each(kind: str, description: str) -> Callable[[Book], Iterable[Leaf]]:
    """Return what lists a leaf for each record of a kind, described by one of its texts."""

    def listed(book: Book) -> Iterable[Leaf]:
        for name, record in getattr(book.handbook, kind).items():
            yield Leaf(name, book.text(record.name), record.where, book.text(getattr(record, description)))

    return listed


def place_of(record: str, file: str) -> Callable[[Book], Source]:
    """Return what tells where a record of which a plan has one begins: without it, its file."""

    def place(book: Book) -> Source:
        held = getattr(book.handbook, record)
        where: Source = Source(file) if held is None else held.where
        return where

    return place


def last_review(book: Book) -> Source:
    """Return where the last review begins; nowhere before the first one."""
    return book.state.reviews[-1].where if book.state.reviews else Source("")
