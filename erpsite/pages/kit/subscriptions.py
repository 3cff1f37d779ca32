"""Offer the news feed and the calendar, which stand at the root of the site."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = [
    "CALENDAR", "FEED", "person_calendar", "person_feed", "person_subscriptions", "session_calendar",
    "subscriptions",
]  # fmt: skip

FEED = "feed.xml"
CALENDAR = "calendar.ics"


def session_calendar(name: str) -> str:
    """Return the path of the calendar of one session of the meeting."""
    return f"calendar/{name}.ics"


def person_calendar(name: str) -> str:
    """Return the path of the calendar of what one person owes."""
    return f"calendar/people/{name}.ics"


def person_feed(name: str) -> str:
    """Return the path of the feed of what changed in one person's work."""
    return f"feed/people/{name}.xml"


def person_subscriptions(book: Book, name: str) -> b.Paragraph:
    """Return one line that links to the calendar and the feed of one person."""
    tr = book.tr
    return b.Paragraph(
        (
            tr("Follow:"),
            " ",
            b.Link(tr("Calendar of these dates (.ics)"), person_calendar(name)),
            " · ",
            b.Link(tr("News of this work (Atom)"), person_feed(name)),
        ),
        small=True,
    )


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
