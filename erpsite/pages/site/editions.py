"""Leave out of the pages what an edition hides, so that nothing hidden looks missing, broken or zero."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.site.trimming import Trimmer

__all__ = ["SECTIONS", "for_edition"]

SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("plan/portfolio", "", "money"),
    ("plan/resources", "envelope", "money"),
    ("plan/resources", "budget", "money"),
    ("plan/resources", "initiatives", "money"),
    ("plan/resources", "objectives", "money"),
    ("plan/resources", "third-parties", "third-parties"),
    ("preread/draft-plan", "budget", "money"),
    ("preread/freeze", "", "any"),
    ("data/plan-check", "", "any"),
    ("data/plan-check/*", "", "any"),
    ("plan/risks", "", "risks"),
    ("plan/initiatives/*", "risks", "risks"),
    ("reviews/*", "earned-value", "money"),
    ("reviews/*", "minutes", "minutes"),
)
"""Page, heading (empty: the whole page), and what must be hidden for it to go."""

_PAGES = {"risks": "plan/risks", "money": "plan/portfolio", "any": "data/plan-check"}
"""The page of a hidden topic; what leads to it says something about the topic.

The plan check judges the whole plan: what an edition lacks would look like a fault of the plan.
"""


_ABOUT = {
    "money": r"\b(?:budget|cost|spen[dt]|money|envelope|saving|promised benefit|earned value|price)\w*"
    r"|\b(?:CPI|SPI|EAC)\b"
    r"|承诺收益|预算|成本|费用|金额|花费|支出|资金|超支|挣值|用款|花了",
    "risks": r"(?<!at )\brisks?\b(?! score)|(?<!有)风险",
    "third-parties": r"\bthird part|\bcontracts?\b|第三方|合同",
    "minutes": r"\bminutes of\b|会议纪要",
}
"""What the interface's own words about a hidden topic match; the two languages side by side."""

_GENERAL = ("data/formulas", "data/glossary")
"""Pages that explain words and methods whether or not there are data on them."""


def for_edition(book: Book, entries: Iterable[PageEntry]) -> tuple[PageEntry, ...]:
    """Return the pages without what the book's edition hides; the same pages where it hides nothing."""
    edition = book.handbook.edition
    if edition is None or not edition.hides:
        return tuple(entries)
    return tuple(replace(entry, draw=_draw(book, entry)) for entry in entries)


def _draw(book: Book, entry: PageEntry) -> Callable[[], Sequence[b.Block]]:
    def draw() -> tuple[b.Block, ...]:
        here = [
            (heading, topic)
            for page, heading, topic in SECTIONS
            if fnmatch.fnmatchcase(entry.path, page) and _hides(book.handbook, topic)
        ]
        if any(not heading for heading, _ in here):
            return (b.Lead(book.tr("This page is not in this edition of the handbook.")),)
        blocks = _without_sections(entry.draw(), {heading for heading, _ in here}, book.not_here)
        return _with_lead(book, _trimmer(book, entry.path).trimmed(blocks)) + _notes(book, entry.path)

    return draw


def _hides(handbook: Handbook, topic: str) -> bool:
    return topic == "any" or handbook.hides(topic)


def _trimmer(book: Book, path: str) -> Trimmer:
    if path in _GENERAL:
        return Trimmer(book.not_here)
    topics = [topic for topic in _ABOUT if book.handbook.hides(topic)]
    hidden = frozenset(page for topic, page in _PAGES.items() if _hides(book.handbook, topic))
    about = re.compile("|".join(_ABOUT[topic] for topic in topics), re.IGNORECASE) if topics else None
    return Trimmer(book.not_here, hidden, about)


def _without_sections(blocks: Sequence[b.Block], headings: set[str], note: str) -> list[b.Block]:
    """Return the blocks with each of the sections reduced to its heading and a note."""
    kept: list[b.Block] = []
    level = 0
    for block in blocks:
        if isinstance(block, b.Heading) and (not level or block.level <= level):
            level = block.level if block.anchor in headings else 0
            kept.append(block)
            if level:
                kept.append(b.Callout("grey", note))
        elif not level:
            kept.append(block)
    return kept


def _with_lead(book: Book, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """Return the blocks with a first sentence, also where the page's own had to go."""
    if blocks and isinstance(blocks[0], b.Lead):
        return blocks
    return (b.Lead(book.tr("Parts of this page are not in this edition of the handbook.")), *blocks)


def _notes(book: Book, path: str) -> tuple[b.Block, ...]:
    tr, handbook, notes = book.tr, book.handbook, []
    if path in ("index", "plan/initiatives") and handbook.hides("money"):
        notes.append(tr("In this edition cost does not count towards the status of an initiative."))
    if path.startswith("reviews/20") and handbook.hides("minutes"):
        notes.append(tr("The minutes of the reviews are not in this edition."))
    if path == "preread/health" and handbook.hides("survey-comments"):
        notes.append(tr("What people wrote in the survey is not in this edition."))
    return tuple(b.Paragraph(note, small=True) for note in notes)
