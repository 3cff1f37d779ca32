"""Draw amounts as ranked bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.headings import ROW_NAMES_NARROW, ROW_NAMES_WIDE, paper_rows, row_axis, row_heights
from erpsite.charts.labels import columns_of, plain_label, wrap_label
from erpsite.charts.layout import NARROW_PIXELS, WIDE_PIXELS, fit_narrow, plotted, short_title, value_axis
from erpsite.charts.ticks import spaced_ticks
from erpsite.frozen import dataclass

__all__ = ["Bar", "bar_room", "ranked_bars"]


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar; `text` is its value as the reader writes it."""

    label: str
    value: float
    text: str
    colour: str = "@blue"
    start: float = 0.0
    """Where it begins; a bar of a waterfall begins where the one before it ends."""

    @property
    def end(self) -> float:
        """Return where it ends."""
        return self.start + self.value


def ranked_bars(
    bars: Sequence[Bar],
    unit: str,
    *,
    limit: float | None = None,
    limit_name: str = "",
    scale: tuple[float, float] | None = None,
) -> Chart | NoChart:
    """Return horizontal bars in the given order, first on top; `limit` draws a line to compare with.

    `scale` is all that a score can be, such as 1 to 5: the axis shows the whole of it, and no more.
    """
    if not bars:
        return NoChart("no-data")
    labels = [bar.label for bar in bars]
    keys, names, few_names = row_axis(labels)
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "y": keys,
            "x": [bar.value for bar in bars],
            **({"base": [bar.start for bar in bars]} if any(bar.start for bar in bars) else {}),
            "text": [plain_label(bar.text) for bar in bars],
            "textposition": "outside",
            "constraintext": "inside",
            "cliponaxis": False,
            "marker": {"color": [bar.colour for bar in bars]},
            "customdata": [wrap_label(bar.label, 60, 4) for bar in bars],
            "hovertemplate": "%{customdata}: %{text}<extra></extra>",
        }
    ]
    wide = bar_room(bars, limit, WIDE_PIXELS - ROW_NAMES_WIDE, scale)
    narrow = bar_room(bars, limit, NARROW_PIXELS - ROW_NAMES_NARROW, scale)
    shapes, notes = _limit(limit, limit_name, wide["range"])
    spec = plotted(data, value_axis(unit, **wide), names, bargap=0.35, shapes=shapes, annotations=notes)
    spec["layout"]["margin"]["t"] = 28 if notes else 16
    height, tall = row_heights(labels, 90)
    few = {"xaxis": narrow | short_title(unit), "yaxis": few_names}
    return Chart(fit_narrow(spec, height=tall, layout=few, paper=paper_rows(labels, 90)), height)


def bar_room(
    bars: Sequence[Bar], limit: float | None, pixels: int, scale: tuple[float, float] | None = None
) -> dict[str, Any]:
    """Return range and ticks of lying bars, with room for the values that stand outside them."""
    if scale is not None:
        return _scaled(bars, pixels, scale)
    ends = [0.0, *(bar.end for bar in bars), *([] if limit is None else [limit])]
    low, high = min(ends), max(ends)
    if low == high:
        return {"range": [0, 1], "tick0": 0, "dtick": 1, "tickangle": 0}
    left, right = any(bar.value < 0 for bar in bars), any(bar.value >= 0 for bar in bars)
    share = min(0.6 / (left + right), (columns_of([bar.text for bar in bars]) * 7 + 12) / pixels)
    room = (high - low) * share / (1 - share * (left + right))
    span = [low - room * left, high + room * right]
    return {"range": span, **spaced_ticks(span, pixels)}


def _scaled(bars: Sequence[Bar], pixels: int, scale: tuple[float, float]) -> dict[str, Any]:
    """Return an axis of whole scores, with room beyond the best for the values."""
    low, high = scale
    share = min(0.5, (columns_of([bar.text for bar in bars]) * 7 + 12) / pixels)
    room = (high - low) * share / (1 - share)
    ticks = [float(score) for score in range(int(low), int(high) + 1)]
    return {"range": [low, high + room], "tickmode": "array", "tickvals": ticks, "tickangle": 0}


def _limit(
    limit: float | None, name: str, span: list[float]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if limit is None:
        return [], []
    line = {"color": "@red", "width": 1.5, "dash": "dash"}
    shape = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": limit, "x1": limit, "line": line}
    note = {
        "x": limit,
        "xanchor": "right" if limit > sum(span) / 2 else "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "text": wrap_label(name, 20, 1),
        "font": {"color": "@red", "size": 12},
    }
    return [shape], [note]
