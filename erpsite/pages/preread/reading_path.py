"""Say how long the pre-read takes, page by page and role by role."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.reading import minutes
from erpsite.pages.preread.titles import PAGES, page_title
from erpsite.pages.preread.triggered import ROLES, Role

__all__ = ["PATHS", "path_table", "reading_note", "role_name"]

PATHS: Mapping[Role, tuple[str, ...]] = {
    "executive": ("brief", "pain-points", "draft-plan", "questions"),
    "business": ("brief", "pain-points", "last-year", "opportunities", "draft-plan", "questions"),
    "it": ("brief", "health", "pain-points", "maturity", "opportunities", "draft-plan", "questions"),
    "finance": ("brief", "last-year", "draft-plan", "questions"),
}
"""Pages each role reads, in order."""


def role_name(book: Book, role: Role) -> str:
    """Return the name of a kind of reader."""
    tr = book.tr
    return {
        "executive": tr("Executives"),
        "business": tr("Business leads"),
        "it": tr("IT leads"),
        "finance": tr("Finance leads"),
    }[role]


def path_table(book: Book, seconds: Mapping[str, float]) -> b.Table:
    """Return which pages each role reads, in which order, and how long it takes."""
    tr = book.tr
    rows = [_path_row(book, role_name(book, role), PATHS[role], seconds) for role in ROLES]
    rows.append(_path_row(book, tr("Everything"), PAGES, seconds))
    columns = (
        b.Column("role", tr("You are")),
        b.Column("path", tr("Read in this order"), wide=True),
        b.Column("time", tr("Time"), "number"),
    )
    return b.Table("reading-path", columns, tuple(rows))


def _path_row(book: Book, name: str, pages: tuple[str, ...], seconds: Mapping[str, float]) -> b.Row:
    parts: list[b.Inline] = []
    for page in pages:
        if parts:
            parts.append(" → ")
        parts.append(b.Link(page_title(book, page), f"preread/{page}"))
    total = minutes(sum(seconds[page] for page in pages))
    return b.Row((name, tuple(parts), b.Number(total, book.tr("{n} min", n=total))))


def reading_note(book: Book, page: str, seconds: float) -> b.Paragraph:
    """Return how long a page takes and which one follows."""
    tr, index = book.tr, PAGES.index(page)
    text = tr(
        "About {n} min to read; page {index} of {all}.",
        n=minutes(seconds),
        index=index + 1,
        all=len(PAGES),
    )
    if index + 1 == len(PAGES):
        return b.Paragraph((text, " ", b.Link(page_title(book, "brief"), "preread/brief")), small=True)
    following = PAGES[index + 1]
    link = b.Link(tr("Next: {title}", title=page_title(book, following)), f"preread/{following}")
    return b.Paragraph((text, " ", link), small=True)
