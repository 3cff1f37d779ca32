"""The steps of the workflows do what they say, in the layout that `erpsite new` makes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.workflow import Runner, read_workflow
from tests.plan_folder import write_plan_folder
from tests.warm import programs, python

INSTALL = "Install erpsite"


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody with a name, and return what it prints."""
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout.strip()


def lay_environment(folder: Path) -> None:
    """Give a checkout what a job installs."""
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(programs())


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a company's new handbook under git, and a remote beside it; it is copied."""
    folder = tmp_path_factory.mktemp("begun")
    plan = folder / "plan"
    command = [python(), "-m", "erpsite", "new", str(plan), "--sample"]
    subprocess.run(command, check=True, capture_output=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(plan, "init", "--quiet", "--initial-branch=main")
    git(plan, "add", "--all")
    git(plan, "commit", "--quiet", "--message", "Start from the sample")
    git(plan, "remote", "add", "origin", "../remote.git")
    git(plan, "push", "--quiet", "origin", "main")
    lay_environment(plan)
    (plan / ".git" / "info" / "exclude").write_text(".venv\n", encoding="utf-8")
    return folder


@pytest.fixture
def plan(begun: Path, tmp_path: Path) -> Path:
    """Start a company's handbook under git, with a remote."""
    shutil.copytree(begun, tmp_path, symlinks=True, dirs_exist_ok=True)
    git(tmp_path / "plan", "remote", "set-url", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "plan"


@pytest.fixture
def small_plan(plan: Path) -> Path:
    """Put the small plan in the place of the sample: what is built for a workflow need not be large."""
    shutil.rmtree(plan / "data")
    shutil.rmtree(plan / "content")
    config = (plan / "mkdocs.yml").read_text(encoding="utf-8")
    write_plan_folder(plan)
    (plan / "mkdocs.yml").write_text(config, encoding="utf-8")
    (plan / "content/note.en.md").write_text("# Note\n\nWords.\n", encoding="utf-8")
    (plan / "content/note.zh.md").write_text("# 说明\n\n文字。\n", encoding="utf-8")
    git(plan, "add", "--all")
    git(plan, "commit", "--quiet", "--message", "Our own plan")
    git(plan, "push", "--quiet", "origin", "main")
    return plan


@pytest.fixture
def runner(plan: Path, tmp_path: Path) -> Runner:
    """Return a machine that has checked the plan out."""
    temp = tmp_path / "temp"
    temp.mkdir()
    values = {
        "github.event.pull_request.base.sha": git(plan, "rev-parse", "HEAD"),
        "github.event.pull_request.number": "7",
        "github.repository": "company/plan",
        "github.event_name": "push",
        "github.token": "none",
        "inputs.month": "",
        "inputs.reason": "",
        "vars.ERPSITE_SITE_URL": "",
    }
    return Runner(plan, temp, values)


def test_a_pull_request_is_checked_compared_and_built(small_plan: Path, runner: Runner) -> None:
    path = small_plan / "data" / "kpis.yml"
    changed = path.read_text(encoding="utf-8").replace("target: 21", "target: 19.5", 1)
    assert changed != path.read_text(encoding="utf-8")
    path.write_text(changed, encoding="utf-8")
    git(small_plan, "commit", "--quiet", "--all", "--message", "Raise a target")
    output = runner.run(read_workflow(small_plan / ".github/workflows/check.yml"), "check", without=INSTALL)
    assert "::warning file=data/kpis.yml" in output, "old data are not announced on their line"
    assert (runner.temp / "site" / "zh" / "index.html").is_file()
    assert runner.summary == (runner.temp / "changes.md").read_text(encoding="utf-8")
    assert "19.5" in runner.summary


BRANCH = "erpsite-changes/li-wei-1"


def edited_in_a_page(plan: Path) -> None:
    """Push the branch that a page makes of a change that is no single line."""
    git(plan, "checkout", "--quiet", "-b", BRANCH)
    text = (Path(__file__).parents[2] / "docs/applying.md").read_text(encoding="utf-8")
    told = json.loads(text.split("```json\n")[1].split("```")[0])
    del told["plan"]  # a new handbook has an id of its own
    file = plan / "changes/one.erpsite-change.json"
    file.parent.mkdir()
    file.write_text(json.dumps(told), encoding="utf-8")
    git(plan, "add", "--all")
    git(plan, "commit", "--quiet", "--message", "Edited in a page")
    git(plan, "push", "--quiet", "origin", BRANCH)


def assert_lines_are_changed(repository: Path, branch: str) -> None:
    """Look at what the request shows: the line, its author, and no change file."""
    found = git(repository, "diff", "--unified=0", "main", branch)
    lines = [line for line in found.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert [" ".join(line.split()) for line in lines] == ["- date: 2026-11-20", "+ date: 2026-11-27"]
    assert "Li Wei" in git(repository, "log", "-3", "--format=%an", branch)


def test_a_change_file_becomes_the_line_that_it_means(plan: Path, runner: Runner) -> None:
    edited_in_a_page(plan)
    runner.values = {**runner.values, "github.ref": f"refs/heads/{BRANCH}", "github.ref_name": BRANCH}
    runner.run(read_workflow(plan / ".github/workflows/change-files.yml"), "apply", without=INSTALL)
    assert "Handed over to operations" in runner.summary
    assert_lines_are_changed(plan, f"refs/remotes/origin/{BRANCH}")


def test_the_job_on_gitlab_makes_the_same_line(plan: Path, tmp_path: Path) -> None:
    edited_in_a_page(plan)
    remote, work = tmp_path / "remote.git", tmp_path / "job"
    # A runner there has a checkout of the commit, on no branch.
    git(tmp_path, "clone", "--quiet", "--branch", BRANCH, f"file://{remote}", str(work))
    git(work, "checkout", "--quiet", "--detach")
    lay_environment(work)
    job = read_workflow(plan / ".gitlab-ci.yml")["change-files"]
    values = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "CHANGES_TOKEN": "none",
        "CI_SERVER_HOST": "gitlab.example.com", "CI_PROJECT_URL": str(tmp_path / "remote"),
        "CI_COMMIT_BRANCH": BRANCH,
    }  # fmt: skip

    def run() -> subprocess.CompletedProcess[str]:
        script = ["bash", "-e", "-c", "\n".join(job["script"])]
        return subprocess.run(script, cwd=work, env=values, capture_output=True, text=True, check=False)

    done = run()
    assert done.returncode == 0, done.stderr
    assert "Handed over to operations" in done.stdout
    assert_lines_are_changed(remote, BRANCH)
    head = git(remote, "rev-parse", BRANCH)
    done = run()
    assert (done.returncode, git(remote, "rev-parse", BRANCH)) == (0, head), "a second run changes nothing"


def test_the_changes_are_said_even_where_the_base_holds_no_plan(plan: Path, runner: Runner) -> None:
    empty = git(plan, "commit-tree", "-m", "Nothing yet", git(plan, "hash-object", "-t", "tree", "/dev/null"))
    workflow = read_workflow(plan / ".github/workflows/check.yml")
    (step,) = [one for one in workflow["jobs"]["check"]["steps"] if one.get("name") == "Say what changes"]
    runner.values = {**runner.values, "github.event.pull_request.base.sha": empty}
    runner.run({"jobs": {"check": {"steps": [step]}}}, "check")
    assert "cannot be said" in runner.summary


@pytest.mark.parametrize(("known", "method"), [("", "POST"), ("4711", "PATCH")])
def test_the_comment_is_written_once_and_then_updated(
    plan: Path, runner: Runner, known: str, method: str
) -> None:
    calls = runner.temp / "calls"
    tool = runner.temp / "bin" / "gh"
    tool.parent.mkdir()
    tool.write_text(
        f'#!/bin/sh\ncase "$*" in *--paginate*) echo "{known}";; *) echo "$*" >> {calls};; esac\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    runner.path = f"{tool.parent}:{runner.path}"
    (plan / "changes.md").write_text("Three things changed.\n", encoding="utf-8")
    runner.run(read_workflow(plan / ".github/workflows/check.yml"), "comment")
    (call,) = calls.read_text(encoding="utf-8").splitlines()
    place = f"issues/comments/{known}" if known else "issues/7/comments"
    assert call.startswith(f"api --method {method} repos/company/plan/{place} ")
    comment = (plan / "comment.md").read_text(encoding="utf-8")
    assert comment == "<!-- erpsite: what changes -->\nThree things changed.\n"


def test_a_merge_is_released_and_a_schedule_repeats_nothing(small_plan: Path, runner: Runner) -> None:
    workflow = read_workflow(small_plan / ".github/workflows/release.yml")
    runner.run(workflow, "release", without=INSTALL)
    remote = small_plan.parent / "remote.git"
    assert "2026-03" in runner.summary
    listed = json.loads(git(remote, "show", "gh-pages:zh/versions.json"))
    assert [one["version"] for one in listed] == ["2026-03"]
    before = git(remote, "rev-parse", "gh-pages")
    git(small_plan, "fetch", "--quiet", "origin")
    runner.values = {**runner.values, "github.event_name": "schedule"}
    runner.run(workflow, "release", without=INSTALL)
    assert git(remote, "rev-parse", "gh-pages") == before
    assert "released already" in runner.summary


def test_a_job_installs_the_version_that_the_plan_names(plan: Path, tmp_path: Path) -> None:
    shutil.rmtree(plan / ".venv")
    fake = tmp_path / "python"
    fake.write_text(
        "#!/bin/sh\nmkdir -p .venv/bin\n"
        "printf '#!/bin/sh\\necho \"$@\" >> calls\\n' > .venv/bin/python\n"
        "cp .venv/bin/python .venv/bin/erpsite\nchmod +x .venv/bin/*\n",
        encoding="utf-8",
    )
    fake.chmod(0o755)
    environment = {"PYTHON": str(fake), "PATH": "/usr/bin:/bin"}
    subprocess.run([str(plan / "deploy" / "install.sh")], env=environment, check=True, capture_output=True)
    calls = (plan / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[-1] == "--version"
    assert "--requirement requirements.txt" in calls[0]
    wanted = subprocess.run([sys.executable, "-m", "erpsite", "--version"], capture_output=True, check=True)
    version = wanted.stdout.decode().split()[-1]
    assert (plan / "requirements.txt").read_text(encoding="utf-8") == f"erpsite=={version}\n"


@pytest.mark.parametrize("job", ["pages", "intranet"])
def test_gitlab_shows_what_the_branch_of_releases_holds(plan: Path, runner: Runner, job: str) -> None:
    git(plan, "switch", "--quiet", "--create", "releases")
    (plan / "versions.json").write_text("[]", encoding="utf-8")
    git(plan, "add", "versions.json")
    git(plan, "commit", "--quiet", "--message", "A release")
    git(plan, "push", "--quiet", "origin", "releases")
    git(plan, "switch", "--quiet", "main")
    calls = runner.temp / "calls"
    tool = runner.temp / "bin" / "rsync"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$RSYNC_RSH | $*" >> {calls}\n', encoding="utf-8")
    tool.chmod(0o755)
    runner.path = f"{tool.parent}:{runner.path}"
    key = runner.temp / "key"
    key.write_text("", encoding="utf-8")
    pipeline = read_workflow(plan / ".gitlab-ci.yml")
    environment = {
        **pipeline["variables"],
        "INTRANET_HOST": "web", "INTRANET_PATH": "/srv/handbook", "INTRANET_KEY": str(key),
        "INTRANET_KNOWN_HOSTS": "hosts",
    }  # fmt: skip
    step = {"run": "\n".join(pipeline[job]["script"]), "env": environment}
    runner.run({"jobs": {job: {"steps": [step]}}}, job)
    assert (plan / "public" / "versions.json").read_text(encoding="utf-8") == "[]"
    if job == "intranet":
        first, last = calls.read_text(encoding="utf-8").splitlines()
        assert "--exclude versions.json" in first
        assert "--exclude" not in last
        assert last.endswith("public/ web:/srv/handbook/")
        assert "StrictHostKeyChecking=yes" in last


@pytest.mark.parametrize(("month", "asked"), [("", ""), ("2026-03", " --as-of 2026-03")])
def test_gitlab_publishes_and_verifies(plan: Path, runner: Runner, month: str, asked: str) -> None:
    shutil.rmtree(plan / ".venv")
    tool = plan / ".venv" / "bin" / "erpsite"
    tool.parent.mkdir(parents=True)
    calls = runner.temp / "calls"
    tool.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n', encoding="utf-8")
    tool.chmod(0o755)
    pipeline = read_workflow(plan / ".gitlab-ci.yml")
    environment = {
        **pipeline["variables"],
        "CI_SERVER_HOST": "git.example.com", "CI_PROJECT_URL": "https://git.example.com/plan",
        "CI_COMMIT_TITLE": "Review", "MONTH": month,
    }  # fmt: skip
    step = {"run": "\n".join(pipeline["release"]["script"]), "env": environment}
    runner.run({"jobs": {"release": {"steps": [step]}}}, "release")
    assert calls.read_text(encoding="utf-8").splitlines() == [
        "check",
        "freshness",
        f"publish --branch releases --push origin --reason Review{asked}",
        "verify --branch releases --push origin",
    ]
