"""Say how long the pre-read takes, page by page and role by role."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.ask import ask_widget
from erpsite.pages.kit.book import Book, once
from erpsite.pages.kit.cells import lines
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.contents import absent_pages, declared_pages, page_title, unframed
from erpsite.pages.kit.page import READERS, Page, Reader
from erpsite.pages.kit.reading import minutes, reading_seconds
from erpsite.pages.preread.freeze_note import freeze_note

__all__ = ["BRIEF", "closing", "page_seconds", "path_table", "pre_read", "reading_path", "role_name", "timed"]


BRIEF = "preread/brief"


def pre_read(book: Book) -> Mapping[str, Page]:
    """Return the pages that are read before the meeting, in reading order."""
    absent = absent_pages(book)
    pages = declared_pages().items()
    return {path: page for path, page in pages if page.readers and path not in absent}


def reading_path(book: Book, role: Reader) -> tuple[str, ...]:
    """Return the pages that a kind of reader reads before the meeting, in that reader's order."""
    pages = [page for page in pre_read(book).values() if role in page.readers]
    return tuple(page.path for page in sorted(pages, key=lambda page: page.readers[role]))


def role_name(book: Book, role: Reader) -> str:
    """Return the name of a kind of reader."""
    tr = book.tr
    return {
        "executive": tr("Executives"),
        "business": tr("Business leads"),
        "it": tr("IT leads"),
        "finance": tr("Finance leads"),
    }[role]


@once
def page_seconds(book: Book, path: str) -> float:
    """Return how long a page of the pre-read takes to read, in seconds, with what stands around it."""
    # The times themselves are not known yet; each is a word, whatever it is.
    around = (_reading_note(book, path, 0), *freeze_note(book))
    end = closing(book, 0) if path == BRIEF else ()
    return reading_seconds((*unframed(book, path), *around, *end))


def closing(book: Book, executive: int) -> tuple[b.Block, ...]:
    """Return what the brief ends with before the paths themselves: the minutes of an executive."""
    tr = book.tr
    note = tr(
        "An executive is through in {n} minutes, what is folded left out.",
        n=book.count("reading.executive", executive, book.locale.language),
    )
    method = b.Link(tr("Reading time"), "data/formulas", "reading-time")
    return (
        b.Heading(tr("What to read, and how long it takes"), "reading-path"),
        b.Paragraph((note, " ", method), small=True),
    )


def timed(book: Book, page: Page, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """Return a page of the pre-read with its reading time, the note of the freeze and a way to ask behind the
    lead."""
    lead, *rest = blocks
    note = _reading_note(book, page.path, minutes(page_seconds(book, page.path)))
    return (lead, note, *freeze_note(book), ask_widget(book, page), *rest)


def path_table(book: Book) -> b.Table:
    """Return which pages each role reads, in which order, and how long it takes."""
    tr = book.tr
    paths = [(role_name(book, role), reading_path(book, role)) for role in READERS]
    return Rows([*paths, (tr("Everything"), tuple(pre_read(book)))]).table(
        "reading-path",
        spread("role", tr("You are"), lambda name, _: name),
        spread(
            "path",
            tr("Read in this order"),
            lambda _, pages: lines((b.Link(page_title(book, path), path) for path in pages), " → "),
            wide=True,
        ),
        spread("time", tr("Time"), lambda _, pages: _time(book, pages), "number"),
    )


def _reading_note(book: Book, path: str, whole: int) -> b.Paragraph:
    """Return how many whole minutes a page takes and which one follows."""
    tr, pages = book.tr, tuple(pre_read(book))
    index = pages.index(path)
    text = tr(
        "About {n} min to read; page {index} of {all}.",
        n=book.count("reading.minutes", whole, _in(book, path)),
        index=book.count("reading.place", index + 1, path),
        all=book.count("reading.pages", len(pages)),
    )
    if index + 1 == len(pages):
        return b.Paragraph((text, " ", b.Link(page_title(book, pages[0]), pages[0])), small=True)
    following = pages[index + 1]
    link = b.Link(tr("Next: {title}", title=page_title(book, following)), following)
    return b.Paragraph((text, " ", link), small=True)


def _in(book: Book, path: str) -> str:
    """Return what a time is the time of: a page takes another in each language."""
    return f"{path}/{book.locale.language}"


def _time(book: Book, pages: tuple[str, ...]) -> b.Number:
    total = minutes(sum(page_seconds(book, path) for path in pages))
    return b.Number(total, book.tr("{n} min", n=total))
