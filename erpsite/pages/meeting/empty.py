"""Say what a page lacks while its file is not there yet."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["nothing_yet"]


def nothing_yet(book: Book, lead: str, file: str) -> tuple[b.Block, ...]:
    """Return a page that says what is missing and which file of the data folder to fill."""
    return (b.Lead(lead), b.Callout("grey", book.tr("Fill data/{file} and this page appears.", file=file)))
