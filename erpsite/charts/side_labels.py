"""Write names beside lines, apart from each other however close the lines are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.labels import columns_of, wrap_labels
from erpsite.frozen import dataclass

__all__ = ["Mark", "side_labels"]

_LINE_PIXELS = 16
_COLUMNS = 20
_INK = {"@grey": "@soft"}
"""Colours of lines that are too pale for words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold what a line is called at its right end, and how it is drawn."""

    value: float
    text: str
    colour: str
    dash: str = "solid"


def side_labels(
    marks: Sequence[Mark], span: tuple[float, float], pixels: int
) -> tuple[list[dict[str, Any]], int]:
    """Return the names as notes right of the picture, and the margin they need.

    `span` is the axis from end to end, `pixels` its length.
    """
    if not marks:
        return [], 16
    ranked = sorted(marks, key=lambda mark: mark.value)
    texts = wrap_labels([mark.text for mark in ranked], _COLUMNS, 2)
    scale = pixels / (span[1] - span[0])
    wanted = [(mark.value - span[0]) * scale for mark in ranked]
    heights = [_LINE_PIXELS * (text.count("<br>") + 1) for text in texts]
    places = _apart(wanted, heights, pixels)
    notes = [
        {
            "xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "align": "left",
            "y": mark.value, "yshift": round(place - want, 1), "yanchor": "middle",
            "showarrow": False, "text": text,
            "font": {"color": _INK.get(mark.colour, mark.colour), "size": 12},
        }
        for mark, text, want, place in zip(ranked, texts, wanted, places, strict=True)
    ]  # fmt: skip
    return notes, columns_of(texts) * 7 + 14


def _apart(wanted: list[float], heights: list[int], pixels: int) -> list[float]:
    """Return the middle of each name, in the order given, moved as little as keeps them apart.

    Names that would overlap are pushed up one after the other, then down again from the upper end.
    """
    places = list(wanted)
    for number in range(1, len(places)):
        gap = (heights[number - 1] + heights[number]) / 2
        overlap = places[number - 1] + gap - places[number]
        if overlap > 0:
            places[number] += overlap
            if number == 1:
                places[0], places[1] = places[0] - overlap / 2, places[1] - overlap / 2
    ceiling = pixels + 8.0
    for number in reversed(range(len(places))):
        places[number] = min(places[number], ceiling - heights[number] / 2)
        ceiling = places[number] - heights[number] / 2
    return places
