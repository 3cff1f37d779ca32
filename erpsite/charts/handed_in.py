"""Take a chart that an author made elsewhere, with Plotly Express say, into the look of the handbook."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import struct
from collections.abc import Iterator
from typing import Any

from erpsite.charts.chart import Chart
from erpsite.charts.layout import axis, plotted
from erpsite.errors import ErpsiteError

__all__ = ["TRACE_TYPES", "ChartError", "read_chart", "unpacked"]

TRACE_TYPES = ("bar", "heatmap", "indicator", "scatter", "scatterpolar")
"""What the chart script can draw; everything else of Plotly is left out of it to keep it small."""

_MOST_BYTES = 300_000
_MOST_POINTS = 2_000
_FETCHING = ("images", "sliders", "updatemenus", "geo", "map", "mapbox", "scene")
_OURS = (
    "template", "title", "font", "width", "height", "autosize", "margin", "paper_bgcolor", "plot_bgcolor",
    "colorway", "hoverlabel", "meta", "dragmode", "modebar",
)  # fmt: skip
_DEEPEST = 20
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|^//|javascript:|data:[a-z]+/|<a\s", re.IGNORECASE)
_PLOTLY_COLOURS = {
    "#636efa": "@blue",
    "#ef553b": "@amber",
    "#00cc96": "@green",
    "#ab63fa": "@purple",
    "#ffa15a": "@red",
    "#19d3f3": "@blue-soft",
    "#ff6692": "@grey",
}
"""Plotly's own first colours, which nobody chose, and those of the handbook that take their place."""

_NUMBERS = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}


class ChartError(ErpsiteError):
    """Say why a handed-in chart is refused, and what to do instead."""


def read_chart(text: str) -> Chart:
    """Return the chart that `save` or `fig.write_json` wrote, in the handbook's look; raise `ChartError`.

    Only trace types of the chart script are taken, nothing that would fetch an address, at most 300 kB and
    2,000 points. Numbers that Plotly packed as base64 are unpacked.
    """
    if len(text.encode()) > _MOST_BYTES:
        raise ChartError("the chart is larger than {most} kB; draw fewer points", most=_MOST_BYTES // 1000)
    try:
        given = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise ChartError(
            "this is not JSON ({why}); save the chart with erpsite.charts.save", why=error
        ) from error
    if not isinstance(given, dict) or not isinstance(given.get("data"), list) or not given["data"]:
        raise ChartError("a chart needs a list 'data' with at least one trace; see erpsite.charts.save")
    layout = given.get("layout") or {}
    if not isinstance(layout, dict):
        raise ChartError("layout must be a mapping")
    if given.get("frames"):
        raise ChartError("frames: animated figures do not print; hand in one picture")
    data = [_trace(trace, f"data[{number}]") for number, trace in enumerate(given["data"])]
    points = sum(max(_count(trace.get(name)) for name in ("x", "y", "z", "r")) for trace in data)
    if points > _MOST_POINTS:
        raise ChartError(
            "the chart has {points} points; at most {most} stay readable",
            points=f"{points:,}", most=f"{_MOST_POINTS:,}",
        )  # fmt: skip
    return _dressed(data, _layout(layout))


def _trace(trace: Any, where: str) -> dict[str, Any]:
    if not isinstance(trace, dict):
        raise ChartError("{where} must be a mapping", where=where)
    kind = trace.get("type", "scatter")
    if kind not in TRACE_TYPES:
        message = "{where}.type is '{kind}'; this site draws {known}"
        if kind == "scattergl":
            message = (
                "{where}.type is '{kind}'; this site draws {known}; in Plotly Express pass render_mode='svg'"
            )
        raise ChartError(message, where=where, kind=kind, known=", ".join(TRACE_TYPES))
    made: dict[str, Any] = {"type": kind, **_plain(trace, where)}
    return made


def _count(values: Any) -> int:
    if not isinstance(values, list):
        return 0
    return sum(len(value) if isinstance(value, list) else 1 for value in values)


def _layout(layout: dict[str, Any]) -> dict[str, Any]:
    for name in layout:
        if re.sub(r"\d+$", "", name) in _FETCHING:
            raise ChartError("layout.{name} is not drawn here; remove it from the chart", name=name)
    kept = {name: value for name, value in layout.items() if name not in _OURS}
    made: dict[str, Any] = _plain(kept, "layout")
    return made


def _plain(value: Any, where: str) -> Any:
    """Return a value with lists for packed arrays and names for Plotly's own colours."""
    if where.count(".") + where.count("[") > _DEEPEST:
        raise ChartError("{where}… is nested too deeply", where=where[:60])
    if isinstance(value, dict):
        if "bdata" in value:
            return _unpacked(value, where)
        return {name: _plain(item, f"{where}.{name}") for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, f"{where}[{number}]") for number, item in enumerate(value)]
    if isinstance(value, str):
        if _ADDRESS.search(value):
            message = "{where} holds an address ('{address}'); a chart may not fetch or link"
            raise ChartError(message, where=where, address=value[:40])
        return _PLOTLY_COLOURS.get(value.lower(), value)
    return value


def unpacked(value: Any, where: str = "figure") -> Any:
    """Return a value with lists for arrays that Plotly packed as base64; raise `ChartError` where it cannot.

    What is not a number is None in a list, as Plotly writes it in JSON.
    """
    if isinstance(value, dict):
        if "bdata" in value:
            return _unpacked(value, where)
        return {name: unpacked(item, f"{where}.{name}") for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [unpacked(item, f"{where}[{number}]") for number, item in enumerate(value)]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _unpacked(packed: dict[str, Any], where: str) -> list[Any]:
    letter = _NUMBERS.get(str(packed.get("dtype")))
    if letter is None:
        message = "{where} is packed as '{kind}'; pass a plain list instead"
        raise ChartError(message, where=where, kind=packed.get("dtype"))
    try:
        raw = base64.b64decode(packed["bdata"], validate=True)
        numbers = [number for (number,) in struct.iter_unpack(f"<{letter}", raw)]
    except (binascii.Error, struct.error, TypeError, ValueError) as error:
        message = "{where}.bdata cannot be unpacked ({why}); pass a plain list instead"
        raise ChartError(message, where=where, why=error) from error
    values = [None if number != number else number for number in numbers]  # noqa: PLR0124 - NaN
    shape = [int(part) for part in re.findall(r"\d+", str(packed.get("shape", "")))]
    if len(shape) != 2:
        return values
    if shape[0] * shape[1] != len(values):
        message = "{where}.shape does not fit its {count} numbers; pass a plain list instead"
        raise ChartError(message, where=where, count=len(values))
    return [values[start : start + shape[1]] for start in range(0, len(values), shape[1])]


def _dressed(data: list[dict[str, Any]], layout: dict[str, Any]) -> Chart:
    """Return the chart on our axes and colours; what the author set about an axis stays."""
    given = dict(_axes(layout))
    base = plotted(data, axis(), axis())
    look = base["layout"]
    for name, settings in given.items():
        title = settings.pop("title", {})
        look[name] = {**axis(title.get("text", "") if isinstance(title, dict) else str(title)), **settings}
    rest = {name: value for name, value in layout.items() if name not in given}
    several = sum(trace.get("showlegend", True) and bool(trace.get("name")) for trace in data) > 1
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, **rest.pop("legend", {})}
    look.update({"showlegend": several, "legend": legend, **rest})
    return Chart(base, 380)


def _axes(layout: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, settings in layout.items():
        if re.fullmatch(r"[xy]axis\d*", name) and isinstance(settings, dict):
            yield name, dict(settings)
