"""Draw monthly series: actuals, target, baseline, expected course and forecast, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any, Literal

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import wrap_label, wrap_labels
from erpsite.charts.layout import (
    NARROW_PIXELS,
    axis,
    fit_narrow,
    legend,
    legend_room,
    month_axis,
    plotted,
)
from erpsite.charts.side_labels import Mark, side_labels
from erpsite.charts.ticks import PLAIN_DECIMALS, value_ticks
from erpsite.frozen import dataclass
from erpsite.i18n import Locale, locale_of

__all__ = ["Better", "Line", "Words", "trend_chart"]

Better = Literal["higher", "lower"]
"""Which side of a target is the good one."""

_PLOT_HEIGHT = 290


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one series: a value a month, None for a gap; `colour` is a name of the palette."""

    name: str
    values: Sequence[float | None]
    colour: str = "@blue"
    dash: str = "solid"
    joined: bool = False
    """Whether months without a value are no gaps, because none was due."""


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words that stand in the picture, in the reader's language."""

    target: str = ""
    baseline: str = ""
    locale: Locale = field(default_factory=locale_of)
    """How the values beside the lines are printed."""


def trend_chart(
    months: Sequence[str],
    lines: Sequence[Line],
    unit: str,
    *,
    words: Words,
    target: float | None = None,
    better: Better | None = None,
    band: tuple[float, float] | None = None,
    baseline: float | None = None,
    decimals: int = 1,
) -> Chart | NoChart:
    """Return lines over months (`YYYY-MM`); the shaded part is where the values should be.

    That is the band, or the side of the target that `better` names. Names stand beside the lines; on a
    phone, which has no room there, above the picture.
    """
    drawn = [line for line in lines if any(value is not None for value in line.values)]
    known = [value for line in drawn for value in line.values if value is not None]
    if not known:
        return NoChart("no-data")
    named = wrap_labels([line.name for line in drawn], 38, 2)
    data = [
        _trace(months, line, unit, decimals, number) | {"name": name}
        for number, (line, name) in enumerate(zip(drawn, named, strict=True))
    ]
    rules = _rules(target, better, band, baseline, words, decimals)
    values = value_ticks([*known, *(mark.value for mark in rules)], decimals)
    span = (values["range"][0], values["range"][1])
    shapes = _bands(target, better, band, span) + [_rule(mark) for mark in rules]
    marks = rules + ([] if len(drawn) < 2 else [_end(line) for line in drawn])
    notes, room = side_labels(marks, span, _PLOT_HEIGHT)
    spec = plotted(
        data, month_axis(months), axis(unit, **values), shapes=shapes, annotations=notes, legend=legend()
    )
    spec["layout"]["margin"]["r"] = room
    names = [mark.text for mark in marks] + [line.name for line in drawn[: 1 if len(drawn) == 1 else 0]]
    return Chart(_narrowed(spec, months, names if marks else []), 340)


def _narrowed(spec: dict[str, Any], months: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    few: dict[str, Any] = {"xaxis": {"dtick": month_axis(months, 4)["dtick"]}}
    few |= {"annotations": [], "margin": {"r": 16}, "showlegend": bool(names)}
    return fit_narrow(spec, height=310 + legend_room(names, NARROW_PIXELS - 60), layout=few)


def _trace(months: Sequence[str], line: Line, unit: str, decimals: int, number: int) -> dict[str, Any]:
    form = f",.{decimals}f" if decimals <= PLAIN_DECIMALS else "~g"
    value = f"%{{y:{form}}} {wrap_label(unit, 40, 1)}"
    return {
        "type": "scatter",
        "mode": "lines+markers" if line.dash == "solid" else "lines",
        "x": [f"{month}-01" for month in months],
        "y": list(line.values),
        "connectgaps": line.joined,
        "line": {"color": line.colour, "width": 2.5, "dash": line.dash},
        "marker": {"size": 6, "symbol": ["circle", "square", "diamond", "triangle-up"][number % 4]},
        "hovertemplate": f"%{{x|@month}}: {value}<extra>{wrap_label(line.name, 40, 2)}</extra>",
    }


def _rules(
    target: float | None,
    better: Better | None,
    band: tuple[float, float] | None,
    baseline: float | None,
    words: Words,
    decimals: int,
) -> list[Mark]:
    """Return the lines to compare with; the sign says on which side of the target the values should be."""
    sign = {"higher": " ≥", "lower": " ≤", None: ""}[better]
    marks = []
    for value, word, colour, dash in (
        (target, words.target + sign, "@green", "dash"),
        *((end, words.target, "@green", "dash") for end in band or ()),
        (baseline, words.baseline, "@grey", "dot"),
    ):
        if value is not None:
            marks.append(Mark(value, f"{word} {words.locale.number(value, decimals)}".strip(), colour, dash))
    return marks


def _bands(
    target: float | None, better: Better | None, band: tuple[float, float] | None, span: tuple[float, float]
) -> list[dict[str, Any]]:
    good = [band] if band is not None else []
    if target is not None and better is not None and band is None:
        good = [(target, span[1]) if better == "higher" else (span[0], target)]
    across: dict[str, Any] = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    return [
        {**across, "y0": low, "y1": high, "fillcolor": "@band", "line": {"width": 0}} for low, high in good
    ]


def _rule(mark: Mark) -> dict[str, Any]:
    """Return a line across the picture; it stands in the legend where the legend is shown."""
    across: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1}
    line = {"color": mark.colour, "width": 1.5, "dash": mark.dash}
    named = {"name": wrap_label(mark.text, 38, 2), "showlegend": True}
    return {**across, **named, "y0": mark.value, "y1": mark.value, "layer": "below", "line": line}


def _end(line: Line) -> Mark:
    last = next(value for value in reversed(line.values) if value is not None)
    return Mark(last, line.name, line.colour)
