"""Lay rectangles under the cells of a grid, which the chart library paints as one small picture."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from erpsite.pages.kit import blocks as b

__all__ = ["vector_cells", "without_pictures"]

_HALF = 0.48
"""Half the side of a cell on an axis whose categories are 1 apart; the rest is the gap."""
_PICTURE = re.compile(r"<image\b[^>]*?(?:/>|>\s*</image>)")


def vector_cells(figure: b.Chart) -> b.Chart:
    """Return a figure whose grids of cells are rectangles, where its axes name categories."""
    spec: dict[str, Any] = dict(figure.spec)
    cells = [cell for trace in spec.get("data", ()) if _is_grid(trace, spec) for cell in _cells(trace)]
    if not cells:
        return figure
    layout = dict(spec.get("layout", {}))
    layout["shapes"] = [*cells, *layout.get("shapes", ())]
    return dataclasses.replace(figure, spec={**spec, "layout": layout})


def without_pictures(svg: str) -> str:
    """Return an SVG without its pixel pictures."""
    return _PICTURE.sub("", svg)


def _is_grid(trace: dict[str, Any], spec: dict[str, Any]) -> bool:
    layout = spec.get("layout", {})
    named = all(layout.get(axis, {}).get("type") == "category" for axis in ("xaxis", "yaxis"))
    return trace.get("type") == "heatmap" and named and isinstance(trace.get("colorscale"), list)


def _cells(trace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    low, high = trace["zmin"], trace["zmax"]
    for row, line in enumerate(trace["z"]):
        for column, value in enumerate(line):
            if value is not None:
                share = (value - low) / ((high - low) or 1)
                yield _rectangle(column, row, _colour(trace["colorscale"], share))


def _colour(scale: Sequence[tuple[float, str]], share: float) -> str:
    """Return the colour of the last stop that the share has reached: the scales of a grid are steps."""
    return [colour for at, colour in scale if at <= share][-1] if share < 1 else scale[-1][1]


def _rectangle(column: int, row: int, colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": column - _HALF,
        "x1": column + _HALF,
        "y0": row - _HALF,
        "y1": row + _HALF,
        "line": {"width": 0},
        "fillcolor": colour,
    }
