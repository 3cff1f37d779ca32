"""Measure what twelve months published by one command take beside twelve commands, and compare the bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import run
from erpsite.publish.manifest import hash_tree

__all__ = ["print_months"]

_MONTHS = tuple(f"2026-{number:02}" for number in range(1, 13))
_ALONE = {"ERPSITE_CACHE": "off"}


def print_months(root: Path, scratch: Path) -> None:
    """Print the CPU of both, and say where a file of a release differs."""
    plan = scratch / "months-plan"
    for name in ("data", "content"):
        shutil.copytree(root / name, plan / name)
    shutil.copy(root / "mkdocs.yml", plan)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The sample"]):
        author = ["-c", "user.name=b", "-c", "user.email=b@example.org"]
        subprocess.run(["git", "-C", str(plan), *author, *words], check=True)
    publish = [sys.executable, "-m", "erpsite", "publish", "--to"]
    singly, at_once = scratch / "months-singly", scratch / "months-at-once"
    alone = sum(run([*publish, str(singly), "--as-of", month], plan, _ALONE).cpu for month in _MONTHS)
    whole = run([*publish, str(at_once), "--months", f"{_MONTHS[0]}..{_MONTHS[-1]}"], plan, _ALONE)
    print(f"\npublishing {len(_MONTHS)} months of the sample, both languages, CPU s")
    print(f"  one by one {alone:.1f}, at once {whole.cpu:.1f}: {whole.cpu / alone:.2f} x   (aim: 0.5)")
    if hash_tree(singly / ".erpsite/store") != hash_tree(at_once / ".erpsite/store"):
        print("  NOT the same bytes")
    for folder in (plan, singly, at_once):
        shutil.rmtree(folder)
