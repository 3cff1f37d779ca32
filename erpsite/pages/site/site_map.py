"""List every page of the handbook, in reading order."""

from __future__ import annotations

from erpsite.pages import data, home, meeting, plan, preread, reviews
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.site.editions import for_edition

__all__ = ["SECTIONS", "section_title", "site_map"]

SECTIONS = ("home", "meeting", "preread", "plan", "reviews", "data")
"""Sections of the site, in reading order."""


def section_title(book: Book, section: str) -> str:
    """Return a section's name in the reader's language."""
    names = {
        "home": book.tr("Home"),
        "meeting": book.tr("Meeting"),
        "preread": book.tr("Pre-read"),
        "plan": book.tr("Plan"),
        "reviews": book.tr("Reviews"),
        "data": book.tr("Data and method"),
    }
    return names[section]


def site_map(book: Book) -> tuple[PageEntry, ...]:
    """Return every generated page, section by section; nothing is drawn yet."""
    parts = (home, meeting, preread, plan, reviews, data)
    return for_edition(book, (entry for part in parts for entry in part.entries(book)))
