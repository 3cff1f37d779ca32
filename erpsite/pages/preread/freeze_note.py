"""Say on each page of the pre-read when it was frozen, and how much has changed since."""

from __future__ import annotations

from erpsite.analysis.people.freezing import changes_since, last_freeze
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["freeze_note"]


def freeze_note(book: Book) -> tuple[b.Block, ...]:
    """Return one line for each page of the pre-read; none before the first stamp."""
    stamp = last_freeze(book.handbook)
    if stamp is None:
        return ()
    sentence = book.tr.plural(
        "Frozen on {day}, {n} change since.",
        "Frozen on {day}, {n} changes since.",
        book.count("freeze.changes", len(changes_since(book.handbook, stamp))),
        day=book.locale.day(stamp.frozen_on),
    )
    return (b.Paragraph((b.Link(sentence, "preread/freeze"),), small=True),)
