"""Draw a Pareto: amounts, largest first, with the running share of their total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from erpsite.charts.bars import Bar, bar_room
from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.headings import (
    ROW_NAMES_NARROW,
    ROW_NAMES_WIDE,
    paper_rows,
    row_axis,
    row_heights,
    stands,
    upright_heads,
)
from erpsite.charts.labels import columns_of, plain_label
from erpsite.charts.layout import (
    NARROW_PIXELS,
    WIDE_PIXELS,
    axis,
    fit_narrow,
    plotted,
    short_title,
    value_axis,
)

__all__ = ["pareto_chart"]

_AXES = 2


def pareto_chart(bars: Sequence[Bar], unit: str, share_name: str) -> Chart | NoChart:
    """Return bars, largest first, with the running share of the total as marks: no line joins names.

    The bars lie where their names need the room. Values below zero have no share, so there is no chart.
    """
    if any(bar.value < 0 for bar in bars):
        return NoChart("negative")
    if not sum(bar.value for bar in bars):
        return NoChart("no-data")
    ranked = sorted(bars, key=lambda bar: -bar.value)
    total = sum(bar.value for bar in ranked)
    shares = [run / total * 100 for run in accumulate(bar.value for bar in ranked)]
    draw = _upright if stands([bar.label for bar in ranked], _AXES) else _lying
    return draw(ranked, shares, unit, share_name)


def _upright(bars: Sequence[Bar], shares: list[float], unit: str, share_name: str) -> Chart:
    keys = [str(number) for number in range(len(bars))]
    causes, narrow = upright_heads([bar.label for bar in bars], _AXES)
    data = [
        {"x": keys, "y": [bar.value for bar in bars], **_bars(bars)},
        {"x": keys, "y": shares, "yaxis": "y2", **_line(share_name, "y")},
    ]
    share = _share_axis(share_name, overlaying="y", side="right")
    value = value_axis(unit, range=[0, bars[0].value * 1.18])
    spec = plotted(data, causes, value, yaxis2=share, bargap=0.3 if len(bars) > 2 else 0.7)
    cell = (NARROW_PIXELS - 60 * _AXES) / len(bars)
    crowded = columns_of([bar.text for bar in bars]) * 6 > cell
    hidden = {"0": {"textposition": "none"}} if crowded else None
    return Chart(fit_narrow(spec, data=hidden, layout={"xaxis": narrow}), 380)


def _lying(bars: Sequence[Bar], shares: list[float], unit: str, share_name: str) -> Chart:
    labels = [bar.label for bar in bars]
    keys, causes, narrow = row_axis(labels)
    data = [
        {"y": keys, "x": [bar.value for bar in bars], "orientation": "h", **_bars(bars)},
        {"y": keys, "x": shares, "xaxis": "x2", **_line(share_name, "x")},
    ]
    share = _share_axis(share_name, overlaying="x", side="top", tickangle=0)
    wide, small = (
        bar_room(bars, None, pixels)
        for pixels in (WIDE_PIXELS - ROW_NAMES_WIDE, NARROW_PIXELS - ROW_NAMES_NARROW)
    )
    value = value_axis(unit, **wide)
    spec = plotted(data, value, causes, xaxis2=share, bargap=0.35)
    height, tall = row_heights(labels, 130)
    few = {"xaxis": small | short_title(unit), "xaxis2": {"dtick": 50}, "yaxis": narrow}
    return Chart(fit_narrow(spec, height=tall, layout=few, paper=paper_rows(labels, 130)), height)


def _share_axis(name: str, **more: Any) -> dict[str, Any]:
    return axis(name, range=[0, 109], dtick=20, ticksuffix="%", showgrid=False, **more)


def _bars(bars: Sequence[Bar]) -> dict[str, Any]:
    return {
        "type": "bar",
        "marker": {"color": "@blue"},
        "text": [plain_label(bar.text) for bar in bars],
        "textposition": "outside",
        "constraintext": "inside",
        "cliponaxis": False,
        "customdata": [plain_label(bar.label) for bar in bars],
        "hovertemplate": "%{customdata}: %{text}<extra></extra>",
    }


def _line(name: str, letter: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 9, "color": "@amber"},
        "hovertemplate": f"{plain_label(name)} %{{{letter}:.0f}}%<extra></extra>",
    }
