"""`erpsite apply`, end to end: report, write all or nothing, commit under the author's name, again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.apply import command
from erpsite.cli.git_data import GitError, try_git
from erpsite.cli.importing import command as importing

PLAN = Path(__file__).parents[1] / "golden/base_plan"
KPI, OWNER = "cycle-time", "zhao-min"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PLAN, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, language: str = "en") -> Result:
    result = CliRunner().invoke(command, [*words, "--language", language], standalone_mode=False)
    if result.exception and not isinstance(result.exception, GitError):
        raise result.exception
    return result


def write(path: Path, *changes: dict[str, Any], **more: Any) -> str:
    told = {"format": "erpsite-change/1", "kind": "edit", "who": {"name": "李伟 <x>"}, "when": "2026-11-03",
            "why": "因为\n如此", "changes": list(changes), **more}  # fmt: skip
    path.write_text(json.dumps(told), encoding="utf-8")
    return path.name


def tree(plan: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((plan / "data").rglob("*.*"))}


def note(path: Path) -> None:
    """Leave somebody else's work in a file."""
    path.write_text(path.read_text(encoding="utf-8") + "# note\n", encoding="utf-8")


def title(old: str, new: str) -> dict[str, Any]:
    return {"file": "handbook.yml", "path": ["organisation"], "action": "set", "old": old, "new": new}


OLD = "Farhill Manufacturing"


def named(old: str, new: str) -> dict[str, Any]:
    return {**title(old, new), "path": ["organisation", "en"]}


def test_a_change_is_written_once_and_can_be_undone(plan: Path) -> None:
    before = tree(plan)
    file = write(plan / "a.erpsite-change.json", named(OLD, "Farhill Works"))
    dry = run(file, "--dry-run")
    assert (dry.return_value, tree(plan)) == (0, before)
    assert "data/handbook.yml:3:7: Handbook: organisation · English goes from" in dry.output
    assert run(file).return_value == 0
    changed = {name for name, data in tree(plan).items() if data != before[name]}
    assert changed == {"handbook.yml"}
    again = run(file, language="zh")
    assert again.return_value == 0
    assert "已是如此" in again.output
    other = run(write(plan / "b.json", named(OLD, "Elsewhere")), "--format", "json")
    assert other.return_value == 1
    (told,) = json.loads(other.stdout)["changes"]
    assert (told["fate"], told["line"], told["today"]) == ("conflict", 3, "Farhill Works")
    CliRunner().invoke(importing, ["--undo"], standalone_mode=False)
    assert tree(plan) == before


def test_nothing_is_written_where_one_file_is_damaged_or_of_another_plan(plan: Path) -> None:
    handbook = plan / "data/handbook.yml"
    handbook.write_text("id: plan-1\n" + handbook.read_text(encoding="utf-8"), encoding="utf-8")
    before = tree(plan)
    good = write(plan / "a.json", named(OLD, "Farhill Works"), plan="plan-1")
    (plan / "cut.json").write_text((plan / "a.json").read_text(encoding="utf-8")[:-20], encoding="utf-8")
    damaged = run(good, "cut.json", language="zh")
    assert damaged.return_value == 1
    assert "cut.json:1:" in damaged.output
    stranger = run(good, write(plan / "b.json", named(OLD, "x"), plan="plan-2"))
    assert stranger.return_value == 1
    assert "of the plan plan-2, and this one is plan-1" in stranger.output
    assert tree(plan) == before
    unsaid = run(write(plan / "c.json", named(OLD, "x")), "--dry-run")
    assert "c.json does not say of which plan it is; it is compared with this one, plan-1." in unsaid.output


def test_a_record_that_is_not_there_is_named_and_no_conflict(plan: Path) -> None:
    owner = {
        "file": "kpis.yml",
        "record": f"{KPI}s",
        "path": ["owner"],
        "action": "set",
        "old": OWNER,
        "new": "x",
    }
    row = {**owner, "file": "kpis.csv", "record": {"kpi": KPI, "month": "2031-01"}, "path": ["actual"]}
    told = run(write(plan / "a.json", owner, row))
    assert f"NOT DONE: there is no {KPI}s in kpis.yml; did you mean {KPI}?" in told.output
    assert f"NOT DONE: there is no {KPI}, 2031-01 in kpis.csv" in told.output
    assert "0 in conflict, 2 refused" in told.output


def test_a_plan_that_would_have_new_errors_stays_as_it_is(plan: Path) -> None:
    before = tree(plan)
    owner = {
        "file": "kpis.yml",
        "record": KPI,
        "path": ["owner"],
        "action": "set",
        "old": OWNER,
        "new": "nobody",
    }
    refused = run(write(plan / "a.json", owner, named(OLD, "Farhill Works")))
    assert refused.return_value == 1
    assert "The plan would have errors that it has not now:" in refused.output
    assert "data/kpis.yml:" in refused.output
    assert "0 done, 0 already so, 0 in conflict, 0 refused, 2 held back" in refused.output
    assert tree(plan) == before


def test_each_file_is_a_commit_of_its_author(plan: Path) -> None:
    for words in (["init", "-q"], ["config", "user.name", "C"], ["config", "user.email", "c@example.invalid"],
                  ["add", "-A"], ["commit", "-qm", "begin"]):  # fmt: skip
        try_git(plan, *words)
    one = write(plan / "a.json", named(OLD, "Farhill Works"), base={"commit": "0123456"})
    day = {"file": "handbook.yml", "path": ["meeting_date"], "action": "set", "old": "2026-01-15",
           "new": "2026-01-16"}  # fmt: skip
    two = write(plan / "b.json", day, who={"name": "Ann", "person": "x"})
    note(plan / "data/modules.yml")
    done = run(one, two, "--commit")
    assert done.return_value == 0, done.output
    log = try_git(plan, "log", "-2", "--format=%an|%ae|%s|%b").stdout.decode().replace("\xa0", " ")
    assert "Ann|x@erpsite.invalid|Handbook: meeting date moves from 15 to 16 Jan 2026|因为\n如此" in log
    assert "李伟 x|page@erpsite.invalid|Handbook: organisation" in log
    assert "was made at commit 0123456" in done.output
    assert try_git(plan, "status", "--porcelain", "data").stdout.decode().split() == ["M", "data/modules.yml"]
    commit = try_git(plan, "log", "-1", "--format=%h").stdout.decode().strip()
    undo = CliRunner().invoke(importing, ["--undo", "--language", "en"], standalone_mode=False)
    assert isinstance(undo.exception, GitError)
    assert f"this takes it back: git revert {commit}" in str(undo.exception)
    note(plan / "data/handbook.yml")
    third = write(plan / "c.json", named("Farhill Works", "F"))
    for more in ([], ["--dry-run"]):
        refused = run(third, "--commit", *more)
        assert isinstance(refused.exception, GitError)
        assert "not committed" in str(refused.exception)
        assert "0 done" in refused.output
        assert "1 held back" in refused.output
    try_git(plan, "checkout", "--", "data/handbook.yml")
    try_git(plan, "revert", "--no-edit", "HEAD~1..HEAD")
    undo = CliRunner().invoke(importing, ["--undo", "--language", "en"], standalone_mode=False)
    assert "git revert" in str(undo.exception), "what the revert took back is no longer asked for"
