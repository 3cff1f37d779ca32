"""Run every rule alone on its golden cases: what stands in the files, and which findings are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import translator
from erpsite.issues import Issue
from erpsite.load import load_handbook
from erpsite.plancheck import build_rules, check_plan
from erpsite.plancheck.facts import Facts
from tests.factory import bare_handbook, small_handbook
from tests.load.golden import lay_out, report_line

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
BY_NAME = {rule.judge.__name__: rule for rule in build_rules()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_tells_what_is_wrong_and_where(path: Path, tmp_path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    lay_out(case, tmp_path / "data")
    handbook = load_handbook(tmp_path / "data").handbook
    assert handbook is not None
    now = state(handbook, case.get("as_of", handbook.default_as_of))
    found = [one for one in BY_NAME[case["rule"]].found(Facts(now)) if isinstance(one, Issue)]
    assert [report_line(issue) for issue in found] == case["expect"]
    for issue in found:
        words = translator("zh")(issue.message, **issue.values)
        assert any("\u4e00" <= char <= "\u9fff" for char in words)
        assert issue in check_plan(now)


def test_every_rule_has_a_case() -> None:
    named = {yaml.safe_load(path.read_text(encoding="utf-8"))["rule"] for path in CASES}
    assert named == set(BY_NAME)


@pytest.mark.parametrize("as_of", ["2025-12", "2026-03", "2027-06"])
def test_no_rule_fails_on_a_plan_with_little_in_it(as_of: str) -> None:
    assert check_plan(state(bare_handbook(), as_of)) == ()
    told = {issue.code for issue in check_plan(state(small_handbook(), as_of))}
    assert told <= {"missing-logic"}
