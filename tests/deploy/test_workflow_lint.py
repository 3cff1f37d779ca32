"""The workflows that a company copies pass the linter and the auditor of workflows, and neither is asleep."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
# Without shellcheck and pyflakes, which some machines have and others do not.
LINT = (str(BIN / "actionlint"), "-no-color", "-shellcheck=", "-pyflakes=")
AUDIT = (str(BIN / "zizmor"), "--offline", "--no-progress", "--color=never")

BROKEN = """\
on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
      - run: echo ${{ github.event.pull_request.title }} ${{ nowhere.to_be_found }}
"""


def _run(command: tuple[str, ...], *paths: Path) -> subprocess.CompletedProcess[str]:
    words = [*command, *map(str, paths)]
    return subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("command", [LINT, AUDIT], ids=["actionlint", "zizmor"])
def test_our_workflows_pass(repo_root: Path, command: tuple[str, ...]) -> None:
    workflows = sorted((repo_root / ".github/workflows").glob("*.yml"))
    assert {"check.yml", "release.yml"} <= {path.name for path in workflows}
    done = _run(command, *workflows)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "said"), [(LINT, "nowhere"), (AUDIT, "pull_request_target")], ids=["actionlint", "zizmor"]
)
def test_a_broken_workflow_does_not(tmp_path: Path, command: tuple[str, ...], said: str) -> None:
    path = tmp_path / ".github" / "workflows" / "broken.yml"
    path.parent.mkdir(parents=True)
    path.write_text(BROKEN, encoding="utf-8")
    done = _run(command, path)
    assert done.returncode != 0
    assert said in done.stdout
