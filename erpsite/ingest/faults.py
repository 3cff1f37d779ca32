"""Hold the exception that says why a foreign file cannot be read, and how to mend that."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.errors import ErpsiteError
from erpsite.i18n import translator

__all__ = ["SourceFault", "Words"]


class Words(str):
    """Be a msgid among the values of another: it is said in the language of the sentence it stands in."""

    __slots__ = ()

    def in_(self, language: str) -> str:
        """Return the words in a language."""
        return translator(language)(str(self))


class SourceFault(ErpsiteError):
    """Say what of a foreign file stops the import, and the cure; nothing was changed."""

    def __init__(self, message: str, *, place: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.place = place

    def __str__(self) -> str:
        return self._placed(super().__str__())

    def say(self, tr: Callable[..., str]) -> str:
        """Return the sentence in the language of a translator, behind its place."""
        return self._placed(super().say(tr))

    def _placed(self, sentence: str) -> str:
        return f"{self.place}: {sentence}" if self.place else sentence
