"""Draw a grid of cells: load by role and quarter, health by module and metric, alignment."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import plain_label, wrap_label
from erpsite.charts.layout import category_axis, figure

__all__ = ["grid_chart"]

_SCALE = [
    [0.0, "@grey"],
    [0.25, "@grey"],
    [0.25, "@green"],
    [0.5, "@green"],
    [0.5, "@amber"],
    [0.75, "@amber"],
    [0.75, "@red"],
    [1.0, "@red"],
]
_LEVELS = {"grey": 0, "green": 1, "amber": 2, "red": 3}


def grid_chart(
    rows: Sequence[str],
    columns: Sequence[str],
    tones: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
) -> Chart | NoChart:
    """Return a cell for each row and column: its tone (green, amber, red, grey) and the text inside it."""
    if not rows or not columns:
        return NoChart("no-data")
    row_keys, column_keys = [str(n) for n in range(len(rows))], [str(n) for n in range(len(columns))]
    data = [
        {
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
            "opacity": 0.9,
            "text": [[plain_label(text) for text in line] for line in texts],
            "texttemplate": "%{text}",
            "textfont": {"size": 12, "color": "@paper"},
            "customdata": [[[plain_label(row), plain_label(column)] for column in columns] for row in rows],
            "hovertemplate": "%{customdata[0]} · %{customdata[1]}: %{text}<extra></extra>",
        }
    ]
    across = category_axis(
        column_keys,
        tickmode="array",
        tickvals=column_keys,
        ticktext=[wrap_label(c, 12, 3) for c in columns],
        side="top",
    )
    down = category_axis(
        row_keys,
        tickmode="array",
        tickvals=row_keys,
        ticktext=[wrap_label(row) for row in rows],
        autorange="reversed",
    )
    return Chart(figure(data, across, down), 110 + 34 * len(rows))
