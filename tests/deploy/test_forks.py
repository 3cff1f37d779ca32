"""Of a fork's pull request a check uses the data and the pages alone; all that runs is the base branch's."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.workflow import Runner, read_workflow

STEP = "Take all but the plan from the base branch, where a fork asks"
OURS = ("mkdocs.yml", "deploy/install.sh", "requirements.txt", "requirements.lock", "overrides/main.html")


def _git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _write(folder: Path, words: str, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


@pytest.fixture
def proposed(tmp_path: Path) -> tuple[Path, str]:
    """Check out a pull request that changes everything; return the folder and the base commit."""
    folder = tmp_path / "plan"
    folder.mkdir()
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _write(folder, "base", *OURS, "data/kpis.yml", "data/old.yml", "content/page.md")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Base")
    base = _git(folder, "rev-parse", "HEAD")
    _write(folder, "fork", *OURS, "data/kpis.yml", "data/new.yml", "content/page.md", "sitecustomize.py")
    (folder / "data/old.yml").unlink()
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Fork")
    return folder, base


def _github(repo_root: Path) -> tuple[dict[str, Any], dict[str, str]]:
    steps = read_workflow(repo_root / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    (step,) = [one for one in steps if one.get("name") == STEP]
    return step, {}


def _gitlab(repo_root: Path) -> tuple[dict[str, Any], dict[str, str]]:
    script, install = read_workflow(repo_root / ".gitlab-ci.yml")["check"]["before_script"]
    assert install == "deploy/install.sh"
    ids = {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7", "CI_PROJECT_ID": "1"}
    return {"run": script, "env": {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "${{ base }}"}}, ids


@pytest.mark.parametrize("read", [_github, _gitlab], ids=["GitHub", "GitLab"])
def test_only_the_plan_comes_from_a_fork(
    repo_root: Path, proposed: tuple[Path, str], tmp_path: Path, read: Any
) -> None:
    folder, base = proposed
    step, ids = read(repo_root)
    temp = tmp_path / "temp"
    temp.mkdir()
    values = {"github.event.pull_request.base.sha": base, "base": base}
    step = {**step, "env": {**step["env"], **ids}}
    Runner(folder, temp, values).run({"jobs": {"check": {"steps": [step]}}}, "check")
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }
    assert found == {
        **dict.fromkeys(OURS, "base"),
        "data/kpis.yml": "fork",
        "data/new.yml": "fork",
        "content/page.md": "fork",
    }


def test_a_folder_that_a_fork_made_a_link_is_left_out(
    repo_root: Path, proposed: tuple[Path, str], tmp_path: Path
) -> None:
    folder, base = proposed
    _git(folder, "rm", "-r", "--quiet", "data")
    (folder / "data").symlink_to("/etc")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Link")
    temp = tmp_path / "temp"
    temp.mkdir()
    step, _ = _github(repo_root)
    Runner(folder, temp, {"github.event.pull_request.base.sha": base}).run(
        {"jobs": {"check": {"steps": [step]}}}, "check"
    )
    assert not (folder / "data").exists()
    assert not (folder / "data").is_symlink()


def test_the_step_comes_before_anything_of_the_pull_request_runs(repo_root: Path) -> None:
    steps = read_workflow(repo_root / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    at = next(number for number, step in enumerate(steps) if step.get("name") == STEP)
    assert [step for step in steps[:at] if "run" in step] == []
    assert steps[at]["if"] == "github.event.pull_request.head.repo.full_name != github.repository"
    assert [step["with"]["persist-credentials"] for step in steps[:at] if "checkout@" in step["uses"]] == [
        False
    ]


def test_no_job_installs_what_a_fork_asks_for(repo_root: Path) -> None:
    """Every job that a company copies takes a fork's plan alone, or does not run for a fork."""
    jobs = 0
    for name in ("check.yml", "audit.yml"):
        for job in read_workflow(repo_root / ".github/workflows" / name)["jobs"].values():
            names = [step.get("name") for step in job["steps"]]
            if "Install erpsite" in names:
                jobs += 1
                ours = "github.event.pull_request.head.repo.full_name == github.repository"
                guarded = STEP in names and names.index(STEP) < names.index("Install erpsite")
                assert guarded or ours in job.get("if", ""), name
    assert jobs == 2
    for rule in read_workflow(repo_root / ".gitlab-ci.yml")["audit"]["rules"]:
        assert "merge_request_event" not in rule["if"] or "SOURCE_PROJECT_ID == $CI_PROJECT_ID" in rule["if"]
