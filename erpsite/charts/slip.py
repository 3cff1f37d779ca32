"""Draw forecasts over reviews, a milestone trend chart: a line that rises is a date that moves away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.labels import wrap_label
from erpsite.charts.layout import NARROW_PIXELS, axis, fit_narrow, legend, legend_room, month_axis, plotted
from erpsite.charts.side_labels import Mark, side_labels
from erpsite.frozen import dataclass

__all__ = ["MOST_COURSES", "Course", "slip_chart"]

MOST_COURSES = 6
"""Lines that one picture can hold and a reader can tell apart."""
_PLOT_HEIGHT = 340
_COLOURS = ("@red", "@blue", "@amber", "@purple", "@green", "@ink")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
_DAY = 86_400_000
"""Milliseconds: what a date axis counts in."""


@dataclass(frozen=True, slots=True)
class Course:
    """Hold the dates one milestone was given, by the month (`YYYY-MM`) of the review that gave them."""

    name: str
    days: Sequence[tuple[str, dt.date]]
    labels: Sequence[str]
    """The same days as the reader writes them."""


def slip_chart(courses: Sequence[Course], today_name: str) -> Chart | NoChart:
    """Return the courses of at most six milestones; the grey diagonal is the month of the review itself.

    A level line keeps its date; where a line meets the diagonal, the milestone is due.
    """
    drawn = [course for course in courses if course.days][:MOST_COURSES]
    if not drawn:
        return NoChart("no-data")
    months = sorted({month for course in drawn for month, _ in course.days})
    if len(months) < 2:
        return NoChart("too-few")
    values = [_stamp(day) for course in drawn for _, day in course.days]
    pad = max((max(values) - min(values)) // 12, 7 * _DAY)
    span = (min(values) - pad, max(values) + pad)
    data = [_trace(course, number) for number, course in enumerate(drawn)]
    ends = [Mark(_stamp(c.days[-1][1]), c.name, _COLOURS[n]) for n, c in enumerate(drawn)]
    notes, room = side_labels(ends, (float(span[0]), float(span[1])), _PLOT_HEIGHT)
    spec = plotted(
        [_diagonal(months, span, today_name), *data],
        month_axis(months),
        axis(type="date", range=list(span), tickformat="@month-tick"),
        annotations=notes,
        legend=legend(),
    )
    spec["layout"]["margin"]["r"] = room
    return Chart(_narrowed(spec, months, [course.name for course in drawn]), _PLOT_HEIGHT + 60)


def _narrowed(spec: dict[str, Any], months: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    few: dict[str, Any] = {"xaxis": {"dtick": month_axis(months, 4)["dtick"]}}
    few |= {"annotations": [], "margin": {"r": 16}, "showlegend": True}
    return fit_narrow(spec, height=_PLOT_HEIGHT + 30 + legend_room(names, NARROW_PIXELS), layout=few)


def _stamp(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days * _DAY


def _trace(course: Course, number: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": wrap_label(course.name, 38, 2),
        "x": [f"{month}-01" for month, _ in course.days],
        "y": [_stamp(day) for _, day in course.days],
        "text": list(course.labels),
        "line": {"color": _COLOURS[number], "width": 2.5, "dash": _DASHES[number]},
        "marker": {"size": 7, "symbol": _SYMBOLS[number]},
        "hovertemplate": f"%{{x|@month}}: %{{text}}<extra>{wrap_label(course.name, 40, 2)}</extra>",
    }


def _diagonal(months: Sequence[str], span: tuple[int, int], name: str) -> dict[str, Any]:
    """Return the line on which a forecast equals the month in which it is given, inside the picture."""
    days = [dt.date(int(month[:4]), int(month[5:]), 28) for month in months]
    inside = [(month, _stamp(day)) for month, day in zip(months, days, strict=True)]
    kept = [(month, stamp) for month, stamp in inside if span[0] <= stamp <= span[1]]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": wrap_label(name, 38, 2),
        "x": [f"{month}-01" for month, _ in kept],
        "y": [stamp for _, stamp in kept],
        "line": {"color": "@grey", "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }
