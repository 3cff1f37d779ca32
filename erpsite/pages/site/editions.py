"""Leave out of the pages what an edition hides, so that nothing hidden looks missing, broken or zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.kit.trimming import Trimmer

__all__ = ["for_edition"]


def for_edition(book: Book, entries: Iterable[PageEntry]) -> tuple[PageEntry, ...]:
    """Return the pages without what the book's edition hides; the same pages where it hides nothing."""
    edition, listed = book.handbook.edition, tuple(entries)
    if edition is None or not edition.hides:
        return listed
    hides = frozenset[str](edition.hides)
    gone = frozenset(entry.path for entry in listed if hides & set(entry.topics))
    whole, explained = Trimmer(book.not_here, hides, gone), Trimmer(book.not_here, hides)
    return tuple(
        replace(entry, draw=_draw(book, entry, gone, explained if entry.explains else whole))
        for entry in listed
    )


def _draw(
    book: Book, entry: PageEntry, gone: frozenset[str], trimmer: Trimmer
) -> Callable[[], Sequence[b.Block]]:
    def draw() -> tuple[b.Block, ...]:
        if entry.path in gone:
            return (b.Lead(book.tr("This page is not in this edition of the handbook.")),)
        return _with_lead(book, trimmer.trimmed(entry.draw())) + _notes(book, entry.path)

    return draw


def _with_lead(book: Book, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """Return the blocks with a first sentence, also where the page's own had to go."""
    if blocks and isinstance(blocks[0], b.Lead):
        return blocks
    return (b.Lead(book.tr("Parts of this page are not in this edition of the handbook.")), *blocks)


def _notes(book: Book, path: str) -> tuple[b.Block, ...]:
    tr, handbook, notes = book.tr, book.handbook, []
    if path in ("index", "plan/initiatives") and handbook.hides("money"):
        notes.append(tr("In this edition cost does not count towards the status of an initiative."))
    if path.startswith("reviews/20") and handbook.hides("minutes"):
        notes.append(tr("The minutes of the reviews are not in this edition."))
    if path == "preread/health" and handbook.hides("survey-comments"):
        notes.append(tr("What people wrote in the survey is not in this edition."))
    return tuple(b.Paragraph(note, small=True) for note in notes)
