"""Draw the gap from where something was, over where it is, to where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.headings import ROW_NAMES_NARROW, paper_rows, row_axis, row_heights
from erpsite.charts.labels import plain_label, wrap_label
from erpsite.charts.layout import (
    NARROW_PIXELS,
    WIDE_PIXELS,
    axis,
    fit_narrow,
    legend,
    legend_room,
    plotted,
    short_title,
)
from erpsite.frozen import dataclass

__all__ = ["Gap", "gap_chart"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold one row: where it was, is and should be."""

    label: str
    current: float
    target: float
    before: float | None = None


def gap_chart(
    rows: Sequence[Gap], unit: str, names: tuple[str, str, str], span: tuple[float, float]
) -> Chart | NoChart:
    """Return a row of marks a label: before, now, target, joined by a line; `names` are the three words.

    `span` is what the axis shows at least.
    """
    if not rows:
        return NoChart("no-data")
    labels = [row.label for row in rows]
    keys, across, few = row_axis(labels)
    marks = (
        (names[0], [row.before for row in rows], "@grey", "circle-open"),
        (names[1], [row.current for row in rows], "@blue", "circle"),
        (names[2], [row.target for row in rows], "@green", "diamond"),
    )
    data = [
        _marks(labels, keys, name, values, colour, symbol)
        for name, values, colour, symbol in marks
        if any(value is not None for value in values)
    ]
    joins = [_join(key, row) for key, row in zip(keys, rows, strict=True)]
    value = axis(unit, **_span(rows, span))
    spec = plotted(data, value, across, shapes=joins, showlegend=True, legend=legend())
    height, tall = row_heights(labels, 100)
    shown = [trace["name"] for trace in data]
    above = legend_room(shown, WIDE_PIXELS)
    spec = fit_narrow(
        spec,
        height=tall + legend_room(shown, NARROW_PIXELS - ROW_NAMES_NARROW),
        layout={"yaxis": few, "xaxis": short_title(unit)},
        paper=paper_rows(labels, 100 + above),
    )
    return Chart(spec, height + above)


def _span(rows: Sequence[Gap], span: tuple[float, float]) -> dict[str, Any]:
    known = [v for row in rows for v in (row.before, row.current, row.target) if v is not None]
    low, high = min(span[0], *known), max(span[1], *known)
    if (low, high) == span:
        return {"range": list(span), "dtick": 1}
    return {"range": [low - (high - low) * 0.05, high + (high - low) * 0.05], "nticks": 6}


def _marks(
    labels: Sequence[str],
    keys: list[str],
    name: str,
    values: Sequence[float | None],
    colour: str,
    symbol: str,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain_label(name),
        "x": list(values),
        "y": keys,
        "marker": {"color": colour, "symbol": symbol, "size": 11},
        "customdata": [wrap_label(label, 60, 4) for label in labels],
        "hovertemplate": f"%{{customdata}}: %{{x:.1f}}<extra>{plain_label(name)}</extra>",
    }


def _join(key: str, row: Gap) -> dict[str, Any]:
    line = {"color": "@blue-soft", "width": 5}
    ends = {"x0": row.current, "x1": row.target, "y0": key, "y1": key}
    return {"type": "line", **ends, "layer": "below", "line": line}
