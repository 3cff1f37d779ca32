"""Break the sample in one way for each rule, and see exactly that rule find more."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.plancheck import all_rules
from tests.plancheck.mutations import BREAKS, Plan
from tests.plancheck.mutations_of_promises import BREAKS_OF_PROMISES
from tests.plancheck.mutations_of_the_schedule import BREAKS_OF_THE_SCHEDULE, accept_no_float

DATA = Path(__file__).resolve().parents[2] / "data"
ALL = {**BREAKS, **BREAKS_OF_PROMISES, **BREAKS_OF_THE_SCHEDULE}

MONTHS = {
    "P3-FIRST-MILESTONE": "2026-01",
    "P3-FLOAT": "2026-02",
    "P3-P80": "2026-03",
    "S-BEI": "2026-03",
    "S-CPLI": "2026-05",
    "S-HIGH-DURATION": "2026-02",
    "S-HOLIDAYS": "2026-02",
    "S-LOGIC": "2026-09",
    "S-MISSED": "2026-03",
    "S-NEGATIVE-FLOAT": "2026-02",
    "S-UNSCHEDULED": "2026-02",
}
"""The month in which the sample keeps a rule that it breaks at its end, or has what the break needs."""

COMPANIONS = {
    # Who ends after the promised day has negative float: one fact, told of the plan and of its tasks.
    "P3-FLOAT": {"S-NEGATIVE-FLOAT"},
    # Where the plan ends later, all that does not decide its end has more float, and its path begins later.
    # It ends in the next year, too, whose public holidays are not published.
    "S-CPLI": {"S-HIGH-FLOAT", "S-CRITICAL-PATH", "S-HOLIDAYS"},
    "S-HIGH-FLOAT": {"S-CRITICAL-PATH"},
    "S-CRITICAL-PATH": {"S-HIGH-FLOAT"},
    # What is not finished when it was due has missed its day; being unfinished, it has float again.
    "S-BEI": {"S-MISSED", "S-HIGH-FLOAT"},
}
"""Rules that a break must touch, too, by the rule it is made for."""


@cache
def _book() -> Handbook:
    book = load_handbook(DATA).handbook
    assert book is not None
    return book


@cache
def _whole(month: str, lenient: bool) -> Plan:
    """Return the sample before it is broken; where float counts, with none of it asked for."""
    return Plan.at(accept_no_float(_book()) if lenient else _book(), month)


def _counts(plan: Plan) -> Counter[str]:
    return Counter(one.rule.id for one in plan.judged.findings)


@pytest.mark.parametrize("rule", ALL)
def test_a_broken_sample_makes_exactly_that_rule_find_more(rule: str) -> None:
    month = MONTHS.get(rule, _book().default_as_of)
    before = _whole(month, rule in ("P3-FLOAT", "P3-LEVELLED"))
    after = Plan.at(ALL[rule](before), month)
    assert {*(_counts(after) - _counts(before))} == {rule, *COMPANIONS.get(rule, ())}


def test_every_rule_is_broken_once() -> None:
    assert ALL.keys() == all_rules().keys()
    assert len(BREAKS) + len(BREAKS_OF_PROMISES) + len(BREAKS_OF_THE_SCHEDULE) == len(ALL)
