"""What several files of tests look at is made once, by whichever worker asks first."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from tests.warm import python

__all__ = ["Released", "built_once", "release_sample"]

ROOT = Path(__file__).resolve().parents[1]


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to ask for the name has built; the others wait for it.

    It is shared: who changes something in it takes a copy.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            build(folder)
            done.touch()
    return folder


@dataclass(frozen=True)
class Released:
    """Hold the sample as a company keeps it; who changes something in it takes a copy."""

    plan: Path
    """A repository with the sample, committed."""
    handbook: Path
    """The releases of February and of the newest month, for a web server."""


def release_sample(folder: Path) -> None:
    """Commit the sample, and publish an early month and the newest one into a folder."""
    plan = folder / "plan"
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, plan / name)
    shutil.copy(ROOT / "mkdocs.yml", plan)
    _git(plan, "init", "-q")
    _git(plan, "add", "data", "content", "mkdocs.yml")
    _git(plan, "commit", "-q", "-m", "The sample")
    for month in (["--as-of", "2026-02"], []):
        done = subprocess.run(
            [python(), "-m", "erpsite", "publish", "--to", str(folder / "handbook"), *month],
            cwd=plan, env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def _git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(folder), *name, *words], check=True, capture_output=True)
