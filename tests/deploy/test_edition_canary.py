"""A mark in every text, an amount in each field of money: what is hidden is in no byte, the rest is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.analysis.editions.making import is_hidden
from erpsite.analysis.editions.rewriting import is_money, rewrite
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.initiative import Benefit, BudgetLine, ThirdParty
from erpsite.model.person import Person
from erpsite.model.plan import Edition
from erpsite.model.review import NewRisk, Review, RiskUpdate
from erpsite.model.risk import Risk
from erpsite.model.survey import SurveyAnswer
from erpsite.model.text import Text
from tests.deploy.canary import Canaries, everything_of, marked
from tests.factory import small_handbook

TOPICS = ("money", "people", "risks", "survey-comments", "minutes", "third-parties")
EDITIONS = (TOPICS, ("money", "people", "risks"), ("survey-comments", "minutes", "third-parties"))
_GONE: Mapping[str, tuple[tuple[type[Record], str], ...]] = {
    "money": ((Benefit, "*"), (BudgetLine, "*")),
    "people": ((Person, "name"),),
    "risks": ((Risk, "*"), (NewRisk, "*"), (RiskUpdate, "*")),
    "survey-comments": ((SurveyAnswer, "comment"),),
    "minutes": ((Review, "minutes"),),
    "third-parties": ((ThirdParty, "*"),),
}
"""Records and fields whose texts go with a topic."""
_WITH_A_PAGE = frozenset({"money", "risks"})
"""Topics that take whole pages along; texts that only those pages show are not in the edition."""


def _edition(handbook: Handbook, *topics: str) -> Handbook:
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": list(topics)})
    plan = handbook.plan.model_copy(update={"editions": (edition,)})
    return edition_of(replace(handbook, plan=plan), "some")


@pytest.fixture(scope="module")
def plan() -> tuple[Handbook, Canaries]:
    """Return the small plan with its marks."""
    return marked(small_handbook())


def _found(handbook: Handbook) -> tuple[frozenset[str], frozenset[str]]:
    """Return the marks and the amounts in whatever is made of a plan."""
    marks: set[str] = set()
    amounts: set[str] = set()
    for _, content in everything_of(handbook):
        text = content.decode("utf-8", "replace")
        marks |= set(re.findall(r"qz\d{4}v", text))
        amounts |= set(re.findall(r"(?<!\d)7\d{7}(?!\d)", re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3})", "", text)))
    return frozenset(marks), frozenset(amounts)


@pytest.fixture(scope="module")
def whole(plan: tuple[Handbook, Canaries]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the whole handbook shows."""
    return _found(plan[0])


def goes(kind: type[Record], name: str, topics: tuple[str, ...]) -> bool:
    if is_hidden(kind, name, topics):
        return True
    return any(
        issubclass(kind, gone) and only in {"*", name} for topic in topics for gone, only in _GONE[topic]
    )


def test_the_marks_are_seen_in_the_whole_handbook(
    plan: tuple[Handbook, Canaries], whole: tuple[frozenset[str], frozenset[str]]
) -> None:
    marks, amounts = whole
    assert len(marks) > 0.9 * len(plan[1].texts)
    assert len(amounts) > 0.5 * len(plan[1].amounts)


@pytest.mark.parametrize("topics", EDITIONS, ids="+".join)
def test_what_is_hidden_is_in_no_byte_and_the_rest_is_there(
    plan: tuple[Handbook, Canaries],
    whole: tuple[frozenset[str], frozenset[str]],
    topics: tuple[str, ...],
) -> None:
    handbook, canaries = plan
    marks, amounts = _found(_edition(handbook, *topics))
    leaked = {canaries.texts[mark] for mark in marks if goes(*canaries.texts[mark], topics)}
    assert leaked == set()
    told = {canaries.amounts[amount] for amount in amounts & canaries.amounts.keys()}
    assert {place for place in told if "money" in topics or goes(*place, topics)} == set()
    lost = {canaries.texts[mark] for mark in whole[0] - marks if not goes(*canaries.texts[mark], topics)}
    assert lost == set() or _WITH_A_PAGE & set(topics), sorted(f"{k.__name__}.{n}" for k, n in lost)
    if "money" not in topics:
        gone = {
            place for amount in whole[1] - amounts if not goes(*(place := canaries.amounts[amount]), topics)
        }
        assert {kind for kind, _ in gone} <= {Risk, NewRisk, ThirdParty}


def _otherwise(handbook: Handbook, topics: tuple[str, ...]) -> Handbook:
    """Return a plan that differs in every hidden value, and in nothing else."""

    def change(kind: type[Record], name: str, value: Any) -> Any:
        if "money" in topics and is_money(kind, name):
            if isinstance(value, Decimal):
                return value * 3 + 17
            if isinstance(value, Mapping):
                return {key: one * 3 + 17 if isinstance(one, Decimal) else one for key, one in value.items()}
        if isinstance(value, Text) and goes(kind, name, topics):
            return Text({"zh": f"另{value.in_('zh')[::-1]}", "en": f"Zz{value.in_('en')[::-1]}"})
        if kind is Person and name == "email" and "people" in topics and value:
            return f"other-{value}"
        return value

    kept: dict[str, Any] = {}
    for place in ("plan", "charter", "meeting", "working_group", "agenda"):
        held = getattr(handbook, place)
        kept[place] = rewrite(held, change) if held is not None else None
    for place in (
        "people",
        "initiatives",
        "reviews",
        "pain_points",
        "completed",
        "objectives",
        "opportunities",
    ):
        kept[place] = {key: rewrite(one, change) for key, one in getattr(handbook, place).items()}
    kept["survey"] = tuple(rewrite(one, change) for one in handbook.survey)
    return replace(handbook, **kept)


@pytest.mark.parametrize("topics", [*((topic,) for topic in TOPICS), TOPICS], ids="+".join)
def test_two_plans_that_differ_in_hidden_values_only_make_the_same_bytes(topics: tuple[str, ...]) -> None:
    one = small_handbook()
    other = _otherwise(one, topics)
    assert other != one
    assert _edition(other, *topics) == _edition(one, *topics)
    if topics == TOPICS:
        assert dict(everything_of(_edition(other, *topics))) == dict(everything_of(_edition(one, *topics)))
