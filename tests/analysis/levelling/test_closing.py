"""Close the gap between the best plan and the bound, in turn and side by side."""

from __future__ import annotations

import math
import time
from unittest.mock import Mock

import pytest

from erpsite.analysis.levelling import Limits, Outcome, closing
from erpsite.analysis.levelling.breeding import breeder_of
from erpsite.analysis.levelling.closing import Closing
from erpsite.analysis.levelling.placing import Placed, place_in_order
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.levelling.questions import Questions
from erpsite.analysis.levelling.solving import search
from tests.analysis.levelling.checker import faults
from tests.analysis.levelling.drawn import with_days
from tests.analysis.levelling.single_mode import generated


def _begun(problem: LevelProblem) -> Placed:
    begun = place_in_order(problem, problem.early().late_finish)
    assert begun is not None
    return begun


def _closing(problem: LevelProblem, workers: int, seconds: float) -> Closing:
    breeder = breeder_of(problem, 1)
    assert breeder is not None
    early = problem.early()
    limits = Limits(seconds, workers=workers)
    ends = time.monotonic() + (seconds if workers > 1 else 600)
    return Closing(problem, early, limits, breeder, _begun(problem), early.end, seconds, ends)


@pytest.mark.parametrize("workers", [1, 2])
def test_both_sides_meet_at_the_end_that_the_whole_search_proves(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "_HUNT", 0.01)
    monkeypatch.setattr(closing, "_LONG_HUNT", 0.02)
    met = 0
    for seed in range(24):
        problem = with_days(seed)
        if breeder_of(problem, 1) is None or place_in_order(problem, problem.early().late_finish) is None:
            continue
        early = problem.early()
        best = search(problem, early, Limits(20), _begun(problem))
        assert best.outcome is Outcome.PROVED, seed
        assert best.placed is not None
        one = _closing(problem, workers, 10)
        one.run()
        assert not faults(problem, one.best), seed
        assert one.best.end == best.placed.end == max(one.bound, early.end), seed
        met += 1
    assert met >= 6


def test_in_turn_the_same_seconds_give_the_same_plan_and_bound() -> None:
    problem = generated(60, 4)
    found = []
    for _ in range(2):
        one = _closing(problem, 1, 2)
        one.run()
        assert not faults(problem, one.best)
        assert one.in_time
        found.append((one.best, one.bound))
    assert found[0] == found[1]


def test_the_bound_rises_without_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    # The last day is never asked for, and nothing is hunted for: what is raised is the bound.
    monkeypatch.setattr(Closing, "_prove", Mock())
    monkeypatch.setattr(Closing, "_hunt", Mock())
    raised = 0
    for seed in (4, 6):
        problem = generated(60, seed)
        one = _closing(problem, 1, 20)
        low, begun = one.bound, one.best.end
        one.run()
        best = search(problem, one.early, Limits(20), _begun(problem))
        assert best.placed is not None
        assert low <= one.bound <= best.placed.end
        assert one.best.end <= begun
        raised += one.bound - low
    assert raised > 0


class _Asked:
    """Notes that it was told to end."""

    def __init__(self) -> None:
        self.calls = 0

    def stop_search(self) -> None:
        self.calls += 1

    def times(self) -> int:
        return self.calls


def test_a_better_plan_ends_the_question_that_it_answers() -> None:
    problem = generated(30, 6)
    one = _closing(problem, 2, 5)
    better = Placed(one.best.starts, tuple(finish - 1 for finish in one.best.finishes))
    asked = _Asked()
    with one.questions.asking(better.end - 1, asked):
        one._found(better)
        assert asked.times() == 0, "a question about an earlier day goes on"
        best = Placed(one.best.starts, tuple(finish - 1 for finish in better.finishes))
        one._found(best)
        assert asked.times() == 1
    one._found(better)
    assert one.best == best


def test_a_bound_ends_the_questions_for_days_before_it_and_no_others() -> None:
    one = _closing(generated(30, 6), 2, 5)
    bound, early, late = one.best.end - 3, _Asked(), _Asked()
    with one.questions.asking(bound - 1, early), one.questions.asking(bound, late):
        one._refuted(bound - 1)
        assert (early.times(), late.times()) == (1, 0)
    one._refuted(bound - 5)
    assert one.bound == bound
    assert one.breeder.least == bound


def test_the_last_day_that_nobody_asks_for_is_next() -> None:
    questions = Questions()
    assert questions.next_day(20, 17) == (19, 0)
    with questions.asking(19, _Asked()):
        assert questions.next_day(20, 17) == (18, 0)
        assert questions.next_day(19, 17) == (18, 0)
        assert questions.next_day(20, 19) == (19, 1)
        with questions.asking(18, _Asked()), questions.asking(17, _Asked()):
            assert questions.next_day(20, 17) == (19, 1)
    assert questions.next_day(20, 17) == (19, 0)


def test_it_ends_in_time_and_says_that_the_wall_ended_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "_HUNT", 0.0)
    problem = generated(60, 4)
    one = _closing(problem, 1, 600)
    one.ends = time.monotonic() - 1
    begun = one.best
    one.run()
    assert not one.in_time
    assert one.best == begun
    assert one.bound >= one.early.end
    assert math.isfinite(one.spent)
