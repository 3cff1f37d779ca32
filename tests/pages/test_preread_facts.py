"""What the pages of the pre-read say about the small plan, computed by hand."""

from __future__ import annotations

from typing import Any

from erpsite.model.completed import CompletedItem
from erpsite.model.health import HealthValue
from erpsite.model.initiative import Initiative
from erpsite.model.maturity import MaturityDimension
from erpsite.model.plan import Plan
from erpsite.pages.kit import blocks as b
from erpsite.pages.preread.triggered import triggered_questions
from tests.factory import COMPLETED, HEALTH_METRICS, INITIATIVES, MATURITY, PLAN, small_handbook
from tests.pages.drawing import book_of, framed, lead_of, table_of, words_of
from tests.pages.parts import parts_of


def test_health() -> None:
    # the log begins in February 2026: 120 of 2 × (40080 + 44640) = 169440 module-minutes lost: 99.929 %
    blocks = framed(book_of(small_handbook()), "preread/health")
    assert lead_of(blocks) == (
        "In the 2 months to March 2026 of which it is known, the ERP was up 99.93% of the time (target "
        "99.50%). "
        "2 of 3 health values miss the target, most of all Availability (Finance)."
    )
    sides = table_of(blocks, "health-sides")
    assert words_of(sides.rows[0])[:6] == ["Availability", "Below target", "0", "2", "0", "0"]
    metric = table_of(blocks, "health-metrics").rows[0]
    # +0.02 a month over twelve months is 0.24 percentage points
    assert words_of(metric)[1:6] == ["≥\u00a099.50%", "99.48%", "Finance", "Below target", "0 of 2"]
    assert words_of(metric)[7] == "+0.24\u00a0points"
    assert words_of(table_of(blocks, "incident-causes").rows[0])[:3] == ["interfaces", "1", "2.0\u00a0h"]


def test_health_without_fresh_data_is_grey_and_says_so() -> None:
    old = (HealthValue.model_validate({"metric": "response-time", "month": "2025-06", "value": 1.0}),)
    blocks = framed(book_of(small_handbook(health_values=old, incidents=())), "preread/health")
    assert lead_of(blocks) == "Nothing is known yet of how the system runs."
    metrics = table_of(blocks, "health-metrics")
    assert [words_of(row)[4] for row in metrics.rows] == ["No data"] * len(HEALTH_METRICS)
    grey = [block for block in blocks if isinstance(block, b.Callout)]
    assert grey[0].title == "Without fresh data"


def test_last_year() -> None:
    # 34 working days by the mainland calendar: 1 July to 15 August 2025 has no holiday
    blocks = framed(book_of(small_handbook()), "preread/last-year")
    row = words_of(table_of(blocks, "completed").rows[0])
    assert row[:4] == ["FICO upgrade", "Delivered", "15\u00a0Aug\u00a02025", "+34\u00a0working days"]
    assert row[4] == "CNY\u00a0560\u00a0k / CNY\u00a0500\u00a0k +12%"


def test_last_year_names_who_takes_over() -> None:
    rows = [{**COMPLETED[0], "state": "carried-over", "carried_to": "erp-crm"}]
    items = {row["id"]: CompletedItem.model_validate(row) for row in rows}
    book = book_of(small_handbook(completed=items))
    lists = [block for block in framed(book, "preread/last-year") if isinstance(block, b.Items)]
    assert b.Link("Join ERP and CRM", "plan/initiatives/erp-crm") in parts_of(lists[0].items[0])
    assert any("FICO upgrade" in str(item) for item in _asked(framed(book, "preread/brief")))


def _asked(blocks: tuple[b.Block, ...]) -> tuple[b.Content, ...]:
    return [block for block in blocks if isinstance(block, b.Items)][-1].items


def test_pain_points_argue_from_evidence_to_kpi() -> None:
    blocks = framed(book_of(small_handbook()), "preread/pain-points")
    # 200 h × 120 + 10,000
    assert lead_of(blocks).startswith(
        "The 2 worst pain points cost CNY\u00a034\u00a0k a month, “Late purchase orders”"
    )
    chain = next(block for block in blocks if isinstance(block, b.Chain))
    assert [label for label, _ in chain.steps] == [
        "Evidence", "Cause", "Solution", "Expected benefit", "Initiative", "KPI",
    ]  # fmt: skip
    table = table_of(blocks, "pain-points")
    assert [row.anchor for row in table.rows] == ["order-delay", "stock-wrong"]
    assert words_of(table.rows[1])[3:6] == ["score 12 of 25", "13 months", ""]


def test_maturity() -> None:
    # data accuracy: gap 2 × importance 5 = 10; user experience: 1 × 3; 10 / 13 = 77 %
    blocks = framed(book_of(small_handbook()), "preread/maturity")
    assert lead_of(blocks) == (
        "Maturity stands at 2.5 of 5 (target 4.0); Data accuracy is weakest at 2.0 "
        "and deserves 77% of the effort."
    )
    callout = next(block for block in blocks if isinstance(block, b.Callout))
    assert callout.blocks == (b.Items(("Data accuracy: Timeliness",)),)


def test_maturity_may_point_elsewhere_than_the_weakest() -> None:
    rows: list[dict[str, Any]] = [{**MATURITY[0], "importance": 1}, {**MATURITY[1], "importance": 5}]
    dimensions = {row["id"]: MaturityDimension.model_validate(row) for row in rows}
    blocks = framed(book_of(small_handbook(maturity=dimensions)), "preread/maturity")
    # 2 × 1 against 1 × 5: five sevenths
    assert "but User experience deserves most of the effort (71%)" in lead_of(blocks)


def test_opportunities() -> None:
    blocks = framed(book_of(small_handbook()), "preread/opportunities")
    row = table_of(blocks, "opportunities").rows[0]
    assert row.group == "Trial: pilot with a stop criterion"
    assert words_of(row)[3] == "Prepare the ground"
    assert words_of(table_of(blocks, "pilots").rows[0])[2] == "No gain in two months"


def test_draft_plan_with_a_cut_line() -> None:
    plan = Plan.model_validate({**PLAN, "budget": {"envelope": 600_000, "contingency": 0.1}})
    blank = Initiative.model_validate({**INITIATIVES[1], "id": "blank", "scores": {}, "depends_on": []})
    plain = small_handbook()
    book = book_of(small_handbook(plan=plan, initiatives={**plain.initiatives, "blank": blank}))
    blocks = framed(book, "preread/draft-plan")
    # 540,000 can be spent: 500,000 fit, 250,000 more do not
    assert lead_of(blocks) == (
        "3 initiatives ask for CNY\u00a01.00\u00a0m, CNY\u00a0540\u00a0k can be spent after the contingency: "
        "the line falls after the first, which costs CNY\u00a0500\u00a0k."
    )
    table = table_of(blocks, "priorities")
    assert [row.group for row in table.rows] == ["Above the cut line", "Below the cut line"]
    assert words_of(table_of(blocks, "unscored").rows[0])[0] == "Report automation"
    assert words_of(table_of(blocks, "draft-budget").total or b.Row(()))[-2] == "CNY\u00a0500\u00a0k"
    paths = [question.path for question in triggered_questions(book)]
    assert "preread/draft-plan" in paths


def test_questions_are_for_roles_and_point_to_the_session_that_takes_them_up() -> None:
    book = book_of(small_handbook())
    blocks = framed(book, "preread/questions")
    headings = [block.anchor for block in blocks if isinstance(block, b.Heading)]
    assert headings == [
        "raised", "role-executive", "role-business", "role-it", "role-finance", "agenda", "session-review",
    ]  # fmt: skip
    business = [block for block in blocks if isinstance(block, b.Items)][1]
    assert b.Link("09:30", "meeting/agenda", "review") in parts_of(business.items[0])
