"""Make what every page of the pre-read ends with, and what stands for it while its file is missing."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["Finding", "holiday_note", "method_notes", "missing_page"]

_DATES = frozenset({"slip", "working-days", "critical-path"})
"""Formulas of pages whose dates rest on the working calendar."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a page's answer in one sentence, and whether it is good or bad news."""

    path: str
    tone: b.Tone
    sentence: str


def method_notes(
    book: Book,
    method: str,
    formulas: Iterable[tuple[str, str]],
    files: Iterable[str | Source],
    initiative: str = "",
    topic: b.Topic | None = None,
) -> tuple[b.Block, ...]:
    """Return how the figures were made: a sentence, links to the formulas, and the files they come from.

    `formulas` are (text, anchor on the formulas page); `files` are names of data files, or places in them.
    A page of one `initiative` speaks of that one's dates alone; `topic` is what the sentence is about.
    """
    formulas = tuple(formulas)
    parts: list[b.Inline] = [method, " "]
    for text, anchor in formulas:
        parts += [b.Link(text, "data/formulas", anchor), " · "]
    places: list[b.Inline] = [book.tr("Data:"), " "]
    for file in files:
        places += [b.Place(file if isinstance(file, Source) else Source(file)), " "]
    return (
        b.Heading(book.tr("Method and data"), "method"),
        b.Paragraph(tuple(parts[:-1]), small=True, topic=topic),
        *(holiday_note(book, initiative) if _DATES & {anchor for _, anchor in formulas} else ()),
        b.Paragraph(
            (*places, book.tr("As of {month}", month=book.locale.month(book.state.as_of))), small=True
        ),
    )


def holiday_note(book: Book, initiative: str = "") -> tuple[b.Block, ...]:
    """Return one line on the dates, of the plan or of one initiative, in years that are not announced."""
    found = book.figures.unannounced
    count = found.dates.get(initiative, 0) if initiative else found.count
    if not count:
        return ()
    years = book.locale.join([str(year) for year in found.years])
    words = book.locale.tr.plural(
        "The public holidays of {years} are not published yet: {n} date here rests on the days off that the "
        "law fixes alone.",
        "The public holidays of {years} are not published yet: {n} dates here rest on the days off that the "
        "law fixes alone.",
        book.count("calendar.unannounced", count, initiative), years=years,
    )  # fmt: skip
    return (
        b.Paragraph(
            (words, " ", b.Link(book.tr("Working days"), "data/formulas", "working-days")), small=True
        ),
    )


def missing_page(book: Book, lead: str, file: str) -> tuple[b.Block, ...]:
    """Return a page that says what is missing and which file of the data folder to fill."""
    return (b.Lead(lead), b.Callout("grey", book.tr("Fill data/{file} and this page appears.", file=file)))
