"""Offer the news feed and the calendar, which stand at the root of the site."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["CALENDAR", "FEED", "session_calendar", "subscriptions"]

FEED = "feed.xml"
CALENDAR = "calendar.ics"


def session_calendar(name: str) -> str:
    """Return the path of the calendar of one session of the meeting."""
    return f"calendar/{name}.ics"


def subscriptions(book: Book) -> b.Paragraph:
    """Return one line that links to the feed of the reviews and to the calendar."""
    tr = book.tr
    return b.Paragraph(
        (
            tr("Follow the plan:"),
            " ",
            b.Link(tr("Calendar of reviews, milestones and actions (.ics)"), CALENDAR),
            " · ",
            b.Link(tr("News feed of the reviews (Atom)"), FEED),
        ),
        small=True,
    )
