"""Every code that a finding can carry is explained, by cause and cure, in both languages."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.cli.rules import explain, known_codes
from erpsite.explained import EXPLAINED, SUBJECTS
from erpsite.i18n import translator
from erpsite.plancheck import all_rules, rule_of
from tests.load.golden import lay_out

CODE = re.compile(r"[a-z]+(-[a-z]+)*")
WORDED = {"worded", "_date_like", "Declared"}
"""What words the errors of pydantic, and declares rules of one record; the code is the first argument."""


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _passing(tree: ast.Module) -> dict[str, int]:
    """Return the functions that hand their argument `code` on to an issue, with its place."""
    found = {"Issue": 0}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [one.arg for one in function.args.args if one.arg != "self"]
        hands_on = any(
            isinstance(node, ast.Call) and _called(node) == "Issue" and _name(node.args, 0) == "code"
            for node in ast.walk(function)
        )
        if "code" in names and hands_on:
            found[function.name] = names.index("code")
    return found


def _name(arguments: list[ast.expr], place: int) -> str:
    one = arguments[place] if len(arguments) > place else None
    return one.id if isinstance(one, ast.Name) else ""


def _words(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and CODE.fullmatch(one.value):
            yield one.value


def _raised(path: Path) -> Iterator[str]:
    """Yield the codes that a module gives to issues, as constants or out of a table that it holds."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passing = _passing(tree)
    from_table = False
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _called(call)
        if name in WORDED:
            yield from _words(call.args[0])
        elif name in passing and len(call.args) > passing[name]:
            yield from _words(call.args[passing[name]])
            from_table |= _name(call.args, passing[name]) == "code"
    if path.name in ("faults.py", "number_faults.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                yield from (word for one in node.value.elts[:1] for word in _words(one))
    for node in tree.body if from_table else ():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Dict):
            yield from (word for word in _words(node.value) if "-" in word)


@pytest.fixture(scope="module")
def raised() -> frozenset[str]:
    """Return every code that the sources give to an issue."""
    found = {
        code
        for path in sorted((Path(__file__).parents[2] / "erpsite").rglob("*.py"))
        for code in _raised(path)
    }
    return frozenset(found - {"third-parties"})  # a topic that an edition hides, in the table of its codes


def test_every_code_that_can_be_raised_is_explained(raised: frozenset[str]) -> None:
    of_rules = {code for rule in all_rules().values() for code in rule.codes}
    assert len(raised) > 160
    assert raised - of_rules == EXPLAINED.keys()
    assert {"unknown-key", "wrong-day", "link-into-data", "no-module", "edition-name"} <= raised
    assert sum(map(len, SUBJECTS.values())) == len(EXPLAINED), "a code is explained twice"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_code_is_told_with_cause_and_cure(language: str) -> None:
    tr = translator(language)
    for code in known_codes():
        told = explain(code, tr)
        name = rule.id if (rule := rule_of(code)) else code
        assert told.startswith(name)
        assert ("解决办法：" if language == "zh" else "Mend it: ") in told
        assert len(told.splitlines()) >= 4


def test_findings_carry_their_code_and_reports_explain_it(tmp_path: Path) -> None:
    lay_out(
        {"edit": {"kpis.csv": {"cycle-time,2026-02,24.8": "cycle-time,2026-02,a lot"}}}, tmp_path / "data"
    )
    words = ["--data", str(tmp_path / "data"), "--language", "en"]
    lines = CliRunner().invoke(check, words).output.splitlines()
    (line,) = [line for line in lines if "kpis.csv:" in line]
    assert line.endswith("[not-a-number]")
    assert lines[-2].endswith("erpsite check --explain CODE")
    told = json.loads(CliRunner().invoke(check, [*words, "--format", "json"]).output)["codes"]
    assert told["not-a-number"]["cure"].startswith("Write digits")
    log = json.loads(CliRunner().invoke(check, [*words, "--format", "sarif"]).output)
    (rule,) = [one for one in log["runs"][0]["tool"]["driver"]["rules"] if one["id"] == "not-a-number"]
    assert "Mend it: Write digits" in rule["help"]["text"]


def test_a_code_that_is_none_is_refused_with_the_nearest() -> None:
    result = CliRunner().invoke(check, ["--explain", "unknwon-key", "--language", "en"])
    assert result.exit_code == 2
    assert "did you mean unknown-key?" in result.output
