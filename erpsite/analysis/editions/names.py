"""Find the names that an edition hides wherever they are written, and say what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from erpsite.i18n import SOURCE, Translator, known_languages, translator
from erpsite.model import Handbook
from erpsite.model.text import Text

__all__ = ["WrittenNames", "company_names", "hidden_ids", "person_names"]


class WrittenNames:
    """Replace names in running text, the longest first."""

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._by_name = {name: instead for name, instead in pairs if len(name) > 1}

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def replaced(self, text: str) -> str:
        """Return a text with what stands instead of each name."""
        return self._pattern.sub(lambda match: self._by_name[match[0]], text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._by_name, key=len, reverse=True)
        return re.compile("|".join(_as_word(name) for name in names) or r"(?!)")


def _as_word(name: str) -> str:
    """Return a pattern of a name; a word of its own in Latin letters, not in Han characters."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return before + re.escape(name) + after


def person_names(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield the name of each person in each language with the title instead, and the e-mail address."""
    for person in handbook.people.values():
        yield from _by_language(person.name, person.title)
        if person.email:
            yield person.email, person.title.in_(SOURCE)


def company_names(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield the name and the contract of each third party with what stands there instead."""
    instead = Text({one: _outside(translator(one)) for one in known_languages()})
    for initiative in handbook.initiatives.values():
        for company in initiative.third_parties:
            yield from _by_language(company.name, instead)
            if company.contract:
                yield company.contract, "—"


def _outside(tr: Translator) -> str:
    return tr("an outside company")


def _by_language(name: Text, instead: Text) -> Iterator[tuple[str, str]]:
    """Yield a name as each language writes it; of one that all write alike the last language speaks."""
    for language in known_languages():
        if name.speaks(language):
            yield name.in_(language), instead.in_(language)


def hidden_ids(handbook: Handbook) -> Mapping[str, str]:
    """Return an id for each person that says nothing of the name: `person-1` and so on, in file order."""
    return {name: f"person-{number}" for number, name in enumerate(handbook.people, start=1)}
