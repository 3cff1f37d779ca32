"""Prove the register and the matrix of risks: what presses, what moved and whence, how high it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.diagnosis.risks import Pressure, RiskBand, live_risks, risk_band, risk_pressure
from erpsite.analysis.standing import standing
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan, Thresholds
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.risks import draw_risks
from tests.factory import INITIATIVES, PLAN, REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of


def _risk(name: str, probability: int, impact: int, **more: Any) -> dict[str, Any]:
    text = {"name": name.upper(), "trigger": "t", "response": "r", "owner": "li-qiang"}
    return {"id": name, "probability": probability, "impact": impact, **text, **more}


def _with(risks: list[dict[str, Any]], updates: list[dict[str, Any]] | None = None, **plan: Any) -> Any:
    """Return the small plan with these risks and one review, of March 2026."""
    march = {**REVIEWS[1], "risks": updates or [], "new_risks": [], "action_updates": []}
    handbook = small_handbook(
        initiatives={"erp-crm": Initiative.model_validate({**INITIATIVES[0], "risks": risks})},
        reviews={"2026-03": Review.model_validate(march)},
    )
    return replace(handbook, plan=Plan.model_validate({**PLAN, **plan}))


def _matrix(handbook: Any, language: str = "en") -> str:
    (drawing,) = [x for x in draw_risks(book_of(handbook, language, "2026-03")) if isinstance(x, b.Drawing)]
    return drawing.draw(lambda path, anchor: f"{path}#{anchor}")


def _cells(html: str) -> dict[tuple[int, int], str]:
    """Return the words of each cell by probability and impact."""
    rows = re.findall(r'<th scope="row">(\d)</th>(.*?)</tr>', html)
    found = {}
    for probability, row in rows:
        for impact, cell in enumerate(re.findall(r"<td.*?</td>", row), 1):
            found[int(probability), impact] = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
    return found


def test_what_presses_stands_on_top_triggers_before_looks() -> None:
    risks = [
        _risk("calm", 5, 5, trigger_date="2026-04-01", next_look="2026-03-31"),
        _risk("missed", 4, 4, next_look="2026-03-30"),
        _risk("passed", 1, 1, trigger_date="2026-03-30"),
    ]
    now = state(_with(risks), "2026-03")
    found = [(known.risk.id, risk_pressure(now, known)) for known in live_risks(now)]
    assert found == [
        ("passed", Pressure.TRIGGER), ("missed", Pressure.LOOK), ("calm", Pressure.NONE),
    ]  # fmt: skip
    blocks = draw_risks(book_of(_with(risks), "en", "2026-03"))
    assert [(row.group, row.tone) for row in table_of(blocks, "risks").rows] == [
        ("Past their trigger date: look now", "red"),
        ("Past their next look: look now", "red"),
        ("Others, by score", None),
    ]
    assert "1 is past their trigger date and 1 past their next look" in lead_of(blocks)


def test_the_matrix_shows_where_a_risk_stands_and_where_it_was() -> None:
    risks = [_risk("rising", 2, 3), _risk("falling", 5, 3), _risk("sliding", 2, 4), _risk("still", 1, 1)]
    updates = [
        {"risk": "rising", "probability": 4},
        {"risk": "falling", "impact": 2},
        {"risk": "sliding", "probability": 4, "impact": 2},
    ]
    # Scores afterwards: 12, 10, 8 and 1; in this order they are #1 to #4.
    html = _matrix(_with(risks, updates))
    cells = _cells(html)
    assert cells[4, 3] == "▲ 12 #1↑"
    assert cells[2, 3] == "◆ 6 #1↑"
    assert cells[5, 2] == "▲ 10 #2↓"
    assert cells[4, 2] == "◆ 8 #3↔"
    assert cells[1, 1] == "● 1 #4"
    assert cells[5, 5] == "■ 25"
    assert html.count("es-matrix-left") == 3
    assert 'href="plan/risks#rising" title="RISING: Up from 6 to 12"' in html
    assert 'title="SLIDING: was here, now 4 × 2"' in html


def test_moves_are_listed_what_rose_furthest_first() -> None:
    risks = [_risk("falling", 5, 3), _risk("rising", 2, 3), _risk("still", 1, 1)]
    updates = [{"risk": "rising", "probability": 4, "note": "Late"}, {"risk": "falling", "impact": 2}]
    rows = table_of(draw_risks(book_of(_with(risks, updates), "en", "2026-03")), "risk-moves").rows
    assert [words_of(row)[1:] for row in rows] == [
        ["2 × 3", "12 high 4\u00a0×\u00a03", "Up from 6 to 12", "Late"],
        ["5 × 3", "10 high 5\u00a0×\u00a02", "Down from 15 to 10", ""],
    ]


def test_user_text_in_the_matrix_is_escaped() -> None:
    html = _matrix(_with([_risk("evil", 3, 3) | {"name": '"><script>alert(1)</script>'}]))
    assert "<script>" not in html
    assert "&#34;&gt;&lt;script&gt;" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sixty_risks_in_one_cell_all_stand_in_the_matrix(language: str) -> None:
    html = _matrix(_with([_risk(f"risk-{number:02d}", 3, 4) for number in range(60)]), language)
    assert html.count('href="plan/risks#risk-') == 60


def test_the_bands_follow_the_limits_of_the_plan() -> None:
    limits = Thresholds(risk_medium=5, risk_high=10, risk_very_high=25)
    bands = [risk_band(score, limits) for score in (1, 4, 5, 9, 10, 20, 25)]
    low, medium, high, top = RiskBand
    assert bands == [low, low, medium, medium, high, high, top]
    default = [risk_band(score, Thresholds()) for score in (3, 4, 8, 9, 15, 16)]
    assert default == [low, medium, medium, high, high, top]
    cells = _cells(_matrix(_with([_risk("x", 4, 4)], thresholds={"risk_very_high": 25})))
    assert cells[4, 4] == "▲ 16 #1"


def test_home_and_the_register_agree_on_what_is_open() -> None:
    # The worst risk is open, but its initiative was deferred: it is on neither page.
    handbook = _with([_risk("gone", 5, 5)])
    march = handbook.reviews["2026-03"]
    (report,) = march.progress
    deferred = march.model_copy(update={"progress": (report.model_copy(update={"stage": "deferred"}),)})
    now = state(replace(handbook, reviews={"2026-03": deferred}), "2026-03")
    assert standing(now).top_risk is None
    assert live_risks(now) == ()
    assert standing(state(handbook, "2026-03")).top_risk is not None
