"""Draw levels on a radar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import columns_of, plain_label, wrap_label, wrap_labels
from erpsite.charts.layout import NARROW_PIXELS, WIDE_PIXELS, fit_narrow, legend, legend_room, plotted
from erpsite.frozen import dataclass

__all__ = ["MOST_SPOKES", "Ring", "radar_chart"]

FEWEST_SPOKES, MOST_SPOKES = 5, 12
_LINE_PIXELS = 16


@dataclass(frozen=True, slots=True)
class Ring:
    """Hold one closed line of a radar, a value for each spoke."""

    name: str
    values: Sequence[float | None]
    colour: str
    dash: str = "solid"
    filled: bool = False


def radar_chart(spokes: Sequence[str], rings: Sequence[Ring], top: float) -> Chart | NoChart:
    """Return a radar from 0 to `top`, which needs five spokes to say something, and room for names."""
    drawn = [ring for ring in rings if any(value is not None for value in ring.values)]
    if not drawn or not spokes:
        return NoChart("no-data")
    if len(spokes) < FEWEST_SPOKES:
        return NoChart("too-few")
    if len(spokes) > MOST_SPOKES:
        return NoChart("too-many")
    keys = [str(number) for number in range(len(spokes))]
    data = [_trace(spokes, keys, ring) for ring in drawn]
    names = [trace["name"] for trace in data]
    values = [value for ring in drawn for value in ring.values if value is not None]
    axes = _axes(keys, min([0.0, *values]), max([top, *values]))
    wide, small = (
        _names(spokes, columns, lines, names, pixels)
        for columns, lines, pixels in ((20, 3, WIDE_PIXELS), (12, 4, NARROW_PIXELS))
    )
    spec = plotted(
        data, {}, {}, showlegend=True, legend=legend(y=1, yref="container", yanchor="top"), margin=wide[1]
    )
    layout = spec["layout"]
    del layout["xaxis"], layout["yaxis"]
    layout["polar"] = {**axes, "angularaxis": {**axes["angularaxis"], "ticktext": wide[0]}}
    few = {
        "polar": {"angularaxis": {"ticktext": small[0]}, "radialaxis": {"nticks": 3, "dtick": None}},
        "margin": small[1],
    }
    heights = [290 + wide[1]["t"] + wide[1]["b"], 180 + small[1]["t"] + small[1]["b"]]
    return Chart(fit_narrow(spec, height=heights[1], layout=few), heights[0])


def _trace(spokes: Sequence[str], keys: list[str], ring: Ring) -> dict[str, Any]:
    return {
        "type": "scatterpolar",
        "mode": "lines+markers",
        "name": wrap_label(ring.name, 38, 2),
        "r": [*ring.values, ring.values[0]],
        "theta": [*keys, keys[0]],
        "customdata": [wrap_label(spoke, 60, 4) for spoke in (*spokes, spokes[0])],
        "line": {"color": ring.colour, "width": 2.5, "dash": ring.dash},
        "marker": {"size": 6},
        "fill": "toself" if ring.filled else "none",
        "opacity": 0.9,
        "hovertemplate": f"%{{customdata}}: %{{r:.1f}}<extra>{plain_label(ring.name)}</extra>",
    }


def _axes(keys: list[str], low: float, high: float) -> dict[str, Any]:
    whole = float(high - low <= 12)
    return {
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": {
            "range": [low, high],
            **({"dtick": 1} if whole else {"nticks": 6}),
            "gridcolor": "@line",
            "tickfont": {"color": "@soft", "size": 11},
        },
        "angularaxis": {
            "type": "category",
            "gridcolor": "@line",
            "linecolor": "@line",
            "rotation": 90,
            "direction": "clockwise",
            "categoryorder": "array",
            "categoryarray": keys,
            "tickmode": "array",
            "tickvals": keys,
        },
    }


def _names(
    spokes: Sequence[str], columns: int, lines: int, rings: Sequence[str], pixels: int
) -> tuple[list[str], dict[str, int]]:
    """Return the names of the spokes and the margins that hold them: a polar axis makes none itself."""
    texts = wrap_labels(spokes, columns, lines)
    side = round(columns_of(texts) * 6.4) + 10
    high = _LINE_PIXELS * max(text.count("<br>") + 1 for text in texts) + 10
    top = high + legend_room(rings, pixels - 2 * side)
    return texts, {"l": side, "r": side, "t": top, "b": high}
