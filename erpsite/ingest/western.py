"""Read the 8-bit files that programs write in Western Europe and America, where nothing else fits them."""

from __future__ import annotations

import re

__all__ = ["decode_western"]

_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ"
_SIGNS = "€£§°²³´µ·«»“”„‘’‚–—…•½¼¾×®™©¿¡ªº±¨\u00a0"
_STRANGE = re.compile(rf"[^\x00-\x7f{_LETTERS}{_SIGNS}]")
_RUN = re.compile(rf"[{_LETTERS}]{{3,}}")
"""Three letters with accents in a row: another alphabet, read wrongly."""
_BROKEN = re.compile(r"(?<=[A-Za-z])[£§°²³µ·©®±½¼¾](?=[A-Za-z])")
"""A sign within a word: a letter of Central Europe, read wrongly."""


def decode_western(data: bytes) -> str | None:
    """Return the text where it reads as Windows-1252, which Latin-1 is a part of; None where it does not."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _STRANGE.search(text) or _RUN.search(text) or _BROKEN.search(text):
        return None
    return text
