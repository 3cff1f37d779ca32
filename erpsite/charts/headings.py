"""Place the names of bars and cells: beside each other, turned, or as the rows of a lying chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.labels import fits, wrap_labels
from erpsite.charts.layout import NARROW_PIXELS, WIDE_PIXELS, category_axis

__all__ = [
    "ROW_NAMES_NARROW", "ROW_NAMES_WIDE", "column_heads", "paper_rows", "row_axis", "row_heights", "stands",
    "upright_heads",
]  # fmt: skip

ROW_NAMES_WIDE, ROW_NAMES_NARROW = 180, 120
"""Pixels that the names of rows and the margins take at most."""

_PIXELS_A_COLUMN = 6.5
_MOST_UPRIGHT = 14
_AXIS_PIXELS = 60
_MOST_LOOSE_ON_PAPER = 8
_MOST_EVEN_ON_PAPER = 20
_PAPER_COLUMNS = 50


def column_heads(labels: Sequence[str], pixels: int) -> dict[str, Any]:
    """Return names for columns that share so many pixels, turned where they do not fit side by side."""
    columns = int(pixels / _PIXELS_A_COLUMN / len(labels) - 0.8)
    if columns >= 4 and all(fits(label, columns, 3) for label in labels):
        return {"ticktext": wrap_labels(labels, columns, 3), "tickangle": 0}
    lines = 2 if pixels / len(labels) >= 34 else 1
    return {"ticktext": wrap_labels(labels, 20, lines), "tickangle": -90}


def upright_heads(labels: Sequence[str], axes: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axis of names under upright bars, and what a phone changes of it."""
    room = axes * _AXIS_PIXELS
    wide, narrow = (column_heads(labels, pixels - room) for pixels in (WIDE_PIXELS, NARROW_PIXELS))
    keys = [str(number) for number in range(len(labels))]
    ends = [-0.5, len(labels) - 0.5]
    return category_axis(keys, tickmode="array", tickvals=keys, range=ends, **wide), narrow


def stands(labels: Sequence[str], axes: int = 1) -> bool:
    """Tell whether upright bars have room for their names, also on a phone; else the bars lie."""
    if len(labels) > _MOST_UPRIGHT:
        return False
    wide, narrow = upright_heads(labels, axes)
    short = all(fits(label, 20, 1) for label in labels)
    return not wide["tickangle"] and (short or not narrow["tickangle"])


def row_axis(labels: Sequence[str]) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """Return the keys of rows, their axis with the first on top, and what a phone changes of it.

    Keys are numbers, since names may be alike once they are cut.
    """
    keys = [str(number) for number in range(len(labels))]
    ticks = wrap_labels(labels)
    axis = category_axis(keys, tickmode="array", tickvals=keys, ticktext=ticks, range=[len(keys) - 0.5, -0.5])
    return keys, axis, {"ticktext": wrap_labels(labels, 16, 3)}


def row_heights(labels: Sequence[str], room: int) -> tuple[int, int]:
    """Return the height of a chart of rows with `room` around them, on a wide page and on a phone."""
    tall = any(not fits(label, 16, 2) for label in labels)
    return room + 38 * len(labels), room + (50 if tall else 38) * len(labels)


def paper_rows(labels: Sequence[str], room: int) -> dict[str, Any]:
    """Return what a sheet of A4 needs of a chart of many rows: close lines, so that words stand beside it."""
    if len(labels) <= _MOST_LOOSE_ON_PAPER:
        return {}
    single = all(fits(label, _PAPER_COLUMNS, 1) for label in labels)
    names = wrap_labels(labels, _PAPER_COLUMNS) if single else wrap_labels(labels, _PAPER_COLUMNS - 16)
    pitch = 26 if not single else 19 if len(labels) <= _MOST_EVEN_ON_PAPER else 15
    return {
        "height": room - 16 + pitch * len(labels),
        "layout": {"bargap": 0.25, "yaxis": {"ticktext": names}},
    }
