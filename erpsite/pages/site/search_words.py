"""Cut text into the words that a search looks up. `10-words.js` cuts what is typed in the same way.

Scripts that write words without spaces between them are cut into pairs of letters that stand side by side,
so that a word is found in the middle of a sentence, without a dictionary: 主数据 is 主数, 数据 and 据.
The last letter alone makes a search for a single letter a search for what begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["MOST_LETTERS", "fold", "terms"]

MOST_LETTERS = 40
"""Letters of a word that count; what is longer is no word."""
_DENSE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0ebd\u0ec0-\u0ed9"
    "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"([{_DENSE}]+)|([^\\W_{_DENSE}]+)")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]")
_PIECES = re.compile(r"\d+|\D+")
_KNOWN = 20_000
"""Runs of letters whose words are remembered."""


def fold(text: str) -> str:
    """Return a text in small letters of usual width, without accents; ß is ss."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", plain).replace("ß", "ss")


def terms(text: str) -> list[str]:
    """Return the words of a text, repeated ones too.

    Of a number with letters, as parts have, the pieces count as well, and a number without leading noughts.
    """
    found: list[str] = []
    for dense, word in _RUNS.findall(fold(text)):
        found += _words(dense, word)
    return found


@lru_cache(_KNOWN)
def _words(dense: str, word: str) -> tuple[str, ...]:
    """Return what is looked up of a run of letters; the pages of a plan say a few of them over and over."""
    if dense:
        return (*map(str.__add__, dense, dense[1:]), dense[-1])
    return (word[:MOST_LETTERS],) if word.isalpha() else tuple(_numbered(word[:MOST_LETTERS]))


def _numbered(word: str) -> list[str]:
    pieces = _PIECES.findall(word)
    found = [word, *pieces] if len(pieces) > 1 else [word]
    return found + [short for piece in pieces if piece[0] == "0" and (short := piece.lstrip("0"))]
