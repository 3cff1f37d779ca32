"""Say in a reader's language what a package that speaks English alone has said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

__all__ = ["Retelling"]


class Retelling:
    """Hold the sentences of another package, each with `{fields}` where its own words stand.

    Sentences are tried in their order. The text of a field that is `inner` may be a sentence, too.
    """

    def __init__(self, sentences: Sequence[str], inner: frozenset[str] = frozenset()) -> None:
        self.sentences, self._inner = tuple(sentences), inner

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in self.sentences]

    def said(self, message: str, tr: Callable[..., str]) -> str | None:
        """Return the message in the language of a translator; None where it is no sentence that is known."""
        for sentence, pattern in self._patterns:
            if found := pattern.fullmatch(message):
                words = {name: self._told(name, text, tr) for name, text in found.groupdict().items()}
                return tr(sentence, **words)
        return None

    def _told(self, name: str, text: str, tr: Callable[..., str]) -> str:
        return (self.said(text, tr) or text) if name in self._inner else text


def _pattern(sentence: str) -> str:
    """Return a pattern of one sentence."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(sentence))
