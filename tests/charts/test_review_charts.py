"""The S-curve and the slip chart are valid figures, stay readable, and never change unseen."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from erpsite.charts import COLOURS, Chart, NoChart, themed
from erpsite.charts.s_curve import SCurveWords, s_curve_chart
from erpsite.charts.slip import MOST_COURSES, Course, slip_chart
from erpsite.model.quantity import months_between

SNAPSHOTS = Path(__file__).parents[1] / "golden" / "charts"
WORDS = SCurveWords("Planned", "Earned", "Spent", "Forecast", "Budget")
REVIEWS = months_between("2026-01", "2026-04")


def _s_curve() -> Chart | NoChart:
    return s_curve_chart(
        months_between("2026-01", "2026-05"),
        [10, 30, 60, 100, None],
        [8, 22, None, None, None],
        [9, 27, None, None, None],
        [None, 27, 58, 90, 123],
        budget=100,
        unit="CNY million",
        words=WORDS,
    )


def _course(name: str, *days: tuple[int, int]) -> Course:
    dated = [dt.date(2026, month, day) for month, day in days]
    return Course(name, list(zip(REVIEWS, dated, strict=False)), [str(day) for day in dated])


def _slip() -> Chart | NoChart:
    restless = _course("Warehouse live", (2, 27), (3, 13), (4, 10), (5, 8))
    return slip_chart([restless, _course("Portal <b>live</b>", (3, 31), (3, 31), (3, 30))], "This month")


CHARTS = {"s-curve": _s_curve, "slip": _slip}


def _chart(name: str) -> Chart:
    chart = CHARTS[name]()
    assert isinstance(chart, Chart)
    return chart


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_plotly_itself_accepts_the_figure(name: str, scheme: Any) -> None:
    import plotly.graph_objects as go

    go.Figure(themed(_chart(name).spec, scheme))


@pytest.mark.parametrize("name", CHARTS)
def test_the_figure_is_as_it_was(name: str) -> None:
    text = json.dumps(_chart(name).spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path = SNAPSHOTS / f"{name}.json"
    if not path.is_file() and not os.environ.get("CI"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"delete {path.name} to accept the new figure"


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_is_named_and_names_are_text(name: str) -> None:
    text = json.dumps(_chart(name).spec)
    assert set(re.findall(r'"(@[a-z-]+)"', text)) <= {*COLOURS["light"], "@month-tick"}
    assert "<b>" not in text


def test_lines_differ_without_colour() -> None:
    curve = [trace["line"]["dash"] for trace in _chart("s-curve").spec["data"]]
    assert curve == ["dash", "solid", "solid", "dot"]
    symbols = [trace["marker"]["symbol"] for trace in _chart("slip").spec["data"][1:]]
    assert len(set(symbols)) == len(symbols)


def test_the_slip_chart_holds_no_more_than_can_be_told_apart() -> None:
    many = [_course(f"Milestone {n}", (2, 1), (3, 1 + n % 20)) for n in range(150)]
    chart = slip_chart(many, "This month")
    assert isinstance(chart, Chart)
    assert len(chart.spec["data"]) == MOST_COURSES + 1
    notes = [note["y"] + note["yshift"] for note in chart.spec["layout"]["annotations"]]
    assert len(notes) == MOST_COURSES


def test_the_diagonal_stays_inside_the_picture() -> None:
    spec = _chart("slip").spec
    low, high = spec["layout"]["yaxis"]["range"]
    assert spec["data"][0]["y"]
    assert all(low <= value <= high for value in spec["data"][0]["y"])


def test_nothing_to_draw_says_why() -> None:
    none: list[float | None] = [None, None]
    empty = s_curve_chart(REVIEWS[:2], [1.0, 2.0], none, none, none, budget=2, unit="m", words=WORDS)
    assert empty == NoChart("no-data")
    assert slip_chart([], "This month") == NoChart("no-data")
    assert slip_chart([_course("Alone", (2, 27))], "This month") == NoChart("too-few")
