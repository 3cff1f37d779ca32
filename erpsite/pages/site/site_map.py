"""List every page of the handbook, in reading order, as its edition has it."""

from __future__ import annotations

from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.kit.contents import contents
from erpsite.pages.site.absence import without_absent
from erpsite.pages.site.editions import for_edition

__all__ = ["site_map"]


def site_map(book: Book) -> tuple[PageEntry, ...]:
    """Return every generated page, section by section; nothing is drawn yet."""
    return without_absent(book, for_edition(book, contents(book)))
