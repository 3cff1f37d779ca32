"""The plan as data frames: the same values as on the pages, typed, documented, missing where not known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import erpsite.frames
from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.errors import DataError, UnreadableWordError
from erpsite.frames import Frames
from erpsite.frames.column import Column, Reading, frame_of
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import declared_pages, page_blocks
from tests.factory import bare_handbook, small_handbook
from tests.pages.ledger import Line, lines_of
from tests.plan_folder import write_plan_folder

ROOT = Path(__file__).resolve().parents[2]
MONTHS = ("2026-02", "2026-06", "2026-10")
PAGES = ("index", "plan/kpis", "plan/initiatives", "plan/resources", "plan/commitments", "plan/value")


@pytest.fixture(scope="module", params=MONTHS)
def frames(request: pytest.FixtureRequest) -> Frames:
    return erpsite.frames.load(ROOT / "data", as_of=request.param, language="en")


def _said_on_pages(frames: Frames) -> Iterator[Line]:
    book = Book(frames.figures.state, locale_of("en"), frames.figures)
    for path in PAGES:
        for line in lines_of(page_blocks(book, declared_pages()[path])):
            if line.figure.at in ("", frames.as_of):
                yield line


def test_named_figures_are_those_of_the_pages(frames: Frames) -> None:
    values = frames.named.set_index("id")["value"]
    said = [line for line in _said_on_pages(frames) if not line.figure.of and line.figure.id in values]
    assert len({line.figure.id for line in said}) > 20
    for line in said:
        assert values[line.figure.id] == pytest.approx(line.value, abs=1e-9), line


def test_kpis_are_those_of_the_pages(frames: Frames) -> None:
    columns = {"kpi.actual": "actual", "kpi.target": "target", "kpi.pace": "pace", "kpi.judged": "judged"}
    kpis = frames.kpis.set_index("id")
    said = [line for line in _said_on_pages(frames) if line.figure.id in columns]
    assert {line.figure.id for line in said} >= {"kpi.judged", "kpi.target"}
    assert len({line.figure.of for line in said}) == len(kpis)
    for line in said:
        assert kpis.loc[line.figure.of, columns[line.figure.id]] == pytest.approx(line.value, abs=1e-9), line


def test_initiatives_sum_to_the_figures(frames: Frames) -> None:
    figures, rows = frames.figures, frames.initiatives
    assert rows["spent"].sum() == pytest.approx(float(figures.spent.value))
    funded = rows[rows["stage"].isin(["approved", "finished"])]
    assert funded["cost"].sum() == pytest.approx(float(figures.approved.value))
    running = rows[rows["stage"] == "approved"]
    assert (running["declared"] == "amber").sum() == frames.named.set_index("id").loc[
        "initiatives.at-risk.declared", "value"
    ]
    for name, now in figures.state.initiatives.items():
        row = rows.set_index("id").loc[name]
        assert (row["finish"].date() if pd.notna(row["finish"]) else None) == now.finish
        assert (row["slip"] if pd.notna(row["slip"]) else None) == now.slip(figures.state.days)


def test_milestones_actions_and_commitments_count_as_the_figures_do(frames: Frames) -> None:
    figures, stages = frames.figures, frames.initiatives.set_index("id")["stage"]
    stones = frames.milestones
    funded = stones[stones["initiative"].map(stages).isin(["approved", "finished"])]
    assert len(funded) == figures.milestones.value
    assert funded["done"].sum() == figures.milestones_reached.value
    assert funded["missed"].sum() == figures.milestones_missed.value
    assert frames.actions["overdue"].sum() == figures.actions_overdue.value
    assert frames.commitments["overdue"].sum() == figures.commitments_overdue.value


def test_series_hold_every_month_and_no_zero_for_a_gap(frames: Frames) -> None:
    months = frames.kpi_months
    for status in frames.figures.kpis:
        mine = months[months["kpi"] == status.kpi.id].set_index("month")["value"]
        assert len(mine) == len(status.series)
        for month, value in status.series:
            assert pd.isna(mine[month]) if value is None else mine[month] == value
    health = frames.health_months
    assert len(health) == sum(len(one.months) for one in frames.figures.health)


def test_nothing_of_a_later_month_is_there(frames: Frames) -> None:
    for name in ("progress", "kpi_comments", "measures", "kpi_actuals", "health_values", "kpi_months"):
        assert (getattr(frames, name)["month"] <= frames.as_of).all(), name
    assert (frames.incidents["started"].dt.strftime("%Y-%m") <= frames.as_of).all()


def test_types_do_not_depend_on_the_rows() -> None:
    def types(frames: Frames) -> dict[str, list[str]]:
        return {name: [str(one) for one in getattr(frames, name).dtypes] for name in frames.tables()}

    plans = [small_handbook(), bare_handbook()]
    small, bare = (types(Frames(Figures(state(plan, plan.default_as_of)))) for plan in plans)
    assert small == bare
    assert set().union(*small.values()) == {
        "str", "Int64", "float64", "datetime64[s]", "boolean", "category", "object"
    }  # fmt: skip


def test_every_column_is_documented_and_leads_to_a_frame_that_is_there() -> None:
    plan = small_handbook()
    frames = Frames(Figures(state(plan, plan.default_as_of)))
    told = frames.dictionary
    assert list(told.columns) == ["frame", "column", "type", "unit", "refers_to", "meaning"]
    for name, table in Frames.tables().items():
        mine = told[told["frame"] == name]
        assert list(mine["column"]) == list(getattr(frames, name).columns)
        assert table.about.endswith(".")
    assert told["meaning"].str.fullmatch(r".{2,}", flags=16).all()
    units = told.set_index(["frame", "column"])["unit"]
    assert units["initiatives", "spent"] == plan.plan.currency
    assert units["initiatives", "complete"] == "percent"
    assert units["risks", "probability"] == "score, 1 to 5"
    assert units["kpis", "target"] == units["kpi_months", "value"] == "own unit"
    assert units["kpi_actuals", "month"] == "month, YYYY-MM"


def test_texts_are_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (chinese, english) = (erpsite.frames.load(tmp_path / "data", language=one) for one in ("zh", "en"))
    assert chinese.kpis["name"].str.contains(r"[\u4e00-\u9fff]").all()
    assert not english.kpis["name"].str.contains(r"[\u4e00-\u9fff]").any()


def test_an_edition_has_what_it_hides_in_no_frame() -> None:
    handbook = load_handbook(ROOT / "data").handbook
    assert handbook is not None
    hiding = next(one.id for one in handbook.plan.editions if "money" in one.hides)
    frames = erpsite.frames.load(ROOT / "data", edition=hiding)
    assert "spent" in erpsite.frames.load(ROOT / "data").initiatives
    assert not {"spent", "cost", "forecast_cost", "benefit_amount"} & set(frames.initiatives)
    assert not frames.named["id"].str.startswith("money.").any()
    assert handbook.plan.currency not in set(frames.dictionary["unit"])


def test_what_nobody_has_reported_is_missing_not_zero() -> None:
    plan = small_handbook(reviews={})
    frames = Frames(Figures(state(plan, plan.default_as_of)))
    assert frames.named.set_index("id")["value"].isna()["money.spent"]
    assert frames.initiatives["spent"].isna().all()


def test_errors_in_the_data_are_said_with_their_place(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    kpis = tmp_path / "data/kpis.csv"
    kpis.write_text(kpis.read_text(encoding="utf-8") + "nobody,2026-01,1,,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/kpis\.csv:\d+:\d+: .*nobody"):
        erpsite.frames.load(tmp_path / "data")
    with pytest.raises(UnreadableWordError, match="did you mean 2026-03"):
        erpsite.frames.load(ROOT / "data", as_of="2026/3")


def test_a_choice_that_is_none_is_refused() -> None:
    column = Column("band", "choice", "", lambda one: one, options=("on", "off"))
    reading: Any = Reading("en", None)  # type: ignore[arg-type]
    assert list(frame_of([column], ["on", None], reading)["band"].isna()) == [False, True]
    with pytest.raises(ValueError, match="band cannot be"):
        frame_of([column], ["neither"], reading)
