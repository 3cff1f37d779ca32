"""Prove that what somebody may not say, or work that has not begun, never stands as a figure of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.money.benefits import Proof, plan_benefits
from erpsite.analysis.money.contracts import contracts
from erpsite.analysis.money.value import NoValue, plan_value
from erpsite.analysis.schedule.plan import plan_schedule
from erpsite.analysis.standing import standing
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.review import Review
from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.kpi_page import draw_kpi
from erpsite.pages.plan.kpis import draw_kpis
from erpsite.pages.plan.resources import draw_resources
from erpsite.pages.plan.value import draw_value
from erpsite.pages.render.markdown import MarkdownRenderer
from tests.factory import INITIATIVES, REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of


def _withheld(initiative: dict[str, Any] | None = None, progress: dict[str, Any] | None = None) -> Handbook:
    """Return the small plan; `erp-crm` and what March reports of it are changed by these."""
    first = {**INITIATIVES[0], **(initiative or {})}
    initiatives = {row["id"]: Initiative.model_validate(row) for row in (first, *INITIATIVES[1:])}
    reported = [{**row, **(progress or {})} for row in REVIEWS[-1]["progress"]]
    rows = [REVIEWS[0], *REVIEWS[1:-1], {**REVIEWS[-1], "progress": reported}]
    reviews = {row["month"]: Review.model_validate(row) for row in rows}
    return replace(small_handbook(), initiatives=initiatives, reviews=reviews)


def _words(blocks: tuple[b.Block, ...]) -> str:
    return MarkdownRenderer(locale_of("en"), "index").render("Page", blocks)


_HELD = {"complete": {"withheld": "under negotiation"}, "spent": {"withheld": "in dispute"}}


def test_withheld_progress_gives_no_earned_value() -> None:
    value = plan_value(state(_withheld(progress=_HELD), "2026-03"))
    assert value.initiatives["erp-crm"].ev is NoValue.WITHHELD
    # The other has not begun: by itself it says nothing of the whole, which would be 0 planned and 0 spent.
    assert value.whole.pv is NoValue.NOT_REPORTED


def test_the_home_page_says_that_the_spend_is_withheld() -> None:
    said = _words(draw_home(book_of(_withheld(progress=_HELD), "en", "2026-03")))
    assert "is withheld" in said
    assert "no review says what is spent" not in said
    assert "No work is planned yet" not in said


def test_sums_of_work_that_has_not_begun_are_no_zero() -> None:
    rows = table_of(draw_resources(book_of(_withheld(progress=_HELD), "en", "2026-03")), "envelope").rows
    assert [row.cells[1] for row in rows[5:7]] == [
        b.Missing("withheld: in dispute"), b.Missing("not reported yet"),
    ]  # fmt: skip


def test_tile_and_table_agree_before_the_work_has_begun() -> None:
    plan = replace(small_handbook(), reviews={})
    page = draw_resources(book_of(plan, "en", "2026-01"))
    rows = table_of(page, "envelope").rows
    assert [row.cells[1] for row in rows[5:7]] == [b.Missing("the work has not begun")] * 2
    tiles = next(block for block in page if isinstance(block, b.Tiles))
    said = [tile.value for tile in tiles.tiles if tile.title in ("Spent", "Ordered, not yet paid")]
    assert said == [b.Missing("the work has not begun")] * 2


def test_a_benefit_over_the_whole_life_is_not_nothing() -> None:
    benefit = {**INITIATIVES[0]["benefit"], "amount": None, "whole_life": 2_500_000}
    plan = _withheld({"benefit": benefit})
    assert "CNY 2.50 m over its whole life" in _words(draw_value(book_of(plan, "en", "2026-03")))
    assert "nobody has promised" not in _words(draw_home(book_of(plan, "en", "2026-03")))


def test_a_withheld_forecast_is_not_no_forecast() -> None:
    progress = {"forecast_cost": {"withheld": "tender"}}
    book = book_of(_withheld(progress=progress), "en", "2026-03")
    table = table_of(draw_resources(book), "money")
    row = next(row for row in table.rows if "Join ERP and CRM" in words_of(row)[0])
    assert b.Missing("withheld: tender") in row.cells
    assert "is withheld" in _words(draw_home(book))


def test_on_time_alone_is_not_on_track_where_the_forecast_is_withheld() -> None:
    on_time = {"forecast_cost": 500_000, "phases": [], "milestones": []}
    told = state(_withheld(progress=on_time), "2026-03").initiatives["erp-crm"]
    held = state(_withheld(progress={**on_time, "forecast_cost": {"withheld": "tender"}}), "2026-03")
    assert (told.computed, held.initiatives["erp-crm"].computed) == ("green", "grey")


def test_a_milestone_whose_date_is_withheld_lies_at_its_phases_end() -> None:
    stone = {**INITIATIVES[0]["milestones"][0], "date": {"withheld": "works council"}}
    plan = _withheld({"milestones": [stone]}, {"milestones": []})
    tasks = plan_schedule(state(plan, "2026-03")).tasks
    assert tasks["erp-crm/go-live"].early_finish == tasks["erp-crm/roll-out"].early_finish


def test_a_withheld_budget_line_contradicts_no_contract() -> None:
    line = {"kind": "vendor", "third_party": "vendor", "amount": {"withheld": "tender"}}
    found = contracts(state(_withheld({"budget": [line]}), "2026-03"))
    assert [one.budgeted for one in found if one.initiative == "erp-crm"] == [None]


def test_no_progress_is_told_of_a_plan_whose_weights_are_withheld() -> None:
    now = state(_withheld({"budget": [], "budget_total": {"withheld": "tender"}}), "2026-03")
    # erp-crm is 30% done, of an amount that may not be said; what has not begun is not the plan's progress.
    assert standing(now).progress is None


def test_what_is_spent_is_set_against_no_other_initiatives_budget() -> None:
    plan = _withheld({"budget": [], "budget_total": {"withheld": "tender"}})
    total = table_of(draw_resources(book_of(plan, "en", "2026-03")), "money-by-quarter").rows[-1]
    assert words_of(total)[-1] in ("", "–")


def test_a_withheld_benefit_is_not_nothing_promised() -> None:
    benefit = {**INITIATIVES[0]["benefit"], "amount": {"withheld": "tender"}}
    plan = _withheld({"benefit": benefit})
    found = {one.id: one.proof for one in plan_benefits(state(plan, "2026-03")).initiatives}
    assert found == {"erp-crm": Proof.WITHHELD, "report-auto": Proof.NO_PROMISE}
    page = draw_value(book_of(plan, "en", "2026-03"))
    assert "what it is to bring is withheld" in lead_of(page)
    assert "nobody has promised" not in _words(draw_home(book_of(plan, "en", "2026-03")))


_KPI = {
    "id": "drift", "name": "Drift", "definition": "Drift", "unit": "%", "owner": "li-qiang",
    "source": "erp-log",
}  # fmt: skip


def _measured(kpi: dict[str, Any], *values: float, **more: Any) -> Handbook:
    """Return the small plan with this KPI and its values from January on."""
    plan, made = small_handbook(), Kpi.model_validate({**_KPI, **kpi})
    rows = tuple(
        KpiActual.model_validate({"kpi": "drift", "month": f"2026-{n:02d}", "actual": value, **more})
        for n, value in enumerate(values, 1)
    )
    return replace(plan, kpis={**plan.kpis, "drift": made}, kpi_actuals=(*plan.kpi_actuals, *rows))


def test_a_missed_floor_is_named_before_what_is_merely_slow() -> None:
    plan = _measured({"comparator": ">=", "baseline": -1, "target": -2}, -1.5, -2.5, -2.1)
    assert "“Drift” misses its target" in lead_of(draw_kpis(book_of(plan, "en", "2026-03")))


def test_a_range_from_below_zero_is_read_in_words() -> None:
    plan = _measured({"comparator": "between", "low": -1, "high": 1}, -0.5)
    assert "−1.0 to 1.0%" in lead_of(draw_kpi(book_of(plan, "en", "2026-01"), "drift"))
    assert "−1.0至1.0%" in lead_of(draw_kpi(book_of(plan, "zh", "2026-01"), "drift"))


def test_a_kpi_that_went_the_wrong_way_has_no_share_of_the_way() -> None:
    plan = _measured({"comparator": "<=", "baseline": 30, "target": 21}, 31, 41)
    said = lead_of(draw_kpi(book_of(plan, "en", "2026-02"), "drift"))
    assert "further from ≤\u00a021.0% than its baseline of 30.0%" in said


def test_a_pace_below_one_is_not_printed_as_one() -> None:
    # 8.98 of 9 to go are done at the year's end, and the target is missed.
    plan = _measured({"comparator": "<=", "baseline": 30, "target": 21}, *[22.0] * 11, 21.02)
    assert "0.998" in _words(draw_kpi(book_of(plan, "en", "2026-12"), "drift"))


def test_a_mean_says_of_how_many_values_and_by_what_it_is_weighed() -> None:
    mean = {"comparator": ">=", "baseline": 1, "target": 9, "roll_up": "mean"}
    assert "mean of 2 months" in _words(draw_kpi(book_of(_measured(mean, 2, 3), "en", "2026-02"), "drift"))
    weighed = _measured(mean, 2, 3, denominator=10)
    assert "weighed by the denominators" in _words(draw_kpi(book_of(weighed, "en", "2026-02"), "drift"))
    quarterly = _measured({**mean, "rhythm": "quarter"}, 2)
    assert "mean of 1 value" in _words(draw_kpi(book_of(quarterly, "en", "2026-01"), "drift"))
