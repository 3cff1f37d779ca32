"""Say on each page of the pre-read when it was frozen, and how much has changed since."""

from __future__ import annotations

from erpsite.analysis.people.freezing import FreezeChange, changes_since, last_freeze
from erpsite.model.freeze import Freeze
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["freeze_changes", "freeze_note"]


def freeze_note(book: Book) -> tuple[b.Block, ...]:
    """Return one line for each page of the pre-read; none before the first stamp."""
    stamp = last_freeze(book.handbook)
    if stamp is None:
        return ()
    sentence = book.tr.plural(
        "Frozen on {day}, {n} change since.",
        "Frozen on {day}, {n} changes since.",
        len(freeze_changes(book, stamp)),
        day=book.locale.day(stamp.frozen_on),
    )
    return (b.Paragraph((b.Link(sentence, "preread/freeze"),), small=True),)


def freeze_changes(book: Book, stamp: Freeze) -> tuple[FreezeChange, ...]:
    """Return what has changed since a stamp, computed once a build."""
    found: tuple[FreezeChange, ...] = book.once("freeze", lambda: changes_since(book.handbook, stamp))
    return found
