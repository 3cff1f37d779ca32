"""Draw comparisons: a radar of levels, the gap from today to the target, a map of value and feasibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import plain_label, wrap_label
from erpsite.charts.layout import axis, category_axis, figure

__all__ = ["Gap", "Point", "Ring", "gap_chart", "map_chart", "radar_chart"]


@dataclass(frozen=True, slots=True)
class Ring:
    """Hold one closed line of a radar, a value for each spoke."""

    name: str
    values: Sequence[float | None]
    colour: str
    dash: str = "solid"
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold one row: where it was, is and should be."""

    label: str
    current: float
    target: float
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one point of a map."""

    label: str
    x: float
    y: float
    colour: str = "@blue"
    symbol: str = "circle"


def radar_chart(spokes: Sequence[str], rings: Sequence[Ring], top: float) -> Chart | NoChart:
    """Return a radar from 0 to `top`; it needs three spokes to have a shape."""
    if len(spokes) < 3:
        return NoChart("too-few")
    if not any(value is not None for ring in rings for value in ring.values):
        return NoChart("no-data")
    names = [wrap_label(spoke, 16, 3) for spoke in spokes]
    data = [
        {
            "type": "scatterpolar",
            "mode": "lines+markers",
            "name": plain_label(ring.name),
            "r": [*ring.values, ring.values[0]],
            "theta": [*names, names[0]],
            "line": {"color": ring.colour, "width": 2.5, "dash": ring.dash},
            "marker": {"size": 6},
            "fill": "toself" if ring.filled else "none",
            "opacity": 0.9,
            "hovertemplate": f"%{{theta}}: %{{r:.1f}}<extra>{plain_label(ring.name)}</extra>",
        }
        for ring in rings
    ]
    spec = figure(
        data, {}, {}, showlegend=True, legend={"orientation": "h", "y": -0.12, "x": 0.5, "xanchor": "center"}
    )
    layout = spec["layout"]
    del layout["xaxis"], layout["yaxis"]
    layout["margin"] = {"l": 60, "r": 60, "t": 32, "b": 32}
    layout["polar"] = {
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": {
            "range": [0, top],
            "dtick": 1,
            "gridcolor": "@line",
            "tickfont": {"color": "@soft", "size": 11},
        },
        "angularaxis": {"gridcolor": "@line", "linecolor": "@line", "rotation": 90, "direction": "clockwise"},
    }
    return Chart(spec, 420)


def gap_chart(
    rows: Sequence[Gap], unit: str, names: tuple[str, str, str], span: tuple[float, float]
) -> Chart | NoChart:
    """Return a row of marks a label: before, now, target, joined by a line; `names` are the three words."""
    if not rows:
        return NoChart("no-data")
    keys = [str(number) for number in range(len(rows))]
    joins = [
        {
            "type": "line",
            "x0": row.current,
            "x1": row.target,
            "y0": key,
            "y1": key,
            "layer": "below",
            "line": {"color": "@blue-soft", "width": 5},
        }
        for key, row in zip(keys, rows, strict=True)
    ]
    marks = (
        (names[0], [row.before for row in rows], "@grey", "circle-open"),
        (names[1], [row.current for row in rows], "@blue", "circle"),
        (names[2], [row.target for row in rows], "@green", "diamond"),
    )
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": plain_label(name),
            "x": values,
            "y": keys,
            "marker": {"color": colour, "symbol": symbol, "size": 11},
            "customdata": [plain_label(row.label) for row in rows],
            "hovertemplate": f"%{{customdata}}: %{{x:.1f}}<extra>{plain_label(name)}</extra>",
        }
        for name, values, colour, symbol in marks
        if any(value is not None for value in values)
    ]
    ticks = [wrap_label(row.label) for row in rows]
    labels = category_axis(keys, tickmode="array", tickvals=keys, ticktext=ticks, autorange="reversed")
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    spec = figure(
        data, axis(unit, range=list(span), dtick=1), labels, shapes=joins, showlegend=True, legend=legend
    )
    return Chart(spec, 110 + 36 * len(rows))


def map_chart(
    points: Sequence[Point], x_name: str, y_name: str, span: tuple[float, float]
) -> Chart | NoChart:
    """Return points on two scales of the same span; points at one place are listed under one mark."""
    if not points:
        return NoChart("no-data")
    places: dict[tuple[float, float], list[Point]] = {}
    for point in points:
        places.setdefault((point.x, point.y), []).append(point)
    data = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [x for x, _ in places],
            "y": [y for _, y in places],
            "text": [
                "<br>".join(wrap_label(point.label, 18, 1) for point in group) for group in places.values()
            ],
            "textposition": "top center",
            "textfont": {"size": 11},
            "cliponaxis": False,
            "marker": {
                "size": [14 + 5 * (len(group) - 1) for group in places.values()],
                "color": [group[0].colour for group in places.values()],
                "symbol": [group[0].symbol for group in places.values()],
            },
            "customdata": [
                "<br>".join(plain_label(point.label) for point in group) for group in places.values()
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    ]
    lines = _cross(sum(span) / 2)
    wide = [span[0] - 0.5, span[1] + 0.7]
    spec = figure(data, axis(x_name, range=wide, dtick=1), axis(y_name, range=wide, dtick=1), shapes=lines)
    return Chart(spec, 480)


def _cross(middle: float) -> list[dict[str, Any]]:
    """Return the two lines that part a map into four fields."""
    line = {"color": "@line", "width": 1.5, "dash": "dot"}
    across = {"xref": "paper", "x0": 0, "x1": 1, "y0": middle, "y1": middle}
    upright = {"yref": "paper", "y0": 0, "y1": 1, "x0": middle, "x1": middle}
    return [{"type": "line", "layer": "below", "line": dict(line), **way} for way in (across, upright)]
