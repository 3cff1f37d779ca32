"""The frontier is a valid figure that never changes unseen."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from erpsite.charts import COLOURS, Chart, NoChart, themed
from erpsite.charts.frontier import Mark, frontier_chart

SNAPSHOT = Path(__file__).parents[1] / "golden" / "charts" / "frontier.json"


def _chart() -> Chart:
    marks = [Mark("Best <b>choice</b>", 7.5, 50, "@green", "circle"), Mark("Chosen", 9, 60, "@red")]
    titles = ("Budget (CNY million)", "Best value (points)")
    chart = frontier_chart([(1, 10), (2.5, 30), (7.5, 50)], marks, titles, limit=8, limit_name="May be spent")
    assert isinstance(chart, Chart)
    return chart


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plotly_itself_accepts_the_figure(scheme: Any) -> None:
    import plotly.graph_objects as go

    go.Figure(themed(_chart().spec, scheme))


def test_the_figure_is_as_it_was() -> None:
    text = json.dumps(_chart().spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if not SNAPSHOT.is_file() and not os.environ.get("CI"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == text, f"delete {SNAPSHOT.name} to accept the new figure"


def test_every_colour_is_known_and_no_label_is_markup() -> None:
    text = json.dumps(_chart().spec)
    assert set(re.findall(r'"(@[a-z-]+)"', text)) <= {*COLOURS["light"]}
    assert "<b>" not in text


def test_the_axes_hold_the_budget_and_every_mark() -> None:
    layout = _chart().spec["layout"]
    assert layout["xaxis"]["range"] == [0, pytest.approx(9 * 1.04)]
    assert layout["yaxis"]["range"] == [0, pytest.approx(60 * 1.12)]
    # The last step goes on to the right: more money brings no more value.
    assert _chart().spec["data"][0]["y"][-2:] == [50, 50]


def test_one_step_has_no_shape() -> None:
    titles = ("Budget", "Value")
    assert frontier_chart([(0, 0)], [], titles, limit=8, limit_name="x") == NoChart("too-few")
