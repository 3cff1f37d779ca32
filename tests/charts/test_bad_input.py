"""Charts of bad input are valid on a wide page and on a phone, and readable, or say why there is none."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from erpsite.charts import (
    Chart,
    Line,
    NoChart,
    Part,
    Point,
    Words,
    grid_chart,
    map_chart,
    stacked_bars,
    themed,
    trend_chart,
)
from erpsite.charts.labels import columns_of
from erpsite.charts.side_labels import Mark, side_labels
from erpsite.charts.ticks import spaced_ticks, value_ticks
from tests.charts.bad_input import BAD_INPUT, LONG
from tests.charts.test_figures import CHARTS

NOT_DRAWN = {
    "trend, gaps only": "no-data",
    "pareto, below zero": "negative",
    "radar, two": "too-few",
    "radar, four": "too-few",
    "radar, sixty": "too-many",
}


def _drawn(name: str) -> Chart:
    chart = {**CHARTS, **BAD_INPUT}[name]()
    assert isinstance(chart, Chart)
    return chart


def _merged(base: Any, over: Any) -> Any:
    """Lay the changes for a phone over a figure, as `charts.js` does."""
    if not isinstance(over, dict):
        return over
    if isinstance(base, list):
        return [_merged(item, over[str(n)]) if str(n) in over else item for n, item in enumerate(base)]
    known = base if isinstance(base, dict) else {}
    return {**known, **{key: _merged(known.get(key), item) for key, item in over.items()}}


def _on_a_phone(chart: Chart) -> dict[str, Any]:
    narrow = chart.spec["layout"]["meta"]["narrow"]
    return {part: _merged(chart.spec[part], narrow.get(part, {})) for part in ("data", "layout")}


DRAWN = sorted({*CHARTS, *BAD_INPUT} - set(NOT_DRAWN))


@pytest.mark.parametrize("name", DRAWN)
def test_plotly_accepts_the_figure_on_a_wide_page_and_on_a_phone(name: str) -> None:
    import plotly.graph_objects as go

    chart = _drawn(name)
    go.Figure(themed(chart.spec, "light"))
    go.Figure(themed(_on_a_phone(chart), "dark"))


@pytest.mark.parametrize(("name", "reason"), NOT_DRAWN.items())
def test_what_has_no_picture_says_why(name: str, reason: str) -> None:
    assert BAD_INPUT[name]() == NoChart(reason)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRAWN)
def test_no_name_is_longer_than_its_room(name: str) -> None:
    chart = _drawn(name)
    for spec in (chart.spec, _on_a_phone(chart)):
        layout = spec["layout"]
        for key in layout:
            if key.startswith(("xaxis", "yaxis")):
                assert columns_of(layout[key].get("ticktext", [])) <= 24
                assert columns_of([layout[key]["title"]["text"]]) <= 34
        assert all(columns_of([trace.get("name", "")]) <= 40 for trace in spec["data"])


@pytest.mark.parametrize("name", DRAWN)
def test_the_full_text_of_a_cut_name_is_told_when_pointed_at(name: str) -> None:
    text = json.dumps(_drawn(name).spec["data"], ensure_ascii=False)
    if LONG[:10] in text and "trend" not in name:
        assert LONG in text.replace("<br>", "")


def test_parts_and_labels_that_begin_alike_stay_apart() -> None:
    parts = [Part(f"{LONG}{n}", [1.0, 2.0], "@blue") for n in range(2)]
    chart = stacked_bars([f"{LONG}{n}" for n in range(2)], parts, "h")
    assert isinstance(chart, Chart)
    first = chart.spec["data"][0]
    assert len(set(first["y"])) == 2
    assert first["orientation"] == "h"


@pytest.mark.parametrize("name", ["stacked, long", "radar, long", "ranked, long and large", "grid, long"])
def test_names_that_begin_alike_do_not_read_alike(name: str) -> None:
    spec = _drawn(name).spec
    layout = spec["layout"]
    shown = [
        axis["ticktext"] for key, axis in layout.items() if key in {"xaxis", "yaxis"} and "ticktext" in axis
    ]
    shown += [layout["polar"]["angularaxis"]["ticktext"]] if "polar" in layout else []
    shown += [[trace["name"] for trace in spec["data"]]] if layout["showlegend"] else []
    assert shown
    for texts in shown:
        assert len(set(texts)) == len(texts)


def test_values_below_zero_are_stacked_below_the_line() -> None:
    layout = _drawn("stacked, below zero").spec["layout"]
    assert layout["barmode"] == "relative"
    assert layout["yaxis"]["zeroline"] is True


def test_sixty_labels_lie_and_get_the_room_they_need() -> None:
    for name in ("stacked, sixty", "ranked, sixty", "grid, sixty rows"):
        chart = _drawn(name)
        assert chart.height > 60 * 30
        assert len(chart.spec["layout"]["yaxis"]["ticktext"]) == 60


def test_all_zeros_have_ticks_that_read_differently() -> None:
    axis = _drawn("trend, all zero").spec["layout"]["yaxis"]
    assert (axis["dtick"], axis["tickformat"]) == (1, ",.0f")
    assert -0.1 < axis["range"][0] < 0


@pytest.mark.parametrize(
    ("values", "decimals", "step", "form"),
    [
        ([0, 100], 0, 20, ",.0f"),  # 112 and 4 % of it below zero: 116.5 / 7 = 16.6
        ([99.5, 99.9], 2, 0.1, ",.1f"),  # 0.4 and 12 % at both ends: 0.496 / 7 = 0.0709
        ([3, 3], 0, 1, ",.0f"),  # one unit at both ends: 2 / 7 = 0.29, but no finer than 1
    ],
)
def test_ticks_are_round_and_no_finer_than_the_numbers(
    values: list[float], decimals: int, step: float, form: str
) -> None:
    made = value_ticks(values, decimals)
    assert (made["dtick"], made["tickformat"]) == (step, form)


def test_ticks_of_a_short_axis_are_few() -> None:
    # 100,000,000 takes 11 letters of 7 pixels and 14 between: 91; 170 pixels hold one step of 100 million.
    assert spaced_ticks([0, 1e8], 170)["dtick"] == 1e8 / 2
    assert spaced_ticks([0, 1e8], 700)["dtick"] == 2e7


def test_names_beside_lines_never_overlap_and_stay_in_order() -> None:
    marks = [Mark(value, f"name {value}", "@blue") for value in (14.0, 14.1, 14.2, 19.9, 20.0)]
    notes, margin = side_labels(marks, (13.0, 20.5), 290)
    scale = 290 / 7.5
    places = [(note["y"] - 13) * scale + note["yshift"] for note in notes]
    assert all(after - before >= 15.9 for before, after in itertools.pairwise(places))
    assert max(places) <= 290
    assert margin == 9 * 7 + 14


@pytest.mark.parametrize(
    ("better", "baseline", "good", "sign"),
    [
        ("lower", 20.0, "below", "≤"),
        ("higher", 20.0, "above", "≥"),
        ("higher", 10.0, "above", "≥"),
        ("lower", 10.0, "below", "≤"),
    ],
)
def test_the_good_side_follows_the_comparator_not_the_baseline(
    better: Any, baseline: float, good: str, sign: str
) -> None:
    chart = trend_chart(
        ["2026-01", "2026-02"],
        [Line("x", [18.0, 17.0])],
        "h",
        words=Words("Target", "Baseline"),
        target=14.0,
        better=better,
        baseline=baseline,
    )
    assert isinstance(chart, Chart)
    layout = chart.spec["layout"]
    band = next(shape for shape in layout["shapes"] if shape["type"] == "rect")
    low, high = layout["yaxis"]["range"]
    assert (band["y0"], band["y1"]) == ((low, 14.0) if good == "below" else (14.0, high))
    assert f"Target {sign} 14.0" in [note["text"] for note in layout["annotations"]]


def test_points_at_one_place_stand_apart_and_each_has_its_number() -> None:
    chart = map_chart([Point(f"p{n}", 4, 4) for n in range(7)], "x", "y", (1, 5))
    assert isinstance(chart, Chart)
    trace = chart.spec["data"][0]
    assert len(set(zip(trace["x"], trace["y"], strict=True))) == 7
    assert trace["text"] == [str(n) for n in range(1, 8)]
    assert "7 p6" in chart.spec["layout"]["annotations"][0]["text"]


def test_a_cell_shows_its_status_by_shape_and_is_as_wide_as_its_text() -> None:
    chart = grid_chart(["r"], [f"c{n}" for n in range(12)], [["red"] * 12], [["10/12"] * 12])
    assert isinstance(chart, Chart)
    assert chart.spec["data"][0]["text"][0][0] == "■ 10/12"
    assert chart.spec["layout"]["meta"]["narrow"]["width"] >= 12 * 7 * 7
