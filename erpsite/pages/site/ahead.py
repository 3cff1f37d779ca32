"""Compute what a plan's pages share in every language, before processes part to draw them."""

from __future__ import annotations

from itertools import combinations

from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.since import months_compared
from erpsite.pages.kit.judgement import judgement_of, scores_over_reviews, shows_judgement
from erpsite.pages.preread.freeze_note import changes_since_freeze

__all__ = ["compute_ahead"]


def compute_ahead(book: Book) -> None:
    """Compute the analyses, the plan check's judgement and the changes between any two reviewed months.

    And what was changed in the pre-read since it was frozen.
    """
    book.figures.compute_ahead()
    for first, second in combinations(months_compared(book), 2):
        book.figures.changes(first, second)
    book.figures.of(changes_since_freeze)
    if shows_judgement(book):
        judgement_of(book)
        scores_over_reviews(book)
