"""Hold the one layout that every chart starts from."""

from __future__ import annotations

from typing import Any

from erpsite.charts.chart import Spec
from erpsite.charts.labels import plain_label

__all__ = ["axis", "category_axis", "figure", "month_axis"]


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """Return a value axis with a light grid and its title as plain text.

    Each call gives a new one, since axes must not be shared.
    """
    return {
        "title": {"text": plain_label(title), "standoff": 8, "font": {"size": 12}},
        "gridcolor": "@line",
        "zerolinecolor": "@line",
        "linecolor": "@line",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12},
        **more,
    }


def category_axis(labels: list[str], **more: Any) -> dict[str, Any]:
    """Return an axis of names, first on top where it is vertical."""
    return axis(
        type="category", showgrid=False, categoryorder="array", categoryarray=labels, tickson="labels", **more
    )


def month_axis(months: list[str]) -> dict[str, Any]:
    """Return an axis of months (`YYYY-MM`); the page writes them in its language."""
    step = max(1, -(-len(months) // 8))
    return axis(
        type="date",
        tickformat="@month-tick",
        dtick=f"M{step}",
        tick0=f"{months[0]}-01",
        showgrid=False,
        ticks="outside",
    )


def figure(data: list[dict[str, Any]], xaxis: dict[str, Any], yaxis: dict[str, Any], **layout: Any) -> Spec:
    """Return a figure of some traces on two axes, in the shared look."""
    base: dict[str, Any] = {
        "font": {"color": "@ink", "size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8, "autoexpand": True},
        "showlegend": False,
        "hoverlabel": {"bgcolor": "@paper", "bordercolor": "@line", "font": {"color": "@ink"}},
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": xaxis,
        "yaxis": yaxis,
    }
    return {"data": data, "layout": {**base, **layout}}
