"""Read a text as names are found in it: without marks, accents, kinds of spaces, hyphens and apostrophes."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

__all__ = ["PlainNames", "folded"]

_ODD = re.compile(r"[^\x20-\x25\x27-\x29\x2b-\x3b\x3d-\x5f\x61-\x7d一-鿿、。，：；！？（）《》“”…—]|%20")
"""What a text has to be read for; one without it stands as it is."""
_PIECE = re.compile(
    r"(?P<mark>\*+|~~|`+|</?(?:b|strong|em|i|u|s|del|ins|span|mark|sub|sup|small|big|font|nobr|wbr|code)"
    r"\b[^<>]{0,200}>)"
    r"|(?P<space>\s|<br\s*/?>|%20)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});)"
    r"|(?P<nothing>[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff])"
    r"|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_SAME = {
    **{ord(sign): "'" for sign in "’‘ʼ`´＇"},
    **{ord(sign): "-" for sign in "‐‑‒–—－"},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）"},
    ord("ß"): "s", ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("đ"): "d", ord("ı"): "i",
}  # fmt: skip


class PlainNames:
    """Hold a text as names are found in it, and where each character stands in the whole."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self.text = whole
        if _ODD.search(whole):
            self._read()

    def _read(self) -> None:
        kept: list[str] = []
        starts: list[int] = []
        for piece in _PIECE.finditer(self.whole):
            for letter in _plain(piece):
                kept.append(letter)
                starts.append(piece.start())
                self._ends.append(piece.end())
        self._starts, self.text = starts, "".join(kept)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the whole text that some plain characters come from."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def replaced(self, spans: dict[tuple[int, int], str]) -> str:
        """Return the whole text with other words for some spans of the plain one; halves of marks stay."""
        kept, at = [], 0
        for first, last in sorted(spans):
            start, end = self.span(first, last)
            kept += [self.whole[at:start], spans[first, last], _odd_marks(self.whole[start:end])]
            at = end
        return "".join([*kept, self.whole[at:]])


def _plain(piece: re.Match[str]) -> str:
    match piece.lastgroup:
        case "mark" | "nothing":
            return ""
        case "space":
            return " "
        case "entity":
            return "".join(map(_letter, html.unescape(piece[0])))
        case _:
            return _letter(piece[0])


@cache
def _letter(letter: str) -> str:
    """Return one character without accents and width; a space for every kind of space."""
    if letter.isspace():
        return " "
    same = letter.translate(_SAME)
    if same.isascii() or "一" <= same <= "鿿":
        return same
    return "".join(one for one in unicodedata.normalize("NFD", same) if not unicodedata.combining(one))


def folded(form: str) -> str:
    """Return a form of a name as it stands in a plain text."""
    return "".join(map(_letter, form))


def _odd_marks(cut: str) -> str:
    """Return the marks of a part that would be left without their other half."""
    found = [one[0] for one in _PIECE.finditer(cut) if one["mark"]]
    plain = [mark for mark in dict.fromkeys(found) if mark[0] != "<" and found.count(mark) % 2]
    tags = [mark for mark in found if mark[0] == "<"]
    opened = [tag for tag in tags if tag[1] != "/"]
    return "".join([*plain, *(tags if len(opened) * 2 != len(tags) else ())])
