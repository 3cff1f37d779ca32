"""Say on each page of the pre-read when it was frozen, and how much has changed since."""

from __future__ import annotations

from erpsite.analysis.figures import Figures
from erpsite.analysis.people.freezing import FreezeChange, changes_since, last_freeze
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["changes_since_freeze", "freeze_note"]


def freeze_note(book: Book) -> tuple[b.Block, ...]:
    """Return one line for each page of the pre-read; none before the first stamp."""
    stamp = last_freeze(book.handbook)
    if stamp is None:
        return ()
    sentence = book.tr.plural(
        "Frozen on {day}, {n} change since.",
        "Frozen on {day}, {n} changes since.",
        book.count("freeze.changes", len(book.figures.of(changes_since_freeze))),
        day=book.locale.day(stamp.frozen_on),
    )
    return (b.Paragraph((b.Link(sentence, "preread/freeze"),), small=True),)


def changes_since_freeze(figures: Figures) -> tuple[FreezeChange, ...]:
    """Return what has changed since the stamp that counts; nothing before the first one."""
    stamp = last_freeze(figures.handbook)
    return changes_since(figures.handbook, stamp) if stamp else ()
