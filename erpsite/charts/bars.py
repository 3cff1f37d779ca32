"""Draw amounts: ranked bars, a Pareto of causes, and stacked parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import plain_label, wrap_label
from erpsite.charts.layout import axis, category_axis, figure

__all__ = ["Bar", "Part", "pareto_chart", "ranked_bars", "stacked_bars"]

_PATTERNS = ("", "/", "x", ".", "\\", "+")
"""Hatching of the parts of a stack, so that they differ in print without colour."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar; `text` is its value as the reader writes it."""

    label: str
    value: float
    text: str
    colour: str = "@blue"


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one part of every stack, a value for each label."""

    name: str
    values: Sequence[float]
    colour: str


def ranked_bars(
    bars: Sequence[Bar], unit: str, *, limit: float | None = None, limit_name: str = ""
) -> Chart | NoChart:
    """Return horizontal bars in the given order, first on top; `limit` draws a line to compare with."""
    if not bars:
        return NoChart("no-data")
    keys = [str(number) for number in range(len(bars))]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "y": keys,
            "x": [bar.value for bar in bars],
            "text": [plain_label(bar.text) for bar in bars],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": [bar.colour for bar in bars]},
            "customdata": [plain_label(bar.label) for bar in bars],
            "hovertemplate": "%{customdata}: %{text}<extra></extra>",
        }
    ]
    names = category_axis(
        keys,
        tickmode="array",
        tickvals=keys,
        ticktext=[wrap_label(bar.label) for bar in bars],
        autorange="reversed",
    )
    shapes, notes = _limit(limit, limit_name)
    high = max([0.0, *(bar.value for bar in bars), limit or 0.0])
    low = min([0.0, *(bar.value for bar in bars)])
    span = [low * 1.2 if low < 0 else 0, high * 1.22 or 1]
    spec = figure(data, axis(unit, range=span), names, bargap=0.35, shapes=shapes, annotations=notes)
    return Chart(spec, 90 + 38 * len(bars))


def _limit(limit: float | None, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if limit is None:
        return [], []
    line = {"color": "@red", "width": 1.5, "dash": "dash"}
    shape = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": limit, "x1": limit, "line": line}
    note = {
        "x": limit,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "text": plain_label(name),
        "font": {"color": "@red", "size": 12},
    }
    return [shape], [note]


def pareto_chart(bars: Sequence[Bar], unit: str, share_name: str) -> Chart | NoChart:
    """Return vertical bars, largest first, with the running share of the total as a line."""
    if not bars or sum(bar.value for bar in bars) <= 0:
        return NoChart("no-data")
    ranked = sorted(bars, key=lambda bar: -bar.value)
    total, run, shares = sum(bar.value for bar in ranked), 0.0, []
    for bar in ranked:
        run += bar.value
        shares.append(run / total * 100)
    keys = [str(number) for number in range(len(ranked))]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": keys,
            "y": [bar.value for bar in ranked],
            "marker": {"color": "@blue"},
            "text": [plain_label(bar.text) for bar in ranked],
            "textposition": "outside",
            "cliponaxis": False,
            "customdata": [plain_label(bar.label) for bar in ranked],
            "hovertemplate": "%{customdata}: %{text}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": keys,
            "y": shares,
            "yaxis": "y2",
            "line": {"color": "@amber", "width": 2},
            "marker": {"symbol": "diamond", "size": 7},
            "hovertemplate": f"{plain_label(share_name)} %{{y:.0f}}%<extra></extra>",
        },
    ]
    share = axis(
        share_name, overlaying="y", side="right", range=[0, 109], dtick=20, ticksuffix="%", showgrid=False
    )
    value = axis(unit, range=[0, ranked[0].value * 1.18])
    names = [wrap_label(bar.label, 14, 3) for bar in ranked]
    causes = category_axis(keys, tickmode="array", tickvals=keys, ticktext=names)
    return Chart(figure(data, causes, value, yaxis2=share, bargap=0.3), 380)


def stacked_bars(
    labels: Sequence[str],
    parts: Sequence[Part],
    unit: str,
    *,
    limit: Sequence[float] | None = None,
    limit_name: str = "",
) -> Chart | NoChart:
    """Return one vertical stack a label; `limit` marks what each stack may reach."""
    if not labels or not any(value for part in parts for value in part.values):
        return NoChart("no-data")
    keys, measure = [wrap_label(label, 14, 3) for label in labels], plain_label(unit)
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "name": plain_label(part.name),
            "x": keys,
            "y": list(part.values),
            "marker": {
                "color": part.colour,
                "pattern": {
                    "shape": _PATTERNS[number % 6],
                    "fillmode": "overlay",
                    "fgcolor": "@paper",
                    "size": 6,
                },
            },
            "hovertemplate": f"{plain_label(part.name)}: %{{y:,.0f}} {measure}<extra>%{{x}}</extra>",
        }
        for number, part in enumerate(parts)
    ]
    if limit is not None:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plain_label(limit_name),
                "x": keys,
                "y": list(limit),
                "marker": {"symbol": "line-ew-open", "size": 34, "color": "@red", "line": {"width": 3}},
                "hovertemplate": f"{plain_label(limit_name)}: %{{y:,.0f}} {measure}<extra></extra>",
            }
        )
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"}
    spec = figure(
        data, category_axis(keys), axis(unit), barmode="stack", showlegend=True, legend=legend, bargap=0.4
    )
    return Chart(spec, 380)
