"""Estimate the room that text takes, on the safe side: nobody can ask the reader's PowerPoint beforehand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

__all__ = [
    "HAN_LINE", "LINE", "cut_to", "height_of", "line_count", "line_height", "longest_piece",
    "size_that_fits", "width_of_text",
]  # fmt: skip

LINE, HAN_LINE = 1.25, 1.46
"""Height of a line in letter sizes, of Latin and of Chinese fonts."""
_BETWEEN = 0.25
"""Room that programs leave between a Chinese letter and a Latin one, in letter sizes."""
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[] \u00a0-/"), frozenset("mwMW@%—…")


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """Return the width of a letter in letter sizes, of a wide sans serif font."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.98
    if unicodedata.combining(letter):
        return 0.0
    return 0.76 if letter.isupper() else 0.63


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def width_of_text(text: str, size: float) -> float:
    """Return the width of a text on one line, in points, in letters of `size` points."""
    edges = sum(_is_wide(one) != _is_wide(other) for one, other in pairwise(text))
    return size * (sum(map(_width, text)) + _BETWEEN * edges)


def longest_piece(text: str, size: float) -> float:
    """Return the width of the longest part of a text that is not broken, in points."""
    return max((width_of_text(piece.rstrip(" "), size) for piece in _pieces(text)), default=0.0)


def line_height(text: str, size: float) -> float:
    """Return the height of a line of a text in points."""
    return size * (HAN_LINE if any(map(_is_wide, text)) else LINE)


def line_count(text: str, size: float, width: float) -> int:
    """Return the lines that a text takes in `width` points, broken at spaces and between wide letters."""
    lines = 0
    for paragraph in text.split("\n") or [""]:
        lines += 1
        used, before = 0.0, ""
        for piece in _pieces(paragraph):
            edge = bool(before) and _is_wide(before) != _is_wide(piece[0])
            between = size * _BETWEEN * edge
            wide = width_of_text(piece, size) + between
            bare = width_of_text(piece.rstrip(" "), size) + between
            before = piece[-1]
            if used and used + bare > width:
                lines, used = lines + 1, 0.0
            if bare > width:  # a long word is broken anywhere
                extra = int(bare // max(width, size))
                lines, wide = lines + extra, bare - extra * width
            used += wide
    return lines


def height_of(text: str, size: float, width: float) -> float:
    """Return the height of a text in points."""
    return line_count(text, size, width) * line_height(text, size)


def size_that_fits(texts: Iterable[str], sizes: Sequence[float], width: float, height: float) -> float:
    """Return the largest of the sizes in which all texts, one below the other, fit; else the smallest."""
    known = list(texts)
    for size in sizes:
        if sum(height_of(text, size, width) for text in known) <= height:
            return size
    return sizes[-1]


def cut_to(text: str, size: float, width: float, lines: int = 1) -> str:
    """Return a text that takes at most so many lines, with … where it was cut."""
    if line_count(text, size, width) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if line_count(text[:middle].rstrip() + "…", size, width) <= lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _pieces(text: str) -> Iterable[str]:
    word = ""
    for letter in text:
        if _is_wide(letter):
            if word:
                yield word
            word = ""
            yield letter
        else:
            word += letter
            if letter == " ":
                yield word
                word = ""
    if word:
        yield word
