"""Draw a map: points on two scales, named beside their marks or, where it is crowded, by number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import fits, wrap_label
from erpsite.charts.layout import (
    NARROW_PIXELS,
    WIDE_PIXELS,
    axis,
    fit_narrow,
    legend,
    legend_room,
    plotted,
)
from erpsite.frozen import dataclass

__all__ = ["Point", "map_chart"]

_NAME_COLUMNS = 15
_MOST_NAMED = 14
_KEY_LINE_PIXELS = 15.6


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one point of a map; `group` says in the legend what its colour and symbol mean."""

    label: str
    x: float
    y: float
    colour: str = "@blue"
    symbol: str = "circle"
    group: str = ""


def map_chart(
    points: Sequence[Point], x_name: str, y_name: str, span: tuple[float, float]
) -> Chart | NoChart:
    """Return points on two scales of the same span; points at one place stand side by side.

    On a phone, and where names would overlap, the points are numbered in the order given, with a key below.
    """
    if not points:
        return NoChart("no-data")
    named = _room_for_names(points)
    kinds = list(dict.fromkeys((point.group, point.colour, point.symbol) for point in points))
    groups = [group for group, _, _ in kinds if group]
    data, few = [], {}
    for number, kind in enumerate(kinds):
        mine = [i for i, p in enumerate(points) if (p.group, p.colour, p.symbol) == kind]
        data.append(_trace(points, mine, kind) | (_named if named else _numbered)(points, mine, 0.24, 0.3, 3))
        few[str(number)] = _numbered(points, mine, 0.54, 0.36, 2)
    ends = [value for point in points for value in (point.x, point.y)]
    wide = [min(span[0], *ends) - 0.6, max(span[1], *ends) + 0.6]
    across, up = (axis(name, range=list(wide), dtick=1, tickangle=0) for name in (x_name, y_name))
    more = {"shapes": _cross(sum(span) / 2), "showlegend": bool(groups), "legend": legend()}
    spec = plotted(data, across, up, **more)
    key, room = ([], 8) if named else _key(points, 84)
    spec["layout"] |= {"annotations": key, "margin": {**spec["layout"]["margin"], "b": room}}
    small, tall = _key(points, 44)
    height = 430 + legend_room(groups, WIDE_PIXELS) + room
    narrow = 350 + legend_room(groups, NARROW_PIXELS - 60) + tall
    layout = {"annotations": small, "margin": {"b": tall}}
    return Chart(fit_narrow(spec, height=narrow, data=few, layout=layout), height)


def _room_for_names(points: Sequence[Point]) -> bool:
    places = [(point.x, point.y) for point in points]
    return (
        len(points) <= _MOST_NAMED
        and all(places.count(place) <= 2 for place in places)
        and all(fits(point.label, _NAME_COLUMNS, 2) for point in points)
    )


def _trace(points: Sequence[Point], mine: list[int], kind: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": wrap_label(kind[0], 38, 2),
        "cliponaxis": False,
        "marker": {"color": kind[1], "symbol": kind[2], "size": 14},
        "customdata": [wrap_label(points[i].label, 60, 4) for i in mine],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _named(points: Sequence[Point], mine: list[int], *steps: float) -> dict[str, Any]:
    return {
        **_places(points, mine, *steps),
        "text": [wrap_label(points[i].label, _NAME_COLUMNS, 2) for i in mine],
        "textposition": ["bottom center" if _before(points, i) else "top center" for i in mine],
        "textfont": {"size": 11},
    }


def _numbered(points: Sequence[Point], mine: list[int], *steps: float) -> dict[str, Any]:
    first = points[mine[0]]
    mark = {"color": first.colour, "symbol": first.symbol, "size": 24 if first.symbol == "diamond" else 20}
    return {
        **_places(points, mine, *steps),
        "text": [str(i + 1) for i in mine],
        "textposition": "middle center",
        "textfont": {"size": 11, "color": "@paper"},
        "marker": mark,
    }


def _before(points: Sequence[Point], number: int) -> int:
    """Return how many of the points before this one stand at the same place."""
    point = points[number]
    return sum((other.x, other.y) == (point.x, point.y) for other in points[:number])


def _places(points: Sequence[Point], mine: list[int], *steps: float) -> dict[str, list[float]]:
    """Return where the points are drawn; those at one place in rows around it.

    `steps`: from mark to mark across and down, and how many stand in a row at least.
    """
    across, down, row = steps
    found: dict[str, list[float]] = {"x": [], "y": []}
    for i in mine:
        point, before = points[i], _before(points, i)
        count = sum((other.x, other.y) == (point.x, point.y) for other in points)
        columns = min(count, max(int(row), math.ceil(math.sqrt(count))))
        rows = -(-count // columns)
        found["x"].append(round(point.x + (before % columns - (columns - 1) / 2) * across, 3))
        found["y"].append(round(point.y - (before // columns - (rows - 1) / 2) * down, 3))
    return found


def _key(points: Sequence[Point], columns: int) -> tuple[list[dict[str, Any]], int]:
    """Return the list of numbers and names below the picture, and the margin that holds it."""
    text = "<br>".join(wrap_label(f"{i}  {point.label}", columns, 2) for i, point in enumerate(points, 1))
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -36}
    place |= {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -52, "align": "left"}
    note = {**place, "showarrow": False, "text": text, "font": {"size": 12}}
    return [note], round(64 + _KEY_LINE_PIXELS * (text.count("<br>") + 1))


def _cross(middle: float) -> list[dict[str, Any]]:
    """Return the two lines that part a map into four fields."""
    line = {"color": "@line", "width": 1.5, "dash": "dot"}
    across = {"xref": "paper", "x0": 0, "x1": 1, "y0": middle, "y1": middle}
    upright = {"yref": "paper", "y0": 0, "y1": 1, "x0": middle, "x1": middle}
    return [{"type": "line", "layer": "below", "line": dict(line), **way} for way in (across, upright)]
