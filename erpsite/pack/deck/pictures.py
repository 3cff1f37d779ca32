"""Turn a chart of the pages into one that PowerPoint draws itself; what it cannot draw becomes a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Literal

from erpsite.charts.palette import COLOURS
from erpsite.pack.deck.slides import Picture, Series
from erpsite.pages.kit import blocks as b

__all__ = ["picture_of", "plain_words"]

_BREAK = "<br>"
_DATE = re.compile(r"(\d{4}-\d{2})-\d{2}")
_MOST_DECIMALS = 3


def picture_of(chart: b.Chart) -> Picture | None:
    """Return the chart as bars or lines with the numbers it is drawn from; None where it is neither."""
    data: list[dict[str, Any]] = list(_list(chart.spec.get("data")))
    layout: Mapping[str, Any] = _mapping(chart.spec.get("layout"))
    bars = [trace for trace in data if trace.get("type") == "bar"]
    if bars:
        return _bars(chart, bars, layout)
    lines = [trace for trace in data if trace.get("type") == "scatter" and "lines" in trace.get("mode", "")]
    if lines and len(lines) == len(data) and all(map(_over_months, lines)):
        return _lines(chart, lines, layout)
    gaps = [trace for trace in data if trace.get("type") == "scatter" and trace.get("mode") == "markers"]
    if gaps and len(gaps) == len(data) and all(_over_rows(trace) for trace in gaps):
        return _gaps(chart, gaps)
    return None


def plain_words(text: str) -> str:
    """Return a label of a chart as it was before it was broken into lines."""
    parts = text.split(_BREAK)
    joined = parts[0]
    for part in parts[1:]:
        tight = joined[-1:] and part[:1] and (_wide(joined[-1]) or _wide(part[0]))
        joined += part if tight else f" {part}"
    return unescape(joined)


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _over_months(trace: Mapping[str, Any]) -> bool:
    """Say whether a line runs over months and shows numbers: some run over dates both ways."""
    numbers = all(value is None or isinstance(value, int | float) for value in trace.get("y", ()))
    return numbers and all(isinstance(x, str) and _DATE.fullmatch(x) for x in trace.get("x", ()))


def _over_rows(trace: Mapping[str, Any]) -> bool:
    return all(isinstance(key, str) and key.isdigit() for key in trace.get("y", ()))


def _bars(chart: b.Chart, bars: Sequence[dict[str, Any]], layout: Mapping[str, Any]) -> Picture | None:
    lying = bars[0].get("orientation") == "h"
    keys = list(bars[0].get("y" if lying else "x", ()))
    values = [tuple(trace.get("x" if lying else "y", ())) for trace in bars]
    if any(len(one) != len(keys) for one in values):
        return None
    if len(bars) == 1 and len(_list(bars[0].get("base"))) == len(keys):
        return _waterfall(chart, bars[0], layout, values[0])
    stacked = layout.get("barmode") in {"relative", "stack"} and len(bars) > 1
    series = tuple(
        Series(
            plain_words(str(trace.get("name") or "")) or chart.unit,
            tuple(None if value is None else float(value) for value in one),
            _colours(trace, stacked),
            hidden=_hidden(trace),
        )
        for trace, one in zip(bars, values, strict=True)
    )
    axis = _mapping(layout.get("yaxis" if lying else "xaxis"))
    axis_of_values = _mapping(layout.get("xaxis" if lying else "yaxis"))
    kinds = ("stacked-bar" if stacked else "bar") if lying else ("stacked-column" if stacked else "column")
    names = _names(bars[0], axis, keys)
    series += _limits(layout, len(keys)) if kinds == "bar" else ()
    return Picture(
        kinds,  # type: ignore[arg-type]
        names,
        series,
        chart.unit,
        _decimals(v for one in series if not one.hidden for v in one.values),
        chart.alt or chart.finding,
        scale=_scale(axis_of_values) if "bar" in kinds else None,
    )


def _limits(layout: Mapping[str, Any], count: int) -> tuple[Series, ...]:
    """Return the upright lines that bars are compared with, each as an outline around every bar."""
    found = []
    for shape in _list(layout.get("shapes")):
        if shape.get("type") == "line" and "x0" in shape and shape["x0"] == shape.get("x1"):
            level, colour = float(shape["x0"]), _hex(str(_mapping(shape.get("line")).get("color")))
            notes = (
                note.get("text", "") for note in _list(layout.get("annotations")) if note.get("x") == level
            )
            name = plain_words(f"{next(notes, '')}<br>{level:g}")
            found.append(Series(name, (level,) * count, (colour,), _dash(shape), outline=True))
    return tuple(found)


def _scale(axis: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the scores between which an axis of a scale runs; None for one of amounts."""
    ticks = _list(axis.get("tickvals"))
    low = float(_list(axis.get("range"))[0]) if axis.get("range") else 0.0
    return (low, float(ticks[-1])) if low > 0 and ticks else None


def _waterfall(
    chart: b.Chart, bar: dict[str, Any], layout: Mapping[str, Any], values: tuple[Any, ...]
) -> Picture:
    """Return bars that begin where the one before ends: what is below them is there, unseen."""
    names = _names(bar, _mapping(layout.get("yaxis")), list(bar["y"]))
    lifted = Series("–", tuple(float(one) for one in bar["base"]), hidden=True)
    shown = tuple(float(one) for one in values)
    series = (lifted, Series(chart.unit, shown, _colours(bar, stacked=False)))
    return Picture("stacked-bar", names, series, chart.unit, _decimals(shown), chart.alt or chart.finding)


def _names(trace: Mapping[str, Any], axis: Mapping[str, Any], keys: Sequence[object]) -> tuple[str, ...]:
    told = [one for one in _list(trace.get("customdata")) if isinstance(one, str)]
    ticks = _list(axis.get("ticktext"))
    found = told if len(told) == len(keys) else ticks if len(ticks) == len(keys) else keys
    return tuple(plain_words(str(one)) for one in found)


def _hidden(trace: Mapping[str, Any]) -> bool:
    return _mapping(trace.get("marker")).get("color") == "rgba(0,0,0,0)"


def _colours(trace: Mapping[str, Any], stacked: bool) -> tuple[str, ...]:
    colour = _mapping(trace.get("marker")).get("color")
    if isinstance(colour, list):
        return tuple(map(_hex, colour))
    return (_hex(colour),) if stacked and isinstance(colour, str) and not _hidden(trace) else ()


def _hex(colour: str) -> str:
    known = COLOURS["light"].get(colour, colour)
    return known[1:].upper() if known.startswith("#") and len(known) == 7 else "5B6877"


def _lines(chart: b.Chart, lines: Sequence[dict[str, Any]], layout: Mapping[str, Any]) -> Picture:
    months = list(dict.fromkeys(x for trace in lines for x in trace["x"]))
    months.sort()
    series = [
        Series(
            plain_words(str(trace.get("name") or chart.finding)),
            _at(trace, months),
            (_hex(str(_mapping(trace.get("line")).get("color"))),),
            _dash(trace),
        )
        for trace in lines
    ]
    for shape in _list(layout.get("shapes")):
        if shape.get("type") == "line" and shape.get("name") and shape.get("y0") == shape.get("y1"):
            level, colour = float(shape["y0"]), _hex(str(_mapping(shape.get("line")).get("color")))
            series.append(Series(plain_words(shape["name"]), (level,) * len(months), (colour,), _dash(shape)))
    names = tuple(month[:7] for month in months)
    decimals = _decimals(value for one in series for value in one.values)
    return Picture("line", names, tuple(series), chart.unit, decimals, chart.alt or chart.finding)


def _dash(drawn: Mapping[str, Any]) -> Literal["solid", "dash", "dot"]:
    found = str(_mapping(drawn.get("line")).get("dash", "solid"))
    return "solid" if found == "solid" else "dot" if found == "dot" else "dash"


def _at(trace: Mapping[str, Any], months: Sequence[str]) -> tuple[float | None, ...]:
    known = dict(zip(trace["x"], trace["y"], strict=True))
    return tuple(None if known.get(month) is None else float(known[month]) for month in months)


def _gaps(chart: b.Chart, marks: Sequence[dict[str, Any]]) -> Picture | None:
    """Return rows of marks as bars beside each other: PowerPoint has no chart of marks by name."""
    keys = list(marks[0]["y"])
    if any(list(trace["y"]) != keys for trace in marks):
        return None
    series = tuple(
        Series(
            plain_words(str(trace.get("name") or "")),
            tuple(None if value is None else float(value) for value in trace["x"]),
            (_hex(str(_mapping(trace.get("marker")).get("color"))),),
        )
        for trace in marks
    )
    names = _names(marks[0], {}, keys)
    decimals = _decimals(value for one in series for value in one.values)
    return Picture("bar", names, series, chart.unit, decimals, chart.alt or chart.finding)


def _decimals(values: Any) -> int:
    """Return the decimals that large numbers can do without and small ones need."""
    known = [abs(value) for value in values if value is not None]
    if all(float(value).is_integer() for value in known):
        return 0
    most = max(known, default=0.0)
    return 0 if most >= 1000 else 1 if most >= 20 else 2 if most >= 1 else _MOST_DECIMALS
