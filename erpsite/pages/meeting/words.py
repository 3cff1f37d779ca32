"""Say what the meeting pages share: sides, aims, spans of time."""

from __future__ import annotations

from dataclasses import replace

from erpsite.model.charter import AimKind
from erpsite.pages.kit.book import Book

__all__ = ["aim_names", "clock_span", "duration", "side_names"]


def side_names(book: Book) -> dict[str, str]:
    """Return the word for each side that a person can speak for."""
    return {
        "business": book.tr("Business"),
        "it": book.tr("IT"),
        "finance": book.tr("Finance"),
        "external": book.tr("External"),
    }


def aim_names(book: Book) -> dict[AimKind, str]:
    """Return the name of each of the four aims of a planning meeting."""
    return {
        AimKind.LOOK_BACK: book.tr("Look back on the year"),
        AimKind.ALIGN: book.tr("Align with the business strategy"),
        AimKind.PLAN: book.tr("Settle the annual plan"),
        AimKind.CONSENSUS: book.tr("Build consensus"),
    }


def clock_span(start: str, end: str) -> str:
    """Return two clock times as a span."""
    return f"{start}\u2013{end}"


def duration(book: Book, minutes: int, figure: str = "") -> str:
    """Return a length of time in hours and minutes; `figure` is the id of what the plan needs of it."""
    said = _duration(book, minutes)
    if not figure:
        return said
    return book.tr("{time}", time=replace(book.count(figure, minutes), text=said))


def _duration(book: Book, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return book.tr("{minutes} min", minutes=rest)
    if not rest:
        return book.tr("{hours} h", hours=hours)
    return book.tr("{hours} h {minutes} min", hours=hours, minutes=rest)
