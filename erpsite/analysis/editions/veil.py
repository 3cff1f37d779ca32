"""Take what an edition hides out of a text that people wrote, and point at what a person has to judge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from erpsite.analysis.editions.amounts import without_amounts
from erpsite.analysis.editions.doubts import doubtful_amounts
from erpsite.analysis.editions.names import (
    NameForms,
    WrittenNames,
    company_names,
    ordinary_words,
    person_names,
)
from erpsite.analysis.editions.texts import texts_of
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.plan import Edition

__all__ = ["Veil", "mark_of", "veil_of"]

_NOBODY = WrittenNames(NameForms())


@dataclass(frozen=True)
class Veil:
    """Hold what one edition hides, as words."""

    people: WrittenNames = _NOBODY
    companies: WrittenNames = _NOBODY
    money: bool = False
    currency: str = ""

    def __bool__(self) -> bool:
        return self.money or bool(self.people) or bool(self.companies)

    def cut(self, text: str) -> str:
        """Return a text without names and amounts that are hidden; a title that stands for a name, too."""
        text = self.companies.replaced(self.people.replaced(text))
        return without_amounts(text, self.currency) if self.money else text

    def doubts(self, text: str, *, is_table: bool = False) -> Iterator[tuple[int, str, str]]:
        """Yield place, words and topic of what may be hidden in a text that has been cut.

        Of a table the first line is the head of its columns.
        """
        if self.money:
            found = doubtful_amounts(text, self.currency, is_table=is_table)
            yield from ((place, words, "money") for place, words in found)
        yield from ((place, words, "people") for place, words in self.people.doubtful(text))
        yield from ((place, words, "third-parties") for place, words in self.companies.doubtful(text))

    def in_id(self, name: str) -> str:
        """Return the part of an id or of a file's name that is made of a hidden name; empty where none is."""
        return self.people.in_id(name) or self.companies.in_id(name)


def veil_of(handbook: Handbook, edition: Edition) -> Veil:
    """Return the veil of an edition of the whole plan."""
    people, companies = NameForms(), NameForms()
    if {"people", "third-parties"} & set(edition.hides):
        written = (one for _, text in texts_of(handbook) for one in texts_in(text.value))
        ordinary = ordinary_words(written)
        if "people" in edition.hides:
            person_names(handbook, people, ordinary)
        if "third-parties" in edition.hides:
            company_names(handbook, companies, ordinary)
    return Veil(
        WrittenNames(people), WrittenNames(companies), "money" in edition.hides, handbook.plan.currency
    )


def texts_in(value: str | dict[str, str]) -> tuple[str, ...]:
    """Return what a text says in each language."""
    return (value,) if isinstance(value, str) else tuple(value.values())


def mark_of(text: str | bytes) -> str:
    """Return by what `seen` knows a text or a file: the first 16 figures of its SHA-256."""
    content = text.strip().encode() if isinstance(text, str) else text
    return hashlib.sha256(content).hexdigest()[:16]
