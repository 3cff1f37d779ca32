"""Run every rule on its golden cases: one that passes, one that fails, one that it cannot judge."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.i18n import translator
from erpsite.load import load_handbook
from erpsite.plancheck import Finding, all_rules, judge_plan
from tests.load.golden import lay_out

FILES = sorted((Path(__file__).parent / "rules").glob("*.yml"))
EDITS = ("edit", "write", "delete")


@functools.cache
def _cases() -> dict[str, dict[str, Any]]:
    """Return the cases of each rule by name; what a case is `given` by name is laid beneath it."""
    found: dict[str, dict[str, Any]] = {}
    for file in FILES:
        content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for rule, cases in content["rules"].items():
            assert rule not in found, f"{rule} has cases in two files"
            found[rule] = {
                name: {**content.get("given", {}).get(case.get("given"), {}), **case}
                if isinstance(case, dict)
                else case
                for name, case in cases.items()
            }
    return found


def _named(kind: str) -> list[Any]:
    return [
        pytest.param(rule, name, id=f"{rule}-{name}")
        for rule, cases in _cases().items()
        for name in cases
        if name.split("_")[0] == kind
    ]


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "data"
    lay_out({}, folder)
    return folder


def _told(finding: Finding, folder: Path) -> dict[str, str]:
    """Return a finding as the cases write it, with the words of the line that it points at."""
    issue = finding.issue
    at, file = str(issue.source), folder / issue.source.path
    if issue.source.line:
        at += " " + file.read_text(encoding="utf-8").splitlines()[issue.source.line - 1].strip()
    told = {
        "at": at,
        "of": f"{issue.severity} {finding.kind} {finding.record}",
        "says": translator("en")(issue.message, **issue.values),
    }
    return {**told, "who": finding.owner} if finding.owner else told


def _judged(rule: str, name: str, tmp_path: Path, unchanged: Path) -> tuple[Any, ...]:
    case: Mapping[str, Any] = _cases()[rule][name]
    folder = tmp_path / "data" if any(key in case for key in EDITS) else unchanged
    if folder != unchanged:
        lay_out(case, folder)
    judged = judge_plan(_state(folder, case.get("as_of", "")), (rule,))
    assert all(one.rule.id == rule for one in (*judged.findings, *judged.not_judged))
    for one in (*judged.findings, *judged.not_judged):
        words = translator("zh")(one.issue.message, **one.issue.values)
        assert any("\u4e00" <= char <= "\u9fff" for char in words)
    assert [_told(one, folder) for one in judged.findings] == case.get("finds", [])
    assert [_told(one, folder) for one in judged.not_judged] == case.get("cannot_judge", [])
    return judged, judged.share(all_rules()[rule])


def _state(folder: Path, month: str) -> PlanState:
    result = load_handbook(folder)
    assert result.handbook is not None, result.issues
    return state(result.handbook, month or result.handbook.default_as_of)


@pytest.mark.parametrize(("rule", "name"), _named("passes"))
def test_a_rule_passes(rule: str, name: str, tmp_path: Path, unchanged: Path) -> None:
    judged, share = _judged(rule, name, tmp_path, unchanged)
    assert not judged.findings
    assert not judged.not_judged
    assert share == 1


@pytest.mark.parametrize(("rule", "name"), _named("fails"))
def test_a_rule_fails(rule: str, name: str, tmp_path: Path, unchanged: Path) -> None:
    judged, share = _judged(rule, name, tmp_path, unchanged)
    assert judged.findings
    assert share < 1


@pytest.mark.parametrize(("rule", "name"), _named("not"))
def test_a_rule_says_what_it_cannot_judge(rule: str, name: str, tmp_path: Path, unchanged: Path) -> None:
    judged, share = _judged(rule, name, tmp_path, unchanged)
    assert judged.not_judged
    assert all(one.issue.severity == "info" and not one.issue.judged for one in judged.not_judged)
    whole = any(one.kind == "plan" for one in judged.not_judged)
    assert share is None or not whole


def test_every_rule_has_a_case_of_each_kind() -> None:
    cases = _cases()
    assert cases.keys() == all_rules().keys()
    for rule, named in cases.items():
        kinds = {name.split("_")[0] for name in named}
        if "never" in kinds:
            assert len(named["never_unjudged"]) > 20, rule
        assert kinds in ({"passes", "fails", "not"}, {"passes", "fails", "never"}), rule
    assert [rule for rule, named in cases.items() if "never_unjudged" in named] == [
        "S-HOLIDAYS", "S-CALENDAR", "W-EXPIRED",
    ]  # fmt: skip
