"""Draw monthly series: actuals, target, baseline, expected course and forecast, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import plain_label
from erpsite.charts.layout import axis, figure, month_axis

__all__ = ["Line", "Words", "trend_chart"]


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one series: a value a month, None for a gap; `colour` is a name of the palette."""

    name: str
    values: Sequence[float | None]
    colour: str = "@blue"
    dash: str = "solid"


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words that stand in the picture, in the reader's language."""

    target: str = ""
    baseline: str = ""
    today: str = ""


def trend_chart(
    months: Sequence[str],
    lines: Sequence[Line],
    unit: str,
    *,
    words: Words,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    baseline: float | None = None,
    decimals: int = 1,
) -> Chart | NoChart:
    """Return lines over months (`YYYY-MM`); the band or the target line is where the values should be."""
    known = [value for line in lines for value in line.values if value is not None]
    if not known:
        return NoChart("no-data")
    data = [_trace(months, line, unit, decimals, number) for number, line in enumerate(lines)]
    shapes, notes = _marks(target, band, baseline, words, decimals)
    marks = [value for value in (target, baseline, *(band or ())) if value is not None]
    low, high = min(known + marks), max(known + marks)
    pad = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    yaxis = axis(unit, range=[low - pad, high + pad], tickformat=f",.{_tick_decimals(high - low, decimals)}f")
    notes += [_end_label(months, line) for line in lines if len(lines) > 1 and _last(line) is not None]
    spec = figure(data, month_axis(list(months)), yaxis, shapes=shapes, annotations=notes)
    spec["layout"]["margin"]["r"] = 120 if len(lines) > 1 else 64
    return Chart(spec, 340)


def _trace(months: Sequence[str], line: Line, unit: str, decimals: int, number: int) -> dict[str, Any]:
    value = f"%{{y:,.{decimals}f}} {plain_label(unit)}"
    return {
        "type": "scatter",
        "mode": "lines+markers" if line.dash == "solid" else "lines",
        "name": plain_label(line.name),
        "x": [f"{month}-01" for month in months],
        "y": list(line.values),
        "connectgaps": False,
        "line": {"color": line.colour, "width": 2.5, "dash": line.dash},
        "marker": {"size": 6, "symbol": ["circle", "square", "diamond", "triangle-up"][number % 4]},
        "hovertemplate": f"%{{x|@month}}: {value}<extra>{plain_label(line.name)}</extra>",
    }


def _marks(
    target: float | None,
    band: tuple[float, float] | None,
    baseline: float | None,
    words: Words,
    decimals: int,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    if band is not None:
        shapes.append(_band(*band))
    for value, word, colour, dash in (
        (target, words.target, "@green", "dash"),
        (baseline, words.baseline, "@grey", "dot"),
    ):
        if value is not None:
            shapes.append(_rule(value, colour, dash))
            notes.append(_rule_name(value, f"{word} {value:,.{decimals}f}".strip(), colour))
    return shapes, notes


def _band(low: float, high: float) -> dict[str, Any]:
    across: dict[str, Any] = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high}
    return {**across, "fillcolor": "@band", "line": {"width": 0}, "layer": "below"}


def _rule(value: float, colour: str, dash: str) -> dict[str, Any]:
    across: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value}
    return {**across, "layer": "below", "line": {"color": colour, "width": 1.5, "dash": dash}}


def _rule_name(value: float, text: str, colour: str) -> dict[str, Any]:
    place: dict[str, Any] = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": value, "yanchor": "bottom"}
    return {**place, "showarrow": False, "text": plain_label(text), "font": {"color": colour, "size": 12}}


def _last(line: Line) -> int | None:
    return max((index for index, value in enumerate(line.values) if value is not None), default=None)


def _end_label(months: Sequence[str], line: Line) -> dict[str, Any]:
    index = _last(line) or 0
    name = line.name if len(line.name) <= 14 else line.name[:13] + "…"
    return {
        "x": f"{months[index]}-01",
        "y": line.values[index],
        "xanchor": "left",
        "xshift": 8,
        "showarrow": False,
        "text": plain_label(name),
        "font": {"color": line.colour, "size": 12},
    }


def _tick_decimals(span: float, decimals: int) -> int:
    return max(decimals, 1) if span < 5 and decimals else (0 if span >= 20 else decimals)
