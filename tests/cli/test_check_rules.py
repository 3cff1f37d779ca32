"""Check by rule, explain and list rules, tell only what a change adds, and write for GitLab."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.plancheck import all_rules


def _check(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(check, ["--language", "en", *arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.output


def test_the_sample_has_findings_of_every_pitfall_and_still_passes(repo_root: Path) -> None:
    code, told = _check("--data", str(repo_root / "data"), "--format", "json")
    found = [row["code"] for row in json.loads(told)["issues"]]
    assert code == 0
    assert {"P1", "P2", "P3", "P4"} <= {name.partition("-")[0] for name in found}
    assert "P2-MATURITY-EVIDENCE" not in found


def test_one_rule_alone_is_told(repo_root: Path) -> None:
    _, told = _check("--data", str(repo_root / "data"), "--rule", "P3-OVERLOAD", "--format", "json")
    assert {row["code"] for row in json.loads(told)["issues"]} == {"P3-OVERLOAD"}


def test_rules_are_listed_and_explained_and_unknown_ones_refused() -> None:
    _, told = _check("--list")
    assert len(told.splitlines()) == len(all_rules())
    _, told = _check("--explain", "P3-OVERLOAD")
    assert "limits: share 1" in told
    with pytest.raises(click.UsageError, match="did you mean P3-OVERLOAD"):
        _check("--explain", "P3-OVERLAOD")


def test_since_tells_only_what_a_change_adds(repo_root: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo_root / "data", data)
    for words in (
        ["init", "-q"], ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "plan"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    assert "0 errors, 0 warnings, 0 notes." in _check("--data", str(data), "--since", "HEAD")[1]
    file = data / "handbook.yml"
    file.write_text(file.read_text("utf-8").replace("contingency: 0.08", "contingency: 0.02"), "utf-8")
    code, told = _check("--data", str(data), "--since", "HEAD", "--strict", "--format", "gitlab")
    (row,) = json.loads(told)
    assert (code, row["check_name"], row["severity"]) == (1, "P3-CONTINGENCY", "major")
    assert row["location"]["lines"]["begin"] > 1
    assert len(row["fingerprint"]) == 64
