"""What the READMEs tell people to type works, on a copy of the sample and from a fresh clone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.warm import programs

READMES = ("README.md", "README.zh-CN.md")


def _commands(readme: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def _environment(root: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(programs()), str(root / ".venv" / "bin"), os.environ["PATH"]]),
        "LC_ALL": "C.UTF-8",
    }


def test_both_readmes_name_the_same_commands(repo_root: Path) -> None:
    english, chinese = (_commands(repo_root / name) for name in READMES)
    assert [line for line in english if "clone" not in line] == [
        line for line in chinese if "clone" not in line
    ]
    assert len(english) > 8


def test_every_erpsite_command_of_the_readme_runs(repo_root: Path, tmp_path: Path) -> None:
    for name in ("data", "logs", "content", "schemas", "examples"):
        shutil.copytree(repo_root / name, tmp_path / name, ignore=shutil.ignore_patterns(".erpsite"))
    (tmp_path / "one.erpsite-change.json").write_text(_CHANGE, encoding="utf-8")
    shutil.copy(repo_root / "mkdocs.yml", tmp_path)
    folder = tmp_path
    # As people have it: what one command read of the plan, the next need not read again.
    environment = {**_environment(repo_root), "ERPSITE_CACHE": str(tmp_path / "kept")}
    for line in _commands(repo_root / "README.md"):
        words = [found for word in shlex.split(line) for found in _meant(word, folder)]
        if words[0] == ".venv/bin/python":
            with_tools = {**environment, "PYTHONPATH": str(repo_root)}
            subprocess.run([sys.executable, *words[1:]], cwd=folder, env=with_tools, check=True)
        elif words[0] == "cd":
            folder = folder / words[1]
        elif words[0] == "erpsite" and words[1] == "serve":
            _serve(words, folder, environment)
        elif words[0] == "erpsite":
            done = subprocess.run(
                words, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert folder.name == "my-plan"


_CHANGE = """{"format": "erpsite-change/1", "kind": "edit", "who": {"name": "A reader"}, "when": "2026-11-03",
"changes": [{"file": "handbook.yml", "path": ["organisation", "en"], "action": "set",
"old": "Yuanze Drive Group", "new": "Yuanze Drives"}]}"""
"""What a reader saved from the form of a page."""


def _meant(word: str, folder: Path) -> list[str]:
    """Return the files that a shell puts in the place of a pattern, or the word itself."""
    return sorted(path.name for path in folder.glob(word)) if "*" in word else [word]


def _serve(words: list[str], folder: Path, environment: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [*words, "--address", f"127.0.0.1:{port}"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        assert _answers(f"http://127.0.0.1:{port}/"), (folder / "serve.log").read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
        (folder / "serve.log").unlink()


def _answers(url: str) -> bool:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return b"es-tile" in answer.read()
        except OSError:
            time.sleep(0.3)
    return False


@pytest.mark.slow
def test_a_fresh_clone_builds_the_site_with_make_alone(repo_root: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(repo_root), str(clone)], check=True)
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("ERPSITE_", "VIRTUAL_ENV", "MAKE", "ARGS"))
    }
    # The build compiles what it imports; the rest of what is installed is not run here.
    environment["PIP_COMPILE"] = "0"
    done = subprocess.run(
        ["make", "site"], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (clone / "site/zh/index.html").is_file()
    assert (clone / "site/en/plan/roadmap/index.html").is_file()
    # What is installed is installed once; the site itself need not be built again to see that.
    again = subprocess.run(
        ["make", "site", "ARGS=--help"],
        cwd=clone, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "erpsite build" in again.stdout
    assert "pip" not in again.stdout
    assert (
        subprocess.run(
            ["git", "status", "--short"], cwd=clone, capture_output=True, text=True, check=True
        ).stdout
        == ""
    )


def test_make_lists_what_the_readme_names(repo_root: Path) -> None:
    listed = subprocess.run(["make"], cwd=repo_root, capture_output=True, text=True, check=True).stdout
    for line in _commands(repo_root / "README.md"):
        if line.startswith("make "):
            assert line.split()[1] in listed
