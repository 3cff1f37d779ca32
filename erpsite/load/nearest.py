"""Find the name that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["find_nearest"]

_MOST_COMPARED = 5000
"""Names; a longer list is only searched for the same name in other letters."""


def find_nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name nearest to `word`, or None where none is near."""
    known = list(dict.fromkeys(names))
    same = {_plain(name): name for name in reversed(known)}
    if found := same.get(_plain(word)):
        return found
    if len(known) > _MOST_COMPARED:
        return None
    matches = get_close_matches(word[:100], known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-").strip("-")
