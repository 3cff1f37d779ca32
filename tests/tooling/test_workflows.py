"""Continuous integration: actions that cannot change underneath us, and no right to write."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from tools.smoke import PYTHONS, RESOLUTIONS


def workflows(repo_root: Path) -> dict[str, dict[str, Any]]:
    """Return file name → parsed workflow."""
    files = sorted((repo_root / ".github" / "workflows").glob("*.yml"))
    return {file.name: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_actions_are_pinned_by_commit_and_name_their_version(repo_root: Path) -> None:
    uses = [
        line.strip()
        for file in (repo_root / ".github" / "workflows").glob("*.yml")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"\buses:", line)
    ]
    assert uses
    pinned = re.compile(r"(- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in uses if not pinned.fullmatch(line)] == []


def test_workflows_may_only_read_unless_a_job_says_otherwise(repo_root: Path) -> None:
    found = workflows(repo_root).items()
    assert [name for name, workflow in found if workflow.get("permissions") != {"contents": "read"}] == []


def test_check_of_pull_requests_has_no_right_to_write(repo_root: Path) -> None:
    workflow = workflows(repo_root)["ci.yml"]
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == []
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}
    assert len(checkouts) == len(workflow["jobs"])
    # PyYAML reads the key `on` as true.
    triggers: Any = workflow.get("on", workflow.get(True))  # type: ignore[call-overload]
    assert set(triggers) == {"pull_request", "push"}


def test_every_job_ends_by_itself(repo_root: Path) -> None:
    jobs = [job for workflow in workflows(repo_root).values() for job in workflow["jobs"].values()]
    assert jobs
    assert all(0 < job["timeout-minutes"] <= 90 for job in jobs)


def test_each_python_that_we_name_is_tried_with_and_without_the_lock(
    repo_root: Path,
) -> None:
    project = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {line.rpartition(" ")[2] for line in project["classifiers"] if "Python :: 3." in line}
    jobs = workflows(repo_root)["ci.yml"]["jobs"]
    assert {*jobs["check-and-test"]["strategy"]["matrix"]["python"]} == named == {*PYTHONS}
    matrix = jobs["without-lock"]["strategy"]["matrix"]
    assert ({*matrix["python"]}, {*matrix["set"]}) == (named, {*RESOLUTIONS})
    assert "make smoke" in (repo_root / ".ci/run").read_text(encoding="utf-8")


def test_dependencies_are_audited_by_schedule_and_when_they_change(repo_root: Path) -> None:
    workflow = workflows(repo_root)["audit.yml"]
    assert set(triggers(workflow)) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    for event in ("pull_request", "push"):
        assert {"requirements*.txt", "requirements*.lock", "pyproject.toml"} <= {
            *triggers(workflow)[event]["paths"]
        }
    audits = [step["run"] for step in steps(workflow) if "pip-audit" in step.get("run", "")]
    assert len(audits) == 3
    pipeline = yaml.safe_load((repo_root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert any("pip-audit" in line for line in pipeline["audit"]["script"])


def test_a_release_of_the_package_carries_its_bill_of_materials(repo_root: Path) -> None:
    jobs = workflows(repo_root)["package.yml"]["jobs"]
    assert "make package" in [step.get("run") for step in jobs["build"]["steps"]]
    assert "permissions" not in jobs["build"]
    assert not [step for step in jobs["draft"]["steps"] if "checkout" in step.get("uses", "")]
    assert "package: sbom " in (repo_root / "Makefile").read_text(encoding="utf-8")


def test_workflow_runs_what_a_person_runs(repo_root: Path) -> None:
    commands = [step.get("run", "") for step in steps(workflows(repo_root)["ci.yml"])]
    assert ".ci/run" in commands
    script = repo_root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert text.index("make check") < text.index("\nmake test")


def triggers(workflow: dict[str, Any]) -> dict[str, Any]:
    """Return what starts a workflow; PyYAML reads the key `on` as true."""
    found: dict[str, Any] = workflow["on"] if "on" in workflow else workflow[True]  # type: ignore[index]
    return found


def test_no_workflow_runs_a_forks_code_with_rights(repo_root: Path) -> None:
    for name, workflow in workflows(repo_root).items():
        assert not {"pull_request_target", "workflow_run"} & set(triggers(workflow)), name


def test_no_workflow_asks_for_a_secret(repo_root: Path) -> None:
    for file in (repo_root / ".github" / "workflows").glob("*.yml"):
        assert "secrets." not in file.read_text(encoding="utf-8"), file.name


def test_no_script_holds_an_expression(repo_root: Path) -> None:
    scripts = [
        step["run"] for workflow in workflows(repo_root).values() for step in steps(workflow) if "run" in step
    ]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_only_the_job_that_runs_nothing_of_a_pull_request_may_comment(repo_root: Path) -> None:
    jobs = workflows(repo_root)["check.yml"]["jobs"]
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "check": None,
        "comment": {"pull-requests": "write"},
    }
    uses = [step["uses"].partition("@")[0] for step in jobs["comment"]["steps"] if "uses" in step]
    assert uses == ["actions/download-artifact"]
    assert "head.repo.full_name == github.repository" in jobs["comment"]["if"]


def test_no_release_waits_in_a_queue_that_cancels(repo_root: Path) -> None:
    release = workflows(repo_root)["release.yml"]
    assert release["concurrency"] == {"group": "release-${{ github.run_id }}", "cancel-in-progress": False}
    assert release["jobs"]["release"]["permissions"] == {"contents": "write"}
    assert triggers(release)["push"] == {"branches": ["main"], "paths": ["data/**"]}
    assert set(triggers(release)) == {"push", "schedule", "workflow_dispatch"}
    assert set(triggers(release)["workflow_dispatch"]["inputs"]) == {"month", "reason"}


def test_no_checkout_keeps_the_token(repo_root: Path) -> None:
    for name, workflow in workflows(repo_root).items():
        for step in steps(workflow):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_gitlab_queues_releases_and_cancels_none(repo_root: Path) -> None:
    pipeline = yaml.safe_load((repo_root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    jobs = {name: job for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
    assert set(jobs) == {"audit", "change-files", "check", "release", "pages", "intranet"}
    assert {job["stage"] for job in jobs.values()} == set(pipeline["stages"])
    for name in ("release", "intranet"):
        assert jobs[name]["resource_group"]
        assert jobs[name]["interruptible"] is False
    assert all(set(job.get("needs", [])) <= set(jobs) for job in jobs.values())
