"""Fit labels of any length and script into a chart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["columns_of", "fits", "plain_label", "width_of", "wrap_label", "wrap_labels"]


def width_of(text: str) -> int:
    """Return the width of a text in half-width columns; a Han character counts two."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """Hold the width of each letter that was met."""

    def __missing__(self, letter: str) -> int:
        self[letter] = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        return self[letter]


_WIDTHS = _Widths()


def plain_label(text: str) -> str:
    """Return a text that Plotly shows as it is: its small HTML subset is switched off."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=8192)  # several charts show the same names
def wrap_label(text: str, columns: int = 24, lines: int = 2) -> str:
    """Return a label broken into at most `lines` lines of `columns` half-width columns, with … where cut."""
    rows, row, wide = list[str](), "", 0
    for word in _pieces(text):
        width = width_of(word)
        if row and wide + width > columns:
            rows.append(row.strip())
            row, wide = "", 0
        row += word
        wide += width
    rows.append(row.strip())
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _cut(rows[lines - 1], columns)]
    return "<br>".join(plain_label(_cut(row, columns) if width_of(row) > columns else row) for row in rows)


def wrap_labels(labels: Sequence[str], columns: int = 24, lines: int = 2) -> list[str]:
    """Return labels broken and cut as `wrap_label` does; those that would then read alike keep their ends."""
    wrapped = [wrap_label(label, columns, lines) for label in labels]
    seen: dict[str, set[str]] = {}
    for label, text in zip(labels, wrapped, strict=True):
        seen.setdefault(text, set()).add(label)
    return [
        _ends(label, columns, lines) if len(seen[text]) > 1 else text
        for label, text in zip(labels, wrapped, strict=True)
    ]


def _ends(text: str, columns: int, lines: int) -> str:
    """Return the beginning and the end of a label that is too long."""
    if lines > 1:
        return wrap_label(text, columns, lines - 1) + "<br>" + plain_label("…" + _tail(text, columns - 1))
    half = columns // 2
    return plain_label(_cut(text, half) + _tail(text, columns - half))


def _tail(text: str, columns: int) -> str:
    kept, wide = "", 0
    for letter in reversed(text):
        wide += _WIDTHS[letter]
        if wide > columns:
            break
        kept = letter + kept
    return kept.lstrip()


_WORDS = re.compile("[^ ]* |[^ ]+")
_CLOSING = frozenset("）】》〉」』”’，。、；：！？％…")
_OPENING = frozenset("（【《〈「『“‘")


def _pieces(text: str) -> list[str]:
    """Split where a line may break: after a space, and around every wide character.

    No line begins with a closing mark, or ends with an opening one.
    """
    if text.isascii():  # no letter of it is wide
        return _WORDS.findall(" ".join(text.split()))
    pieces, word = list[str](), ""
    for letter in " ".join(text.split()):
        if letter in _CLOSING:
            if word or not pieces:
                word += letter
            else:
                pieces[-1] += letter
        elif letter in _OPENING:
            pieces += [word] if word else []
            word = letter
        elif _WIDTHS[letter] == 2:
            pieces += [word + letter] if _OPENING.issuperset(word) else [word, letter]
            word = ""
        else:
            word += letter
            if letter == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces


def _cut(text: str, columns: int) -> str:
    kept, wide = "", 0
    for letter in text:
        wide += _WIDTHS[letter]
        if wide > columns - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def columns_of(labels: Sequence[str]) -> int:
    """Return the width of the widest line of some wrapped labels."""
    return max((width_of(line) for label in labels for line in label.split("<br>")), default=0)


def fits(text: str, columns: int, lines: int) -> bool:
    """Tell whether a label can be wrapped to that room without losing a letter."""
    return columns > 0 and "…" not in wrap_label(text, columns, lines)
