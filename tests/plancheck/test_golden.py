"""Put every rule to a plan that passes it, one that breaks it, and one that says too little to judge.

A file in `cases/rules` is named as its rule and holds `passing`, `failing` and `not_judged`, each a change of
the base plan as the other golden cases write it. `failing` expects what is found, `not_judged` what is told;
`never` says instead why the rule can judge whatever it is put to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis.state import state
from erpsite.i18n import translator
from erpsite.issues import Issue
from erpsite.load import load_handbook
from erpsite.plancheck import RULES, Judgement, judge_plan
from tests.load.golden import lay_out

FOLDER = Path(__file__).parent / "cases" / "rules"
FILES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))
}
UNJUDGED = [rule for rule, cases in FILES.items() if "not_judged" in cases]


def _judged(rule: str, case: dict[str, Any], folder: Path) -> Judgement:
    lay_out(case, folder)
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    return judge_plan(state(handbook, case.get("as_of", handbook.default_as_of)), [rule])


def _line(issue: Issue) -> str:
    words = translator("en")(issue.message, **issue.values)
    return f"{issue.source} {issue.severity} {issue.code} {words}"


def _told(judged: Judgement) -> tuple[list[str], list[str]]:
    return [_line(one.issue) for one in judged.findings], [_line(one.issue) for one in judged.not_judged]


@pytest.mark.parametrize("rule", FILES)
def test_a_plan_in_order_is_judged_and_passes(rule: str, tmp_path: Path) -> None:
    judged = _judged(rule, FILES[rule]["passing"] or {}, tmp_path / "data")
    assert _told(judged) == ([], [])
    assert judged.share(RULES[rule]) == 1


@pytest.mark.parametrize("rule", FILES)
def test_a_fault_is_found_on_the_line_to_change(rule: str, tmp_path: Path) -> None:
    case = FILES[rule]["failing"]
    judged = _judged(rule, case, tmp_path / "data")
    assert case["expect"]
    assert _told(judged) == (case["expect"], case.get("not_judged", []))
    assert judged.share(RULES[rule]) != 1


@pytest.mark.parametrize("rule", UNJUDGED)
def test_what_the_data_do_not_say_is_told_and_does_not_pass(rule: str, tmp_path: Path) -> None:
    case = FILES[rule]["not_judged"]
    judged = _judged(rule, case, tmp_path / "data")
    assert case["expect"]
    assert _told(judged) == (case.get("found", []), case["expect"])
    share = judged.share(RULES[rule])
    assert share is None or len(judged.not_judged) < judged.scopes[RULES[rule].scope]
