"""Draw stacked parts of a whole, beside each other or, where names or numbers need the room, lying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.headings import ROW_NAMES_NARROW, paper_rows, row_axis, row_heights, stands, upright_heads
from erpsite.charts.labels import plain_label, wrap_label, wrap_labels
from erpsite.charts.layout import (
    NARROW_PIXELS,
    WIDE_PIXELS,
    fit_narrow,
    legend,
    legend_room,
    plotted,
    short_title,
    value_axis,
)
from erpsite.charts.ticks import spaced_ticks
from erpsite.frozen import dataclass

__all__ = ["Part", "stacked_bars"]

_PATTERNS = ("", "/", "x", ".", "\\", "+")
"""Hatching of the parts of a stack, so that they differ in print without colour."""


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one part of every stack, a value for each label."""

    name: str
    values: Sequence[float]
    colour: str


def stacked_bars(
    labels: Sequence[str],
    parts: Sequence[Part],
    unit: str,
    *,
    limit: Sequence[float] | None = None,
    limit_name: str = "",
) -> Chart | NoChart:
    """Return one stack a label; `limit` marks what each stack may reach.

    Values below zero are stacked below the line, apart from the others.
    """
    if not labels or not any(value for part in parts for value in part.values):
        return NoChart("no-data")
    upright = stands(labels)
    keys, rows, few_rows = row_axis(labels)
    data = [_part(labels, keys, part, unit, number) for number, part in enumerate(parts)]
    data += [] if limit is None else [_limit(labels, keys, limit, limit_name, unit, upright)]
    names = wrap_labels([*(part.name for part in parts), *([] if limit is None else [limit_name])], 38, 2)
    data = [{**trace, "name": name} for trace, name in zip(data, names, strict=True)]
    amount, ends = value_axis(unit, tickangle=0), _ends(parts, limit)
    if ends[0] < 0:
        amount |= {"zeroline": True, "zerolinecolor": "@soft", "zerolinewidth": 1.5}
    more: dict[str, Any] = {"barmode": "relative", "bargap": 0.4 if len(labels) > 2 else 0.7}
    more |= {"showlegend": True, "legend": legend()}
    if upright:
        columns, narrow = upright_heads(labels)
        return _sized(plotted(data, columns, amount, **more), labels, names, {"xaxis": narrow}, upright)
    ticks = spaced_ticks(ends, NARROW_PIXELS - ROW_NAMES_NARROW) | short_title(unit)
    spec = plotted([_laid(trace) for trace in data], amount, rows, **more)
    return _sized(spec, labels, names, {"xaxis": ticks, "yaxis": few_rows}, upright)


def _ends(parts: Sequence[Part], limit: Sequence[float] | None) -> tuple[float, float]:
    """Return how far the stacks reach below and above zero."""
    stacks = list(zip(*(part.values for part in parts), strict=True))
    below = [sum(value for value in stack if value < 0) for stack in stacks]
    above = [sum(value for value in stack if value > 0) for stack in stacks]
    return min([0.0, *below, *(limit or ())]), max([0.0, *above, *(limit or ())])


def _sized(
    spec: dict[str, Any], labels: Sequence[str], names: list[str], few: dict[str, Any], upright: bool
) -> Chart:
    """Return the chart with the room its legend needs, which is more on a phone."""
    height, tall = (330, 330) if upright else row_heights(labels, 80)
    axis = 60 if upright else ROW_NAMES_NARROW
    wide, narrow = (legend_room(names, pixels - axis) for pixels in (WIDE_PIXELS, NARROW_PIXELS))
    paper = {} if upright else paper_rows(labels, 80 + wide)
    return Chart(fit_narrow(spec, height=tall + narrow, layout=few, paper=paper), height + wide)


def _laid(trace: dict[str, Any]) -> dict[str, Any]:
    """Return an upright trace as a lying one."""
    lying = {**trace, "x": trace["y"], "y": trace["x"]}
    lying["hovertemplate"] = trace["hovertemplate"].replace("%{y", "%{x")
    return {**lying, "orientation": "h"} if trace["type"] == "bar" else lying


def _part(labels: Sequence[str], keys: list[str], part: Part, unit: str, number: int) -> dict[str, Any]:
    pattern = {"shape": _PATTERNS[number % 6], "fillmode": "overlay", "fgcolor": "@paper", "size": 6}
    return {
        "type": "bar",
        "x": keys,
        "y": list(part.values),
        "marker": {"color": part.colour, "pattern": pattern},
        **_told(labels, part.name, unit),
    }


def _limit(
    labels: Sequence[str], keys: list[str], limit: Sequence[float], name: str, unit: str, upright: bool
) -> dict[str, Any]:
    symbol = "line-ew-open" if upright else "line-ns-open"
    size = max(12, min(34, 220 // len(labels))) if upright else 24
    return {
        "type": "scatter",
        "mode": "markers",
        "x": keys,
        "y": list(limit),
        "marker": {"symbol": symbol, "size": size, "color": "@red", "line": {"width": 3}},
        **_told(labels, name, unit),
    }


def _told(labels: Sequence[str], name: str, unit: str) -> dict[str, Any]:
    """Return what a mark says when it is pointed at: the names in full."""
    return {
        "customdata": [wrap_label(label, 60, 4) for label in labels],
        "hovertemplate": (
            f"%{{customdata}}<br>{wrap_label(name, 60, 4)}: %{{y:,.2~f}} {plain_label(unit)}<extra></extra>"
        ),
    }
