"""Satisfaction and the protection of small groups, worked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erpsite.analysis.health.suppression import hidden_groups
from erpsite.analysis.health.survey import Satisfaction, SurveyResult, satisfaction, survey_result
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.plan import Rag
from erpsite.model.survey import SurveyAnswer
from tests.factory import bare_handbook, small_handbook

TODAY = dt.date(2026, 3, 31)


def answers(
    scores: Sequence[int], recommend: Sequence[int | None] = (), **more: object
) -> list[SurveyAnswer]:
    row = {"answered_on": "2025-12-10", "department": "plant", "module": "finance", **more}
    padded = [*recommend, *[None] * (len(scores) - len(recommend))]
    return [
        SurveyAnswer.model_validate({**row, "id": f"a-{index}", "score": score, "recommend": will})
        for index, (score, will) in enumerate(zip(scores, padded, strict=True))
    ]


def test_csat_and_top_two_box() -> None:
    # (5 + 4 + 3 + 2 + 4) / 5 = 3.6; three of five are 4 or 5
    found = satisfaction(answers([5, 4, 3, 2, 4]), 5)
    assert isinstance(found, Satisfaction)
    assert (found.n, found.mean, found.top_two) == (5, 3.6, 0.6)
    assert found.nps == NotAvailable(Reason.NOT_ASKED)


def test_nps() -> None:
    # 10, 9 promote; 6, 0, 3 detract; 7, 8, 8 do neither: (2 − 3) / 8 = −12.5
    found = satisfaction(answers([3] * 9, [10, 9, 6, 0, 3, 7, 8, 8]), 5)
    assert isinstance(found, Satisfaction)
    assert (found.nps, found.nps_n) == (-12.5, 8)


def test_below_the_minimum_there_is_no_figure() -> None:
    assert satisfaction(answers([5, 5, 5, 5]), 5) == NotAvailable(Reason.TOO_FEW_ANSWERS)
    assert satisfaction([], 0) == NotAvailable(Reason.TOO_FEW_ANSWERS)
    few = satisfaction(answers([3] * 6, [10, 9]), 5)
    assert isinstance(few, Satisfaction)
    assert few.nps == NotAvailable(Reason.TOO_FEW_ANSWERS)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 9, "b": 7, "c": 5}, set()),
        # c alone could be taken from the total: the next smallest goes too
        ({"a": 9, "b": 7, "c": 4}, {"b", "c"}),
        # 1 + 2 = 3 people could be told together: hide until they are five or more
        ({"a": 9, "b": 6, "c": 2, "d": 1}, {"b", "c", "d"}),
        # 3 + 2 = 5 are enough
        ({"a": 9, "c": 3, "d": 2}, {"c", "d"}),
        ({"a": 9, "b": 0, "c": 4}, {"a", "c"}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_hidden_groups(sizes: Mapping[str, int], hidden: set[str]) -> None:
    assert hidden_groups(sizes, 5) == hidden


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), max_size=8), st.integers(1, 10))
def test_what_the_totals_tell_is_never_a_small_group(sizes: dict[str, int], minimum: int) -> None:
    hidden = hidden_groups(sizes, minimum)
    assert all(sizes[name] >= minimum for name in sizes if name not in hidden and sizes[name])
    filled = [name for name in hidden if sizes[name]]
    if filled and any(size for name, size in sizes.items() if name not in hidden):
        assert len(filled) >= 2
        assert sum(sizes[name] for name in filled) >= minimum


def test_the_small_plan() -> None:
    # seven of finance, three of the plant: the plant is too small, so finance must not be shown either
    found = survey_result(small_handbook(), TODAY)
    assert isinstance(found, SurveyResult)
    assert {group.id: group.figures for group in found.departments} == {
        "finance-dept": NotAvailable(Reason.ANONYMITY),
        "plant": NotAvailable(Reason.ANONYMITY),
    }
    # scores 3, 4, 5, 3, 4, 5, 3, 4, 5, 3 = 39 of ten; ten of forty answered
    assert isinstance(found.latest.total, Satisfaction)
    assert found.latest.total.mean == pytest.approx(3.9)
    assert found.response == 0.25
    assert found.rag is Rag.AMBER
    assert [group.id for group in found.themes] == ["speed"]


def test_nps_of_a_group_cannot_be_taken_from_the_total() -> None:
    # both modules have enough scores, but only two answers of the second say whether they recommend
    first = answers([4] * 8, [9] * 8, module="finance")
    second = answers([3] * 8, [1, 1], module="supply-chain")
    found = survey_result(small_handbook(survey=tuple(first + second)), TODAY)
    assert isinstance(found, SurveyResult)
    for group in found.modules:
        assert isinstance(group.figures, Satisfaction)
        assert group.figures.nps == NotAvailable(Reason.ANONYMITY)
    assert isinstance(found.latest.total, Satisfaction)
    assert found.latest.total.nps == 60  # (8 − 2) / 10


def test_rounds_are_told_apart_by_a_gap() -> None:
    old = answers([2] * 6, answered_on="2025-06-01")
    new = answers([4] * 6)
    future = answers([1] * 6, answered_on="2026-04-01")
    found = survey_result(small_handbook(survey=tuple(old + new + future)), TODAY)
    assert isinstance(found, SurveyResult)
    assert [one.total.mean for one in found.earlier if isinstance(one.total, Satisfaction)] == [2.0]
    assert isinstance(found.latest.total, Satisfaction)
    assert found.latest.total.mean == 4.0


def test_without_answers_there_is_no_result() -> None:
    assert survey_result(bare_handbook(), TODAY) == NotAvailable(Reason.NO_VALUES)
