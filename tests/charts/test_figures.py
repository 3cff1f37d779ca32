"""Every chart is a valid Plotly figure, stays readable with bad input, and never changes unseen."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from erpsite.charts import (
    COLOURS,
    Bar,
    Chart,
    Gap,
    Line,
    NoChart,
    Part,
    Point,
    Ring,
    Words,
    gap_chart,
    grid_chart,
    map_chart,
    pareto_chart,
    radar_chart,
    ranked_bars,
    stacked_bars,
    themed,
    trend_chart,
)
from erpsite.charts.labels import width_of, wrap_label
from erpsite.model.quantity import months_between

SNAPSHOTS = Path(__file__).parents[1] / "golden" / "charts"
MONTHS = months_between("2025-11", "2026-04")
WORDS = Words("Target", "Baseline")
LONG = (
    "集团总部与三个工厂之间跨法人调拨在途库存月末自动对账与差异闭环处理流程优化及主数据治理协同推进专项工作的全部业务环节与相关责任部门说明和补充材料清单"
    * 2
)

CHARTS: dict[str, Callable[[], Chart | NoChart]] = {
    "trend": lambda: trend_chart(
        MONTHS,
        [
            Line("Order time", [20.1, 20.2, None, 20.1, 18.9, 18.4]),
            Line("Forecast", [None] * 5 + [18.4], "@purple", "dot"),
        ],
        "h",
        words=WORDS,
        target=14,
        band=(0, 14),
        baseline=20,
    ),
    "ranked": lambda: ranked_bars(
        [Bar("Late orders", 34.0, "CNY 34 k", "@red"), Bar("Wrong stock", -2.0, "CNY −2 k")],
        "CNY",
        limit=20,
        limit_name="Cut",
    ),
    "waterfall": lambda: ranked_bars(
        [Bar("1. Upgrade", 2.5, "2.5"), Bar("2. Forecast", 1.5, "1.5", "@grey", start=2.5)],
        "CNY million",
        limit=3,
        limit_name="Cut line",
    ),
    "scored": lambda: ranked_bars(
        [Bar("Sales", 3.4, "3.4"), Bar("Finance", 4.2, "4.2")], "1 to 5", limit=4, scale=(1, 5)
    ),
    "pareto": lambda: pareto_chart([Bar("Network", 3, "3"), Bar("Interface", 9, "9")], "incidents", "Share"),
    "stacked": lambda: stacked_bars(
        ["Q1", "Q2"],
        [Part("Vendor", [2.0, 3.0], "@blue"), Part("Internal", [1.0, 0.0], "@amber")],
        "CNY",
        limit=[4.0, 4.0],
        limit_name="Capacity",
    ),
    "radar": lambda: radar_chart(
        ["Coverage", "Data", "Users", "Technology", "Suppliers"],
        [
            Ring("Today", [2.5, 2.0, 3.0, 2.8, 1.9], "@blue", filled=True),
            Ring("Target", [3.5, 3.5, 4.0, 3.5, 3.0], "@green", "dash"),
        ],
        5,
    ),
    "gap": lambda: gap_chart(
        [Gap("Master data", 2, 4, 1.5), Gap("Timeliness", 3, 3)], "level", ("2025", "Now", "Target"), (1, 5)
    ),
    "map": lambda: map_chart(
        [Point("AI", 4, 5), Point("RPA", 4, 5), Point("OCR", 2, 3)], "Feasibility", "Value", (1, 5)
    ),
    "grid": lambda: grid_chart(
        ["Finance", "Sales"], ["Q1", "Q2"], [["green", "red"], ["grey", "amber"]], [["1", "2"], ["", "4"]]
    ),
}


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
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"delete {path.name} to accept the new figure"


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_is_named_and_known(name: str) -> None:
    text = json.dumps(_chart(name).spec)
    assert set(re.findall(r'"(@[a-z-]+)"', text)) <= {*COLOURS["light"], "@month-tick"}
    assert not re.search(r'"#[0-9a-fA-F]{6}"', text)


@pytest.mark.parametrize("name", CHARTS)
def test_no_axis_object_is_shared(name: str) -> None:
    layout = _chart(name).spec["layout"]
    axes = [id(value) for key, value in layout.items() if key.startswith(("xaxis", "yaxis"))]
    assert len(axes) == len(set(axes))


def test_the_script_knows_the_same_colours(repo_root: Path) -> None:
    script = (repo_root / "plugins/erpsite_mkdocs/assets/charts/charts.js").read_text(encoding="utf-8")
    table = script[
        script.index("const COLOURS = ") + 16 : script.index("};", script.index("const COLOURS")) + 1
    ]
    assert json.loads(table) == COLOURS


@pytest.mark.parametrize(
    "chart",
    [
        trend_chart(MONTHS, [Line("x", [None] * 6)], "h", words=WORDS),
        ranked_bars([], "h"),
        pareto_chart([Bar("x", 0, "0")], "h", "s"),
        stacked_bars(["Q1"], [Part("x", [0.0], "@blue")], "h"),
        radar_chart(["a", "b"], [Ring("x", [1, 2], "@blue")], 5),
        gap_chart([], "h", ("a", "b", "c"), (1, 5)),
        map_chart([], "a", "b", (1, 5)),
        grid_chart([], [], [], []),
    ],
)
def test_nothing_to_draw_says_why(chart: Chart | NoChart) -> None:
    assert isinstance(chart, NoChart)
    assert chart.reason in {"no-data", "too-few"}


@pytest.mark.parametrize("values", [[5.0], [0.0, 0.0], [-3.0, -1.0], [1e9, 2e9]])
@pytest.mark.parametrize("target", [None, 0.0, -50.0, 5e9])
def test_a_target_outside_the_data_is_still_in_the_picture(values: list[float], target: float | None) -> None:
    months = MONTHS[: len(values)]
    chart = trend_chart(months, [Line("x", values)], "h", words=WORDS, target=target)
    assert isinstance(chart, Chart)
    low, high = chart.spec["layout"]["yaxis"]["range"]
    assert all(low < value < high for value in [*values, *([target] if target is not None else [])])


def test_sixty_bars_get_the_room_they_need() -> None:
    chart = ranked_bars([Bar(f"{LONG}{n}", n, str(n)) for n in range(60)], "h")
    assert isinstance(chart, Chart)
    assert chart.height > 60 * 30


@pytest.mark.parametrize("text", [LONG, "a" * 200, "word " * 60, "x", "供应链SRM接口"])
@pytest.mark.parametrize(("columns", "lines"), [(24, 2), (14, 3), (18, 1)])
def test_labels_are_broken_and_cut_to_their_room(text: str, columns: int, lines: int) -> None:
    rows = wrap_label(text, columns, lines).split("<br>")
    assert 1 <= len(rows) <= lines
    assert all(width_of(row.replace("&lt;", "<")) <= columns for row in rows)
    assert rows[-1].endswith("…") == (width_of(text) > columns * lines or "a" * 30 in text or len(text) > 40)


def test_a_label_is_text_never_markup() -> None:
    assert "<b>" not in wrap_label("<b>x</b> & y")
    chart = ranked_bars([Bar("<a href='javascript:alert(1)'>x</a>", 1, "<i>1</i>")], "h")
    assert isinstance(chart, Chart)
    assert "<a" not in json.dumps(chart.spec)
    assert "<i" not in json.dumps(chart.spec)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["@ink", "@soft", "@blue", "@green", "@amber", "@red", "@purple"])
def test_words_and_lines_stand_out_from_the_paper(name: str, scheme: Any) -> None:
    bright, dark = sorted(
        (_luminance(COLOURS[scheme][name]), _luminance(COLOURS[scheme]["@paper"])), reverse=True
    )
    assert (bright + 0.05) / (dark + 0.05) >= (4.5 if name in {"@ink", "@soft"} else 3)


def test_two_causes_that_begin_alike_stay_two_bars() -> None:
    chart = pareto_chart([Bar(f"{LONG}{n}", 5 - n, str(n)) for n in range(2)], "min", "Share")
    assert isinstance(chart, Chart)
    assert len(set(chart.spec["data"][0]["x"])) == 2


def test_the_parts_of_a_stack_keep_their_colour_under_the_hatching() -> None:
    chart = stacked_bars(["Q1"], [Part("a", [1.0], "@blue"), Part("b", [2.0], "@amber")], "h")
    assert isinstance(chart, Chart)
    assert all(part["marker"]["pattern"]["fillmode"] == "overlay" for part in chart.spec["data"])
