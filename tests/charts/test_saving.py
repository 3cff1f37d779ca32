"""Charts of a notebook are saved as a page will place them: deterministic, plain, valid, never half."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest

from erpsite import charts
from erpsite.charts import ChartError, read_chart, save

ROWS = pd.DataFrame(
    {
        "month": ["2026-01", "2026-02", "2026-03"],
        "day": pd.array(["2026-01-01", "2026-02-01", None], dtype="datetime64[s]"),
        "late": [3.5, None, 1.25],
        "count": pd.array([3, None, 70_000], dtype="Int64"),
        "plant": ["苏州", "Wuxi", "苏州"],
    }
)


def _line() -> Any:
    return px.line(ROWS, x="month", y="late", color="plant", markers=True, template="plotly_dark")


def test_a_chart_of_plotly_express_is_saved_with_plain_numbers_and_without_its_look(tmp_path: Path) -> None:
    path = save(_line(), "late-orders", tmp_path)
    assert path == tmp_path / "charts/late-orders.json"
    text = path.read_text(encoding="utf-8")
    made = json.loads(text)
    assert set(made) == {"data", "layout"}
    assert "bdata" not in text
    assert "template" not in made["layout"]
    assert "苏州" in text
    assert [trace["y"] for trace in made["data"]] == [[3.5, 1.25], [None]]
    assert list(tmp_path.rglob("*.part")) == []
    go.Figure(charts.themed(read_chart(text).spec, "light"))


def test_the_same_figure_gives_the_same_bytes(tmp_path: Path) -> None:
    first = save(_line(), "one", tmp_path).read_bytes()
    assert save(_line(), "one", tmp_path).read_bytes() == save(_line(), "two", tmp_path).read_bytes() == first
    assert b"\r" not in first
    given = json.loads(_line().to_json())
    again = {"layout": given["layout"], "data": [dict(reversed(trace.items())) for trace in given["data"]]}
    assert save(again, "three", tmp_path).read_bytes() == first


@pytest.mark.parametrize(
    ("x", "y", "values"), [("month", "count", [3, None, 70_000]), ("day", "late", [3.5, None, 1.25])]
)
def test_types_of_the_data_frames_are_taken(tmp_path: Path, x: str, y: str, values: list[Any]) -> None:
    (trace,) = json.loads(save(px.bar(ROWS, x=x, y=y), "one", tmp_path).read_text(encoding="utf-8"))["data"]
    assert trace["y"] == values


@pytest.mark.parametrize(
    ("fig", "words"),
    [
        (px.pie(ROWS, names="plant", values="count"), "'pie'; this site draws bar"),
        (px.bar(ROWS, x="month", y="late", animation_frame="plant"), "animated figures do not print"),
        (go.Figure(), "at least one trace"),
        ({"data": [{"y": [object()]}]}, "JSON cannot say"),
        ([1, 2], "a list is no figure of Plotly"),
    ],
)
def test_what_no_page_could_show_is_refused_when_it_is_saved(tmp_path: Path, fig: Any, words: str) -> None:
    with pytest.raises(ChartError, match=re.escape(words)):
        save(fig, "one", tmp_path)
    assert not (tmp_path / "charts/one.json").exists()


def test_a_refused_figure_leaves_the_saved_one(tmp_path: Path) -> None:
    before = save(_line(), "one", tmp_path).read_bytes()
    with pytest.raises(ChartError):
        save(go.Figure(), "one", tmp_path)
    assert (tmp_path / "charts/one.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", "Late", "../late", "late/orders", "late orders", "晚到", "late.json"])
def test_a_name_that_no_page_could_write_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ChartError, match="no name of a chart"):
        save(_line(), name, tmp_path)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match=r"no folder .*mkdocs\.yml"):
        save(_line(), "one", tmp_path / "contents")
    assert list(tmp_path.iterdir()) == []


def test_old_names_work_and_say_the_new_one_at_the_line_that_uses_them() -> None:
    with pytest.warns(FutureWarning, match=r"erpsite\.charts\.FigureError is called ChartError now") as told:
        from erpsite.charts import FigureError  # type: ignore[attr-defined]
    assert FigureError is ChartError
    assert {one.filename for one in told} == {__file__}
    with pytest.warns(FutureWarning, match=r"read_figure is called read_chart now") as told:
        assert charts.read_figure is read_chart  # type: ignore[attr-defined]
    assert told[0].filename == __file__
    with pytest.warns(FutureWarning, match=r"blocks\.Figure is called Chart now"):
        from erpsite.pages.kit.blocks import Figure  # type: ignore[attr-defined]  # noqa: F401
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        charts.nothing  # type: ignore[attr-defined]  # noqa: B018
