"""Part a target such as `≥99.5` or `不高于5` into its number and the comparator that stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["comparator_of", "signs_in"]

_SIGNS = {
    **dict.fromkeys((">=", "≥", "≧", "⩾", ">", "＞", "不低于", "不少于", "至少", "at least"), ">="),
    **dict.fromkeys(("<=", "≤", "≦", "⩽", "<", "＜", "不高于", "不超过", "至多", "at most"), "<="),
}  # fmt: skip
_LONGEST_FIRST = sorted(_SIGNS, key=len, reverse=True)


def comparator_of(text: str) -> str:
    """Return the comparator that a target begins with; empty where it begins with none."""
    plain = text.strip().casefold()
    return next((_SIGNS[sign] for sign in _LONGEST_FIRST if plain.startswith(sign)), "")


def signs_in(texts: Iterable[str]) -> Sequence[str]:
    """Return the signs that stand before numbers, the longest first."""
    plain = [text.strip().casefold() for text in texts]
    return [
        sign
        for sign in _LONGEST_FIRST
        if any(next((one for one in _LONGEST_FIRST if text.startswith(one)), "") == sign for text in plain)
    ]
