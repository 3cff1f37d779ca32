"""Satisfaction and the protection of small groups, worked by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erpsite.analysis.health import survey
from erpsite.analysis.health.combined_sums import derivable_answers
from erpsite.analysis.health.suppression import hidden_groups, hidden_in_partitions
from erpsite.analysis.health.survey import Satisfaction, SurveyResult, satisfaction, survey_result
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model import Handbook
from erpsite.model.organisation import Plant
from erpsite.model.plan import Plan, Rag
from erpsite.model.quantity import last_day_of, months_between
from erpsite.model.survey import SurveyAnswer
from tests.factory import PLAN, bare_handbook, small_handbook

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


def _dated(*days: str, **more: object) -> list[SurveyAnswer]:
    row = {"department": "plant", "module": "finance", "score": 4, **more}
    return [
        SurveyAnswer.model_validate({**row, "id": f"d-{index}-{day}", "answered_on": day})
        for index, day in enumerate(days)
    ]


def _at(found: Sequence[SurveyAnswer], today: str, **setting: object) -> SurveyResult | NotAvailable:
    plan = Plan.model_validate({**PLAN, "survey": {"minimum_n": 8, **setting}})
    return survey_result(small_handbook(plan=plan, survey=tuple(found)), dt.date.fromisoformat(today))


def test_a_round_is_published_once_when_it_is_closed() -> None:
    early = _dated(*["2026-01-20"] * 8)
    late = _dated("2026-02-10", score=1)
    for day in ("2026-01-31", "2026-02-28"):
        assert _at(early + late, day) == NotAvailable(Reason.ROUND_OPEN)
    closed = _at(early + late, "2026-03-31")
    assert isinstance(closed, SurveyResult)
    assert isinstance(closed.latest.total, Satisfaction)
    assert closed.latest.total.n == 9


def test_a_day_of_closing_ends_a_round_and_a_late_answer_changes_nothing() -> None:
    early, late = _dated(*["2026-01-20"] * 8), _dated("2026-02-10", score=1)
    results = [
        _at(early + late, day, closed_on=["2026-01-31"]) for day in ("2026-01-31", "2026-02-28", "2026-06-30")
    ]
    assert all(isinstance(one, SurveyResult) for one in results)
    totals = {one.latest.total for one in results if isinstance(one, SurveyResult)}
    (total,) = totals
    assert isinstance(total, Satisfaction)
    assert (total.n, total.mean) == (8, 4)


def test_the_last_figures_stand_while_a_new_round_is_open() -> None:
    first, second = _dated(*["2025-06-01"] * 8), _dated(*["2026-03-01"] * 9, score=2)
    for day, n in (("2026-03-31", 8), ("2026-04-30", 9)):
        found = _at(first + second, day)
        assert isinstance(found, SurveyResult)
        assert isinstance(found.latest.total, Satisfaction)
        assert found.latest.total.n == n


_ANSWERS = st.lists(
    st.tuples(
        st.integers(0, 300), st.sampled_from(["finance-dept", "plant"]),
        st.sampled_from(["finance", "supply-chain"]),
        st.sampled_from(["speed", None]), st.integers(1, 5), st.sampled_from([None, 0, 7, 10]),
    ),
    max_size=60,
)  # fmt: skip


@given(_ANSWERS, st.lists(st.integers(0, 300), max_size=3), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_no_difference_of_any_published_tables_is_a_group_below_the_minimum(
    rows: list[tuple[int, str, str, str | None, int, int | None]], ends: list[int], minimum: int
) -> None:
    begin = dt.date(2025, 9, 1)
    found = [_answer(f"s-{n}", begin + dt.timedelta(row[0]), *row[1:]) for n, row in enumerate(rows)]
    closed = sorted({begin + dt.timedelta(end) for end in ends})
    themes = [{"id": "speed", "name": "Speed"}]
    setting = {"minimum_n": minimum, "closed_on": closed, "themes": themes}
    plan = Plan.model_validate({**PLAN, "survey": setting})
    handbook = small_handbook(plan=plan, survey=tuple(found))
    published = _published(handbook, [last_day_of(month) for month in months_between("2025-09", "2026-12")])
    for inner, outer in itertools.permutations(published, 2):
        assert not inner < outer or len(outer - inner) >= minimum, (sorted(inner), sorted(outer))


def _answer(
    name: str, day: dt.date, department: str, module: str, theme: str | None, score: int, will: int | None
) -> SurveyAnswer:
    row = {"id": name, "answered_on": day, "department": department, "module": module, "score": score}
    maybe = {"theme": theme, "recommend": will}
    return SurveyAnswer.model_validate({**row, **{field: v for field, v in maybe.items() if v is not None}})


def _published(handbook: Handbook, days: Iterable[dt.date]) -> set[frozenset[str]]:
    """Return the answers behind each set of figures that some month shows."""
    shown: set[frozenset[str]] = set()
    with pytest.MonkeyPatch.context() as patch:
        kept: list[frozenset[str]] = []

        def watched(answers: Sequence[SurveyAnswer], minimum: int) -> Satisfaction | NotAvailable:
            figures = satisfaction(answers, minimum)
            if isinstance(figures, Satisfaction):
                kept.append(frozenset(answer.id for answer in answers))
            return figures

        patch.setattr(survey, "satisfaction", watched)
        for day in days:
            kept.clear()
            survey_result(handbook, day)
            shown |= set(kept)
    return shown


_PLACES = st.lists(
    st.tuples(
        st.sampled_from(["finance-dept", "plant"]), st.sampled_from(["finance", "supply-chain"]),
        st.sampled_from(["speed", None]), st.sampled_from(["north", "south", "east", None]),
    ),
    min_size=4, max_size=26,
)  # fmt: skip


@given(_PLACES, st.integers(2, 9))
@settings(max_examples=80, deadline=None)
def test_no_sum_of_several_groups_tells_a_group_below_the_minimum(
    rows: list[tuple[str, str, str | None, str | None]], minimum: int
) -> None:
    """Hold the published sums against NumPy: whose indicator is no combination of theirs cannot be told."""
    plants = {name: Plant.model_validate({"id": name, "name": name}) for name in ("north", "south", "east")}
    setting = {"minimum_n": minimum, "themes": [{"id": "speed", "name": "Speed"}]}
    answers = tuple(
        _answer(f"s-{n}", dt.date(2025, 9, 1), *row[:3], 3, None).model_copy(update={"plant": row[3]})
        for n, row in enumerate(rows)
    )
    plan = Plan.model_validate({**PLAN, "survey": setting})
    handbook = replace(small_handbook(plan=plan, survey=answers), plants=plants)
    published = list(_published(handbook, [dt.date(2026, 6, 30)]))
    assert not _told(published, minimum)


def _told(published: Sequence[frozenset[str]], minimum: int) -> list[frozenset[str]]:
    """Return every set of fewer than `minimum` answers whose sum is a combination of published ones."""
    everyone = sorted(frozenset[str]().union(*published))
    kinds: dict[tuple[bool, ...], list[str]] = {}
    for one in everyone:
        kinds.setdefault(tuple(one in ids for ids in published), []).append(one)
    cells = list(kinds.values())
    matrix = np.array([[float(cell[0] in ids) for cell in cells] for ids in published])
    if not cells:
        return []
    *_, parts = np.linalg.svd(matrix)
    open_directions = parts[int(np.linalg.matrix_rank(matrix)) :]
    found = []
    for size in range(1, min(minimum, len(cells) + 1)):
        for few in itertools.combinations(range(len(cells)), size):
            answers = frozenset(one for number in few for one in cells[number])
            if len(answers) < minimum and not np.any(np.abs(open_directions[:, few].sum(axis=1)) > 1e-9):
                found.append(answers)
    return found


_GROUPED = st.lists(
    st.tuples(*(st.sampled_from([f"{of}{n}" for n in range(3)]) for of in "dmp")), min_size=6, max_size=22
)


@given(_GROUPED, st.integers(2, 9), st.frozensets(st.integers(0, 8), max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_follows_from_sums_is_found_whatever_its_number_of_cells(
    rows: list[tuple[str, str, str]], minimum: int, left_out: frozenset[int]
) -> None:
    parts: list[dict[str, set[str]]] = [{}, {}, {}]
    for number, row in enumerate(rows):
        for of, name in zip(parts, row, strict=True):
            of.setdefault(name, set()).add(f"a-{number:02d}")
    every = [{name: frozenset(ids) for name, ids in of.items()} for of in parts]
    names = sorted(name for of in every for name in of)
    gone = {name for number, name in enumerate(names) if number in left_out}
    shown = [{name: ids for name, ids in of.items() if name not in gone} for of in every]
    everyone = frozenset(f"a-{number:02d}" for number in range(len(rows)))
    told = _told([everyone, *(ids for of in shown for ids in of.values())], minimum)
    found = derivable_answers(every, shown, minimum)
    assert (found in told) if told else not found


def test_six_answers_that_only_four_groups_together_tell_stay_hidden() -> None:
    # A + B + C of one table less X of the other are six answers, two of each; no fewer follow.
    six = [frozenset({f"r-{n}", f"r-{n + 1}"}) for n in (0, 2, 4)]
    others = [frozenset(f"z-{n}-{m}" for m in range(7)) for n in range(3)]
    parts = [
        {name: few | many for name, few, many in zip("ABC", six, others, strict=True)},
        {"X": frozenset[str]().union(*others)},
    ]
    assert derivable_answers(parts, parts, 7) == frozenset(f"r-{n}" for n in range(6))
    assert not derivable_answers(parts, parts, 6)
    hidden = hidden_in_partitions(parts, 7)
    left = [
        {name: ids for name, ids in of.items() if name not in names}
        for of, names in zip(parts, hidden, strict=True)
    ]
    assert any(hidden)
    assert not derivable_answers(parts, left, 7)
