"""A mark in every text, an amount in each field of money: what is hidden is in no byte, the rest is there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import ThirdParty
from erpsite.model.plan import Edition
from erpsite.model.review import NewRisk
from erpsite.model.risk import Risk
from tests.deploy.canary import TOPICS, Canaries, everything_of, goes, marked
from tests.deploy.otherwise import otherwise
from tests.factory import small_handbook
from tests.load.golden import BASE_PLAN

EDITIONS = (TOPICS, ("money", "people", "risks"), ("survey-comments", "minutes", "third-parties"))
_OTHER = "Qzother"
"""Stands for a reader who asked and is not in `people.yml`."""
_WITH_A_PAGE = frozenset({"money", "risks"})
"""Topics that take whole pages along; texts that only those pages show are not in the edition."""


def _edition(handbook: Handbook, *topics: str) -> Handbook:
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": list(topics)})
    plan = handbook.plan.model_copy(update={"editions": (edition,)})
    return edition_of(replace(handbook, plan=plan), "some")


@pytest.fixture(scope="module")
def plan() -> tuple[Handbook, Canaries]:
    """Return the small plan, with questions of readers, with its marks."""
    base = load_handbook(BASE_PLAN).handbook
    assert base is not None
    asked = {
        name: one.model_copy(update={"others": (_OTHER,)}) for name, one in base.reader_questions.items()
    }
    return marked(replace(small_handbook(), reader_questions=asked))


def _found(handbook: Handbook) -> tuple[frozenset[str], frozenset[str]]:
    """Return the marks and the amounts in whatever is made of a plan."""
    marks: set[str] = set()
    amounts: set[str] = set()
    for _, content in everything_of(handbook):
        text = content.decode("utf-8", "replace")
        marks |= set(re.findall(rf"qz\d{{4}}v|{_OTHER}", text))
        amounts |= set(re.findall(r"(?<!\d)7\d{7}(?!\d)", re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3})", "", text)))
    return frozenset(marks), frozenset(amounts)


@pytest.fixture(scope="module")
def whole(plan: tuple[Handbook, Canaries]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the whole handbook shows."""
    return _found(plan[0])


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
    assert (_OTHER in marks) is ("people" not in topics)
    leaked = {canaries.texts[mark] for mark in marks - {_OTHER} if goes(*canaries.texts[mark], topics)}
    assert leaked == set()
    told = {canaries.amounts[amount] for amount in amounts & canaries.amounts.keys()}
    assert {place for place in told if "money" in topics or goes(*place, topics)} == set()
    lost = {
        canaries.texts[mark]
        for mark in whole[0] - marks - {_OTHER}
        if not goes(*canaries.texts[mark], topics)
    }
    assert lost == set() or _WITH_A_PAGE & set(topics), sorted(f"{k.__name__}.{n}" for k, n in lost)
    if "money" not in topics:
        gone = {
            place for amount in whole[1] - amounts if not goes(*(place := canaries.amounts[amount]), topics)
        }
        assert {kind for kind, _ in gone} <= {Risk, NewRisk, ThirdParty}


@pytest.mark.parametrize("topics", [*((topic,) for topic in TOPICS), TOPICS], ids="+".join)
def test_two_plans_that_differ_in_hidden_values_only_make_the_same_bytes(topics: tuple[str, ...]) -> None:
    one = small_handbook()
    other = otherwise(one, topics)
    assert other != one
    of_one, of_other = _edition(one, *topics), _edition(other, *topics)
    # What the withheld ids were called is known to written pages alone, which may use them.
    assert replace(of_other, withheld_ids={}) == replace(of_one, withheld_ids={})
    if topics == TOPICS:
        assert dict(everything_of(of_other)) == dict(everything_of(of_one))
