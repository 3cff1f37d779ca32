"""Find the names that an edition hides wherever they are written, and say what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from erpsite.analysis.editions.company_forms import (
    company_forms,
    contract_key,
    contract_pattern,
    domain_pattern,
    foreign_domains,
    is_common,
)
from erpsite.analysis.editions.person_forms import han_pattern, latin_pattern, latin_variants, person_forms
from erpsite.analysis.editions.plain_names import PlainNames, folded
from erpsite.i18n import SOURCE, Translator, known_languages, translator
from erpsite.model import Handbook
from erpsite.model.text import Text

__all__ = ["NameForms", "WrittenNames", "company_names", "hidden_ids", "ordinary_words", "person_names"]


@dataclass
class NameForms:
    """Collect the forms of names: those that are cut, and those that are only pointed out."""

    exact: dict[str, str] = field(default_factory=dict)
    """What stands instead of each form, written exactly so."""
    loose: dict[str, str] = field(default_factory=dict)
    """Forms that count in capital and small letters alike; the keys are in small letters."""
    surnames: dict[str, str] = field(default_factory=dict)
    """Han surnames that count with a title behind them, such as 王总."""
    titled: dict[str, str] = field(default_factory=dict)
    """Latin names that count with a title before them, such as Mr He."""
    domains: dict[str, str] = field(default_factory=dict)
    """Mail domains; addresses and hosts in them go whole."""
    contracts: dict[str, str] = field(default_factory=dict)
    """Numbers of contracts, letters and figures alone; signs between them may be any."""
    doubtful: list[str] = field(default_factory=list)
    """Patterns of what may be a name or an ordinary word."""

    def __bool__(self) -> bool:
        return bool(self.exact or self.loose)


class WrittenNames:
    """Replace names in running text, the longest first, and point at what may be one."""

    def __init__(self, forms: NameForms) -> None:
        self._forms = forms
        self._instead = {_key(form): instead for form, instead in forms.exact.items()}
        self._any_case = {_key(form).lower(): instead for form, instead in forms.loose.items()}

    def __bool__(self) -> bool:
        return bool(self._forms)

    def replaced(self, text: str) -> str:
        """Return a text with what stands instead of each name."""
        if not self:
            return text
        plain = PlainNames(text)
        spans: dict[tuple[int, int], str] = {}
        taken = bytearray(len(plain.text))
        for start, end, instead in self._found(plain.text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                spans[start, end] = instead
        return plain.replaced(spans) if spans else text

    def _found(self, plain: str) -> Iterator[tuple[int, int, str]]:
        """Yield start and end of each name with what stands instead; what is surer comes first."""
        for pattern, known in self._patterns:
            yield from ((found.start(), found.end(), known(found[1])) for found in pattern.finditer(plain))
        for found in self._loose.finditer(plain):
            yield found.start(), found.end(), _of(self._any_case, _key(found[0]).lower())
        for found in self._exact.finditer(plain):
            yield found.start(), found.end(), _of(self._instead, _key(found[0]))

    def doubtful(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield place and words of what may be a name in a text from which the names have been cut."""
        if not self:
            return
        plain = PlainNames(text)
        for found in self._doubtful.finditer(plain.text):
            yield plain.span(found.start(), found.end())[0], found[0]
        for part in _PART.finditer(text) if _CODED.search(text) else ():
            meant = unquote(part[0]) if _CODED.search(part[0]) else ""
            if meant and self.replaced(meant) != meant:
                yield part.start(), meant

    def in_id(self, name: str) -> str:
        """Return the part of an id or a file's name that is made of a hidden name; empty where none is."""
        plain = f"-{re.sub('[^0-9a-z一-鿿]+', '-', folded(name).lower())}-"
        forms = {*(form.lower() for form in self._instead), *self._any_case}
        found = (form for form in forms if len(form) > 1 and _in_id(form, plain))
        return max(found, key=len, default="")

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Callable[[str], str]]]:
        forms = self._forms
        named: tuple[tuple[Callable[[Iterable[str]], str], dict[str, str], Callable[[str], str]], ...] = (
            (domain_pattern, forms.domains, str.lower),
            (contract_pattern, forms.contracts, contract_key),
            (han_pattern, forms.surnames, str),
            (latin_pattern, {_key(form): instead for form, instead in forms.titled.items()}, str),
        )
        return [
            (re.compile(pattern(known), re.IGNORECASE if pattern in _ANY_CASE else 0), _getter(known, key))
            for pattern, known, key in named
            if known
        ]

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._instead))

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._any_case), re.IGNORECASE)

    @cached_property
    def _doubtful(self) -> re.Pattern[str]:
        return re.compile("|".join(dict.fromkeys(self._forms.doubtful)) or r"(?!)")


_ANY_CASE = (domain_pattern, contract_pattern)
_PART = re.compile(r"[^\s()<>\[\]\"']+")
_CODED = re.compile(r"%[0-9A-Fa-f]{2}")
"""A sign in an address that is written in figures."""


def _getter(known: Mapping[str, str], key: Callable[[str], str]) -> Callable[[str], str]:
    return lambda found: known[key(found)]


def _of(known: Mapping[str, str], key: str) -> str:
    """Return what stands instead of a form; an `s` of the genitive is no part of it."""
    return known[key] if key in known else known[key[:-1]]


def _key(form: str) -> str:
    """Return a form as it is looked up: as it stands in a plain text, with one kind of space, none in Han."""
    return _HAN_SPACE.sub("", re.sub(r"\s+", " ", folded(form)))


_HAN_SPACE = re.compile(r"(?<=[一-鿿])\s(?=[一-鿿])")


def _in_id(form: str, plain: str) -> bool:
    if "@" in form:
        return False
    if not form.isascii():
        return form in plain
    wanted = re.sub("[^0-9a-z]+", "-", form)
    return len(wanted) > 2 and f"-{wanted}-" in plain


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern of names: Latin ones as words of their own, Han ones anywhere."""
    latin: list[str] = []
    han: list[str] = []
    for form in sorted({form for form in forms if len(form) > 1}, key=lambda form: (-len(form), form)):
        if form[0].isascii() and form[-1].isascii():
            genitive = "s?" if len(form) > 3 and form[-1].isalpha() and form[-1] not in "sS" else ""
            latin.append(re.escape(form).replace(r"\ ", r"\s+") + genitive)
        else:
            han.append(r"\s?".join(map(re.escape, form)) if len(form) < _LONGEST_SPACED else re.escape(form))
    parts = [rf"(?<![A-Za-z0-9])(?:{'|'.join(latin)})(?![A-Za-z0-9])"] if latin else []
    return "|".join([*parts, *han]) or r"(?!)"


_LONGEST_SPACED = 5
"""Characters of a Han name from which nobody writes spaces between them."""


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that texts write in small letters: such a word is no sure sign of a name.

    A word of an address, such as a company's mail domain, is written small for another reason.
    """
    return frozenset(word for text in texts for word in _SMALL_WORD.findall(text))


_SMALL_WORD = re.compile(r"(?<![A-Za-z@.])[a-z]{2,}+(?![A-Za-z]*+(?:[-\w]{0,60}\.[A-Za-z]{2}|@))")


def person_names(handbook: Handbook, forms: NameForms, ordinary: frozenset[str]) -> None:
    """Add the forms of every person's name, with the title that stands instead."""
    people = tuple(handbook.people.values())
    for person in people:
        for language in known_languages():
            if person.name.speaks(language):
                name, title = person.name.in_(language), person.title.in_(language)
                for variant in latin_variants(name):
                    person_forms(variant, title, forms, ordinary)
        title = person.title.in_(SOURCE)
        forms.loose[person.id] = title
        forms.loose[person.id.replace("-", " ")] = title
        if person.email:
            forms.loose[person.email.lower()] = title
            local = person.email.partition("@")[0].lower()
            if len(local) > 4 and local not in ordinary and not is_common(local):
                forms.loose[local] = title


def company_names(handbook: Handbook, forms: NameForms, ordinary: frozenset[str]) -> None:
    """Add the forms of every third party's name, its contract and its people's mail domain."""
    instead = Text({one: _outside(translator(one)) for one in known_languages()})
    for initiative in handbook.initiatives.values():
        for company in initiative.third_parties:
            for language in (SOURCE, *known_languages()):
                if company.name.speaks(language):
                    for name in latin_variants(company.name.in_(language)):
                        company_forms(name, company.id, instead.in_(language), forms, ordinary)
            if company.contract:
                forms.exact[company.contract] = "—"
                forms.contracts[contract_key(company.contract)] = "—"
    for domain in foreign_domains(handbook.people.values()):
        forms.domains[domain] = instead.in_(SOURCE)


def _outside(tr: Translator) -> str:
    return tr("an outside company")


def hidden_ids(handbook: Handbook) -> Mapping[str, str]:
    """Return an id for each person that says nothing of the name: `person-1` and so on, in file order."""
    return {name: f"person-{number}" for number, name in enumerate(handbook.people, start=1)}
