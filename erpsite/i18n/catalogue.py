"""Read the gettext catalogues; the msgid is the English text itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Protocol

from erpsite.i18n.said import Said, figures_in
from erpsite.registry import answering, folder_of, offered

__all__ = ["MissingTranslationError", "Translator", "translator"]


class MissingTranslationError(LookupError):
    """Say that a catalogue lacks a text: a bug of erpsite, never half a page in the wrong language."""


class Counted(Protocol):
    """Be a number that is printed in a way of its own."""

    @property
    def value(self) -> object:
        """Return the number itself."""


Count = int | Counted
"""A number to choose the singular or the plural by."""


@dataclass(frozen=True)
class Translator:
    """Translate the interface's words into one language."""

    language: str
    messages: Mapping[str, str] | None
    """Translation by English text; None means that the English text is said as it is."""
    others: bool = False
    """Whether texts of other packages are among what is said: theirs may lack a translation."""

    def __call__(self, message: str, /, **values: object) -> str:
        """Return the message in the language, with its `{named}` fields filled.

        A value that is written in several languages is said in this one. A number that names its figure is
        said as it is printed, and the sentence remembers it; a value that the message has no field for leaves
        no trace.
        """
        text = message if self.messages is None else self._find(message)
        if not values:
            return text
        said = text.format(**{name: self._said(value) for name, value in values.items()})
        printed = _fields(text)
        figures = figures_in(value for name, value in values.items() if name in printed)
        return Said(said, figures) if figures else said

    def _said(self, value: object) -> object:
        in_ = getattr(value, "in_", None)
        return value if in_ is None else in_(self.language)

    def plural(self, one: str, many: str, n: Count, /, **values: object) -> str:
        """Return the singular or plural message for `n`, which is also a field named `n`."""
        count = n if isinstance(n, int) else n.value
        message = one if count == 1 and self.messages is None else many
        return self(message, n=n, **values)

    def _find(self, message: str) -> str:
        text = (self.messages or {}).get(message)
        if not text and self.others:
            return message
        if not text:
            raise MissingTranslationError(f"no {self.language} text for {message!r}")
        return text


def translator(language: str) -> Translator:
    """Return the translator of a language; every catalogue of that language is merged.

    Packages that add something to erpsite bring theirs as `locale/<language>/*.po`; erpsite's own words win.
    """
    return _translator(language, tuple(sys.path))


@cache
def _translator(language: str, _path: tuple[str, ...]) -> Translator:
    if language == "en":
        return Translator("en", None)
    messages: dict[str, str] = {}
    others = [entry for entry in offered() if not entry.shipped]
    for entry in others:
        folder = folder_of(entry)
        if folder is not None:
            with answering(entry):
                found = _catalogues(folder.joinpath("locale", language))
                _refuse_other_fields(found)
                messages |= found
    messages |= _catalogues(resources.files("erpsite").joinpath("locale", language))
    return Translator(language, messages, bool(others))


@cache
def _fields(message: str) -> frozenset[str]:
    """Return the names of a message's fields."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name)


def _refuse_other_fields(messages: Mapping[str, str]) -> None:
    """Raise `ValueError` for a translation with a field that its text has not: it could not be filled."""
    for message, text in messages.items():
        if _fields(text) - _fields(message):
            raise ValueError(f"{text!r} has a field that {message!r} has not")


def _catalogues(folder: Traversable) -> dict[str, str]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 50 ms that `--help` need not pay

    messages: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else ():
        if entry.name.endswith(".po"):
            with entry.open("rb") as file:
                messages |= {
                    str(m.id): str(m.string)
                    for m in read_po(file, abort_invalid=True)
                    if m.id and isinstance(m.id, str)
                }
    return messages
