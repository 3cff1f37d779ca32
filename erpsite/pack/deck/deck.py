"""Make a deck of a plan: the pre-read's, or the last review's, in one language."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.pack.deck.stable import stable_package
from erpsite.pack.deck.story import preread_slides, review_month, review_slides
from erpsite.pack.deck.template import Template
from erpsite.pack.deck.words import clean
from erpsite.pack.deck.writer import Told, write_slides
from erpsite.pages.kit.book import Book

__all__ = ["Deck", "Telling", "deck"]

Telling = Literal["preread", "review"]


@dataclass(frozen=True, slots=True)
class Deck:
    """Ask for a deck."""

    telling: Telling
    template: Template
    commit: str = ""
    """Commit of the data; left out of an edition that hides something, as that would tell of the hidden."""


def deck(book: Book, asked: Deck) -> bytes:
    """Return the presentation (.pptx); the same plan, month, template and commit give the same bytes.

    Raises `MissingExtraError`. A review is asked for only where the plan has one (`review_month`).
    """
    review = asked.telling == "review"
    slides = review_slides(book) if review else preread_slides(book)
    month = review_month(book) if review else book.state.as_of
    edition = book.handbook.edition
    hides = edition is not None and bool(edition.hides)
    name = book.locale.month(month)
    footer = book.locale.join([clean(book.title), book.tr("As of {month}", month=name)])
    today = book.state.today
    told = Told(
        locale=book.locale,
        kind=asked.telling,
        month=book.state.as_of,
        edition=edition.id if edition else "",
        title=book.tr("Review of {month}", month=name) if review else clean(book.title),
        plan=book.handbook.plan.id or "",
        footer=footer,
        origin=_origin(book, "" if hides else asked.commit),
        day=dt.datetime(today.year, today.month, today.day),  # noqa: DTZ001 - the format has no zone
    )
    return stable_package(write_slides(slides, asked.template, told), today.isoformat())


def _origin(book: Book, commit: str) -> str:
    tr = book.tr
    if not commit:
        return tr("Figures and where they stand in the plan’s files:")
    if commit.endswith("+"):
        return tr(
            "Figures and where they stand in the plan’s files, at commit {commit} with changes since:",
            commit=commit.removesuffix("+"),
        )
    return tr("Figures and where they stand in the plan’s files, at commit {commit}:", commit=commit)
