"""Find the names that an edition hides wherever they are written, and say what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from erpsite.analysis.editions.company_forms import (
    company_forms,
    domain_pattern,
    foreign_domains,
    is_common,
)
from erpsite.analysis.editions.person_forms import han_pattern, latin_pattern, person_forms
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
    doubtful: list[str] = field(default_factory=list)
    """Patterns of what may be a name or an ordinary word."""

    def __bool__(self) -> bool:
        return bool(self.exact or self.loose)


class WrittenNames:
    """Replace names in running text, the longest first, and point at what may be one."""

    def __init__(self, forms: NameForms) -> None:
        self._forms = forms

    def __bool__(self) -> bool:
        return bool(self._forms)

    def replaced(self, text: str) -> str:
        """Return a text with what stands instead of each name."""
        for pattern, known in self._patterns:
            text = pattern.sub(lambda found, known=known: known[found[1]], text)  # type: ignore[misc]
        text = self._loose.sub(lambda found: self._forms.loose[_folded(found[0])], text)
        return self._exact.sub(lambda found: self._forms.exact[found[0]], text)

    def doubtful(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield place and words of what may be a name in a text from which the names have been cut."""
        for found in self._doubtful.finditer(text):
            yield found.start(), found[0]

    def in_id(self, name: str) -> str:
        """Return the part of an id or a file's name that is made of a hidden name; empty where none is."""
        plain = f"-{re.sub('[^0-9a-z一-鿿]+', '-', name.lower())}-"
        forms = {*map(_folded, self._forms.exact), *self._forms.loose}
        found = (form for form in forms if len(form) > 1 and _in_id(form, plain))
        return max(found, key=len, default="")

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], dict[str, str]]]:
        forms = self._forms
        named = (
            (domain_pattern, forms.domains),
            (han_pattern, forms.surnames),
            (latin_pattern, forms.titled),
        )
        return [(re.compile(pattern(known)), known) for pattern, known in named if known]

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._forms.exact))

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._forms.loose, spaces=True), re.IGNORECASE)

    @cached_property
    def _doubtful(self) -> re.Pattern[str]:
        return re.compile("|".join(dict.fromkeys(self._forms.doubtful)) or r"(?!)")


def _folded(form: str) -> str:
    return re.sub(r"\s+", " ", form).lower()


def _in_id(form: str, plain: str) -> bool:
    if "@" in form:
        return False
    if not form.isascii():
        return form in plain
    wanted = re.sub("[^0-9a-z]+", "-", form)
    return len(wanted) > 2 and f"-{wanted}-" in plain


def _any_of(forms: Iterable[str], *, spaces: bool = False) -> str:
    """Return a pattern of names: Latin ones as words of their own, Han ones anywhere."""
    latin: list[str] = []
    han: list[str] = []
    for form in sorted({form for form in forms if len(form) > 1}, key=lambda form: (-len(form), form)):
        pattern = re.escape(form).replace(r"\ ", r"\s+" if spaces else " ")
        (latin if form[0].isascii() and form[-1].isascii() else han).append(pattern)
    parts = [rf"(?<![A-Za-z0-9])(?:{'|'.join(latin)})(?![A-Za-z0-9])"] if latin else []
    return "|".join([*parts, *han]) or r"(?!)"


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that texts write in small letters: such a word is no sure sign of a name."""
    return frozenset(word for text in texts for word in re.findall(r"(?<![A-Za-z@.])[a-z]{2,}", text))


def person_names(handbook: Handbook, forms: NameForms, ordinary: frozenset[str]) -> None:
    """Add the forms of every person's name, with the title that stands instead."""
    people = tuple(handbook.people.values())
    for person in people:
        for language in known_languages():
            if person.name.speaks(language):
                name, title = person.name.in_(language), person.title.in_(language)
                person_forms(name, title, forms, ordinary)
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
                    name = company.name.in_(language)
                    company_forms(name, company.id, instead.in_(language), forms, ordinary)
            if company.contract:
                forms.exact[company.contract] = "—"
    for domain in foreign_domains(handbook.people.values()):
        forms.domains[domain] = instead.in_(SOURCE)


def _outside(tr: Translator) -> str:
    return tr("an outside company")


def hidden_ids(handbook: Handbook) -> Mapping[str, str]:
    """Return an id for each person that says nothing of the name: `person-1` and so on, in file order."""
    return {name: f"person-{number}" for number, name in enumerate(handbook.people, start=1)}
