"""Write lines of YAML by hand: live values, and comments that a person reads or uncomments."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from erpsite.i18n import Locale

__all__ = ["Lines", "amount", "plain_words", "text_slot"]


def plain_words(text: str, most: int = 160) -> str:
    """Return a text that is safe in a comment: on one line, printable, not too long."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    words = " ".join(kept.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def amount(value: Decimal | float) -> str:
    """Return a number as YAML reads it: without exponent, without needless zeros."""
    number = Decimal(str(value))
    return f"{number:.0f}" if number == number.to_integral_value() else f"{number.normalize():f}"


def text_slot(languages: Iterable[str]) -> str:
    """Return an empty text in each language of the plan, to be filled after uncommenting."""
    return "{" + ", ".join(f'{language}: ""' for language in languages) + "}"


class Lines:
    """Collect the lines of the file."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._lines: list[str] = []

    def key(self, indent: int, text: str, note: str = "") -> None:
        """Add a live line, with a note behind it."""
        self._add(indent, text + (f"  # {plain_words(note)}" if note else ""))

    def slot(self, indent: int, text: str, note: str = "") -> None:
        """Add a line that is uncommented where it applies; the blank after # goes with it."""
        self.key(indent, f"# {text}", note)

    def say(self, indent: int, *parts: str) -> None:
        """Add a comment made of parts; those that are empty are left out."""
        said = " · ".join(plain_words(part) for part in parts if part)
        self._add(indent, f"# {said}")

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def _add(self, indent: int, text: str) -> None:
        self._lines.append(" " * indent + text)

    @property
    def text(self) -> str:
        """Return the file's text."""
        return "\n".join(self._lines) + "\n"
