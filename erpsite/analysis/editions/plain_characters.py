"""Read a text without what does not change its words: width of characters, kinds of spaces, emphasis."""

from __future__ import annotations

import html
import re

from erpsite.frozen import dataclass

__all__ = ["PlainText", "plain_characters"]

_PIECE = re.compile(
    r"(?P<hole>（金额略）|\[amount withheld\])"
    r"|(?P<mark>\*+|_+|~~|`|</?(?:b|strong|em|i|u|s|del|ins|span|mark|sub|sup|small|big|font|nobr|wbr|code)"
    r"\b[^<>]{0,200}>)"
    r"|(?P<stop>\n[ \t]*\n\s*)"
    r"|(?P<space>\n[ \t]*>[ \t]*|\s|<br\s*/?>|&(?:nbsp|thinsp|ensp|emsp|numsp|puncsp|hairsp|#160|#xa0|#8239|"
    r"#x202f|#8201|#x2009);)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});)"
    r"|(?P<nothing>[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff])"
    r"|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
HOLE = "\ue000"
"""Stands for an amount that has been taken out."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥", 0xFFE1: "£", 0xFFE0: "¢"}
del _WIDE[ord("，")]  # it parts sentences more often than thousands


@dataclass(frozen=True, slots=True)
class PlainText:
    """Hold the plain characters of a text, and where each of them stands in it."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the whole text that some plain characters come from."""
        return self.starts[start], self.ends[end - 1]

    def marks(self, start: int, end: int) -> str:
        """Return the marks within a part of the whole text that would be left without their other half."""
        found = [one[0] for one in _PIECE.finditer(self.whole, start, end) if one["mark"]]
        odd = [mark for mark in dict.fromkeys(found) if mark[0] != "<" and found.count(mark) % 2]
        tags = [mark for mark in found if mark[0] == "<"]
        opened, closed = (
            [tag for tag in tags if tag[1] != "/"],
            [tag for tag in tags if tag[1] == "/"],
        )
        return "".join([*odd, *(tags if len(opened) != len(closed) else ())])


def plain_characters(whole: str) -> PlainText:
    """Return a text with one form for each character; a blank line is `\\n`, every other space ` `."""
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(whole):
        plain = _plain(piece)
        for letter in plain:
            kept.append(letter)
            starts.append(piece.start())
            ends.append(piece.end())
    return PlainText("".join(kept), tuple(starts), tuple(ends), whole)


def _plain(piece: re.Match[str]) -> str:
    match piece.lastgroup:
        case "hole":
            return HOLE
        case "mark" | "nothing":
            return ""
        case "stop":
            return "\n"
        case "space":
            return " "
        case "entity":
            return html.unescape(piece[0])[:1].replace("\u00a0", " ")
        case _:
            return piece[0].translate(_WIDE)
