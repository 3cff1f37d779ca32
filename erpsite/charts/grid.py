"""Draw a grid of cells: load by role and quarter, health by module and metric, alignment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.headings import ROW_NAMES_NARROW, ROW_NAMES_WIDE, column_heads, row_axis, row_heights
from erpsite.charts.labels import columns_of, plain_label, wrap_label
from erpsite.charts.layout import NARROW_PIXELS, WIDE_PIXELS, category_axis, fit_narrow, plotted

__all__ = ["grid_chart"]

_SCALE = [
    [0.0, "@soft"],
    [0.25, "@soft"],
    [0.25, "@green"],
    [0.5, "@green"],
    [0.5, "@amber"],
    [0.75, "@amber"],
    [0.75, "@red"],
    [1.0, "@red"],
]
_LEVELS = {"grey": 0, "green": 1, "amber": 2, "red": 3}
_SHAPES = {"grey": "○", "green": "●", "amber": "▲", "red": "■"}


def grid_chart(
    rows: Sequence[str],
    columns: Sequence[str],
    tones: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
) -> Chart | NoChart:
    """Return a cell for each row and column: its tone (green, amber, red, grey) and the text inside it.

    The tone shows as a colour and as the shape that status has everywhere.

    A cell is never narrower than its text: where a phone has too little room, the picture scrolls.
    """
    if not rows or not columns:
        return NoChart("no-data")
    column_keys = [str(number) for number in range(len(columns))]
    row_keys, down, few_rows = row_axis(rows)
    shown = [
        [f"{_SHAPES[tone]} {text}".strip() for tone, text in zip(*line, strict=True)]
        for line in zip(tones, texts, strict=True)
    ]
    data = [_cells(rows, columns, row_keys, column_keys, tones, shown)]
    cell = max(30, columns_of([text for line in shown for text in line]) * 7 + 12)
    wide = column_heads(columns, max(WIDE_PIXELS - ROW_NAMES_WIDE, cell * len(columns)))
    pixels = max(NARROW_PIXELS - ROW_NAMES_NARROW, cell * len(columns))
    narrow = column_heads(columns, pixels)
    across = category_axis(column_keys, tickmode="array", tickvals=column_keys, side="top", **_turned(wide))
    height, tall = row_heights(rows, 0)
    layout = {"xaxis": narrow, "yaxis": few_rows}
    spec = fit_narrow(
        plotted(data, across, down),
        height=tall + _head_room(narrow),
        width=pixels + ROW_NAMES_NARROW,
        layout=layout,
    )
    return Chart(spec, height + _head_room(wide))


def _turned(heads: dict[str, Any]) -> dict[str, Any]:
    """Return heads that are turned only where the picture is too small for them, not on any wide page."""
    return {"ticktext": heads["ticktext"], "autotickangles": [0, -90]} if heads["tickangle"] else heads


def _head_room(heads: dict[str, Any]) -> int:
    if heads["tickangle"]:
        return columns_of(heads["ticktext"]) * 7 + 36
    texts: list[str] = heads["ticktext"]
    return 16 * max(text.count("<br>") + 1 for text in texts) + 40


def _cells(
    rows: Sequence[str],
    columns: Sequence[str],
    row_keys: list[str],
    column_keys: list[str],
    tones: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
) -> dict[str, Any]:
    told_rows, told_columns = ([wrap_label(name, 60, 4) for name in names] for names in (rows, columns))
    return {
        "type": "heatmap",
        "x": column_keys,
        "y": row_keys,
        "z": [[_LEVELS[tone] for tone in line] for line in tones],
        "zmin": 0,
        "zmax": 3,
        "colorscale": _SCALE,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[plain_label(text) for text in line] for line in texts],
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": "@paper"},
        "customdata": [[[row, column] for column in told_columns] for row in told_rows],
        "hovertemplate": "%{customdata[0]} · %{customdata[1]}: %{text}<extra></extra>",
    }
