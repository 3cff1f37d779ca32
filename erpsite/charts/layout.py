"""Hold the one layout that every chart starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Spec
from erpsite.charts.labels import width_of, wrap_label

__all__ = [
    "NARROW_PIXELS",
    "WIDE_PIXELS",
    "axis",
    "category_axis",
    "fit_narrow",
    "legend",
    "legend_room",
    "month_axis",
    "plotted",
    "short_title",
    "value_axis",
]  # fmt: skip

WIDE_PIXELS = 560
"""Width that a chart can count on above the limit of `charts.js`; paper has 640."""
NARROW_PIXELS = 290
"""Width that a chart can count on in the frame of a phone of 375 CSS pixels."""
_TITLE_COLUMNS = 34
_SHORT_TITLE_COLUMNS = 22
_MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 60)


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """Return a value axis with a light grid and its title as plain text, cut to what an axis can hold.

    The caption has the title's full text. Each call gives a new one, since axes must not be shared.
    """
    return {
        "title": {"text": wrap_label(title, _TITLE_COLUMNS, 1), "standoff": 8, "font": {"size": 12}},
        "gridcolor": "@line",
        "zerolinecolor": "@line",
        "linecolor": "@line",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12},
        **more,
    }


def value_axis(title: str = "", **more: Any) -> dict[str, Any]:
    """Return an axis of amounts, written in full: no k and M, which only some readers know."""
    return axis(title, **{"tickformat": ",.2~f", **more})


def short_title(title: str) -> dict[str, Any]:
    """Return what a phone changes of a lying axis: a title that fits between names and edge."""
    return {"title": {"text": wrap_label(title, _SHORT_TITLE_COLUMNS, 1)}}


def category_axis(labels: list[str], **more: Any) -> dict[str, Any]:
    """Return an axis of names, first on top where it is vertical."""
    return axis(
        type="category", showgrid=False, categoryorder="array", categoryarray=labels, tickson="labels", **more
    )


def month_axis(months: Sequence[str], most: int = 8) -> dict[str, Any]:
    """Return an axis of months (`YYYY-MM`) with about `most` ticks; the page writes them in its language."""
    step = next((step for step in _MONTH_STEPS if step * most >= len(months)), _MONTH_STEPS[-1])
    return axis(
        type="date",
        tickformat="@month-tick",
        dtick=f"M{step}",
        tick0=f"{months[0]}-01",
        tickangle=0,
        showgrid=False,
        ticks="outside",
    )


def legend(**more: Any) -> dict[str, Any]:
    """Return a legend above the picture, in the order of the traces."""
    return {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "traceorder": "normal",
        **more,
    }


def legend_room(names: Sequence[str], pixels: int) -> int:
    """Return the height of a legend above a picture of that width, axes left out.

    Names may be broken into lines. Names that do not fit into one row stand in columns.
    """
    if not names:
        return 0
    lines = max(name.count("<br>") + 1 for name in names)
    widths = [max(width_of(line) for line in name.split("<br>")) * 7 + 46 for name in names]
    rows = 1 if sum(widths) <= pixels else -(-len(names) // max(1, pixels // max(widths)))
    return rows * (17 * lines + 4) + 8


def fit_narrow(
    spec: Spec,
    *,
    height: int | None = None,
    width: int | None = None,
    data: dict[str, Any] | None = None,
    layout: dict[str, Any] | None = None,
    paper: dict[str, Any] | None = None,
) -> Spec:
    """Return the chart with what a phone needs otherwise, which `charts.js` lays over it there.

    `data` holds changes by the number of the trace; lists replace lists. A `width` scrolls in its frame.
    `paper` is what a sheet of A4 needs otherwise, in the same form.
    """
    given = {"height": height, "width": width, "data": data, "layout": layout}
    narrow = {name: value for name, value in given.items() if value}
    meta = {"narrow": narrow} | ({"paper": paper} if paper else {})
    return {**spec, "layout": {**spec["layout"], "meta": meta}}


def plotted(data: list[dict[str, Any]], xaxis: dict[str, Any], yaxis: dict[str, Any], **layout: Any) -> Spec:
    """Return the chart of some traces on two axes, in the shared look."""
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
