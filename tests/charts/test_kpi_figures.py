"""The figure of a KPI is right and readable however its target, direction and values stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from erpsite.analysis import state
from erpsite.charts import themed
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_kpi_chart
from tests.charts.bad_input import LONG
from tests.factory import small_handbook

ID = "cycle-time"


def _handbook(**changes: Any) -> Handbook:
    handbook = small_handbook()
    given = {**handbook.kpis[ID].model_dump(mode="json", exclude_none=True), **changes}
    given = {name: value for name, value in given.items() if value is not None}
    return replace(handbook, kpis={**handbook.kpis, ID: Kpi.model_validate(given)})


def _figure(handbook: Handbook, language: str = "en") -> b.Block:
    return draw_kpi_chart(Book(state(handbook, handbook.default_as_of), locale_of(language)), ID)


def _drawn(handbook: Handbook, language: str = "en") -> b.Chart:
    figure = _figure(handbook, language)
    assert isinstance(figure, b.Chart)
    go.Figure(themed(figure.spec, "light"))
    return figure


def _band(figure: b.Chart) -> tuple[bool, bool]:
    """Tell whether the shaded part reaches the lower and the upper end of the axis."""
    layout: Any = figure.spec["layout"]
    band = next(shape for shape in layout["shapes"] if shape["type"] == "rect")
    low, high = layout["yaxis"]["range"]
    return band["y0"] == low, band["y1"] == high


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("comparator", "baseline", "target", "words", "good", "expected"),
    [
        ("<=", 30, 21, "on track for", (True, False), True),
        (">=", 30, 35, "far from", (False, True), True),
        (">=", 30, 21, "keeps", (False, True), False),
        ("<=", 21, 30, "keeps", (True, False), False),
    ],
    ids=["lower is better", "turned with its target", "turned alone to higher", "baseline below target"],
)
def test_a_metric_whose_direction_flips(
    language: str,
    comparator: str,
    baseline: float,
    target: float,
    words: str,
    good: tuple[bool, bool],
    expected: bool,
) -> None:
    figure = _drawn(_handbook(comparator=comparator, baseline=baseline, target=target), language)
    assert _band(figure) == good
    data: Any = figure.spec["data"]
    assert (data[1]["line"]["dash"] == "dash") is expected if len(data) > 1 else not expected
    if language == "en":
        assert words in figure.finding


def test_a_range_is_shaded_between_its_ends() -> None:
    figure = _drawn(_handbook(comparator="between", target=None, low=20, high=25))
    assert _band(figure) == (False, False)


@pytest.mark.parametrize("value", [0, -5, 1e9])
def test_a_target_at_zero_below_it_or_far_away_is_in_the_picture(value: float) -> None:
    layout: Any = _drawn(_handbook(target=value)).spec["layout"]
    low, high = layout["yaxis"]["range"]
    assert low < value < high


def test_without_values_the_page_says_so() -> None:
    told = _figure(replace(_handbook(), kpi_actuals=()))
    assert told == b.Paragraph(b.Missing("No chart: there is no value to draw yet."), small=True)


def test_a_unit_of_eighty_letters_is_cut_in_the_picture_and_whole_in_the_caption() -> None:
    unit = {"zh": LONG[:80], "en": LONG[:80]}
    figure = _drawn(_handbook(unit=unit))
    layout: Any = figure.spec["layout"]
    assert len(layout["yaxis"]["title"]["text"]) <= 18
    assert LONG[:80] in figure.unit
