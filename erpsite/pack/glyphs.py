"""Find characters that no installed font can draw, before a PDF shows boxes for them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

__all__ = ["Coverage", "coverage", "missing_glyphs"]

_RANGE = re.compile(r"([0-9a-f]+)(?:-([0-9a-f]+))?")
_WITHOUT_GLYPH = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

Coverage = tuple[tuple[int, int], ...]
"""Code points that can be drawn, as ranges with both ends, in order, apart from each other."""


def coverage(charsets: Iterable[str]) -> Coverage:
    """Return the union of fontconfig's charsets, such as `20-7e a0-17f`."""
    spans = sorted(
        (int(first, 16), int(last or first, 16)) for text in charsets for first, last in _RANGE.findall(text)
    )
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def missing_glyphs(text: str, fonts: Coverage) -> tuple[str, ...]:
    """Return the characters of a text that none of the fonts has, each once, in order of code points."""
    starts = [first for first, _ in fonts]
    found = []
    for character in sorted(set(text)):
        code = ord(character)
        if unicodedata.category(character) in _WITHOUT_GLYPH or any(code in span for span in _SELECTORS):
            continue
        index = bisect_right(starts, code) - 1
        if index < 0 or code > fonts[index][1]:
            found.append(character)
    return tuple(found)
