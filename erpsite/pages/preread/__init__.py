"""Draw the pre-read: what everyone reads before the planning meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry, once
from erpsite.pages.kit.reading import reading_seconds
from erpsite.pages.preread.brief import draw_brief, with_reading_path
from erpsite.pages.preread.draft_plan import draw_draft_plan
from erpsite.pages.preread.freeze import draw_freeze, freeze_note
from erpsite.pages.preread.health import draw_health
from erpsite.pages.preread.last_year import draw_last_year
from erpsite.pages.preread.maturity import draw_maturity
from erpsite.pages.preread.opportunities import draw_opportunities
from erpsite.pages.preread.pain_points import draw_pain_points
from erpsite.pages.preread.questions import draw_questions
from erpsite.pages.preread.reading_path import reading_note
from erpsite.pages.preread.titles import PAGES, page_title

__all__ = ["draw_page", "entries", "page_seconds"]

_DRAW: Mapping[str, Callable[[Book], tuple[b.Block, ...]]] = {
    "brief": draw_brief,
    "health": draw_health,
    "last-year": draw_last_year,
    "pain-points": draw_pain_points,
    "maturity": draw_maturity,
    "opportunities": draw_opportunities,
    "draft-plan": draw_draft_plan,
    "questions": draw_questions,
}

_FILES = {
    "brief": "handbook.yml",
    "health": "health.csv",
    "last-year": "completed.yml",
    "pain-points": "pain_points.yml",
    "maturity": "maturity.yml",
    "opportunities": "opportunities.yml",
    "draft-plan": "handbook.yml",
    "questions": "agenda.yml",
}


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the pages of the section, in reading order."""
    pages = tuple(
        PageEntry(
            f"preread/{page}",
            page_title(book, page),
            "preread",
            partial(draw_page, book, page),
            Source(_FILES[page]),
            description=_description(book, page),
        )
        for page in PAGES
    )
    return (*pages, _freeze_entry(book)) if book.handbook.freezes else pages


def _freeze_entry(book: Book) -> PageEntry:
    tr = book.tr
    title, words = tr("Since the freeze"), tr("When the pre-read was frozen, and what has changed since.")
    where = Source("freeze.yml")
    return PageEntry("preread/freeze", title, "preread", partial(draw_freeze, book), where, description=words)


def draw_page(book: Book, page: str) -> tuple[b.Block, ...]:
    """Return a page below `preread/` with its reading time after the lead."""
    blocks = _drawn(book, page)
    if page == "brief":
        blocks = with_reading_path(book, blocks, {name: page_seconds(book, name) for name in PAGES})
    lead, *rest = blocks
    return (lead, reading_note(book, page, page_seconds(book, page)), *freeze_note(book), *rest)


def page_seconds(book: Book, page: str) -> float:
    """Return how long a page takes to read, in seconds."""
    return reading_seconds(_drawn(book, page))


@once
def _drawn(book: Book, page: str) -> tuple[b.Block, ...]:
    return tuple(_DRAW[page](book))


def _description(book: Book, page: str) -> str:
    tr = book.tr
    return {
        "brief": tr("Five findings, five decisions asked, and what to read in which order."),
        "health": tr("How the ERP runs: availability, health metrics, causes of outages, satisfaction."),
        "last-year": tr("What last year promised and what it delivered."),
        "pain-points": tr("Where business processes hurt, what it costs, and what would solve it."),
        "maturity": tr("How mature the ERP is, and where effort brings most."),
        "opportunities": tr("What new technology could do, and what a pilot must show."),
        "draft-plan": tr("Priorities with the cut line, the budget, and what the meeting is asked."),
        "questions": tr("What to think about before the meeting, by role and by session."),
    }[page]
