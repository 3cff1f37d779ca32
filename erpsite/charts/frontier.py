"""Draw a best value over a budget: a rising step line, and where some choices stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import plain_label
from erpsite.charts.layout import axis, plotted
from erpsite.frozen import dataclass

__all__ = ["Mark", "frontier_chart"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one choice that stands beside the line."""

    label: str
    x: float
    y: float
    colour: str
    symbol: str = "diamond"


def frontier_chart(
    steps: Sequence[tuple[float, float]],
    marks: Sequence[Mark],
    titles: tuple[str, str],
    *,
    limit: float,
    limit_name: str,
    decimals: int = 0,
) -> Chart | NoChart:
    """Return steps (budget, best value), cheapest first, with the plan's budget as an upright line.

    `titles` name the two axes, with their units. Two steps are needed to have a shape.
    """
    if len(steps) < 2:
        return NoChart("too-few")
    right = max([steps[-1][0], limit, *(mark.x for mark in marks)]) * 1.04
    data: list[dict[str, Any]] = [_line([*steps, (right, steps[-1][1])], titles, decimals)]
    data += [_mark(mark, decimals) for mark in marks]
    top = max([steps[-1][1], *(mark.y for mark in marks)]) * 1.12
    rule: dict[str, Any] = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": limit, "x1": limit}
    name: dict[str, Any] = {"yref": "paper", "y": 0.02, "x": limit, "xanchor": "right", "yanchor": "bottom"}
    spec = plotted(
        data,
        axis(titles[0], range=[0, right], tickformat=",~f", showgrid=False),
        axis(titles[1], range=[0, top], tickformat=",~f"),
        shapes=[{**rule, "layer": "below", "line": {"color": "@grey", "width": 1.5, "dash": "dash"}}],
        annotations=[
            {
                **name,
                "text": plain_label(limit_name),
                "showarrow": False,
                "font": {"color": "@soft", "size": 12},
            }
        ],
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "x": 0, "xanchor": "left", "yanchor": "bottom"},
    )
    return Chart(spec, 360)


def _line(steps: Sequence[tuple[float, float]], titles: tuple[str, str], decimals: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain_label(titles[1]),
        "x": [x for x, _ in steps],
        "y": [y for _, y in steps],
        "line": {"color": "@blue", "width": 2.5, "shape": "hv"},
        "hovertemplate": f"%{{x:,.2~f}} → %{{y:,.{decimals}f}}<extra></extra>",
    }


def _mark(mark: Mark, decimals: int) -> dict[str, Any]:
    label = plain_label(mark.label)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label,
        "x": [mark.x],
        "y": [mark.y],
        "marker": {
            "size": 13,
            "color": mark.colour,
            "symbol": mark.symbol,
            "line": {"color": "@paper", "width": 1},
        },
        "hovertemplate": f"%{{x:,.2~f}} → %{{y:,.{decimals}f}}<extra>{label}</extra>",
    }
