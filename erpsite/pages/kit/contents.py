"""List the declared pages as one plan has them, and name them wherever other pages point to them by path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry, forget, once
from erpsite.pages.kit.page import PAGES, Blocks, Page, RecordPages, Words

__all__ = [
    "absent_pages", "contents", "declared_pages", "page_blocks", "page_entry", "page_link", "page_links",
    "page_title", "page_titles", "section_title", "sections", "unframed",
]  # fmt: skip

_SECTIONS = ("home", "meeting", "preread", "plan", "reviews", "data")
"""Sections of the site, in reading order; those that other packages add follow."""


def sections(entries: Iterable[PageEntry]) -> tuple[str, ...]:
    """Return the sections of some pages, in reading order."""
    return tuple(dict.fromkeys((*_SECTIONS, *(entry.section for entry in entries))))


def section_title(book: Book, section: str) -> str:
    """Return a section's name in the reader's language; one of another package is called by its own name."""
    names = {
        "home": book.tr("Home"),
        "meeting": book.tr("Meeting"),
        "preread": book.tr("Pre-read"),
        "plan": book.tr("Plan"),
        "reviews": book.tr("Reviews"),
        "data": book.tr("Data and method"),
    }
    return names.get(section, section)


def declared_pages() -> Mapping[str, Page]:
    """Return every declared page that stands in the navigation, by path, in order."""
    return {one.path: one for one in _declared() if isinstance(one, Page)}


def _declared() -> Iterator[Page | RecordPages]:
    """Give every declaration; what another package draws answers for itself."""
    for one in PAGES.things().values():
        if one.entry.shipped:
            yield one.thing
        elif isinstance(one.thing, Page):
            yield replace(one.thing, draw=one.guarded(one.thing.draw, _must_be_blocks))
        else:
            draw, of = one.guarded(one.thing.draw, _must_be_blocks), one.guarded(one.thing.of)
            yield replace(one.thing, draw=draw, of=of)


def _must_be_blocks(drawn: object) -> None:
    for one in drawn if isinstance(drawn, tuple) else (drawn,):
        if not isinstance(one, b.Block):
            raise TypeError(f"a page is drawn as a tuple of blocks, not of {type(one).__name__}")


def contents(book: Book) -> tuple[PageEntry, ...]:
    """Return every page of the plan, section by section; a page is followed by those of its records.

    Nothing is drawn yet, and nothing is left out that an edition hides.
    """
    declared = list(_declared())
    known = sections(page_entry(book, one) for one in declared if isinstance(one, Page))
    declared.sort(key=lambda one: (known.index(one.section), one.place, isinstance(one, RecordPages)))
    return tuple(entry for one in declared for entry in _entries(book, one))


def _entries(book: Book, one: Page | RecordPages) -> Iterator[PageEntry]:
    if isinstance(one, RecordPages):
        for leaf in one.of(book):
            draw = partial(one.draw, book, leaf.name if leaf.key is None else leaf.key)
            path = f"{one.folder}/{leaf.name}"
            yield PageEntry(
                path, leaf.title, one.section, draw, leaf.where, one.parent, leaf.description, one.topics
            )
    elif one.is_in(book):
        yield page_entry(book, one)


def page_entry(book: Book, one: Page) -> PageEntry:
    """Return the entry of a declared page, whether or not the plan has data for it."""
    where = Source(one.file) if isinstance(one.file, str) else one.file(book)
    title, words = _say(book, one.title), _say(book, one.description)
    draw = partial(page_blocks, book, one)
    return PageEntry(
        one.path, title, one.section, draw, where, "", words, topics=one.topics, explains=one.explains
    )


def _say(book: Book, words: Words) -> str:
    if isinstance(words, str):
        return book.tr(words) if words else ""
    return words.get(book.locale.language) or next(iter(words.values()))


@once
def absent_pages(book: Book) -> frozenset[str]:
    """Return the paths of declared pages that this plan has no data for."""
    return frozenset(path for path, one in declared_pages().items() if not one.is_in(book))


@once
def unframed(book: Book, path: str) -> Blocks:
    """Return what a page's own function draws; it is kept, since the frames of other pages look at it."""
    return declared_pages()[path].draw(book)


def page_blocks(book: Book, one: Page) -> Blocks:
    """Return everything that a page shows."""
    if one.frame is None:
        return one.draw(book)
    blocks = one.frame(book, one, unframed(book, one.path))
    forget(book, unframed, one.path)  # what others want to know of them, the frame has asked first
    return blocks


def page_titles(book: Book) -> Mapping[str, str]:
    """Return the title of every generated page by its path."""
    return _titles(book) if book.titles is None else book.titles


@once
def _titles(book: Book) -> dict[str, str]:
    return {entry.path: entry.title for entry in contents(book)}


def page_title(book: Book, path: str) -> str:
    """Return the title of a declared page by its path; raise `KeyError` where there is none."""
    return _say(book, declared_pages()[path].title)


def page_link(book: Book, path: str, anchor: str = "") -> b.Inline:
    """Return a link to a page under its title; of a page that the plan lacks, the title alone.

    A path that no page has stays plain text.
    """
    title = page_titles(book).get(path)
    if title:
        return b.Link(title, path, anchor)
    return page_title(book, path) if path in absent_pages(book) else path


def page_links(book: Book, paths: Iterable[str]) -> b.Content:
    """Return links to several pages, separated as the language separates; a dash where there is none."""
    parts: list[b.Inline] = []
    for path in paths:
        if parts:
            parts.append(book.locale.join(("", "")))
        parts.append(page_link(book, path))
    return tuple(parts) if parts else b.Missing()
