"""Frame a chart that an author handed in, with a table of its values."""

from __future__ import annotations

from typing import Any

from erpsite.charts import Chart, Spec
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.framing import frame, plain_table

__all__ = ["draw_handed_in_chart"]


def draw_handed_in_chart(
    book: Book, name: str, chart: Chart, title: str, *, unit: str, source: str
) -> b.Block:
    """Return the chart in the frame that every chart has; `title` says what it shows, as a sentence."""
    return frame(book, name, chart, title, _table(book, name, chart.spec), unit=unit, source=source)


def _table(book: Book, name: str, spec: Spec) -> b.Table:
    """Return a row for each point: its series where there are several, its place, its value."""
    rows = [row for trace in spec["data"] for row in _rows(book, trace)]
    across, down = (_axis_title(spec, key) for key in ("xaxis", "yaxis"))
    lying = any(trace.get("orientation") == "h" for trace in spec["data"])
    names = (down, across) if lying else (across, down)
    titles = [book.tr("Series"), names[0] or book.tr("Point"), names[1] or book.tr("Value")]
    if not any(row[0] for row in rows):
        titles, rows = titles[1:], [row[1:] for row in rows]
    return plain_table(name, titles, rows)


def _axis_title(spec: Spec, key: str) -> str:
    axis: dict[str, Any] = spec["layout"].get(key, {})
    return str(axis.get("title", {}).get("text", ""))


def _rows(book: Book, trace: dict[str, Any]) -> list[tuple[b.Cell, ...]]:
    kind, series = trace["type"], str(trace.get("name") or "")
    if kind == "indicator":
        title = trace.get("title", {})
        return [
            (
                series,
                str(title.get("text", "") if isinstance(title, dict) else title),
                _cell(book, trace.get("value")),
            )
        ]
    if kind == "heatmap":
        lines = trace.get("z") or []
        across, down = _names(trace.get("x"), lines[0] if lines else []), _names(trace.get("y"), lines)
        return [
            (str(row), str(column), _cell(book, value))
            for row, line in zip(down, lines, strict=False)
            for column, value in zip(across, line, strict=False)
        ]
    first, second = ("theta", "r") if kind == "scatterpolar" else ("x", "y")
    if trace.get("orientation") == "h":
        first, second = second, first
    values = trace.get(second) or []
    places = _names(trace.get(first), values)
    return [(series, str(place), _cell(book, value)) for place, value in zip(places, values, strict=False)]


def _names(given: Any, values: list[Any]) -> list[Any]:
    return given if isinstance(given, list) else list(range(1, len(values) + 1))


def _cell(book: Book, value: Any) -> b.Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return b.Missing() if value is None else str(value)
    return book.number(value, "", 0 if value == int(value) else 2)
