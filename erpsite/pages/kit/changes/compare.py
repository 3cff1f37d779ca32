"""Gather the changes between any two reviews, so that a reader chooses the months in the page itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from erpsite.analysis.reviews.changes import Change
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.lines import change_record, change_sentence
from erpsite.pages.kit.changes.words import change_word

__all__ = ["compare_widget"]

_MOST_LISTED = 100
"""Changes between two months that are embedded; the rest is counted."""


@dataclass
class _Index:
    """Number distinct values in the order they come, so that each stands in the page once."""

    numbers: dict[Hashable, int] = field(default_factory=dict)

    def __call__(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def listed(self) -> list[Hashable]:
        return list(self.numbers)


def compare_widget(
    book: Book,
    months: Sequence[str],
    at: Callable[[str], Book],
    between: Callable[[str, str], Sequence[Change]],
) -> b.Widget:
    """Return the chooser over some months, earliest first, of which the first is the baseline.

    `at` gives the book of a month, `between` the changes from one month to another. Rows that occur between
    several pairs of months are stored once.
    """
    kinds, records, files, rows = _Index(), _Index(), _Index(), _Index()
    pairs: dict[str, list[int]] = {}
    for first, second in combinations(range(len(months)), 2):
        there = at(months[second])
        found = between(months[first], months[second])
        shown = [_row(there, change, kinds, records, files) for change in found[:_MOST_LISTED]]
        pairs[f"{first}-{second}"] = [len(found), *(rows(row) for row in shown)]
    data: dict[str, object] = {
        "months": [[month, _month_name(book, month, months[0])] for month in months],
        "kinds": kinds.listed(),
        "records": records.listed(),
        "files": files.listed(),
        "rows": rows.listed(),
        "pairs": pairs,
        "words": _words(book),
    }
    paths = {link[1] for link in records.listed() if isinstance(link, tuple) and link[1]}
    return b.Widget(
        "compare",
        data,
        tuple(sorted(paths)),
        tuple(file for file in files.listed() if isinstance(file, str) and file),
    )


def _row(there: Book, change: Change, kinds: _Index, records: _Index, files: _Index) -> tuple[object, ...]:
    """Return kind, record, sentence, file and line, with numbers for what occurs often."""
    word, record = change_word(there, change), change_record(there, change)
    link = (record.text, record.path, record.anchor) if isinstance(record, b.Link) else (record, "", "")
    return (
        kinds((word.tone, b.SHAPES[word.tone], word.text)),
        records(link),
        change_sentence(there, change),
        files(change.where.path),
        str(change.where).removeprefix(change.where.path),
    )


def _month_name(book: Book, month: str, baseline: str) -> str:
    name = book.locale.month(month)
    return book.tr("{month} (baseline)", month=name) if month == baseline else name


def _words(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "colon": book.locale.facts.colon,
        "from": tr("From"),
        "to": tr("To"),
        "record": tr("Record"),
        "kind": tr("Change"),
        "sentence": tr("What happened"),
        "source": tr("Source"),
        "none": tr("Nothing changed."),
        "one": tr("{n} change"),
        "many": tr("{n} changes"),
        "lighter_one": tr("{n} lighter change"),
        "lighter": tr("{n} lighter changes"),
        "rest": tr("The {n} lightest are not listed here; the command erpsite diff lists all."),
    }
