"""Read the gettext catalogues; the msgid is the English text itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import field
from decimal import Decimal
from functools import cache
from gettext import c2py
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Protocol

from erpsite.frozen import dataclass
from erpsite.i18n.agreement import agree
from erpsite.i18n.facts import facts_of
from erpsite.i18n.languages import SOURCE, homes_of
from erpsite.i18n.said import Said, figures_in
from erpsite.registry import answering, offered

__all__ = ["Forms", "MissingTranslationError", "Translator", "translator"]


class MissingTranslationError(LookupError):
    """Say that a catalogue lacks a text: a bug of erpsite, never half a page in the wrong language."""


class Counted(Protocol):
    """Be a number that is printed in a way of its own."""

    @property
    def value(self) -> object:
        """Return the number itself."""


Count = int | Counted
"""A number to choose the singular or the plural by."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Hold what a catalogue says for one and for many, and which of its forms fits a number."""

    texts: tuple[str, ...]
    choose: Callable[[int], int]
    """`Plural-Forms` of the catalogue: the form's place by the number."""

    def of(self, count: object) -> str:
        """Return the text for a number; what is no whole number is as many as two and more."""
        number = abs(Decimal(str(count))) if isinstance(count, int | float | Decimal) else Decimal(2)
        whole = int(number) if number == int(number) else int(number) + 2
        return self.texts[min(self.choose(whole), len(self.texts) - 1)]


@dataclass(frozen=True)
class Translator:
    """Translate the interface's words into one language."""

    language: str
    messages: Mapping[str, str] | None
    """Translation by English text; None means that the English text is said as it is."""
    plurals: Mapping[str, Forms] = field(default_factory=dict)
    """Forms by the English text for one."""
    lenient: bool = False
    """Whether a text without translation is said in English: the catalogue is partial, or texts of other
    packages are among what is said."""

    def __call__(self, message: str, /, **values: object) -> str:
        """Return the message in the language, with its `{named}` fields filled.

        A value that is written in several languages is said in this one. A number that names its figure is
        said as it is printed, and the sentence remembers it; a value that the message has no field for leaves
        no trace. English words agree with a number that is one.
        """
        messages = self.messages
        text = message if messages is None else (messages.get(message) or self._find(message))
        return self._filled(text, values) if values else text

    def plural(self, one: str, many: str, n: Count, /, **values: object) -> str:
        """Return the form for `n`, which is also a field named `n`, as the catalogue's `Plural-Forms` say."""
        count = n if isinstance(n, int) else n.value
        forms = self.plurals.get(one)
        if forms is not None:
            text = forms.of(count)
        elif self.messages is None or (self.lenient and not self.messages.get(many)):
            text = one if count == 1 else many
        else:
            text = self._find(many)
        return self._filled(text, {"n": n, **values})

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        filling = {name: self._said(value) for name, value in values.items()}
        said = (agree(text, filling) if self.messages is None else text).format(**filling)
        printed = _fields(text)
        figures = figures_in(value for name, value in values.items() if name in printed)
        return Said(said, figures) if figures else said

    def _said(self, value: object) -> object:
        in_ = getattr(value, "in_", None)
        return value if in_ is None else in_(self.language)

    def _find(self, message: str) -> str:
        text = (self.messages or {}).get(message)
        if text:
            return text
        if self.lenient:
            return message
        raise MissingTranslationError(f"no {self.language} text for {message!r}")


def translator(language: str = SOURCE) -> Translator:
    """Return the translator of a language; every catalogue of that language is merged.

    Packages that add something to erpsite bring theirs as `locale/<language>/*.po`; erpsite's own words win.
    """
    return _translator(language, tuple(sys.path))


@cache
def _translator(language: str, _path: tuple[str, ...]) -> Translator:
    if language == SOURCE:
        return Translator(language, None)
    messages: dict[str, str] = {}
    plurals: dict[str, Forms] = {}
    for home in reversed(list(homes_of(language))):
        with answering(home.entry) if home.entry else nullcontext():
            for message in _catalogues(home.folder, language):
                if home.entry:
                    _refuse_other_fields(message)
                if message.forms:
                    plurals[message.id] = message.forms
                    # These serve the two texts themselves, too, where they are said alone.
                    messages.setdefault(message.id, message.forms.of(1))
                    messages.setdefault(message.many, message.forms.of(2))
                else:
                    messages[message.id] = message.text
    others = any(not entry.shipped for entry in offered())
    return Translator(language, messages, plurals, others or not facts_of(language).complete)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold one entry of a catalogue."""

    id: str
    text: str
    many: str = ""
    forms: Forms | None = None


def _refuse_other_fields(message: _Entry) -> None:
    """Raise `ValueError` for a translation with a field that its text has not: it could not be filled."""
    known = _fields(message.id) | _fields(message.many)
    for text in message.forms.texts if message.forms else (message.text,):
        if _fields(text) - known:
            raise ValueError(f"{text!r} has a field that {message.id!r} has not")


@cache
def _fields(message: str) -> frozenset[str]:
    """Return the names of a message's fields."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name)


def _catalogues(folder: Traversable, language: str) -> Iterator[_Entry]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 50 ms that `--help` need not pay

    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".po"):
            with entry.open("rb") as file:
                catalogue = read_po(file, locale=language, abort_invalid=True)
            choose = c2py(catalogue.plural_expr)
            for message in catalogue:
                if message.id and isinstance(message.id, str):
                    yield _Entry(message.id, str(message.string))
                elif message.id and all(message.string or ()):
                    one, many = message.id
                    yield _Entry(one, "", many, Forms(tuple(message.string or ()), choose))
