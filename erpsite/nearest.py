"""Find the name that somebody may have meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["find_nearest", "plain_letters", "say_nearest"]

_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅԌԚԜαενορτυκιχΑΒΕΖΗΙΚΜΝΟΡΤΥΧı‐‑‒–—−",  # they are meant
    "aeopcyxijsdhqwABEKMHOPCTXIJSGQWaevoptukixABEZHIKMNOPTYXi------",
)
"""Cyrillic, Greek and other letters that look like Latin ones, and dashes that look like hyphens."""

_MOST_COMPARED = 5000
"""Names; a longer list is only searched for the same name in other letters."""


def find_nearest(word: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name nearest to `word`, or None where none is as like as `likeness`, 0 to 1."""
    known = list(dict.fromkeys(names))
    same = {_plain(name): name for name in reversed(known)}
    if found := same.get(_plain(word)):
        return found
    if len(known) > _MOST_COMPARED:
        return None
    matches = get_close_matches(word[:100], known, n=1, cutoff=likeness)
    return matches[0] if matches else None


def say_nearest(
    plain: str, guess: str, word: str, names: Iterable[str], **values: object
) -> tuple[str, dict[str, object]]:
    """Return `guess`, which names `{nearest}`, where a name is near, else `plain`; and the values."""
    nearest = find_nearest(word, names)
    return (plain, values) if nearest is None else (guess, {**values, "nearest": nearest})


def plain_letters(word: str) -> str:
    """Return the word with narrow letters and digits, and Latin ones for those that only look like them."""
    return unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKES)


def _plain(word: str) -> str:
    return plain_letters(word).casefold().replace("_", "-").replace(" ", "-").strip("-")
