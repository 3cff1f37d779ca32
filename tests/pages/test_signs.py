"""Sentences fit the sign and the number that they carry, in both languages, whatever a plan's figures are."""

from __future__ import annotations

import pytest

from erpsite.i18n import locale_of, translator
from erpsite.i18n.agreement import agree, agree_unit
from erpsite.model import Handbook
from tests.pages.signed_plans import contradictions, contradictions_in, signed_plans

PLANS = dict(signed_plans())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("handbook", PLANS.values(), ids=PLANS.keys())
def test_no_sentence_contradicts_its_number(handbook: Handbook, language: str) -> None:
    assert list(contradictions(handbook, language)) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "cost −43% above the budget"), ("en", "3 days, then -2 working days late"),
        ("en", "the latest is Pilot, late by −3 working days"), ("en", "0 working days late"),
        ("en", "0.0% more than promised"), ("en", "1 incidents"), ("en", "Of 3, 1 are open"),
        ("en", "by 1 working days"), ("en", "spending rises to 5, by −2"), ("zh", "成本超预算-43%"),
        ("zh", "延期−3个工作日"), ("zh", "延期0个工作日"), ("zh", "高出0.0%"),
    ],
)  # fmt: skip
def test_what_must_not_be_said_is_found(language: str, line: str) -> None:
    assert list(contradictions_in(line, language))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "1 working day late"), ("en", "11 days"), ("en", "0 below the line"), ("en", "2.1 days"),
        ("en", "1 is open"), ("en", "−3 working days"), ("zh", "预计延期0个"), ("zh", "延期3个工作日"),
    ],
)  # fmt: skip
def test_what_may_be_said_is_not(language: str, line: str) -> None:
    assert not list(contradictions_in(line, language))


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("{n} initiatives run", {"n": 1}, "1 initiative runs"),
        ("{n} initiatives run", {"n": 0}, "0 initiatives run"),
        ("{n} initiatives run", {"n": 21}, "21 initiatives run"),
        ("{n} working days late", {"n": "−1"}, "−1 working day late"),
        ("{k} of {n} actions are open", {"k": 2, "n": 1}, "2 of 1 action are open"),
        ("{k} of {n} actions are open", {"k": 1, "n": 2}, "1 of 2 actions is open"),
        ("{k} were kept", {"k": 1}, "1 was kept"),
        ("{n} series are stale", {"n": 1}, "1 series is stale"),
        ("{n} opportunities stand out", {"n": 1}, "1 opportunity stands out"),
        ("{name} runs on", {"name": "X1"}, "X1 runs on"),
        ("{n} and {name}", {"n": 1, "name": "{n} days"}, "1 and {n} days"),
        ("{n} days", {"n": "1.0"}, "1.0 days"),
        ("On a day all {n} series are fresh.", {"n": 1}, "On a day the only series is fresh."),
        ("All {n} approved initiatives trace.", {"n": 1}, "The only approved initiative traces."),
        ("Each of all {n} has one.", {"n": 1}, "Each of all 1 has one."),
    ],
)
def test_english_agrees_with_one(text: str, values: dict[str, object], said: str) -> None:
    assert translator("en")(text, **values) == said


def test_agreement_changes_nothing_else() -> None:
    text = "{n} of the {k} days are left, {name} has {m} hours"
    assert agree(text, {"n": 2, "k": 3, "name": "x", "m": 1}) == text.replace("hours", "hour")
    assert (agree_unit("1", "days"), agree_unit("1", "kWh"), agree_unit("2", "days")) == (
        "day",
        "kWh",
        "days",
    )
    assert locale_of("en").quantity(-1, "working days", 0, sign=True) == "−1\u00a0working day"
    assert locale_of("en").quantity(1, "days") == "1.0\u00a0days"
